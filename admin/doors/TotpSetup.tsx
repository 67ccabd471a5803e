import { Alert, Box, Button, CircularProgress, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, useEffect, useState } from 'react'
import type { TotpEnrolment } from '../contract/index.ts'
import { CONFIRM_TOTP, ENROL_TOTP } from '../documents/identity.ts'
import { command } from '../graphqlClient.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { useTry } from './useTry.ts'

interface TotpSetupProps {
  /** The factor counts and its recovery codes have been seen. */
  readonly onDone: () => void
}

/** Sets an authenticator app up: picture, confirmation by a code, recovery codes. */
export function TotpSetup({ onDone }: TotpSetupProps) {
  const [offer, setOffer] = useState<TotpEnrolment | null>(null)
  const [recovery, setRecovery] = useState<readonly string[] | null>(null)
  const { error, attempt } = useTry()
  // biome-ignore lint/correctness/useExhaustiveDependencies: one secret for one opening of the page
  useEffect(() => {
    void attempt(async () => setOffer(await command<TotpEnrolment>('enrolTotp', ENROL_TOTP, {})))
  }, [])
  if (recovery) return <RecoveryCodes codes={recovery} onSaved={onDone} />
  if (error)
    return (
      <Alert severity="error" variant="outlined">
        {error}
      </Alert>
    )
  if (!offer) return <CircularProgress sx={{ mx: 'auto' }} />
  return <Confirmation offer={offer} onConfirmed={setRecovery} />
}

interface ConfirmationProps {
  readonly offer: TotpEnrolment
  readonly onConfirmed: (recoveryCodes: readonly string[]) => void
}

function Confirmation({ offer, onConfirmed }: ConfirmationProps) {
  const translate = useTranslate()
  const [code, setCode] = useState('')
  const { isRunning, error, attempt } = useTry()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    void attempt(async () => {
      const { codes } = await command<{ codes: readonly string[] }>('confirmTotp', CONFIRM_TOTP, { code })
      onConfirmed(codes)
    })
  }
  return (
    <Stack component="form" onSubmit={submit} sx={{ gap: 2 }}>
      <Typography>{translate('door.scan')}</Typography>
      <Box
        component="img"
        src={`data:image/svg+xml;utf8,${encodeURIComponent(offer.svg)}`}
        alt={translate('door.qr')}
        sx={{
          width: 208,
          height: 208,
          mx: 'auto',
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          bgcolor: '#fff',
        }}
      />
      <Typography variant="body2" color="textSecondary">
        {translate('door.byHand')}
        <br />
        <Box component="code" data-testid="totp-secret" sx={{ overflowWrap: 'anywhere', color: 'text.primary' }}>
          {offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
        </Box>
      </Typography>
      <TextField
        label={translate('door.code')}
        helperText={translate('door.confirmHint')}
        value={code}
        onChange={event => setCode(event.target.value)}
        autoComplete="one-time-code"
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 7, style: { fontSize: 20, letterSpacing: 2 } } }}
        required
        fullWidth
      />
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
        {translate('door.confirm')}
      </Button>
    </Stack>
  )
}
