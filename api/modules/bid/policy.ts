import { randomBytes } from 'node:crypto'
import { hex, utf8, utf8Text } from '#domain/bytes.ts'
import { makeDrill, passesDrill } from '#domain/drill.ts'
import { isCommittedShare } from '#domain/opening.ts'
import { checkPolicy, type Policy, parsePolicy, policyBytes, policyHash, SUITE } from '#domain/sealing.ts'
import { checkDeadline } from '#domain/stage.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { logKeyText } from '../../platform/logKey.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, stageClosesAt } from '../tender/index.ts'
import * as keyStore from './keyStore.ts'
import { verifies } from './keys.ts'
import * as store from './store.ts'

/** Fixes the policy that all officers then sign: once per version, with every key there, over the newest documents. */
export async function preparePolicy(ctx: CommandContext, input: { roundId: string }): Promise<string> {
  const actor = actorFor(ctx, 'preparePolicy')
  await ctx.db.tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    store.requireStatus(round, 'keying')
    await keyStore.orderOfficers(tx, { roundId: round.id, version: round.policyVersion })
    const closesAt = await deadlineOf(tx, round)
    refuseIf(checkDeadline(closesAt, round.now))
    const terms = { version: round.policyVersion, closesAt, reason: round.restartReason }
    await putUpPolicy(tx, ctx, actor, round, terms)
  })
  return input.roundId
}

/** A round that was restarted has a deadline of its own; the first time it is the one planned for the stage. */
async function deadlineOf(tx: Tx, round: store.RoundRow): Promise<Date> {
  if (round.policyVersion > 1) return round.closesAt
  const stage = store.STAGE_OF_ROUND[round.number] ?? 'bidRound1'
  return (await stageClosesAt(tx, round.tenderId, stage)) ?? refuse('required', 'closesAt')
}

export interface PolicyTerms {
  readonly version: number
  readonly closesAt: Date
  readonly reason: string | null
}

/**
 * Makes the policy of a version from the keys registered for it, with a fresh drill, and puts it up for signing; its hash goes on the log.
 * Refuses without a key of every officer (`quorumMissing`) and when nothing differs from an earlier policy of the round:
 * envelopes under that one would be valid again (`alreadyDone`).
 * @returns the policy's hash
 */
export async function putUpPolicy(
  tx: Tx,
  ctx: CommandContext,
  actor: SignedIn,
  round: store.RoundRow,
  terms: PolicyTerms,
): Promise<string> {
  const keys = await keyStore.officerKeys(tx, { roundId: round.id, version: terms.version })
  const { count } = (await loadRulePack(tx, round.tenderId)).officers
  if (keys.length !== count) refuse('quorumMissing', undefined, { needed: count, present: keys.length })
  const policy = await makePolicy(tx, ctx, { ...round, closesAt: terms.closesAt }, keys)
  const text = utf8Text(policyBytes(policy)) ?? ''
  const hash = hex(await policyHash(policy, nodeCrypto))
  const drill = await makeDrill(policy, new Uint8Array(randomBytes(40)), nodeCrypto)
  if (!(await store.fixPolicy(tx, round.id, { ...terms, text, hash, drill }))) refuse('alreadyDone', 'closesAt')
  const subject = `round:${round.number} policy:${hash}`
  const payload = { policyHash: hash, version: terms.version }
  await appendAudit(tx, actor, { tenderId: round.tenderId, action: 'preparePolicy', subject, payload, changes: 1 })
  return hash
}

async function makePolicy(
  tx: Tx,
  ctx: CommandContext,
  round: store.RoundRow,
  keys: readonly keyStore.OfficerKeyRow[],
): Promise<Policy> {
  const { lots, documentsHash } = await store.policyParts(tx, round.tenderId)
  const policy: Policy = {
    suite: SUITE,
    tender: round.tenderCode,
    round: round.number,
    documentsHash: documentsHash ?? refuse('documentsUnpublished'),
    lots,
    deadline: round.closesAt.toISOString(),
    threshold: round.officersNeeded,
    officers: keys.map(key => ({ code: key.login, publicKey: hex(key.publicKey) })),
    platformKey: hex(round.platformPublicKey),
    logKey: await logKeyText(ctx.platformKey),
  }
  const [fault] = checkPolicy(policy)
  if (fault) throw new Error(`round ${round.id}: the policy's ${fault} is faulty`)
  return policy
}

export interface SignPolicyInput extends keyStore.PolicySignature {
  readonly roundId: string
}

/**
 * Adds the officer's signature over the policy's bytes, and their share of the drill's dummy bid: proof that the key
 * they hold is the one in the policy (`badShare` otherwise). The last one opens the round for bids, if the dummy then
 * opens to what was sealed (`drillFailed` otherwise: nothing is changed).
 */
export async function signPolicy(ctx: CommandContext, input: SignPolicyInput): Promise<string> {
  const actor = actorFor(ctx, 'signPolicy')
  await ctx.db.tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    store.requireStatus(round, 'signing')
    const version = { roundId: round.id, version: round.policyVersion }
    const keys = await keyStore.officerKeys(tx, version)
    const own = keys.find(key => key.userId === actor.userId) ?? refuse('forbidden')
    if (own.policySignature) refuse('alreadySigned', undefined, { party: actor.displayName })
    if (!(await verifies(own.signingKey, utf8(round.policy ?? ''), input.signature)))
      refuse('badSignature', 'signature')
    refuseIf(checkDeadline(round.closesAt, round.now))
    const share = { index: own.ordinal, share: input.share, salt: input.salt }
    if (!(await isCommittedShare(drillOf(round).envelope, share, nodeCrypto))) refuse('badShare', 'share')
    await keyStore.savePolicySignature(tx, version, actor.userId, input)
    const subject = `round:${round.number} officer:${actor.login} policy:${round.policyHash}`
    const payload = { policyHash: round.policyHash, signature: hex(input.signature) }
    await appendAudit(tx, actor, { tenderId: round.tenderId, action: 'signPolicy', subject, payload, changes: 1 })
    if (keys.every(key => key.userId === actor.userId || key.policySignature !== null))
      await openForBids(tx, ctx, actor, round)
  })
  return input.roundId
}

const drillOf = ({ drillEnvelope, drillDigest }: store.RoundRow) => ({
  envelope: drillEnvelope ?? refuse('drillFailed'),
  digest: drillDigest ?? refuse('drillFailed'),
})

async function openForBids(tx: Tx, ctx: CommandContext, actor: SignedIn, round: store.RoundRow): Promise<void> {
  const drill = drillOf(round)
  const policy = parsePolicy(round.policy ?? '') ?? refuse('drillFailed')
  const keys = await keyStore.officerKeys(tx, { roundId: round.id, version: round.policyVersion })
  const shares = keys.flatMap(({ ordinal: index, drillShare: share, drillSalt: salt }) =>
    share && salt ? [{ index, share, salt }] : [],
  )
  const platformPrivateKey = ctx.platformKey.roundPrivateKey(round.id)
  const passed = await passesDrill(drill, { policy, shares, platformPrivateKey }, nodeCrypto).catch(
    (error: unknown) => {
      if (error instanceof RangeError) return false // the platform holds another key than the policy names
      throw error
    },
  )
  if (!passed) refuse('drillFailed')
  await store.moveRound(tx, round.id, 'open')
  const subject = `round:${round.number} drill:${hex(await nodeCrypto.sha256(drill.envelope))}`
  const payload = { digest: hex(drill.digest), policyHash: round.policyHash }
  await appendAudit(tx, actor, { tenderId: round.tenderId, action: 'passDrill', subject, payload, changes: 1 })
}
