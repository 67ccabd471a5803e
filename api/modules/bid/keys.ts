import { equalBytes, hex } from '#domain/bytes.ts'
import { checkSeats, officerKeyBytes } from '#domain/officerKeys.ts'
import { violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack } from '../tender/index.ts'
import * as keyStore from './keyStore.ts'
import * as store from './store.ts'

export interface OfficerKeyInput {
  readonly roundId: string
  readonly publicKey: Uint8Array
  readonly signingKey: Uint8Array
  readonly keySignature: Uint8Array
}

/**
 * Registers the officer's keys for a round, or replaces them while keys are still being made. The signing key is the
 * officer's for life: the first one is pinned, another is refused (`otherSigningKey`) until an admin resets it.
 */
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
    const version = { roundId: round.id, version: round.policyVersion }
    const others = (await keyStore.officerKeys(tx, version)).filter(key => key.userId !== actor.userId)
    if (others.length >= pack.officers.count) refuse('alreadyDone', 'roundId')
    refuseIf(checkSeats([...others.map(key => key.body), body], pack.officers.threshold))
    await requireFreshKeys(tx, input, round, others)
    await keepSigningKey(tx, actor.userId, input.signingKey)
    await keyStore.saveOfficerKey(tx, { ...input, ...version, userId: actor.userId, body })
    const { tenderId, number } = round
    const payload = { publicKey: hex(input.publicKey), signingKey: hex(input.signingKey) }
    const subject = `round:${number} officer:${actor.login} key:${payload.publicKey} signingKey:${payload.signingKey}`
    await appendAudit(tx, actor, { tenderId, action: 'registerOfficerKey', subject, payload, changes: 1 })
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

/** One key never serves two holders, nor two versions of a round: new keys are asked for when old ones are lost. */
async function requireFreshKeys(
  tx: Tx,
  input: OfficerKeyInput,
  round: store.RoundRow,
  others: readonly keyStore.OfficerKeyRow[],
): Promise<void> {
  const known = [round.platformPublicKey, ...others.map(key => key.publicKey)].map(hex)
  const version = { roundId: round.id, version: round.policyVersion }
  if (known.includes(hex(input.publicKey)) || (await keyStore.wasUsedBefore(tx, version, input.publicKey)))
    refuse('duplicate', 'publicKey', { value: hex(input.publicKey) })
  if (others.some(key => hex(key.signingKey) === hex(input.signingKey)))
    refuse('duplicate', 'signingKey', { value: hex(input.signingKey) })
}

async function keepSigningKey(tx: Tx, userId: string, signingKey: Uint8Array): Promise<void> {
  const pinned = await keyStore.lockSigningKey(tx, userId)
  if (await keyStore.isPinnedElsewhere(tx, userId, signingKey))
    refuse('duplicate', 'signingKey', { value: hex(signingKey) })
  if (pinned === null) await keyStore.pinSigningKey(tx, userId, signingKey)
  else if (!equalBytes(pinned, signingKey)) refuse('otherSigningKey', 'signingKey')
}

/** Whether an Ed25519 signature holds. */
export async function verifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    return await nodeCrypto.ed25519Verify(key, message, signature)
  } catch {
    return false // OpenSSL throws for bytes that are no point of the curve
  }
}

/**
 * Lets an officer who lost their signing key pin another one at the next registration. Rounds for which they have
 * registered already keep the old one.
 */
export async function resetSigningKey(
  ctx: CommandContext,
  input: { userId: string; reason: string },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'resetSigningKey')
  if (input.reason.trim() === '') refuse('reasonRequired', 'reason')
  return ctx.db.tx(async tx => {
    const officer = (await keyStore.findOfficer(tx, input.userId)) ?? refuse('notFound', 'userId')
    const pinned = (await keyStore.lockSigningKey(tx, input.userId)) ?? refuse('alreadyDone', 'userId')
    await keyStore.pinSigningKey(tx, input.userId, null)
    const subject = `officer:${officer.login} signingKey:${hex(pinned)}`
    const payload = { reason: input.reason }
    await appendAudit(tx, actor, { tenderId: null, action: 'resetSigningKey', subject, payload, changes: 1 })
    return { count: 1 }
  })
}
