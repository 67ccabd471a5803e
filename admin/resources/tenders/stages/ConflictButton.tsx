import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Tender } from '../../../contract/index.ts'
import { DECLARE_CONFLICT } from '../../../documents/reviewCommands.ts'

/** The office records that an expert may not judge a supplier, or anybody. */
export function ConflictButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [expertCode, setExpert] = useState('')
  const [supplierCode, setSupplier] = useState('')
  const [reason, setReason] = useState('')
  return (
    <VerbButton
      verb="declareConflict"
      document={DECLARE_CONFLICT}
      look="outlined"
      incomplete={expertCode.trim() === '' || reason.trim() === ''}
      variables={() => ({
        tenderId: tender.id,
        expertCode: expertCode.trim(),
        supplierCode: supplierCode.trim() || null,
        reason: reason.trim(),
      })}
    >
      <TextField
        label={translate('field.expertCode')}
        value={expertCode}
        onChange={event => setExpert(event.target.value)}
        required
      />
      <TextField
        label={translate('field.supplierCode')}
        value={supplierCode}
        onChange={event => setSupplier(event.target.value)}
        helperText={translate('page.draw.allSuppliers')}
      />
      <TextField
        label={translate('field.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        required
        multiline
      />
    </VerbButton>
  )
}
