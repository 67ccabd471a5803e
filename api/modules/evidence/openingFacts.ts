import { hex } from '#domain/bytes.ts'
import { type BidEvidence, type OpeningEvidence, SUBJECTS } from '#domain/evidence.ts'
import { openPlatformCap } from '#domain/opening.ts'
import { storedFault } from '#domain/openingRecord.ts'
import { type Policy, parsePolicy } from '#domain/sealing.ts'
import type { CommandContext } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import type { Facts, Matter } from './facts.ts'
import * as store from './openingStore.ts'
import { rowsAbout } from './store.ts'

const ACTIONS = ['preparePolicy', 'submitBid', 'closePriceRound', 'publishOpening']
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Everything about an opened round: policy, signatures, envelopes, shares, the platform's halves, verdicts. */
export async function openingFacts(
  tx: Tx,
  { tenderId, tender }: Matter,
  ctx: CommandContext,
  number: number,
): Promise<Facts<'opening-1'>> {
  const round = await store.loadRound(tx, tenderId, number)
  const policy = parsePolicy(round.policy)
  if (!policy) throw new Error(`round ${round.id}: the policy is not canonical`)
  const platformPrivateKey = ctx.platformKey.roundPrivateKey(round.id)
  const bids = await store.loadBids(tx, round.id)
  const halves = await platformHalves(bids, policy, platformPrivateKey)
  const handIns = await store.loadHandIns(tx, round.id, round.policyVersion)
  const officers = await store.loadOfficers(tx, round.id, round.policyVersion)
  const content: Omit<OpeningEvidence, 'log'> = {
    tender,
    tenderId,
    round: number,
    roundId: round.id,
    policy: round.policy,
    officers: officers.map(officer => ({
      ...officer,
      publicKey: base64(officer.publicKey),
      signingKey: base64(officer.signingKey),
      keySignature: base64(officer.keySignature),
      policySignature: base64(officer.policySignature),
    })),
    manifest: round.manifest,
    bids: bids.map((bid, i) => evidenceOf(bid, halves[i] ?? null)),
    handIns: handIns.map(({ ordinal, leaves, signature }) => [ordinal, leaves.map(hex), base64(signature)]),
    present: await store.loadPresent(tx, round.id),
    recordHash: round.recordHash,
    platformComplaint: halves.includes('bad') ? base64(platformPrivateKey) : null,
  }
  return { content, rowSeqs: await rowsAbout(tx, tenderId, ACTIONS, subjectsOf(content, round)) }
}

function subjectsOf(content: Omit<OpeningEvidence, 'log'>, round: store.RoundRow): string[] {
  return [
    SUBJECTS.policy(content.round, round.policyHash),
    SUBJECTS.openingManifest(content.round, round.manifestHash),
    SUBJECTS.openingRecord(content.round, content.recordHash),
    ...content.bids.map(bid => SUBJECTS.sealedBid(bid.leaf)),
  ]
}

type Half = readonly [ordinal: number, share: string, salt: string] | 'bad' | null

/** The platform's half of every bid that has one; an envelope that is void by itself needs none. */
async function platformHalves(
  bids: readonly store.BidRow[],
  policy: Policy,
  platformPrivateKey: Uint8Array,
): Promise<readonly Half[]> {
  const halves: Half[] = []
  for (const bid of bids) {
    const isVoid = (await storedFault(bid, nodeCrypto)) !== null
    const half = isVoid
      ? null
      : await openPlatformCap({ envelope: bid.envelope, policy, platformPrivateKey }, nodeCrypto)
    halves.push(half ? [0, base64(half.share), base64(half.salt)] : isVoid ? null : 'bad')
  }
  return halves
}

function evidenceOf(bid: store.BidRow, half: Half): BidEvidence {
  const shares = bid.shares.map(([ordinal, share, salt]) => [ordinal, share, salt] as const)
  return {
    lot: bid.lot,
    supplier: bid.supplier,
    seq: bid.seq,
    leaf: hex(bid.leaf),
    envelope: base64(bid.envelope),
    ceilingFen: String(bid.ceilingFen),
    round1Fen: bid.round1Fen === null ? null : String(bid.round1Fen),
    shares: half === null || half === 'bad' ? shares : [half, ...shares],
    verdict: bid.verdict,
    priceFen: bid.priceFen === null ? null : String(bid.priceFen),
    reason: bid.reason,
  }
}
