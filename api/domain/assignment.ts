import { answersFor, subjectKey } from './declaration.ts'
import { INDICATOR_LEVELS, type Indicator } from './indicators.ts'
import { compareCodes } from './order.ts'
import { type Violation, violation } from './violation.ts'

/** One subject of one supplier to be judged: its key (declaration.ts) and how many indicators it asks for. */
export interface SheetToAssign {
  readonly supplier: string
  readonly subjectKey: string
  readonly items: number
}

/** A submitted declaration by business codes. */
export interface DeclaredLot {
  readonly supplier: string
  readonly variety: string
  readonly lot: string
}

/** A subject of one supplier with the indicators judged on it. */
export interface ReviewSubject {
  readonly supplier: string
  readonly subjectKey: string
  readonly indicatorCodes: readonly string[]
}

/**
 * What has to be judged for these declarations: a company once, a variety once per supplier, a spec once per declaration
 * (1-domain §2, stage 8), each with its indicators in the order of the pack. Levels without indicators give no subject.
 */
export function reviewSubjects(
  declarations: readonly DeclaredLot[],
  indicators: readonly Indicator[],
): ReviewSubject[] {
  const subjects = new Map<string, ReviewSubject>()
  for (const level of INDICATOR_LEVELS) {
    const indicatorCodes = answersFor(level, indicators).map(indicator => indicator.code)
    if (indicatorCodes.length === 0) continue
    for (const { supplier, variety, lot } of declarations) {
      const key = subjectKey(level, variety, lot)
      subjects.set(JSON.stringify([supplier, key]), { supplier, subjectKey: key, indicatorCodes })
    }
  }
  return [...subjects.values()]
}

/** An expert may not judge a supplier; `supplier` null: may not judge anybody. */
export interface ExpertConflict {
  readonly expert: string
  readonly supplier: string | null
}

/** A sheet given to an expert; slots 1 and 2 score blind. */
export interface SheetAssignment extends SheetToAssign {
  readonly expert: string
  readonly slot: 1 | 2
}

/** Every sheet twice, or why that is impossible. */
export type ReviewAssignment =
  | { readonly ok: true; readonly assignments: readonly SheetAssignment[] }
  | { readonly ok: false; readonly violations: readonly Violation[] }

/** A sheet being dealt; `pair` are the indexes of its two experts. */
interface Dealt {
  readonly sheet: SheetToAssign
  readonly pair: [number, number]
}

interface Table {
  readonly experts: readonly string[]
  /** Items per expert. */
  readonly load: number[]
  /** What each expert judges. */
  readonly hand: Set<Dealt>[]
  readonly mayJudge: (expert: number, supplier: string) => boolean
}

function conflictTest(experts: readonly string[], conflicts: readonly ExpertConflict[]): Table['mayJudge'] {
  const barred = new Map<string, Set<string | null>>()
  for (const { expert, supplier } of conflicts) {
    const suppliers = barred.get(expert) ?? new Set()
    barred.set(expert, suppliers.add(supplier))
  }
  return (expert, supplier) => {
    const suppliers = barred.get(experts[expert] ?? '')
    return !suppliers || !(suppliers.has(null) || suppliers.has(supplier))
  }
}

function loadOf(table: Table, expert: number): number {
  return table.load[expert] ?? 0
}

/** Experts from the least to the most loaded; equal loads by code. */
function byLoad(table: Table): number[] {
  return table.experts.map((_, index) => index).sort((a, b) => loadOf(table, a) - loadOf(table, b) || a - b)
}

function take(table: Table, expert: number, dealt: Dealt, sign: 1 | -1): void {
  table.load[expert] = loadOf(table, expert) + sign * dealt.sheet.items
  if (sign > 0) table.hand[expert]?.add(dealt)
  else table.hand[expert]?.delete(dealt)
}

/** Hands a sheet from one expert to another. */
function pass(table: Table, dealt: Dealt, from: number, to: number): void {
  take(table, from, dealt, -1)
  take(table, to, dealt, 1)
  dealt.pair[dealt.pair[0] === from ? 0 : 1] = to
}

interface Group {
  readonly supplier: string
  readonly sheets: readonly SheetToAssign[]
  readonly items: number
}

/** The sheets of each supplier; the heaviest supplier first, because the light ones then even out the loads. */
function groupBySupplier(sheets: readonly SheetToAssign[]): Group[] {
  const groups = new Map<string, SheetToAssign[]>()
  for (const sheet of sheets) {
    const group = groups.get(sheet.supplier)
    if (group) group.push(sheet)
    else groups.set(sheet.supplier, [sheet])
  }
  return [...groups]
    .map(([supplier, own]) => ({
      supplier,
      sheets: own.sort((a, b) => compareCodes(a.subjectKey, b.subjectKey)),
      items: own.reduce((sum, sheet) => sum + sheet.items, 0),
    }))
    .sort((a, b) => b.items - a.items || compareCodes(a.supplier, b.supplier))
}

/** Gives all sheets of a supplier to the two least loaded experts who may judge it. */
function deal(table: Table, group: Group, dealt: Dealt[]): Violation[] {
  const free = byLoad(table).filter(expert => table.mayJudge(expert, group.supplier))
  const [first, second] = free
  if (first === undefined || second === undefined) {
    return [violation('tooFewExperts', group.supplier, { subject: group.supplier, count: free.length, needed: 2 })]
  }
  for (const sheet of group.sheets) {
    const one: Dealt = { sheet, pair: [first, second] }
    dealt.push(one)
    take(table, first, one, 1)
    take(table, second, one, 1)
  }
  return []
}

function mayTake(table: Table, dealt: Dealt, expert: number): boolean {
  return !dealt.pair.includes(expert) && table.mayJudge(expert, dealt.sheet.supplier)
}

/** Passes the sheet that evens out two experts best; false if none does. */
function moveOne(table: Table, from: number, to: number): boolean {
  const gap = loadOf(table, from) - loadOf(table, to)
  let best: Dealt | null = null
  for (const dealt of table.hand[from] ?? []) {
    const { items } = dealt.sheet
    const isBetter = !best || Math.abs(gap - 2 * items) < Math.abs(gap - 2 * best.sheet.items)
    if (items > 0 && items < gap && isBetter && mayTake(table, dealt, to)) best = dealt
  }
  if (best) pass(table, best, from, to)
  return best !== null
}

/** Swaps a heavier sheet for a lighter one where no single sheet is light enough to be passed; false if none fits. */
function swapOne(table: Table, from: number, to: number): boolean {
  const gap = loadOf(table, from) - loadOf(table, to)
  const light = new Map<number, Dealt>()
  for (const dealt of table.hand[to] ?? []) {
    if (!light.has(dealt.sheet.items) && mayTake(table, dealt, from)) light.set(dealt.sheet.items, dealt)
  }
  for (const heavy of table.hand[from] ?? []) {
    if (!mayTake(table, heavy, to)) continue
    for (const [items, dealt] of light) {
      const change = heavy.sheet.items - items
      if (change <= 0 || change >= gap) continue
      pass(table, heavy, from, to)
      pass(table, dealt, to, from)
      return true
    }
  }
  return false
}

/** Evens out the loads until no pass or swap from the most loaded helps; each step lowers Σ load², so that it ends. */
function even(table: Table): void {
  for (;;) {
    const order = byLoad(table)
    const top = order.at(-1)
    if (top === undefined) return
    const helped = order.some(
      expert =>
        loadOf(table, top) - loadOf(table, expert) > 1 && (moveOne(table, top, expert) || swapOne(table, top, expert)),
    )
    if (!helped) return
  }
}

/**
 * Gives each sheet to two different experts without a conflict. All sheets of a supplier go to one pair, then single
 * sheets are passed on until the loads, counted in items, differ as little as possible. The same inputs in any order give
 * the same result (1-domain §2, stage 8). Out: assignments ordered by supplier, subject and slot; or tooFewExperts for
 * each supplier that fewer than two experts may judge.
 */
export function assignSheets(
  sheets: readonly SheetToAssign[],
  experts: readonly string[],
  conflicts: readonly ExpertConflict[],
): ReviewAssignment {
  const sorted = [...experts].sort(compareCodes)
  const table: Table = {
    experts: sorted,
    load: sorted.map(() => 0),
    hand: sorted.map(() => new Set()),
    mayJudge: conflictTest(sorted, conflicts),
  }
  const dealt: Dealt[] = []
  const violations = groupBySupplier(sheets).flatMap(group => deal(table, group, dealt))
  if (violations.length > 0) return { ok: false, violations }
  even(table)
  return { ok: true, assignments: toAssignments(dealt, sorted) }
}

function toAssignments(dealt: readonly Dealt[], experts: readonly string[]): SheetAssignment[] {
  return [...dealt]
    .sort(
      (a, b) =>
        compareCodes(a.sheet.supplier, b.sheet.supplier) || compareCodes(a.sheet.subjectKey, b.sheet.subjectKey),
    )
    .flatMap(({ sheet, pair }) => [
      { ...sheet, expert: experts[pair[0]] ?? '', slot: 1 as const },
      { ...sheet, expert: experts[pair[1]] ?? '', slot: 2 as const },
    ])
}

/**
 * The third expert for disputed items: the least loaded one without a conflict who has not judged the sheet; equal loads
 * by code. In: items already given to each expert. Out: null if nobody is left.
 */
export function pickArbiter(
  supplier: string,
  judgedBy: readonly string[],
  experts: readonly string[],
  conflicts: readonly ExpertConflict[],
  load: ReadonlyMap<string, number>,
): string | null {
  const mayJudge = conflictTest(experts, conflicts)
  const free = experts.filter((expert, index) => mayJudge(index, supplier) && !judgedBy.includes(expert))
  return free.sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || compareCodes(a, b))[0] ?? null
}
