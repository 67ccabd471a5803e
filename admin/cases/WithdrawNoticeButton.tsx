import { TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { Notice } from '../contract/index.ts'
import { WITHDRAW_NOTICE } from '../documents/cases.ts'

/** Takes a notice back after an objection was upheld; the result is then computed again and published anew. */
export function WithdrawNoticeButton({ notice }: { readonly notice: Notice }) {
  const translate = useTranslate()
  const [reason, setReason] = useState('')
  return (
    <VerbButton
      verb="withdrawNotice"
      document={WITHDRAW_NOTICE}
      look="outlined"
      danger
      incomplete={reason.trim() === ''}
      variables={() => ({ noticeId: notice.id, reason: reason.trim() })}
      facts={[[translate('field.notice'), `${notice.number} ${notice.title}`]]}
    >
      <TextField
        label={translate('field.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        multiline
        minRows={3}
        required
      />
    </VerbButton>
  )
}
