import { randomUUID } from 'node:crypto'
import { hex, utf8Text } from '#domain/bytes.ts'
import { x25519PublicKey } from '#domain/crypto.ts'
import { openingManifest } from '#domain/opening.ts'
import { formatInstant } from '#domain/period.ts'
import { checkDeadline } from '#domain/stage.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
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
    const subject = `round:${input.number}`
    await appendAudit(tx, actor, { tenderId: tender.id, action: 'openPriceRound', subject, payload, changes: 1 })
  })
  return id
}

/** Ends the taking of bids after the deadline, one way, and fixes which envelopes will be opened. */
export async function closePriceRound(ctx: CommandContext, input: { roundId: string }): Promise<string> {
  const actor = actorFor(ctx, 'closePriceRound')
  // Until the round is closed nobody but the platform sees what was sealed.
  await ctx.db.as(PLATFORM).tx(async tx => {
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
    const payload = { manifestHash: hex(manifest.hash), policyHash: round.policyHash }
    const subject = `round:${round.number} manifest:${payload.manifestHash}`
    await appendAudit(tx, actor, { tenderId: round.tenderId, action: 'closePriceRound', subject, payload, changes: 1 })
  })
  return input.roundId
}
