import { Alert, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { utf8 } from '#domain/bytes.ts'
import { drillShare } from '#domain/drill.ts'
import type { Share } from '#domain/opening.ts'
import type { Policy } from '#domain/sealing.ts'
import type { OfficerKey, PriceRound, Tender } from '../../contract/index.ts'
import { readBase64 } from '../../crypto/fileBytes.ts'
import { officerIndex, wrongKey } from '../../crypto/policyCheck.ts'
import { webCrypto } from '../../crypto/webCrypto.ts'
import { useRoundPolicy } from '../../data/useRoundPolicy.ts'
import { useRun } from '../../data/useRun.ts'
import { SIGN_POLICY } from '../../documents/ceremony.ts'
import { toBase64 } from '../../randomness.ts'
import { type Check, CheckList } from '../../ui/CheckList.tsx'
import { PolicyRefused } from '../../ui/PolicyRefused.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { KeyFileLoader, type LoadedKeys } from './KeyFileLoader.tsx'
import { PolicyFacts } from './PolicyFacts.tsx'

interface SignStepProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly own: OfficerKey | null
}

/** An officer reads the policy, proves that the own key opens the drill's dummy bid, and signs: one act. */
export function SignStep({ tender, round, own }: SignStepProps) {
  const translate = useTranslate()
  const checked = useRoundPolicy(round, tender.code, false)
  if (own === null) return <Alert severity="warning">{translate('ceremony.notInRound')}</Alert>
  if (own.policySignature !== null)
    return (
      <Alert severity="success" variant="outlined">
        {translate('ceremony.sign.done')}
      </Alert>
    )
  if (checked === undefined) return null
  if (!checked.ok) return <PolicyRefused faults={checked.faults} />
  return (
    <Stack sx={{ gap: 2 }}>
      <Typography>{translate('ceremony.sign.read')}</Typography>
      <PolicyFacts tender={tender} round={round} policy={checked.policy} />
      <Prove round={round} policy={checked.policy} own={own} />
    </Stack>
  )
}

interface ProveProps {
  readonly round: PriceRound
  readonly policy: Policy
  readonly own: OfficerKey
}

interface Proven {
  readonly keys: LoadedKeys
  readonly share: Share | null
}

function Prove({ round, policy, own }: ProveProps) {
  const translate = useTranslate()
  const [proven, setProven] = useState<Proven | null>(null)
  const { run, isRunning, violations } = useRun()
  async function prove(keys: LoadedKeys) {
    const envelope = readBase64(round.drillEnvelope) ?? new Uint8Array(0)
    const index = officerIndex(policy, keys.publicKey)
    const share = await drillShare({ envelope, policy, index, privateKey: keys.secrets.x25519 }, webCrypto)
    setProven({ keys, share })
  }
  async function sign({ keys, share }: Proven) {
    if (share === null) return
    const signature = await webCrypto.ed25519Sign(keys.secrets.ed25519, utf8(round.policy ?? ''))
    const proof = { share: toBase64(share.share), salt: toBase64(share.salt) }
    await run('signPolicy', SIGN_POLICY, { roundId: round.id, signature: toBase64(signature), ...proof })
  }
  if (proven === null) return <KeyFileLoader refuse={keys => wrongKey(policy, own, keys.publicKey)} onLoaded={prove} />
  return (
    <Stack sx={{ gap: 1.5, alignItems: 'flex-start' }}>
      <CheckList label={translate('ceremony.checks')} checks={checksOf(round, proven, translate)} />
      <Typography color="textSecondary">{translate('verb.signPolicy.review')}</Typography>
      <ViolationList violations={violations} />
      <Button
        variant="contained"
        size="large"
        disabled={proven.share === null}
        loading={isRunning}
        onClick={() => sign(proven)}
      >
        {translate('verb.signPolicy.label')}
      </Button>
    </Stack>
  )
}

type Translate = (key: string, options?: Record<string, unknown>) => string

function checksOf(round: PriceRound, { share }: Proven, translate: Translate): readonly Check[] {
  return [
    { key: 'policy', state: 'ok', text: translate('ceremony.check.policy') },
    { key: 'own', state: 'ok', text: translate('ceremony.check.ownKey') },
    {
      key: 'others',
      state: 'ok',
      text: translate('ceremony.check.officerKeys', { count: round.officerKeys.length }),
    },
    share === null
      ? { key: 'drill', state: 'bad', text: translate('ceremony.check.drillFailed') }
      : { key: 'drill', state: 'ok', text: translate('ceremony.check.drill') },
  ]
}
