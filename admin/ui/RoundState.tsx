import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { OfficerKey, PriceRound } from '../contract/index.ts'
import { dateTime, shortHash, whole } from '../formats.ts'
import { Countdown } from './Countdown.tsx'
import { type Fact, Facts } from './Facts.tsx'
import { type RowColumn, RowTable } from './RowTable.tsx'
import { StatusChip } from './StatusChip.tsx'

interface RoundStateProps {
  readonly round: PriceRound
  readonly now: string
}

const CLOSED = ['closed', 'opening', 'opened']

/** A price round as anybody in the room sees it: deadline, policy and its versions, who has done what. */
export function RoundState({ round, now }: RoundStateProps) {
  const translate = useTranslate()
  return (
    <>
      <Facts
        facts={[
          [translate('field.status'), <StatusChip key="status" status={round.status} />],
          [translate('field.closesAt'), <Countdown key="closes" until={round.closesAt} now={now} />],
          [translate('field.officersNeeded'), round.officersNeeded],
          ...progressFacts(round, translate),
          ...hashFacts(round, translate),
        ]}
      />
      <RowTable
        rows={round.officerKeys}
        rowKey={key => String(key.ordinal)}
        label={translate('page.round.keys')}
        empty={translate('page.round.noKeys')}
        columns={columnsOf(round, translate)}
      />
      {round.policies.length > 1 && <Versions round={round} />}
    </>
  )
}

type Translate = (key: string, options?: Record<string, unknown>) => string

/** The hashes that are there already. */
function hashFacts({ policyHash, manifestHash, recordHash }: PriceRound, translate: Translate): readonly Fact[] {
  const hashes = { policyHash, manifestHash, recordHash }
  return Object.entries(hashes).flatMap(([name, hash]): Fact[] =>
    hash === null ? [] : [[translate(`field.${name}`), <code key={name}>{shortHash(hash)}</code>]],
  )
}

/** How many of the officers have done each part. */
function progressFacts({ officerKeys, status }: PriceRound, translate: Translate): readonly Fact[] {
  const count = (isDone: (key: OfficerKey) => boolean) =>
    translate('ceremony.round.allOf', { done: officerKeys.filter(isDone).length, all: officerKeys.length })
  if (officerKeys.length === 0) return []
  if (status === 'keying') return [[translate('ceremony.round.haveKeys'), officerKeys.length]]
  if (!CLOSED.includes(status))
    return [[translate('ceremony.round.signed'), count(key => key.policySignature !== null)]]
  if (officerKeys.some(key => key.handedIn === null)) return []
  return [[translate('ceremony.round.handedIn'), count(key => (key.handedIn ?? 0) > 0)]]
}

function columnsOf(round: PriceRound, translate: Translate): readonly RowColumn<OfficerKey>[] {
  const hasShares = CLOSED.includes(round.status) && round.officerKeys.some(key => key.handedIn !== null)
  return [
    { key: 'ordinal', label: translate('field.ordinal'), cell: key => key.ordinal, numeric: true },
    { key: 'name', label: translate('field.officer'), cell: key => `${key.displayName}（${key.code}）` },
    {
      key: 'body',
      label: translate('field.officerBody'),
      cell: key => translate(`officerBody.${key.body}`, { _: key.body }),
    },
    {
      key: 'signed',
      label: translate('ceremony.round.signedAndProven'),
      cell: key => <StatusChip status={key.policySignature ? 'done' : 'pending'} set="signing" />,
    },
    ...(hasShares
      ? [
          {
            key: 'shares',
            label: translate('ceremony.round.shares'),
            cell: (key: OfficerKey) => whole(key.handedIn),
            numeric: true,
          },
        ]
      : []),
  ]
}

function Versions({ round }: { readonly round: PriceRound }) {
  const translate = useTranslate()
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h3">{translate('ceremony.round.versions')}</Typography>
      <RowTable
        rows={[...round.policies].sort((a, b) => b.version - a.version)}
        rowKey={policy => String(policy.version)}
        label={translate('ceremony.round.versions')}
        empty="—"
        columns={[
          { key: 'version', label: translate('ceremony.round.version'), cell: one => one.version, numeric: true },
          { key: 'at', label: translate('ceremony.round.createdAt'), cell: one => dateTime(one.createdAt) },
          { key: 'hash', label: translate('field.policyHash'), cell: one => <code>{shortHash(one.hash)}</code> },
          {
            key: 'reason',
            label: translate('field.reason'),
            wrap: true,
            cell: one =>
              one.reason === null ? translate('ceremony.round.firstVersion') : restartReason(one.reason, translate),
          },
        ]}
      />
    </Box>
  )
}

/** Why a round was started again, in words; a change of documents is recorded as its hash. */
export function restartReason(reason: string, translate: (key: string) => string): string {
  return reason.startsWith('documents:') ? translate('ceremony.documentsChanged') : reason
}
