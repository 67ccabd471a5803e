import { Alert, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Policy } from '#domain/sealing.ts'
import type { OfficerKey, PriceRound, Tender } from '../../contract/index.ts'
import { wrongKey } from '../../crypto/policyCheck.ts'
import { useAsk } from '../../data/useAsk.ts'
import { useRoundPolicy } from '../../data/useRoundPolicy.ts'
import { SERVER_TIME } from '../../documents/ceremony.ts'
import { dateTime, whole } from '../../formats.ts'
import { type Check, CheckList } from '../../ui/CheckList.tsx'
import { PolicyRefused } from '../../ui/PolicyRefused.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { BadCaps } from './BadCaps.tsx'
import { HandInDone } from './HandInDone.tsx'
import { KeyFileLoader, type LoadedKeys } from './KeyFileLoader.tsx'
import { type Opening, useOpening } from './useOpening.ts'
import { WorkProgress } from './WorkProgress.tsx'

interface OpenStepProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly own: OfficerKey | null
}

/** After the close: the officer's browser checks, decrypts the own shares, and hands them in signed. */
export function OpenStep({ tender, round, own }: OpenStepProps) {
  const translate = useTranslate()
  const checked = useRoundPolicy(round, tender.code, true)
  if (own === null) return <Alert severity="warning">{translate('ceremony.notInRound')}</Alert>
  if (checked === undefined) return null
  if (!checked.ok) return <PolicyRefused faults={checked.faults} />
  return <OpenBids tender={tender} round={round} policy={checked.policy} own={own} />
}

interface OpenBidsProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly policy: Policy
  readonly own: OfficerKey
}

function OpenBids({ tender, round, policy, own }: OpenBidsProps) {
  const translate = useTranslate()
  const [keys, setKeys] = useState<LoadedKeys | null>(null)
  const opening = useOpening(round, policy, translate('app.outage'))
  const clock = useClockCheck(tender, policy)
  if (opening.receipt && keys) return <HandInDone round={round} keys={keys} receipt={opening.receipt} />
  return (
    <Stack sx={{ gap: 2 }}>
      {(own.handedIn ?? 0) > 0 && (
        <Alert severity="info" variant="outlined">
          {translate('ceremony.open.handedInBefore', { count: whole(own.handedIn) })}
        </Alert>
      )}
      <CheckList
        label={translate('ceremony.checks')}
        checks={[
          { key: 'policy', state: 'ok', text: translate('ceremony.check.policySigned') },
          clock,
          ...(keys ? [{ key: 'own', state: 'ok' as const, text: translate('ceremony.check.ownKey') }] : []),
          ...manifestCheck(opening, translate),
        ]}
      />
      {keys === null ? (
        <KeyFileLoader refuse={one => wrongKey(policy, own, one.publicKey)} onLoaded={setKeys} />
      ) : (
        <Acts keys={keys} opening={opening} isEarly={clock.state === 'bad'} />
      )}
      <ViolationList violations={opening.violations} />
    </Stack>
  )
}

interface ActsProps {
  readonly keys: LoadedKeys
  readonly opening: Opening
  readonly isEarly: boolean
}

/** The one act whose turn it is: decrypt, or hand in. */
function Acts({ keys, opening, isEarly }: ActsProps) {
  const translate = useTranslate()
  const [complain, setComplain] = useState(false)
  const { progress, decrypted } = opening
  if (progress) return <WorkProgress progress={progress} />
  if (decrypted === null)
    return (
      <Stack sx={{ gap: 1, alignItems: 'flex-start' }}>
        <Typography>{translate('ceremony.open.decryptHint')}</Typography>
        <Button variant="contained" size="large" disabled={isEarly} onClick={() => opening.decrypt(keys)}>
          {translate('ceremony.open.decrypt')}
        </Button>
      </Stack>
    )
  const seconds = (decrypted.ms / 1000).toFixed(1)
  return (
    <Stack sx={{ gap: 2, alignItems: 'flex-start' }}>
      <Typography>
        {translate('ceremony.open.decrypted', { count: whole(decrypted.found.length - decrypted.bad.length), seconds })}
      </Typography>
      {decrypted.bad.length > 0 && <BadCaps bad={decrypted.bad} complain={complain} onComplain={setComplain} />}
      <Typography color="textSecondary">{translate('verb.submitShares.review')}</Typography>
      <Button
        variant="contained"
        size="large"
        disabled={!decrypted.isManifest}
        onClick={() => opening.submit(keys, complain)}
      >
        {translate('verb.submitShares.label')}
      </Button>
    </Stack>
  )
}

type Translate = (key: string, options?: Record<string, unknown>) => string

function manifestCheck({ decrypted }: Opening, translate: Translate): readonly Check[] {
  if (decrypted === null) return []
  const count = whole(decrypted.found.length)
  return decrypted.isManifest
    ? [{ key: 'manifest', state: 'ok', text: translate('ceremony.check.manifest', { count }) }]
    : [{ key: 'manifest', state: 'bad', text: translate('ceremony.check.manifestFailed', { count }) }]
}

const CLOCK_TOLERANCE_MS = 120_000

/**
 * The deadline by the officer's own clock: a platform that asks for shares too early gets none. In a rehearsal, whose
 * clock is moved by hand, the tender's clock counts.
 */
function useClockCheck(tender: Tender, policy: Policy): Check {
  const translate = useTranslate()
  const asked = useAsk<{ serverTime: string }>(SERVER_TIME)
  const [apart, setApart] = useState<{ readonly server: string; readonly ms: number } | null>(null)
  const server = asked.data?.serverTime
  if (server !== undefined && apart?.server !== server)
    setApart({ server, ms: Math.abs(Date.now() - new Date(server).getTime()) })
  const deadline = new Date(policy.deadline).getTime()
  const now = tender.isRehearsal ? new Date(tender.now).getTime() : Date.now()
  const text = { deadline: dateTime(policy.deadline), now: dateTime(new Date(now).toISOString()) }
  if (now < deadline) return { key: 'clock', state: 'bad', text: translate('ceremony.check.tooEarly', text) }
  if (apart && apart.ms > CLOCK_TOLERANCE_MS) {
    const minutes = Math.round(apart.ms / 60_000)
    return { key: 'clock', state: 'warn', text: translate('ceremony.check.clockApart', { ...text, minutes }) }
  }
  const key = tender.isRehearsal ? 'ceremony.check.clockRehearsal' : 'ceremony.check.clock'
  return { key: 'clock', state: 'ok', text: translate(key, text) }
}
