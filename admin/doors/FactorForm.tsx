import { Alert, Button, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { VERIFY_TOTP } from '../documents/identity.ts'
import { command } from '../graphqlClient.ts'
import { hasPasskeys, showPasskey } from './passkey.ts'
import { useTry } from './useTry.ts'

interface FactorFormProps {
  readonly onPassed: () => void
  /** Fills the code in where the site is a demo. */
  readonly demo?: (fill: (code: string) => void) => ReactNode
  readonly cancel?: ReactNode
}

/** The second factor: a code of the authenticator app, a recovery code, or a passkey. */
export function FactorForm({ onPassed, demo, cancel }: FactorFormProps) {
  const translate = useTranslate()
  const [code, setCode] = useState('')
  const { isRunning, error, attempt } = useTry()
  const pass = async (work: () => Promise<unknown>) => {
    if (await attempt(async () => void (await work()))) onPassed()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    void pass(() => command('verifyTotp', VERIFY_TOTP, { code }))
  }
  return (
    <Stack component="form" onSubmit={submit} sx={{ gap: 2 }}>
      <TextField
        label={translate('door.code')}
        helperText={translate('door.codeHint')}
        value={code}
        onChange={event => setCode(event.target.value)}
        autoComplete="one-time-code"
        slotProps={{ htmlInput: { maxLength: 16, spellCheck: false, style: { fontSize: 20, letterSpacing: 2 } } }}
        autoFocus
        required
        fullWidth
      />
      {demo?.(setCode)}
      {error && (
        <Alert severity="error" variant="outlined">
          {error}
        </Alert>
      )}
      <Button
        type="submit"
        variant="contained"
        size="large"
        disabled={isRunning || code.trim() === ''}
        loading={isRunning}
      >
        {translate('door.verify')}
      </Button>
      {hasPasskeys() && (
        <Button variant="outlined" onClick={() => void pass(showPasskey)} disabled={isRunning}>
          {translate('door.usePasskey')}
        </Button>
      )}
      <Typography variant="body2" color="textSecondary">
        {translate('door.lost')}
      </Typography>
      {cancel}
    </Stack>
  )
}
