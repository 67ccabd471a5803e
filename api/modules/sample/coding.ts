import { randomUUID } from 'node:crypto'
import { lotsToCode } from '#domain/sampleHandIn.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadTenderIn, lockTender, type TenderRow } from '../tender/index.ts'
import * as store from './blindStore.ts'
import { blindCode } from './codes.ts'
import { insertCustody } from './custodyStore.ts'
import { runningReview } from './handIn.ts'
import { lastSlotEnd, loadLotReceptions } from './handInStore.ts'
import { findProposer } from './reviewStore.ts'

/**
 * Draws blind codes for the samples of every lot that is complete: two people do it, the second call is the witness's.
 * Whose a code is stays with the platform; nobody reads it before the unblinding, but the two who stick the labels on.
 * @param input.again the number of a batch that is to be drawn anew, because its labels went wrong; before any of it left
 */
export async function codeSamples(
  ctx: CommandContext,
  input: { tenderId: string; again: number | null },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'codeSamples')
  // The link between code and sample is the platform's alone, so it is the platform that writes it.
  return ctx.db.as(PLATFORM).tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    await runningReview(tx, tender)
    const samples = input.again === null ? await completeLots(tx, tender) : await takeBack(tx, tender, input.again)
    const coderId = await findProposer(tx, 'codeSamples', tender.id, actor.userId)
    const count = samples.length
    if (coderId !== null) await drawCodes(tx, tender, { coderId, witnessId: actor.userId }, samples)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'codeSamples',
      subject: `samples:${count}`,
      payload: { again: input.again, count },
      changes: count,
    })
    return { count }
  })
}

async function completeLots(tx: Tx, tender: TenderRow): Promise<readonly store.ReceivedSample[]> {
  const lots = await loadLotReceptions(tx, tender.id)
  const end = await lastSlotEnd(tx, tender.id)
  const isOver = end !== null && tender.now >= end
  const ready = lotsToCode(lots.map(lot => ({ ...lot, expected: isOver ? 0 : lot.expected })))
  const samples = await store.lockReceived(tx, tender.id, ready)
  if (samples.length > 0) return samples
  const count = lots.reduce((sum, lot) => sum + lot.expected, 0)
  return count > 0 && !isOver ? refuse('handInOpen', undefined, { count }) : refuse('alreadyDone')
}

async function takeBack(tx: Tx, tender: TenderRow, number: number): Promise<readonly store.ReceivedSample[]> {
  const batch = (await store.findBatch(tx, tender.id, number)) ?? refuse('notFound', 'again')
  const samples = await store.lockBatch(tx, tender.id, batch.id)
  if (samples.length === 0) refuse('alreadyDone', 'again')
  await store.deleteCodes(tx, batch.id)
  return samples
}

async function drawCodes(
  tx: Tx,
  tender: TenderRow,
  who: { coderId: string; witnessId: string },
  samples: readonly store.ReceivedSample[],
): Promise<void> {
  const batch = await store.insertBatch(tx, tender.id, who.coderId, who.witnessId)
  const rows = samples
    .map(({ id: sampleId, lotId }) => ({ id: randomUUID(), sampleId, lotId, blindCode: blindCode() }))
    // In the order of the codes: that of the rows must not tell that of the samples.
    .sort((a, b) => (a.blindCode < b.blindCode ? -1 : 1))
  await store.insertBlind(tx, tender.id, batch.id, 1, rows)
  await store.markCoded(
    tx,
    samples.map(s => s.id),
    batch.id,
  )
  const events = rows.map(({ id: blindId }) => ({ ...CODED, blindId }))
  await insertCustody(tx, tender.now, who.witnessId, events)
}

const CODED = {
  step: 'coding',
  from: 'office',
  to: 'office',
  purpose: 'coding',
  condition: '',
  sealNo: '',
  sealIntact: true,
} as const

/** A label: stuck over the delivery code, which goes. */
export interface Label {
  readonly deliveryCode: string
  readonly blindCode: string
  readonly lot: string
}

/** The labels of a batch, once, to one of the two who drew it; nobody sees them again. */
export async function printLabels(
  ctx: CommandContext,
  input: { tenderId: string; batch: number },
): Promise<{ labels: readonly Label[] }> {
  const actor = actorFor(ctx, 'printLabels')
  return ctx.db.as(PLATFORM).tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    const batch = (await store.findBatch(tx, tender.id, input.batch)) ?? refuse('notFound', 'batch')
    const isOne = batch.coderId === actor.userId || batch.witnessId === actor.userId
    if (!isOne || batch.labelsPrintedAt) refuse('labelsPrinted', 'batch')
    await store.markPrinted(tx, batch.id)
    const labels = await store.loadLabels(tx, batch.id)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'printLabels',
      subject: `codingBatch:${batch.number}`,
      payload: { count: labels.length },
      changes: 1,
    })
    return { labels }
  })
}
