import { Alert, Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ReactNode, useState } from 'react'
import { officerKeyBytes } from '#domain/officerKeys.ts'
import type { OfficerKey, PriceRound } from '../../contract/index.ts'
import { keyFileName, keyFileOf } from '../../crypto/keyFile.ts'
import { lockInThread } from '../../crypto/keyFileThread.ts'
import { isSameKey } from '../../crypto/policyCheck.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { useRun } from '../../data/useRun.ts'
import { REGISTER_OFFICER_KEY } from '../../documents/ceremony.ts'
import { randomBytes, saveFile, toBase64 } from '../../randomness.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Fingerprint } from '../../ui/Fingerprint.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { KeyFileLoader, type LoadedKeys } from './KeyFileLoader.tsx'
import { PassphraseForm } from './PassphraseForm.tsx'

/** Who holds the ceremony, and where. */
export interface OfficerPlace {
  readonly tenderCode: string
  readonly login: string
  /** The officer's pinned signing key; null before the first registration. */
  readonly pinned: string | null
}

interface KeyStepProps {
  readonly round: PriceRound
  readonly place: OfficerPlace
  /** The officer's own key of this round, once it is registered. */
  readonly own: OfficerKey | null
}

/** Makes the officer's keys, has the file saved and read back, and only then registers their public parts. */
export function KeyStep({ round, place, own }: KeyStepProps) {
  const translate = useTranslate()
  const [isAnew, setAnew] = useState(false)
  if (own && !isAnew)
    return (
      <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
        <Alert severity="success" variant="outlined">
          {translate('ceremony.keys.registered')}
        </Alert>
        <KeyFacts publicKey={own.publicKey} signingKey={own.signingKey} />
        <Button onClick={() => setAnew(true)}>{translate('ceremony.keys.anew')}</Button>
      </Stack>
    )
  return <MakeKeys round={round} place={place} onDone={() => setAnew(false)} />
}

function KeyFacts({ publicKey, signingKey }: { readonly publicKey: string; readonly signingKey: string }) {
  const translate = useTranslate()
  return (
    <Facts
      facts={[
        [translate('ceremony.fingerprint.publicKey'), <Fingerprint key="public" publicKey={publicKey} />],
        [translate('ceremony.fingerprint.signingKey'), <Fingerprint key="signing" publicKey={signingKey} />],
      ]}
    />
  )
}

/** One numbered act; what comes later is shown, but greyed until its turn. */
function Act({ number, title, isDue, children }: ActProps) {
  return (
    <Stack component="section" sx={{ gap: 1 }}>
      <Typography variant="h3" component="h3" color={isDue ? 'textPrimary' : 'textSecondary'}>
        {number} {title}
      </Typography>
      {isDue && children}
    </Stack>
  )
}

interface ActProps {
  readonly number: number
  readonly title: string
  readonly isDue: boolean
  readonly children: ReactNode
}

function MakeKeys({ round, place, onDone }: Omit<KeyStepProps, 'own'> & { readonly onDone: () => void }) {
  const translate = useTranslate()
  const [earlier, setEarlier] = useState<LoadedKeys | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const [hasFile, setHasFile] = useState(false)
  const [loaded, setLoaded] = useState<LoadedKeys | null>(null)
  const needsEarlier = place.pinned !== null && earlier === null
  const first = place.pinned === null ? 0 : 1
  return (
    <Stack sx={{ gap: 3 }}>
      {first === 1 && (
        <Act number={1} title={translate('ceremony.keys.earlier')} isDue={needsEarlier && !hasFile}>
          <Typography>{translate('ceremony.keys.earlierHint')}</Typography>
          <KeyFileLoader
            refuse={keys => (isSameKey(keys.signingKey, place.pinned) ? null : 'keyFile.fault.otherSigner')}
            onLoaded={setEarlier}
          />
        </Act>
      )}
      <Act
        number={first + 1}
        title={translate('ceremony.keys.make')}
        isDue={!needsEarlier && saved === null && !hasFile}
      >
        <Typography>{translate('ceremony.keys.makeHint')}</Typography>
        <Maker round={round} place={place} earlier={earlier} onSaved={setSaved} />
      </Act>
      {saved === null && !hasFile && (
        <Box>
          <Button onClick={() => setHasFile(true)}>{translate('ceremony.keys.hasFile')}</Button>
        </Box>
      )}
      <Act
        number={first + 2}
        title={translate('ceremony.keys.readBack')}
        isDue={(saved !== null || hasFile) && loaded === null}
      >
        <Typography>
          {saved === null
            ? translate('ceremony.keys.readBackLater')
            : translate('ceremony.keys.readBackHint', { name: saved })}
        </Typography>
        <KeyFileLoader refuse={keys => wrongFile(keys, round, place)} onLoaded={setLoaded} />
        <Box>
          <Button
            onClick={() => {
              setSaved(null)
              setHasFile(false)
            }}
          >
            {translate('ceremony.keys.again')}
          </Button>
        </Box>
      </Act>
      <Act number={first + 3} title={translate('ceremony.keys.register')} isDue={loaded !== null}>
        {loaded && <Register round={round} keys={loaded} onDone={onDone} />}
      </Act>
    </Stack>
  )
}

/** Why a key file cannot serve in this round; null when it can. */
function wrongFile(keys: LoadedKeys, round: PriceRound, place: OfficerPlace): string | null {
  const { file } = keys
  if (file.officer !== place.login) return 'keyFile.fault.otherOfficer'
  if (file.tender !== place.tenderCode || file.round !== round.number) return 'keyFile.fault.otherRound'
  if (place.pinned !== null && !isSameKey(keys.signingKey, place.pinned)) return 'keyFile.fault.otherSigner'
  return null
}

interface MakerProps {
  readonly round: PriceRound
  readonly place: OfficerPlace
  readonly earlier: LoadedKeys | null
  readonly onSaved: (name: string) => void
}

function Maker({ round, place, earlier, onSaved }: MakerProps) {
  const translate = useTranslate()
  const [isRunning, setRunning] = useState(false)
  const [isBroken, setBroken] = useState(false)
  async function make(passphrase: string) {
    setRunning(true)
    setBroken(false)
    try {
      const secrets = { x25519: randomBytes(32), ed25519: earlier?.secrets.ed25519 ?? randomBytes(32) }
      const where = { tender: place.tenderCode, round: round.number, officer: place.login }
      const file = keyFileOf(where, secrets, new Date().toISOString())
      saveFile(keyFileName(file), await lockInThread(file, passphrase), 'text/plain')
      onSaved(keyFileName(file))
    } catch {
      setBroken(true)
    } finally {
      setRunning(false)
    }
  }
  return (
    <>
      <PassphraseForm isRunning={isRunning} onChosen={make} />
      {isBroken && (
        <Alert severity="error" variant="outlined">
          {translate('keyFile.fault.browser')}
        </Alert>
      )}
    </>
  )
}

interface RegisterProps {
  readonly round: PriceRound
  readonly keys: LoadedKeys
  readonly onDone: () => void
}

function Register({ round, keys, onDone }: RegisterProps) {
  const translate = useTranslate()
  const { run, isRunning, violations } = useRun()
  const publicKey = toBase64(keys.publicKey)
  const signingKey = toBase64(keys.signingKey)
  async function register() {
    const signed = await webCrypto.ed25519Sign(keys.secrets.ed25519, officerKeyBytes(round.id, keys.publicKey))
    const variables = { roundId: round.id, publicKey, signingKey, keySignature: toBase64(signed) }
    if ((await run('registerOfficerKey', REGISTER_OFFICER_KEY, variables)) !== null) onDone()
  }
  return (
    <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
      <Alert severity="success" variant="outlined">
        {translate('ceremony.keys.readBackDone')}
      </Alert>
      <KeyFacts publicKey={publicKey} signingKey={signingKey} />
      <Typography color="textSecondary">{translate('verb.registerOfficerKey.review')}</Typography>
      <ViolationList violations={violations} />
      <Button variant="contained" size="large" onClick={register} loading={isRunning}>
        {translate('verb.registerOfficerKey.label')}
      </Button>
    </Stack>
  )
}
