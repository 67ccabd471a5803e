import { type Fen, MAX_FEN, plainYuan } from './money.ts'
import { compareCodes } from './order.ts'
import { isStorableText } from './plainText.ts'
import type { DemandPolicy } from './policies.ts'
import { isWholeKg } from './quantity.ts'
import { type Violation, violation } from './violation.ts'

const REASON_MAX = 500

/** What a hospital reports for one lot (1-domain §2, stage 2). */
export interface DemandFigures {
  /** kg wanted in the coming year. */
  readonly quantityKg: number
  /** kg used in the last 12 months. */
  readonly lastYearKg: number
  /** What it paid in the last 12 months, fen per kg; 0 if nothing was bought. */
  readonly lastPriceFen: Fen
  readonly reason: string | null
}

/**
 * Checks one line of a report: whole kilograms, no negative price, and a reason if less than 80 % of last year's use is
 * reported (1-domain §2, stage 2 [A]; the percentage is configuration). `path` is where the line stands in the input.
 */
export function checkDemandLine(line: DemandFigures, policy: DemandPolicy, path = ''): Violation[] {
  const found: Violation[] = []
  const at = (field: string) => (path === '' ? field : `${path}.${field}`)
  if (!isWholeKg(line.quantityKg)) found.push(violation('notWholeKg', at('quantityKg')))
  if (!isWholeKg(line.lastYearKg)) found.push(violation('notWholeKg', at('lastYearKg')))
  if (line.lastPriceFen < 0n) found.push(violation('notYuan', at('lastPriceFen')))
  if (line.lastPriceFen > MAX_FEN) {
    found.push(violation('outOfRange', at('lastPriceFen'), { min: 0, max: plainYuan(MAX_FEN) }))
  }
  const reason = line.reason?.trim() ?? ''
  if (!isStorableText(reason)) found.push(violation('notText', at('reason')))
  if (reason.length > REASON_MAX) found.push(violation('tooLong', at('reason'), { max: REASON_MAX }))
  const isLow = line.quantityKg * 100 < line.lastYearKg * policy.reasonBelowPercent
  if (found.length === 0 && isLow && reason === '') found.push(violation('reasonRequired', at('reason')))
  return found
}

/** Whether a line is far above last year's use and should be looked at; new use without history always is. */
export function isOutlier(line: Pick<DemandFigures, 'quantityKg' | 'lastYearKg'>, policy: DemandPolicy): boolean {
  return line.quantityKg * 100 > line.lastYearKg * policy.outlierAbovePercent
}

/** One frozen line; hospital and lot by their business codes. */
export interface DemandRow extends Omit<DemandFigures, 'reason'> {
  readonly lot: string
  readonly hospital: string
}

/** The frozen demand as the bytes to hash, with its totals. */
export interface DemandSnapshotText {
  /** A head and one line per row, each ending in \n; made on demand, so that 25 million rows need no giant string. */
  readonly lines: Iterable<string>
  readonly lineCount: number
  readonly totalKg: bigint
}

function compareRows(a: DemandRow, b: DemandRow): number {
  return compareCodes(a.lot, b.lot) || compareCodes(a.hospital, b.hospital)
}

/** The first line of the canonical text. */
const SNAPSHOT_HEAD = 'bencao.demand/1\n'

function* snapshotLines(head: string, rows: readonly DemandRow[]): Generator<string> {
  if (head !== '') yield head
  for (const row of rows) {
    yield `${row.lot}\t${row.hospital}\t${row.quantityKg}\t${row.lastYearKg}\t${row.lastPriceFen}\n`
  }
}

function checkRows(sorted: readonly DemandRow[]): void {
  sorted.forEach((row, index) => {
    const last = sorted[index - 1]
    if (last && compareRows(last, row) === 0) throw new RangeError(`two lines of ${row.hospital} for ${row.lot}`)
    if (/[\t\n]/.test(row.lot) || /[\t\n]/.test(row.hospital)) throw new RangeError('a code holds a tab or line break')
  })
}

function snapshot(head: string, rows: readonly DemandRow[]): DemandSnapshotText {
  const sorted = [...rows].sort(compareRows)
  checkRows(sorted)
  const totalKg = sorted.reduce((sum, row) => sum + BigInt(row.quantityKg), 0n)
  return { lines: { [Symbol.iterator]: () => snapshotLines(head, sorted) }, lineCount: sorted.length, totalKg }
}

/**
 * The canonical text of the demand at the freeze: rows ordered by lot, then hospital code, whatever order they come in.
 * The caller hashes the lines as UTF-8 (1-domain §2, stage 2).
 * @throws RangeError if a hospital has two lines for a lot, or a code holds a tab or line break.
 */
export function demandSnapshot(rows: readonly DemandRow[]): DemandSnapshotText {
  return snapshot(SNAPSHOT_HEAD, rows)
}

/**
 * The same text piece by piece, so that no more than one lot's rows are in memory: the pieces of all lots, one after the
 * other in the order of their codes ({@link compareCodes}), are the text of {@link demandSnapshot}.
 * @param isFirst the head stands before the first piece
 * @throws RangeError as demandSnapshot; the caller must not pass one lot twice
 */
export function lotSnapshot(rows: readonly DemandRow[], isFirst: boolean): DemandSnapshotText {
  return snapshot(isFirst ? SNAPSHOT_HEAD : '', rows)
}
