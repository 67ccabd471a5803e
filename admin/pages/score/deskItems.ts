import type { Indicator } from '#domain/indicators.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { DeskSheet } from '../../contract/index.ts'
import type { DeskItem } from './deskItem.ts'
import { type Entry, isDone, isReasonMissing } from './entry.ts'

const LEVELS = ['company', 'variety', 'lot']

const levelOf = (sheet: DeskSheet) => LEVELS.indexOf(sheet.subjectKey.split(':')[0] ?? '')

function compareSheets(a: DeskSheet, b: DeskSheet): number {
  return (
    a.phase.localeCompare(b.phase) ||
    a.supplierName.localeCompare(b.supplierName, 'zh-CN', { numeric: true }) ||
    levelOf(a) - levelOf(b) ||
    a.subjectKey.localeCompare(b.subjectKey)
  )
}

/** The key of an item. */
export const itemKey = (sheetId: string, indicatorCode: string): string => `${sheetId} ${indicatorCode}`

/** All items of an expert: by review, supplier, subject (company, varieties, specs), then in the order of the pack. */
export function deskItems(sheets: readonly DeskSheet[], rules: RulePack): readonly DeskItem[] {
  const rank = new Map(rules.indicators.map((indicator, index) => [indicator.code, index]))
  // Sheets that were dealt between two pages push others from one page to the next.
  const once = [...new Map(sheets.map(sheet => [sheet.id, sheet])).values()]
  const found = once.flatMap(sheet =>
    rules.indicators
      .filter(indicator => sheet.indicatorCodes.includes(indicator.code))
      .map(indicator => itemOf(sheet, indicator, rules.review.reasonPercent)),
  )
  const place = (item: DeskItem) => rank.get(item.indicator.code) ?? 0
  found.sort((a, b) => compareSheets(a.sheet, b.sheet) || place(a) - place(b) || a.key.localeCompare(b.key))
  return found.map((item, index) => ({ ...item, heads: headsOf(item, found[index - 1]) }))
}

function itemOf(sheet: DeskSheet, indicator: Indicator, reasonPercent: number): DeskItem {
  const { code } = indicator
  return {
    key: itemKey(sheet.id, code),
    sheet,
    indicator,
    reasonPercent,
    answer: sheet.answers.find(one => one.indicatorCode === code) ?? null,
    clarification: sheet.clarifications.find(one => one.indicatorCode === code)?.text ?? null,
    given: sheet.scores.find(one => one.indicatorCode === code) ?? null,
    heads: null,
  }
}

function headsOf({ sheet }: DeskItem, before: DeskItem | undefined): DeskItem['heads'] {
  if (!before || before.sheet.supplierName !== sheet.supplierName || before.sheet.phase !== sheet.phase)
    return 'supplier'
  return before.sheet.subjectKey === sheet.subjectKey ? null : 'subject'
}

/** Whether the expert may still change the points. */
export const isOpen = (item: DeskItem): boolean => item.sheet.status === 'assigned'

/** Whether a reason is asked for after the submission. */
export const isReasonDue = (item: DeskItem): boolean => item.given?.reasonDue === true

/** What of the list is shown. */
export interface DeskFilter {
  readonly show: 'all' | 'left' | 'flagged' | 'reasonDue' | 'arbitration'
  readonly supplier: string
  /** Name of a variety or spec, or ''. */
  readonly subject: string
}

export const NO_FILTER: DeskFilter = { show: 'all', supplier: '', subject: '' }

/** The items that a filter lets through, in their order. */
export function filterItems(
  items: readonly DeskItem[],
  filter: DeskFilter,
  entryOf: (key: string) => Entry,
): readonly DeskItem[] {
  return items.filter(item => {
    const { sheet } = item
    if (filter.supplier !== '' && sheet.supplierName !== filter.supplier) return false
    if (filter.subject !== '' && sheet.subjectName !== filter.subject) return false
    const entry = entryOf(item.key)
    if (filter.show === 'left') return !isDone(item, entry)
    if (filter.show === 'flagged') return entry.flagged
    if (filter.show === 'reasonDue') return isReasonDue(item) || isReasonMissing(item, entry)
    return filter.show !== 'arbitration' || isArbitration(sheet)
  })
}

/** A third expert's sheet: the two before lie too far apart. */
export const isArbitration = (sheet: DeskSheet): boolean => !sheet.panel && sheet.slot === 3
