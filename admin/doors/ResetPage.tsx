import { Alert, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { useParams } from 'react-router'
import { RESET_PASSWORD } from '../documents/identity.ts'
import { command } from '../graphqlClient.ts'
import { DoorFrame } from './DoorFrame.tsx'
import { isTyped, NewPassword, NOTHING_TYPED } from './NewPassword.tsx'
import { useTry } from './useTry.ts'

/** Sets a new password by the link that the administrator issued. */
export default function ResetPage() {
  const translate = useTranslate()
  const { token = '' } = useParams()
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const [isDone, setDone] = useState(false)
  const { isRunning, error, attempt } = useTry()
  async function submit(event: FormEvent) {
    event.preventDefault()
    const ok = await attempt(
      async () => void (await command('resetPassword', RESET_PASSWORD, { token, next: typed.next })),
    )
    setDone(ok)
  }
  return (
    <DoorFrame title={translate('reset.title')}>
      {isDone ? (
        <Stack sx={{ gap: 2 }}>
          <Alert severity="success">{translate('reset.done')}</Alert>
          <Button component="a" href="/login" variant="contained">
            {translate('reset.toLogin')}
          </Button>
        </Stack>
      ) : (
        <Stack component="form" onSubmit={submit} sx={{ gap: 2 }}>
          <Typography color="textSecondary">{translate('reset.hint')}</Typography>
          <NewPassword typed={typed} onChange={setTyped} />
          {error && (
            <Alert severity="error" variant="outlined">
              {error}
            </Alert>
          )}
          <Button type="submit" variant="contained" size="large" disabled={!isTyped(typed) || isRunning}>
            {translate('reset.submit')}
          </Button>
        </Stack>
      )}
    </DoorFrame>
  )
}
