import { Alert, Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { VerbButton } from '../../commands/VerbButton.tsx'
import { ISSUE_PASSWORD_RESET, RESET_SECOND_FACTOR } from '../../documents/identity.ts'
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
