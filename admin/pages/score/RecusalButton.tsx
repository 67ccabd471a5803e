import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Tender } from '../../contract/index.ts'
import { DECLARE_RECUSAL } from '../../documents/reviewCommands.ts'

/** Declares that the expert must not judge one or all suppliers. */
export function RecusalButton({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const [supplierCode, setSupplier] = useState('')
  const [reason, setReason] = useState('')
  return (
    <VerbButton
      verb="declareRecusal"
      document={DECLARE_RECUSAL}
      look="outlined"
      incomplete={reason.trim() === ''}
      variables={() => ({ tenderId: tender.id, supplierCode: supplierCode.trim() || null, reason: reason.trim() })}
    >
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
