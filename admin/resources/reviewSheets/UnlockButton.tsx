import { TextField } from '@mui/material'
import { useRecordContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { ReviewSheet } from '../../contract/index.ts'
import { useTender } from '../../data/TenderContext.tsx'
import { UNLOCK_SHEET } from '../../documents/reviewDesk.ts'

/** The office proposes to open a submitted sheet again; a second person confirms on the page of the tender. */
export function UnlockButton() {
  const sheet = useRecordContext<ReviewSheet>()
  const tender = useTender(sheet?.tenderId ?? null).data
  const translate = useTranslate()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  if (sheet?.status !== 'submitted' || tender?.stage !== 'review' || tender.scoreFreeze) return null
  return (
    <VerbButton
      verb="unlockSheet"
      document={UNLOCK_SHEET}
      look="outlined"
      variables={() => ({ sheetId: sheet.id, reason: reason.trim() })}
      facts={[
        [translate('field.supplier'), sheet.supplierName],
        [translate('field.subject'), sheet.subjectName],
        [translate('field.indicator'), sheet.indicatorCodes.join(', ')],
      ]}
      incomplete={reason.trim() === ''}
      onDone={() => navigate('/reviewSheets')}
    >
      <TextField
        label={translate('field.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        multiline
        minRows={2}
        required
      />
    </VerbButton>
  )
}
