import { checkPages } from '#domain/files.ts'
import type { Indicator } from '#domain/indicators.ts'
import { checkText } from '#domain/plainText.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { claimFiles, type StoredFileRow } from '../file/index.ts'
import { loadRulePack } from '../tender/index.ts'
import { openDeclarations, subjectsOf } from './commands.ts'
import { deleteEvidence, type EvidenceToSave, saveEvidence } from './evidenceStore.ts'
import { loadLots } from './store.ts'
import { reopenUnproved } from './submitStore.ts'

const NOTE_MAX = 500
const ITEMS_MAX = 1_000
const VALUE_SHOWN = 64

/** A file for an answer: which pages, what they show, until when the document is valid (YYYY-MM-DD). */
export interface EvidenceItem {
  readonly indicatorCode: string
  /** company | variety:<code> | lot:<code> */
  readonly subjectKey: string
  readonly fileId: string
  readonly note?: string | null | undefined
  readonly firstPage?: number | null | undefined
  readonly lastPage?: number | null | undefined
  readonly validUntil?: string | null | undefined
}

/**
 * Attaches own files to own answers, while declarations are open: one file to as many as it proves (1-domain §2, stage 5).
 * Attaching it again changes note, pages and validity.
 * @returns the number of attachments
 */
export async function attachEvidence(
  ctx: CommandContext,
  input: { tenderId: string; items: readonly EvidenceItem[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'attachEvidence')
  if (input.items.length === 0) refuse('required', 'items')
  if (input.items.length > ITEMS_MAX) refuse('outOfRange', 'items', { min: 1, max: ITEMS_MAX })
  return ctx.db.tx(async tx => {
    const { tender, supplierId } = await openDeclarations(tx, actor, input.tenderId)
    const { indicators } = await loadRulePack(tx, tender.id)
    const byCode = new Map(indicators.map(indicator => [indicator.code, indicator]))
    const subjects = subjectsOf(await loadLots(tx, tender.id))
    const files = await claimFiles(
      tx,
      actor,
      input.items.map(item => item.fileId),
      'items',
    )
    refuseIf(checkItems(input.items, byCode, subjects, files))
    const items = input.items.map(toSave)
    const count = await saveEvidence(tx, tender.id, supplierId, items)
    const payload = items.map((item, i) => ({ ...item, sha256: files[i]?.sha256 ?? '' }))
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'attachEvidence',
      subject: `supplierId:${supplierId}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

const toSave = (item: EvidenceItem): EvidenceToSave => ({
  indicatorCode: item.indicatorCode,
  subjectKey: item.subjectKey,
  fileId: item.fileId,
  note: item.note?.trim() || null,
  firstPage: item.firstPage ?? null,
  lastPage: item.lastPage ?? null,
  validUntil: item.validUntil ?? null,
})

function checkItems(
  items: readonly EvidenceItem[],
  indicators: ReadonlyMap<string, Indicator>,
  subjects: ReadonlyMap<string, Indicator['level']>,
  files: readonly StoredFileRow[],
): Violation[] {
  const seen = new Set<string>()
  return items.flatMap((item, i) => {
    const path = `items[${i}]`
    const indicator = indicators.get(item.indicatorCode)
    if (!indicator)
      return [violation('unknownCode', `${path}.indicatorCode`, { value: item.indicatorCode.slice(0, VALUE_SHOWN) })]
    if (subjects.get(item.subjectKey) !== indicator.level)
      return [violation('unknownCode', `${path}.subjectKey`, { value: item.subjectKey.slice(0, VALUE_SHOWN) })]
    const key = `${item.indicatorCode} ${item.subjectKey} ${item.fileId}`
    if (seen.has(key)) return [violation('duplicate', path, { value: files[i]?.name ?? '' })]
    seen.add(key)
    const { firstPage, lastPage } = toSave(item)
    return [
      ...(item.note?.trim() ? checkText(item.note, `${path}.note`, NOTE_MAX) : []),
      ...checkPages({ firstPage, lastPage }, files[i]?.pages ?? null, path),
      ...checkDay(item.validUntil, `${path}.validUntil`),
    ]
  })
}

const DAY = /^[12]\d{3}-\d{2}-\d{2}$/

function checkDay(day: string | null | undefined, path: string): Violation[] {
  if (day === null || day === undefined) return []
  const time = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
  return isDay ? [] : [violation('notADay', path)]
}

/**
 * Takes files away from own answers, while declarations are open; all of them, or none. A submitted declaration that
 * loses the last file of an indicator has to be submitted again.
 * @returns how many
 */
export async function detachEvidence(
  ctx: CommandContext,
  input: { tenderId: string; evidenceIds: readonly string[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'detachEvidence')
  const ids = [...new Set(input.evidenceIds)]
  if (ids.length === 0) refuse('required', 'evidenceIds')
  return ctx.db.tx(async tx => {
    const { tender, supplierId } = await openDeclarations(tx, actor, input.tenderId)
    const removed = await deleteEvidence(tx, tender.id, supplierId, ids)
    const gone = new Set(removed.map(row => row.id))
    refuseIf(ids.flatMap((id, i) => (gone.has(id) ? [] : [violation('notFound', `evidenceIds[${i}]`)])))
    const asked = new Set(
      (await loadRulePack(tx, tender.id)).indicators.flatMap(one => (one.evidence ? [one.code] : [])),
    )
    const bare = removed.filter(row => asked.has(row.indicatorCode))
    await reopenUnproved(tx, tender.id, supplierId, bare)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'detachEvidence',
      subject: `supplierId:${supplierId}`,
      payload: removed.map(({ indicatorCode, subjectKey, fileId }) => ({ indicatorCode, subjectKey, fileId })),
      changes: removed.length,
    })
    return { count: removed.length }
  })
}
