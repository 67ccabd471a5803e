import { Alert, Box, Button, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import { MIN_PASSPHRASE_CHARS, makePassphrase, strengthOf } from '../../crypto/passphrase.ts'
import { randomBytes } from '../../randomness.ts'

interface PassphraseFormProps {
  readonly isRunning: boolean
  readonly onChosen: (passphrase: string) => void
}

/** A passphrase typed twice, with a hint how strong it is and one to take over by hand. */
export function PassphraseForm({ isRunning, onChosen }: PassphraseFormProps) {
  const translate = useTranslate()
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [offered, setOffered] = useState<string | null>(null)
  const strength = strengthOf(first)
  const isTwice = first === second
  const isReady = strength !== 'tooShort' && strength !== 'weak' && isTwice
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) onChosen(first)
  }
  return (
    <Stack component="form" onSubmit={submit} sx={{ gap: 1.5, maxWidth: 520 }}>
      <TextField
        label={translate('keyFile.newPassphrase')}
        type="password"
        autoComplete="new-password"
        value={first}
        onChange={event => setFirst(event.target.value)}
        helperText={
          first === ''
            ? translate('keyFile.newHint', { min: MIN_PASSPHRASE_CHARS })
            : translate(`keyFile.strength.${strength}`, { min: MIN_PASSPHRASE_CHARS })
        }
        error={first !== '' && (strength === 'tooShort' || strength === 'weak')}
      />
      <TextField
        label={translate('keyFile.again')}
        type="password"
        autoComplete="new-password"
        value={second}
        onChange={event => setSecond(event.target.value)}
        error={second !== '' && !isTwice}
        helperText={second !== '' && !isTwice ? translate('keyFile.notTwice') : ' '}
      />
      {offered && (
        <Alert severity="info" variant="outlined">
          {translate('keyFile.offered')}
          <Typography component="code" sx={{ display: 'block', fontSize: 18, fontWeight: 650, my: 0.5 }}>
            {offered}
          </Typography>
          {translate('keyFile.offeredHint')}
        </Alert>
      )}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button type="submit" variant="contained" size="large" disabled={!isReady} loading={isRunning}>
          {translate('keyFile.make')}
        </Button>
        <Button onClick={() => setOffered(makePassphrase(randomBytes))}>{translate('keyFile.offer')}</Button>
      </Box>
      {isRunning && <Typography role="status">{translate('keyFile.making')}</Typography>}
    </Stack>
  )
}
