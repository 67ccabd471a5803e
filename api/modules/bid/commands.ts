import { randomUUID } from 'node:crypto'
import { hex, utf8Text } from '#domain/bytes.ts'
import { x25519PublicKey } from '#domain/crypto.ts'
import { checkSeats, officerKeyBytes } from '#domain/officerKeys.ts'
import { openingManifest } from '#domain/opening.ts'
import { formatInstant } from '#domain/period.ts'
import { checkPolicy, type Policy, policyBytes, policyHash, SUITE } from '#domain/sealing.ts'
import { checkDeadline } from '#domain/stage.ts'
import { violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, lockTender, stageClosesAt } from '../tender/index.ts'
import { effectiveBids } from './openingStore.ts'
import * as store from './store.ts'

/**
 * Creates a price round in which officers then register keys. Refuses outside its stage, without a closing time ahead,
 * or with lots that have no ceiling: their quotes could not be judged.
 */
export async function openPriceRound(
  ctx: CommandContext,
  input: { tenderId: string; number: number },
): Promise<string> {
  const actor = actorFor(ctx, 'openPriceRound')
  const stage = store.STAGE_OF_ROUND[input.number] ?? refuse('notOneOf', 'number', { allowed: '1, 2' })
  const id = randomUUID()
  const platformPublicKey = await x25519PublicKey(ctx.platformKey.roundPrivateKey(id), nodeCrypto)
  await ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, stage)
    const closesAt = (await stageClosesAt(tx, tender.id, stage)) ?? refuse('required', 'closesAt')
    refuseIf(checkDeadline(closesAt, tender.now))
    const count = await store.ceilingsMissing(tx, tender.id)
    if (count > 0) refuse('ceilingsMissing', undefined, { count })
    const officersNeeded = (await loadRulePack(tx, tender.id)).officers.threshold
    const round = { id, tenderId: tender.id, number: input.number, officersNeeded, closesAt, platformPublicKey }
    if (!(await store.insertRound(tx, round))) refuse('alreadyDone', 'number')
    const payload = { number: input.number, closesAt: closesAt.toISOString(), platformKey: hex(platformPublicKey) }
    await audit(tx, actor, { tenderId: tender.id, number: input.number }, 'openPriceRound', payload)
  })
  return id
}

export interface OfficerKeyInput {
  readonly roundId: string
  readonly publicKey: Uint8Array
  readonly signingKey: Uint8Array
  readonly keySignature: Uint8Array
}

/** Registers the officer's keys for a round, or replaces them while keys are still being made. */
export async function registerOfficerKey(ctx: CommandContext, input: OfficerKeyInput): Promise<string> {
  const actor = actorFor(ctx, 'registerOfficerKey')
  const body = actor.body ?? refuse('forbidden')
  checkLengths(input)
  if (!(await verifies(input.signingKey, officerKeyBytes(input.roundId, input.publicKey), input.keySignature)))
    refuse('badSignature', 'keySignature')
  await ctx.db.tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    store.requireStatus(round, 'keying')
    await requireUsableKey(ctx, round.id, input.publicKey)
    const pack = await loadRulePack(tx, round.tenderId)
    const others = (await store.officerKeys(tx, round.id)).filter(key => key.userId !== actor.userId)
    if (others.length >= pack.officers.count) refuse('alreadyDone', 'roundId')
    refuseIf(checkSeats([...others.map(key => key.body), body], pack.officers.threshold))
    requireFreshKeys(input, round, others)
    await store.saveOfficerKey(tx, { ...input, userId: actor.userId, body })
    const payload = { publicKey: hex(input.publicKey), signingKey: hex(input.signingKey) }
    await audit(tx, actor, round, 'registerOfficerKey', payload)
  })
  return input.roundId
}

function checkLengths(input: OfficerKeyInput): void {
  const lengths = { publicKey: 32, signingKey: 32, keySignature: 64 } as const
  const parts = ['publicKey', 'signingKey', 'keySignature'] as const
  refuseIf(
    parts.flatMap(part => {
      const length = lengths[part]
      return input[part].length === length ? [] : [violation('outOfRange', part, { min: length, max: length })]
    }),
  )
}

/** A key of small order would make every supplier's sealing fail (RFC 9180 §7.1.4). */
async function requireUsableKey(ctx: CommandContext, roundId: string, publicKey: Uint8Array): Promise<void> {
  const shared = await nodeCrypto.x25519(ctx.platformKey.roundPrivateKey(roundId), publicKey)
  if (shared === null) refuse('notOneOf', 'publicKey', { allowed: 'X25519' })
}

/** One key never serves two holders. */
function requireFreshKeys(input: OfficerKeyInput, round: store.RoundRow, others: readonly store.OfficerKeyRow[]): void {
  const known = [round.platformPublicKey, ...others.map(key => key.publicKey)].map(hex)
  if (known.includes(hex(input.publicKey))) refuse('duplicate', 'publicKey', { value: hex(input.publicKey) })
  if (others.some(key => hex(key.signingKey) === hex(input.signingKey)))
    refuse('duplicate', 'signingKey', { value: hex(input.signingKey) })
}

async function verifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    return await nodeCrypto.ed25519Verify(key, message, signature)
  } catch {
    return false // OpenSSL throws for bytes that are no point of the curve
  }
}

/** Fixes the policy that all officers then sign: once, with every key there, over the newest documents. */
export async function preparePolicy(ctx: CommandContext, input: { roundId: string }): Promise<string> {
  const actor = actorFor(ctx, 'preparePolicy')
  await ctx.db.tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    store.requireStatus(round, 'keying')
    const pack = await loadRulePack(tx, round.tenderId)
    await store.orderOfficers(tx, round.id)
    const keys = await store.officerKeys(tx, round.id)
    const { count } = pack.officers
    if (keys.length !== count) refuse('quorumMissing', undefined, { needed: count, present: keys.length })
    const stage = store.STAGE_OF_ROUND[round.number] ?? 'bidRound1'
    const closesAt = (await stageClosesAt(tx, round.tenderId, stage)) ?? refuse('required', 'closesAt')
    refuseIf(checkDeadline(closesAt, round.now))
    const policy = await makePolicy(tx, { ...round, closesAt }, keys)
    const text = utf8Text(policyBytes(policy)) ?? ''
    const hash = hex(await policyHash(policy, nodeCrypto))
    await store.fixPolicy(tx, round.id, { text, hash, closesAt })
    await audit(tx, actor, round, 'preparePolicy', { policyHash: hash })
  })
  return input.roundId
}

async function makePolicy(tx: Tx, round: store.RoundRow, keys: readonly store.OfficerKeyRow[]): Promise<Policy> {
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
  }
  const [fault] = checkPolicy(policy)
  if (fault) throw new Error(`round ${round.id}: the policy's ${fault} is faulty`)
  return policy
}

/** Adds the officer's signature over the policy's bytes; the last one opens the round for bids. */
export async function signPolicy(
  ctx: CommandContext,
  input: { roundId: string; signature: Uint8Array },
): Promise<string> {
  const actor = actorFor(ctx, 'signPolicy')
  await ctx.db.tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    store.requireStatus(round, 'signing')
    const keys = await store.officerKeys(tx, round.id)
    const own = keys.find(key => key.userId === actor.userId) ?? refuse('forbidden')
    if (own.policySignature) refuse('alreadySigned', undefined, { party: actor.displayName })
    const policy = new TextEncoder().encode(round.policy ?? '')
    if (!(await verifies(own.signingKey, policy, input.signature))) refuse('badSignature', 'signature')
    refuseIf(checkDeadline(round.closesAt, round.now))
    await store.savePolicySignature(tx, round.id, actor.userId, input.signature)
    const isLast = keys.every(key => key.userId === actor.userId || key.policySignature !== null)
    if (isLast) await store.moveRound(tx, round.id, 'open')
    await audit(tx, actor, round, 'signPolicy', { policyHash: round.policyHash, signature: hex(input.signature) })
  })
  return input.roundId
}

/** Ends the taking of bids after the deadline, one way, and fixes which envelopes will be opened. */
export async function closePriceRound(ctx: CommandContext, input: { roundId: string }): Promise<string> {
  const actor = actorFor(ctx, 'closePriceRound')
  await ctx.db.tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    store.requireStatus(round, 'open')
    if (round.now < round.closesAt) refuse('stillOpen', undefined, { closes: formatInstant(round.closesAt) })
    const bids = await effectiveBids(tx, round.id)
    const hash = Buffer.from(round.policyHash ?? '', 'hex')
    const manifest = await openingManifest(
      hash,
      bids.map(bid => bid.leaf),
      nodeCrypto,
    )
    await store.fixManifest(tx, round.id, { text: utf8Text(manifest.bytes) ?? '', hash: hex(manifest.hash) })
    await audit(tx, actor, round, 'closePriceRound', { manifestHash: hex(manifest.hash) })
  })
  return input.roundId
}

const audit = (
  tx: Tx,
  actor: SignedIn,
  round: { tenderId: string; number: number },
  action: string,
  payload: unknown,
) => appendAudit(tx, actor, { tenderId: round.tenderId, action, subject: `round:${round.number}`, payload, changes: 1 })
