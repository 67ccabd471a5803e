import { Alert, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { hasPasskeys, makePasskey } from './passkey.ts'
import { TotpSetup } from './TotpSetup.tsx'
import { useTry } from './useTry.ts'

/** The first sign-in of a role that needs a second factor: an authenticator app, or a passkey of this device. */
export function FirstFactor({ onDone }: { readonly onDone: () => void }) {
  const translate = useTranslate()
  const [usesApp, setUsesApp] = useState(!hasPasskeys())
  const { isRunning, error, attempt } = useTry()
  async function registerPasskey() {
    if (await attempt(() => makePasskey(translate('door.thisDevice')))) onDone()
  }
  if (usesApp) return <TotpSetup onDone={onDone} />
  return (
    <Stack sx={{ gap: 2 }}>
      <Typography>{translate('door.first')}</Typography>
      {error && (
        <Alert severity="error" variant="outlined">
          {error}
        </Alert>
      )}
      <Button variant="contained" size="large" onClick={() => setUsesApp(true)}>
        {translate('door.useApp')}
      </Button>
      <Button variant="outlined" size="large" onClick={() => void registerPasskey()} disabled={isRunning}>
        {translate('door.makePasskey')}
      </Button>
    </Stack>
  )
}
