import { compareCodes } from './order.ts'
import { type Violation, violation } from './violation.ts'

/** A part of one subject of one supplier to be judged (reviewPlan.ts), and by whom it must not be. */
export interface SheetToAssign {
  readonly supplier: string
  readonly subjectKey: string
  /** The specialty that judges it; '' for any. */
  readonly part: string
  readonly panel: boolean
  /** Indicators it asks for: what loads are counted in. */
  readonly items: number
  /** Experts needed: two, or a panel. */
  readonly seats: number
  /** Experts who judged it before. */
  readonly not: readonly string[]
}

/** A drawn expert. */
export interface Judge {
  readonly code: string
  readonly specialty: string
}

/** An expert may not judge a supplier; `supplier` null: may not judge anybody. */
export interface ExpertConflict {
  readonly expert: string
  readonly supplier: string | null
}

/** A sheet given to an expert; all seats score blind. */
export interface SheetAssignment extends SheetToAssign {
  readonly expert: string
  /** 1 to the number of seats. */
  readonly slot: number
}

/** Every sheet with all seats taken, or why that is impossible. */
export type ReviewAssignment =
  | { readonly ok: true; readonly assignments: readonly SheetAssignment[] }
  | { readonly ok: false; readonly violations: readonly Violation[] }

/** A sheet being dealt; `seats` are the indexes of its experts. */
interface Dealt {
  readonly sheet: SheetToAssign
  readonly seats: number[]
}

interface Table {
  readonly experts: readonly string[]
  /** Items per expert, with what was dealt at other tables. */
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
  dealt.seats[dealt.seats.indexOf(from)] = to
}

function compareSheets(a: SheetToAssign, b: SheetToAssign): number {
  return (
    compareCodes(a.supplier, b.supplier) ||
    compareCodes(a.subjectKey, b.subjectKey) ||
    compareCodes(a.part, b.part) ||
    Number(a.panel) - Number(b.panel)
  )
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
      sheets: own.sort(compareSheets),
      items: own.reduce((sum, sheet) => sum + sheet.items, 0),
    }))
    .sort((a, b) => b.items - a.items || compareCodes(a.supplier, b.supplier))
}

/**
 * Gives the sheets of a supplier to the least loaded experts who may judge it: as far as possible to the same ones, so
 * that a supplier's evidence is read by few.
 */
function deal(table: Table, group: Group, dealt: Dealt[]): Violation[] {
  const free = byLoad(table).filter(expert => table.mayJudge(expert, group.supplier))
  const crew = new Set<number>()
  for (const sheet of group.sheets) {
    const able = free.filter(expert => !sheet.not.includes(table.experts[expert] ?? ''))
    const { supplier, seats: needed } = sheet
    if (able.length < needed) {
      return [violation('tooFewExperts', supplier, { subject: supplier, count: able.length, needed })]
    }
    const known = able.filter(expert => crew.has(expert))
    const seats = [...known, ...able.filter(expert => !crew.has(expert))].slice(0, needed)
    const one: Dealt = { sheet, seats }
    dealt.push(one)
    for (const expert of seats) {
      crew.add(expert)
      take(table, expert, one, 1)
    }
  }
  return []
}

function mayTake(table: Table, { sheet, seats }: Dealt, expert: number): boolean {
  return (
    !seats.includes(expert) &&
    table.mayJudge(expert, sheet.supplier) &&
    !sheet.not.includes(table.experts[expert] ?? '')
  )
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

/** Passes or swaps one sheet of this expert to somebody with less; false if nothing helps. */
function relieve(table: Table, from: number, order: readonly number[]): boolean {
  return order.some(
    to => loadOf(table, from) - loadOf(table, to) > 1 && (moveOne(table, from, to) || swapOne(table, from, to)),
  )
}

/** Evens out the loads until no pass or swap helps; each step lowers Σ load², so that it ends. */
function even(table: Table): void {
  for (;;) {
    const order = byLoad(table)
    const heavy = [...order].reverse().filter(expert => (table.hand[expert]?.size ?? 0) > 0)
    // Who is loaded by another table has nothing to pass here: the next in line may have.
    if (!heavy.some(from => relieve(table, from, order))) return
  }
}

/**
 * Gives each sheet to as many different experts of its specialty as it has seats, none with a conflict and none who
 * judged it before. Specialties with experts of their own come first; sheets for anybody then even out the loads. Within
 * a table all sheets of a supplier go to the same few, then single sheets are passed on until the loads, counted in items,
 * differ as little as possible. The same inputs in any order give the same result (1-domain §2, stage 8).
 * Out: assignments ordered by supplier, subject, part and slot; or tooFewExperts for each supplier that too few may judge.
 */
export function assignSheets(
  sheets: readonly SheetToAssign[],
  experts: readonly Judge[],
  conflicts: readonly ExpertConflict[],
): ReviewAssignment {
  const load = new Map<string, number>()
  const parts = [...new Set(sheets.map(sheet => sheet.part))].sort((a, b) =>
    a === '' ? 1 : b === '' ? -1 : compareCodes(a, b),
  )
  const assignments: SheetAssignment[] = []
  const violations: Violation[] = []
  for (const part of parts) {
    const able = experts.filter(expert => part === '' || expert.specialty === part).map(expert => expert.code)
    const own = sheets.filter(sheet => sheet.part === part)
    const plan = dealPart(own, able.sort(compareCodes), conflicts, load)
    violations.push(...plan.violations)
    for (const assignment of plan.assignments) {
      assignments.push(assignment)
      load.set(assignment.expert, (load.get(assignment.expert) ?? 0) + assignment.items)
    }
  }
  if (violations.length > 0) return { ok: false, violations }
  return { ok: true, assignments: assignments.sort((a, b) => compareSheets(a, b) || a.slot - b.slot) }
}

function dealPart(
  sheets: readonly SheetToAssign[],
  experts: readonly string[],
  conflicts: readonly ExpertConflict[],
  load: ReadonlyMap<string, number>,
): { readonly assignments: readonly SheetAssignment[]; readonly violations: readonly Violation[] } {
  const table: Table = {
    experts,
    load: experts.map(code => load.get(code) ?? 0),
    hand: experts.map(() => new Set()),
    mayJudge: conflictTest(experts, conflicts),
  }
  const dealt: Dealt[] = []
  const violations = groupBySupplier(sheets).flatMap(group => deal(table, group, dealt))
  if (violations.length > 0) return { assignments: [], violations }
  even(table)
  const assignments = dealt.flatMap(({ sheet, seats }) =>
    seats.map((expert, seat) => ({ ...sheet, expert: experts[expert] ?? '', slot: seat + 1 })),
  )
  return { assignments, violations }
}

/**
 * One more expert for a sheet, such as the third for disputed items: the least loaded one of the specialty without a
 * conflict who has not judged it; if the specialty has none left, of any; equal loads by code.
 * In: who has judged it; items already given to each expert. Out: null if nobody is left.
 */
export function pickExpert(
  { supplier, part }: Pick<SheetToAssign, 'supplier' | 'part'>,
  judgedBy: readonly string[],
  experts: readonly Judge[],
  conflicts: readonly ExpertConflict[],
  load: ReadonlyMap<string, number>,
): string | null {
  const mayJudge = conflictTest(
    experts.map(expert => expert.code),
    conflicts,
  )
  const free = experts.filter((expert, index) => mayJudge(index, supplier) && !judgedBy.includes(expert.code))
  const skilled = free.filter(expert => part === '' || expert.specialty === part)
  const codes = (skilled.length > 0 ? skilled : free).map(expert => expert.code)
  return codes.sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || compareCodes(a, b))[0] ?? null
}
