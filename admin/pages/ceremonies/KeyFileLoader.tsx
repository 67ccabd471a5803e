import { Alert, Box, Button, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ChangeEvent, type FormEvent, useState } from 'react'
import { x25519PublicKey } from '#domain/crypto.ts'
import type { OfficerKeyFile, OfficerSecrets } from '../../crypto/keyFile.ts'
import { unlockInThread } from '../../crypto/keyFileThread.ts'
import { ed25519PublicKey, webCrypto } from '../../crypto/webCrypto.ts'

/** A key file that was opened with its passphrase; it lives in this page's memory only. */
export interface LoadedKeys {
  readonly file: OfficerKeyFile
  readonly secrets: OfficerSecrets
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array
  /** Ed25519, 32 bytes. */
  readonly signingKey: Uint8Array
}

interface KeyFileLoaderProps {
  /** The message key of why this file is not the one wanted; null when it is. */
  readonly refuse: (keys: LoadedKeys) => string | null
  readonly onLoaded: (keys: LoadedKeys) => void
  readonly label?: string
}

/** Chooses a key file, asks for its passphrase, opens it in this browser. */
export function KeyFileLoader({ refuse, onLoaded, label }: KeyFileLoaderProps) {
  const translate = useTranslate()
  const [chosen, setChosen] = useState<{ readonly name: string; readonly text: string } | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    setFault(null)
    setChosen({ name: file.name, text: await file.text() })
  }
  async function open(event: FormEvent) {
    event.preventDefault()
    if (!chosen || passphrase === '') return
    setRunning(true)
    setFault(null)
    try {
      const found = await load(chosen.text, passphrase)
      const wrong = typeof found === 'string' ? `keyFile.fault.${found}` : refuse(found)
      setFault(wrong)
      if (wrong === null && typeof found !== 'string') onLoaded(found)
    } catch {
      setFault('keyFile.fault.browser')
    } finally {
      setRunning(false)
    }
  }
  return (
    <Stack component="form" onSubmit={open} sx={{ gap: 1.5, maxWidth: 520 }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Button component="label" variant={chosen ? 'outlined' : 'contained'} size="large">
          {label ?? translate('keyFile.choose')}
          <input type="file" accept=".age,.txt,text/plain" hidden onChange={choose} />
        </Button>
        {chosen && <Typography sx={{ overflowWrap: 'anywhere' }}>{chosen.name}</Typography>}
      </Box>
      {chosen && (
        <>
          <TextField
            label={translate('keyFile.passphrase')}
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={event => setPassphrase(event.target.value)}
            helperText={translate('keyFile.passphraseHint')}
          />
          <Box>
            <Button type="submit" variant="contained" size="large" disabled={passphrase === ''} loading={isRunning}>
              {translate('keyFile.open')}
            </Button>
          </Box>
        </>
      )}
      {isRunning && <Typography role="status">{translate('keyFile.opening')}</Typography>}
      {fault && (
        <Alert severity="error" variant="outlined">
          {translate(fault)}
        </Alert>
      )}
    </Stack>
  )
}

async function load(text: string, passphrase: string): Promise<LoadedKeys | string> {
  const read = await unlockInThread(text, passphrase)
  if (!read.ok) return read.fault
  const { file, secrets } = read
  return {
    file,
    secrets,
    publicKey: await x25519PublicKey(secrets.x25519, webCrypto),
    signingKey: await ed25519PublicKey(secrets.ed25519),
  }
}
