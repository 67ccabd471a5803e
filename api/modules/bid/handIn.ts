import { canonicalBytes, equalBytes, hex } from '#domain/bytes.ts'
import { checkHandIn, handInValue } from '#domain/officerKeys.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import { appendAudit } from '../audit/index.ts'
import { officerKeys } from './keyStore.ts'
import { verifies } from './keys.ts'
import * as opening from './openingStore.ts'
import * as store from './store.ts'

const MAX_SHARES = 4000

export type ShareInput = Omit<opening.ShareRow, 'ordinal'>

export interface HandInInput {
  readonly roundId: string
  readonly shares: readonly ShareInput[]
  /** By the officer's signing key of the round, over the canonical bytes of `handInValue`. */
  readonly signature: Uint8Array
}

/**
 * Takes the officer's decrypted shares of a closed round, at most 4,000 at once, with their signature. In place of a share
 * a complaint may lay the officer's private key open (`isComplaint`). Whether a share is the committed one shows at the
 * opening. The same entry may come again, another for the same envelope is refused (`conflict`).
 */
export async function submitShares(ctx: CommandContext, input: HandInInput): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'submitShares')
  const { length } = input.shares
  if (length < 1 || length > MAX_SHARES) refuse('outOfRange', 'shares', { min: 1, max: MAX_SHARES })
  refuseIf(input.shares.flatMap((share, i) => checkHandIn(share, `shares[${i}]`)))
  return ctx.db.tx(async tx => {
    const round = await store.lockRound(tx, input.roundId)
    store.requireStatus(round, 'closed', 'opening')
    const version = { roundId: round.id, version: round.policyVersion }
    const own = (await officerKeys(tx, version)).find(key => key.userId === actor.userId) ?? refuse('forbidden')
    const leaves = new Map((await opening.effectiveBids(tx, round.id)).map(bid => [bid.id, bid.leaf]))
    refuseIf(checkTargets(input.shares, leaves))
    const entries = input.shares.map(share => ({ ...share, leaf: leaves.get(share.sealedBidId) ?? new Uint8Array(0) }))
    const part = canonicalBytes(handInValue(round.manifestHash ?? '', own.ordinal, entries))
    if (!(await verifies(own.signingKey, part, input.signature))) refuse('badSignature', 'signature')
    const ids = input.shares.map(share => share.sealedBidId)
    refuseIf(differing(input.shares, await opening.loadSharesOf(tx, own.ordinal, ids)))
    const count = await opening.insertShares(tx, own.ordinal, input.shares)
    const partHash = hex(await nodeCrypto.sha256(part))
    const { signature } = input
    const handIn = { ...version, ordinal: own.ordinal, partHash, sealedBidIds: ids, signature }
    if (!(await opening.insertHandIn(tx, handIn))) return { count }
    const subject = `round:${round.number} officer:${actor.login} shares:${partHash}`
    const payload = { partHash, manifestHash: round.manifestHash, signature: hex(signature) }
    await appendAudit(tx, actor, { tenderId: round.tenderId, action: 'submitShares', subject, payload, changes: count })
    return { count }
  })
}

function checkTargets(shares: readonly ShareInput[], leaves: ReadonlyMap<string, Uint8Array>): Violation[] {
  const seen = new Set<string>()
  return shares.flatMap(({ sealedBidId }, i) => {
    const path = `shares[${i}].sealedBidId`
    if (!leaves.has(sealedBidId)) return [violation('notFound', path)]
    if (seen.has(sealedBidId)) return [violation('duplicate', path, { value: sealedBidId })]
    seen.add(sealedBidId)
    return []
  })
}

/** What an officer signed for an envelope stands: it could not be told later which of two shares was meant. */
function differing(shares: readonly ShareInput[], before: readonly opening.ShareRow[]): Violation[] {
  const known = new Map(before.map(row => [row.sealedBidId, row]))
  return shares.flatMap(({ sealedBidId, share, salt }, i) => {
    const row = known.get(sealedBidId)
    const isSame = !row || (equalBytes(row.share, share) && equalBytes(row.salt, salt))
    return isSame ? [] : [violation('conflict', `shares[${i}]`)]
  })
}
