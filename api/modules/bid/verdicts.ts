import { z } from 'zod'
import { fromHex, hex } from '#domain/bytes.ts'
import { isComplaint } from '#domain/officerKeys.ts'
import { openingResult, type Verdict } from '#domain/opening.ts'
import {
  type BidVoidReason,
  type OpeningRecord,
  openingRecordBytes,
  quoteFault,
  reasonText,
  splitReason,
  storedFault,
} from '#domain/openingRecord.ts'
import type { CommandContext } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { requestEvidence } from '../evidence/index.ts'
import type { OpenTask, SealedWithShares } from './openEnvelopes.ts'
import * as opening from './openingStore.ts'
import * as store from './store.ts'

/** Opens envelopes, in this thread or others; answers in the order asked. */
export type Opener = (task: OpenTask) => Promise<readonly Verdict[]>

const nothing = async () => undefined

const manifest = z.object({ leaves: z.array(z.string()) })

/**
 * Judges one piece of an opening.
 * @returns what stores the verdicts; nothing to store when the round has been opened meanwhile
 * @throws Error naming the officers when a bid has too few good shares: the job then waits for another officer
 */
export async function judgeChunk(
  ctx: CommandContext,
  { roundId, sealedBidIds }: { readonly roundId: string; readonly sealedBidIds: readonly string[] },
  open: Opener,
): Promise<(tx: Tx) => Promise<void>> {
  const { round, envelopes, shares, officers } = await ctx.db.tx(async tx => ({
    round: await store.findRound(tx, roundId),
    envelopes: await opening.loadEnvelopes(tx, sealedBidIds),
    shares: await opening.loadShares(tx, sealedBidIds),
    officers: await opening.officersPresent(tx, roundId),
  }))
  if (!round?.policy || round.status !== 'opening') return nothing
  const sound: opening.EnvelopeRow[] = []
  const rows: opening.VerdictRow[] = []
  for (const envelope of envelopes) {
    const fault = await storedFault(envelope, nodeCrypto)
    if (fault === null) sound.push(envelope)
    else rows.push(voidRow(envelope.declarationId, fault, []))
  }
  const bids = sound.map(envelope => withShares(envelope, shares))
  const verdicts = await open({
    policy: round.policy,
    platformPrivateKey: ctx.platformKey.roundPrivateKey(roundId),
    bids,
  })
  rows.push(...finalRows(sound, verdicts, officers))
  return tx => opening.insertVerdicts(tx, round, rows)
}

function withShares(envelope: opening.EnvelopeRow, all: readonly opening.ShareRow[]): SealedWithShares {
  const own = all.filter(share => share.sealedBidId === envelope.id)
  return {
    envelope: envelope.envelope,
    shares: own.filter(one => !isComplaint(one)).map(({ ordinal, share, salt }) => ({ index: ordinal, share, salt })),
    complaints: own.filter(isComplaint).map(({ ordinal, share }) => ({ index: ordinal, privateKey: share })),
  }
}

function finalRows(
  envelopes: readonly opening.EnvelopeRow[],
  verdicts: readonly Verdict[],
  present: readonly { readonly ordinal: number; readonly name: string }[],
): opening.VerdictRow[] {
  const waiting = new Set<number>()
  let waitingBids = 0
  const rows = envelopes.flatMap(({ declarationId }, i): opening.VerdictRow[] => {
    const verdict = verdicts[i]
    if (!verdict) throw new Error('a verdict for every envelope')
    if (verdict.verdict === 'void') return [voidRow(declarationId, verdict.reason, verdict.badOfficers)]
    if (verdict.verdict === 'opened')
      return [
        { declarationId, verdict: 'opened', priceFen: verdict.priceFen, reason: reasonText(null, verdict.badOfficers) },
      ]
    waitingBids++
    for (const officer of verdict.badOfficers) waiting.add(officer)
    return []
  })
  if (waitingBids === 0) return rows
  const officers = present.filter(one => waiting.has(one.ordinal)).map(one => `${one.ordinal} ${one.name}`)
  throw new Error(
    `${waitingBids} bids lack good shares; bad shares by officers: ${officers.join(', ') || '–'}. Another officer is needed.`,
  )
}

const voidRow = (declarationId: string, reason: BidVoidReason, badOfficers: readonly number[]): opening.VerdictRow => ({
  declarationId,
  verdict: 'void',
  priceFen: null,
  reason: reasonText(reason, badOfficers),
})

/**
 * Publishes an opening, all at once, when every sealed bid has its verdict: applies the price rules, hashes the record,
 * sets the round to opened. Does nothing the second time.
 * @throws Error when verdicts and manifest do not fit; then nothing is published
 */
export async function publishOpening(tx: Tx, roundId: string): Promise<void> {
  const round = await store.lockRound(tx, roundId)
  if (round.status !== 'opening') return
  const bids = await opening.loadVerdicts(tx, roundId)
  requireComplete(round, bids)
  await opening.replaceVerdicts(tx, roundId, bids.flatMap(overbid))
  const record = await loadRecord(tx, round)
  const recordHash = hex(await nodeCrypto.sha256(openingRecordBytes(record)))
  await opening.markOpened(tx, roundId, recordHash)
  const badOfficers = [...new Set(record.bids.flatMap(bid => splitReason(bid.reason).badOfficers))].sort(
    (a, b) => a - b,
  )
  const voids = record.bids.filter(bid => bid.verdict === 'void').length
  const payload = { recordHash, opened: bids.length - voids, void: voids, badOfficers }
  const subject = `round:${round.number} record:${recordHash}`
  await appendAudit(tx, null, {
    tenderId: round.tenderId,
    action: 'publishOpening',
    subject,
    payload,
    changes: bids.length,
  })
  await requestEvidence(tx, round.tenderId, round.number === 1 ? 'opening-1' : 'opening-2', null)
}

function requireComplete(round: store.RoundRow, bids: readonly opening.JudgedBid[]): void {
  const { leaves } = manifest.parse(JSON.parse(round.manifest ?? 'null'))
  const verdicts = bids.map(bid => ({
    leaf: bid.leaf,
    verdict:
      bid.priceFen === null
        ? ({ verdict: 'void', reason: bid.reason ?? '' } as const)
        : ({ verdict: 'opened', priceFen: bid.priceFen } as const),
  }))
  const result = openingResult(
    leaves.map(leaf => fromHex(leaf) ?? new Uint8Array(0)),
    verdicts,
  )
  if (!result.complete) throw new Error(`round ${round.id}: ${result.waiting.length} bids have no verdict`)
}

/** The verdict of a bid whose price is not allowed; nothing for any other. */
function overbid(bid: opening.JudgedBid): opening.VerdictRow[] {
  if (bid.priceFen === null) return []
  if (bid.ceilingFen === null) throw new Error(`lot ${bid.lot} has no ceiling`)
  const fault = quoteFault(bid.priceFen, bid.ceilingFen, bid.round1Fen)
  return fault === null ? [] : [voidRow(bid.declarationId, fault, splitReason(bid.reason).badOfficers)]
}

async function loadRecord(tx: Tx, round: store.RoundRow): Promise<OpeningRecord> {
  const officers = await opening.officersPresent(tx, round.id)
  const bids = await opening.loadVerdicts(tx, round.id)
  return {
    tender: round.tenderCode,
    round: round.number,
    policyHash: round.policyHash ?? '',
    manifestHash: round.manifestHash ?? '',
    officers: officers.map(({ ordinal, code, body }) => ({ ordinal, code, body })),
    bids: bids.map(({ lot, supplier, leaf, verdict, priceFen, reason }) => ({
      lot,
      supplier,
      leaf: hex(leaf),
      verdict,
      priceFen,
      reason,
    })),
  }
}
