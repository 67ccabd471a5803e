import { formatInstant } from '#domain/period.ts'
import {
  checkReception,
  checkWindow,
  type HandInWindow,
  isBookable,
  type Reception,
  slotsOf,
} from '#domain/sampleHandIn.ts'
import { checkStandard, parseStandard } from '#domain/sampleStandard.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { claimFiles } from '../file/index.ts'
import { loadRulePack, loadTenderIn, lockTender, type TenderRow } from '../tender/index.ts'
import { deliveryCode } from './codes.ts'
import { insertCustody } from './custodyStore.ts'
import * as store from './handInStore.ts'

const WINDOWS_MAX = 50
const ITEMS_MAX = 5000
const PHOTOS_MAX = 10
const PICTURES: readonly string[] = ['jpeg', 'png', 'webp']

/** A review that is under way: started, and its results not known yet. */
export async function runningReview(tx: Tx, tender: TenderRow): Promise<store.ReviewRow> {
  const review = (await store.findReview(tx, tender.id)) ?? refuse('notYetOpen')
  if (review.unblindedAt) refuse('alreadyDone')
  return review
}

/**
 * Starts the sample review (1-domain §2, stage 11): one expected sample per shortlisted declaration, and the quality
 * standard of each lot frozen, so that later changes of the catalogue change nothing.
 * @returns how many samples are expected
 */
export async function startSampleReview(ctx: CommandContext, input: { tenderId: string }): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'startSampleReview')
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    if (await store.findReview(tx, tender.id)) refuse('alreadyDone')
    const lots = await store.loadCatalogueStandards(tx, tender.id)
    refuseIf(lots.flatMap(lot => checkStandard(lot.standard, `lots[${lot.lot}].standard`)))
    const standards = lots.map(lot => ({ lotId: lot.lotId, fields: parseStandard(lot.standard)?.fields ?? [] }))
    const shortlisted = await store.loadShortlisted(tx, tender.id)
    await store.insertReview(tx, tender.id)
    await store.insertStandards(tx, tender.id, standards)
    const samples = shortlisted.map(({ declarationId }) => ({ declarationId, deliveryCode: deliveryCode() }))
    const count = await store.insertSamples(tx, samples)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'startSampleReview',
      subject: `samples:${count}`,
      payload: { standards: lots.map(({ lot }, i) => ({ lot, fields: standards[i]?.fields ?? [] })) },
      changes: count,
    })
    return { count }
  })
}

/** Publishes windows for handing samples in, cut into slots. What is there already under place and time stays. */
export async function publishSlots(
  ctx: CommandContext,
  input: { tenderId: string; windows: readonly HandInWindow[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'publishSlots')
  const { windows } = input
  if (windows.length === 0 || windows.length > WINDOWS_MAX)
    refuse('outOfRange', 'windows', { min: 1, max: WINDOWS_MAX })
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    await runningReview(tx, tender)
    refuseIf(windows.flatMap((window, i) => checkWindow(window, tender.now, `windows[${i}]`)))
    const count = await store.insertSlots(tx, tender.id, windows.flatMap(slotsOf))
    const payload = windows.map(w => ({ ...w, from: w.from.toISOString(), to: w.to.toISOString() }))
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'publishSlots',
      subject: `slots:${count}`,
      payload: { windows: payload },
      changes: count,
    })
    return { count }
  })
}

/**
 * Books a slot for samples of the actor's company (all that still have to come, or these), moves a booking, or gives it
 * back (no slot). Until the slot begins; never above its capacity, however many book at once.
 */
export async function bookSlot(
  ctx: CommandContext,
  input: { tenderId: string; slotId: string | null; sampleIds: readonly string[] | null },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'bookSlot')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    await runningReview(tx, tender)
    const own = await store.lockOwnSamples(tx, tender.id, supplierId, input.sampleIds)
    if (own.length === 0 || (input.sampleIds && own.length < new Set(input.sampleIds).size))
      refuse('notFound', 'sampleIds')
    const moving = own.filter(sample => sample.slotId !== input.slotId)
    const ids = [...new Set([input.slotId, ...moving.map(s => s.slotId)])].filter(id => id !== null)
    const slots = new Map((await store.lockSlots(tx, tender.id, ids)).map(slot => [slot.id, slot]))
    if (input.slotId && !slots.has(input.slotId)) refuse('notFound', 'slotId')
    for (const slot of slots.values())
      if (!isBookable(slot, tender.now)) refuse('slotBegun', 'slotId', { begins: formatInstant(slot.startsAt) })
    const target = input.slotId ? slots.get(input.slotId) : undefined
    const free = target ? target.capacity - target.booked : 0
    if (target && moving.length > free) refuse('slotFull', 'slotId', { free })
    for (const id of ids) {
      const gone = moving.filter(sample => sample.slotId === id).length
      await store.addBooked(tx, id, id === input.slotId ? moving.length : -gone)
    }
    const count = await store.setSlot(
      tx,
      moving.map(s => s.id),
      input.slotId,
    )
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'bookSlot',
      subject: `samples:${count}`,
      payload: { slotId: input.slotId, samples: moving.map(s => s.id) },
      changes: count,
    })
    return { count }
  })
}

export interface ReceptionItem extends Reception {
  readonly deliveryCode: string
  /** Photos taken at the desk: files of the office. */
  readonly photoIds: readonly string[]
}

/** Takes samples in at the desk, or refuses them with a reason, by the code of their delivery note. All or nothing. */
export async function receiveSamples(
  ctx: CommandContext,
  input: { tenderId: string; items: readonly ReceptionItem[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'receiveSamples')
  const { items } = input
  if (items.length === 0 || items.length > ITEMS_MAX) refuse('outOfRange', 'items', { min: 1, max: ITEMS_MAX })
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    await runningReview(tx, tender)
    const { samples: policy } = await loadRulePack(tx, tender.id)
    const codes = items.map(item => item.deliveryCode)
    const known = new Map((await store.lockByDeliveryCode(tx, tender.id, codes)).map(row => [row.deliveryCode, row]))
    refuseIf(items.flatMap((item, i) => checkItem(item, known, codes.indexOf(item.deliveryCode) < i, `items[${i}]`)))
    refuseIf(items.flatMap((item, i) => checkReception(item, policy, `items[${i}]`)))
    const rows = items.flatMap(item => {
      const sample = known.get(item.deliveryCode)
      return sample ? [{ sample, item }] : []
    })
    const count = await store.saveReceptions(
      tx,
      tender.now,
      rows.map(({ sample, item }) => receptionRow(sample.id, item)),
    )
    const photos = await savePhotos(tx, actor, tender.now, rows, items)
    const taken = rows.filter(({ item }) => item.accepted)
    await insertCustody(
      tx,
      tender.now,
      actor.userId,
      taken.map(({ sample, item }) => ({
        sampleId: sample.id,
        step: 'reception',
        from: `supplier:${sample.supplier}`,
        to: 'office',
        purpose: 'handIn',
        condition: item.condition,
        sealNo: item.sealNo,
        sealIntact: item.packagingIntact,
      })),
    )
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'receiveSamples',
      subject: `samples:${count}`,
      payload: { items: items.map(({ photoIds: _ids, ...item }) => item), photos },
      changes: count,
    })
    return { count }
  })
}

interface Taken {
  readonly sample: store.SampleAtDesk
  readonly item: ReceptionItem
}

/** Attaches the photos of what was taken or refused at the desk. @returns SHA-256 of each by delivery code, for the log */
async function savePhotos(
  tx: Tx,
  actor: SignedIn,
  now: Date,
  rows: readonly Taken[],
  items: readonly ReceptionItem[],
): Promise<readonly (readonly [string, string])[]> {
  const ids = items.flatMap(item => item.photoIds)
  if (ids.length === 0) return []
  refuseIf(
    items.flatMap(({ photoIds }, i) =>
      photoIds.length > PHOTOS_MAX
        ? [violation('outOfRange', `items[${i}].photoIds`, { min: 0, max: PHOTOS_MAX })]
        : [],
    ),
  )
  const files = new Map((await claimFiles(tx, actor, [...new Set(ids)], 'photoIds')).map(file => [file.id, file]))
  for (const { name, type } of files.values())
    if (!PICTURES.includes(type)) refuse('notOneOf', `photoIds ${name}`, { allowed: PICTURES.join(', ') })
  const pairs = rows.flatMap(({ sample, item }) =>
    item.photoIds.map(fileId => ({ sampleId: sample.id, fileId, code: item.deliveryCode })),
  )
  await store.insertPhotos(tx, pairs, now, actor.userId)
  return pairs.map(({ code, fileId }) => [code, files.get(fileId)?.sha256 ?? ''])
}

const receptionRow = (id: string, item: ReceptionItem): store.ReceptionRow =>
  item.accepted
    ? { id, status: 'received', grams: item.grams, refusal: null }
    : { id, status: 'refused', grams: null, refusal: item.reason.trim() }

function checkItem(
  item: ReceptionItem,
  known: ReadonlyMap<string, store.SampleAtDesk>,
  isTwice: boolean,
  path: string,
): Violation[] {
  const sample = known.get(item.deliveryCode)
  if (!sample) return [violation('unknownCode', `${path}.deliveryCode`, { value: item.deliveryCode.slice(0, 64) })]
  if (isTwice) return [violation('duplicate', `${path}.deliveryCode`, { value: item.deliveryCode })]
  const isOpen = sample.status === 'expected' || sample.status === 'refused'
  return isOpen ? [] : [violation('alreadyDone', `${path}.deliveryCode`)]
}
