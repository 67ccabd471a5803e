import type { SheetScoresInput } from '../../contract/index.ts'
import type { DeskItem } from './deskItem.ts'
import { isReasonDue } from './deskItems.ts'
import { centiOf, type Entry, isDone, isReasonMissing } from './entry.ts'

/** A reason asked for after the submission, as it is sent. */
export interface ReasonInput {
  readonly sheetId: string
  readonly indicatorCode: string
  readonly reason: string
}

/** What can be handed in, and what stands in the way of the rest. */
export interface HandIn {
  readonly sheets: readonly SheetScoresInput[]
  readonly items: number
  readonly incomplete: number
  readonly reasons: readonly ReasonInput[]
  /** Items whose reason is missing, in the order of the list. */
  readonly reasonless: readonly DeskItem[]
  readonly flagged: number
}

/** Sorts the items into what is complete and what is not: a sheet is handed in as a whole. */
export function handIn(items: readonly DeskItem[], entryOf: (key: string) => Entry): HandIn {
  const sheets = new Map<string, DeskItem[]>()
  for (const item of items)
    if (item.sheet.status === 'assigned') sheets.set(item.sheet.id, [...(sheets.get(item.sheet.id) ?? []), item])
  const complete = [...sheets].filter(([, own]) => own.every(item => isDone(item, entryOf(item.key))))
  const ready = complete.map(([sheetId, own]) => ({
    sheetId,
    scores: own.map(item => scoreOf(item, entryOf(item.key))),
  }))
  return {
    sheets: ready,
    items: ready.reduce((sum, sheet) => sum + sheet.scores.length, 0),
    incomplete: sheets.size - ready.length,
    reasons: items
      .filter(item => isReasonDue(item) && entryOf(item.key).reason.trim() !== '')
      .map(item => ({
        sheetId: item.sheet.id,
        indicatorCode: item.indicator.code,
        reason: entryOf(item.key).reason.trim(),
      })),
    reasonless: items.filter(item => isReasonMissing(item, entryOf(item.key))),
    flagged: complete.flatMap(([, own]) => own).filter(item => entryOf(item.key).flagged).length,
  }
}

function scoreOf(item: DeskItem, entry: Entry) {
  return {
    indicatorCode: item.indicator.code,
    pointsCenti: centiOf(item, entry) ?? 0,
    reason: entry.reason.trim() || null,
  }
}
