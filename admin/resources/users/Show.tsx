import { Alert, Box, TextField, Typography } from '@mui/material'
import { useRecordContext, useTranslate } from 'ra-core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { VerbButton } from '../../commands/VerbButton.tsx'
import { ISSUE_PASSWORD_RESET, RESET_SECOND_FACTOR, RESET_SIGNING_KEY } from '../../documents/identity.ts'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** Detail of one of the users; an administrator helps who forgot a password or lost a phone. */
export function UserShow() {
  const translate = useTranslate()
  const { id = '' } = useParams()
  const [token, setToken] = useState<string | null>(null)
  const variables = { userId: id }
  return (
    <ResourceShow
      columns={COLUMNS}
      actions={
        <>
          <VerbButton
            verb="issuePasswordReset"
            document={ISSUE_PASSWORD_RESET}
            variables={variables}
            look="outlined"
            onDone={result => setToken((result as { token: string }).token)}
          />
          <VerbButton
            verb="resetSecondFactor"
            document={RESET_SECOND_FACTOR}
            variables={variables}
            look="outlined"
            danger
          />
          <ResetSigningKey />
        </>
      }
    >
      {token && (
        <Alert severity="info" variant="outlined" onClose={() => setToken(null)}>
          <Typography>{translate('reset.link')}</Typography>
          <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
            {`${window.location.origin}/reset/${token}`}
          </Box>
        </Alert>
      )}
    </ResourceShow>
  )
}

/** For an officer whose key file or passphrase is gone. */
function ResetSigningKey() {
  const translate = useTranslate()
  const user = useRecordContext<{ id: string; role: string }>()
  const [reason, setReason] = useState('')
  if (user?.role !== 'officer') return null
  return (
    <VerbButton
      verb="resetSigningKey"
      document={RESET_SIGNING_KEY}
      variables={() => ({ userId: user.id, reason: reason.trim() })}
      incomplete={reason.trim() === ''}
      look="outlined"
      danger
    >
      <TextField
        label={translate('proposal.argument.reason')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        multiline
      />
    </VerbButton>
  )
}
