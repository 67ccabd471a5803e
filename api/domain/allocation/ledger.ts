/**
 * The book in which one lot's kilograms are entered while they are shared out. Lines and winners are indexes; entries sit
 * in typed arrays, chained per line, because 6,050 lines × 42 lots must take milliseconds (5-performance, load 6).
 */

/** Why a cell holds what it holds, in the order in which reasons are shown. */
export const CELL_REASONS = [
  'pick',
  'otherPick',
  'cityDefault',
  'bestRanked',
  'nextRanked',
  'smallLine',
  'adjustmentTop',
  'adjustmentNextRank',
] as const

/**
 * pick: chosen by the hospital · otherPick: another of its picks was full · cityDefault: the city's default · bestRanked:
 * no pick and no default · nextRanked: all of these were full · smallLine: a small line goes whole to one winner ·
 * adjustmentTop: adjustment volume of the top ranks · adjustmentNextRank: the top ranks were full.
 */
export type CellReason = (typeof CELL_REASONS)[number]

/** What a booking belongs to. */
export type Part = 'base' | 'adjustment'

/** All bookings of one lot. An entry is one (line, winner) pair. */
export interface Ledger {
  /** kg that each winner can still take. */
  readonly room: Float64Array
  /** First entry of each line, −1 for none. */
  readonly head: Int32Array
  readonly next: Int32Array
  readonly winner: Int32Array
  readonly baseKg: Int32Array
  readonly adjustmentKg: Int32Array
  /** Bit i stands for CELL_REASONS[i]. */
  readonly reasons: Uint16Array
  entries: number
}

/** An empty ledger. `limit` is the largest number of entries that can occur. */
export function openLedger(lines: number, capsKg: readonly number[], limit: number): Ledger {
  return {
    room: Float64Array.from(capsKg),
    head: new Int32Array(lines).fill(-1),
    next: new Int32Array(limit),
    winner: new Int32Array(limit),
    baseKg: new Int32Array(limit),
    adjustmentKg: new Int32Array(limit),
    reasons: new Uint16Array(limit),
    entries: 0,
  }
}

function entryFor(ledger: Ledger, line: number, winner: number): number {
  let entry = firstEntry(ledger, line)
  while (entry >= 0 && ledger.winner[entry] !== winner) entry = nextEntry(ledger, entry)
  if (entry >= 0) return entry
  if (ledger.entries >= ledger.winner.length) throw new Error('the ledger is too small')
  const fresh = ledger.entries
  ledger.entries += 1
  ledger.winner[fresh] = winner
  ledger.next[fresh] = firstEntry(ledger, line)
  ledger.head[line] = fresh
  return fresh
}

/** kg that a winner can still take. */
export function roomOf(ledger: Ledger, winner: number): number {
  return ledger.room[winner] ?? 0
}

/** Enters kg of a line with a winner and why. Nothing is entered for 0 kg. */
export function book(
  ledger: Ledger,
  line: number,
  winner: number,
  kg: number,
  part: Part,
  ...reasons: readonly CellReason[]
): void {
  if (kg === 0) return
  if (kg > roomOf(ledger, winner)) throw new Error('a booking exceeds the room of the winner')
  const entry = entryFor(ledger, line, winner)
  const column = part === 'base' ? ledger.baseKg : ledger.adjustmentKg
  column[entry] = (column[entry] ?? 0) + kg
  const mask = reasons.reduce((bits, reason) => bits | (1 << CELL_REASONS.indexOf(reason)), ledger.reasons[entry] ?? 0)
  ledger.reasons[entry] = mask
  ledger.room[winner] = roomOf(ledger, winner) - kg
}

/** The newest entry of a line; −1 if it has none. Walk on with {@link nextEntry}; no list is built, for speed. */
export function firstEntry(ledger: Ledger, line: number): number {
  return ledger.head[line] ?? -1
}

/** The entry of the same line before this one; −1 after the last. */
export function nextEntry(ledger: Ledger, entry: number): number {
  return ledger.next[entry] ?? -1
}

/** The reasons that a mask of bits stands for. */
export function reasonsOf(mask: number): CellReason[] {
  return CELL_REASONS.filter((_, bit) => (mask & (1 << bit)) !== 0)
}
