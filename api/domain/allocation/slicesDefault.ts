import { compareCodes } from '../order.ts'
import type { AllocationPolicy } from '../policies.ts'
import { type Violation, violation } from '../violation.ts'
import { adjustmentTargets, dealAdjustment } from './adjustment.ts'
import { book, type CellReason, firstEntry, type Ledger, nextEntry, openLedger, reasonsOf, roomOf } from './ledger.ts'
import { buildProblem, CHOICES, checkFeasible, type LotAllocationInput, type Problem } from './problem.ts'
import { serve } from './requests.ts'

export type { CellReason } from './ledger.ts'
export type { AllocationLine, AllocationWinner, LotAllocationInput } from './problem.ts'

/** kg of the lot that one winner delivers to one hospital in a year, and why. */
export interface AllocationCell {
  readonly hospital: string
  readonly supplier: string
  readonly baseKg: number
  readonly adjustmentKg: number
  readonly reasons: readonly CellReason[]
}

/** A complete split, Σ cells = agreedKg; or the constraints that clash. Cells by hospital, then supplier code. */
export type LotAllocation =
  | { readonly ok: true; readonly agreedKg: number; readonly cells: readonly AllocationCell[] }
  | { readonly ok: false; readonly agreedKg: number; readonly violations: readonly Violation[] }

function choiceReason(problem: Problem, line: number): CellReason {
  return CHOICES[problem.choice[line] ?? -1] ?? 'bestRanked'
}

/** The winner that takes a small line whole; −1 if none has room for it. */
function placeFor(problem: Problem, ledger: Ledger, line: number, kg: number): { winner: number; reason: CellReason } {
  const hasRoom = (winner: number) => winner >= 0 && roomOf(ledger, winner) >= kg
  const from = line * problem.maxPicks
  const chosen = problem.firstChoice.subarray(from, from + problem.maxPicks).find(hasRoom)
  if (chosen !== undefined) return { winner: chosen, reason: choiceReason(problem, line) }
  const cityDefault = problem.cityDefault[line] ?? -1
  if (hasRoom(cityDefault)) return { winner: cityDefault, reason: 'cityDefault' }
  return { winner: problem.winners.findIndex((_, winner) => hasRoom(winner)), reason: 'nextRanked' }
}

/** Small lines go whole to one winner, before all others, while there is room for whole lines. */
function placeSmallLines(problem: Problem, ledger: Ledger): Violation[] {
  const stuck: Violation[] = []
  problem.lines.forEach(({ hospital }, line) => {
    const kg = problem.agreed[line] ?? 0
    if (!problem.isSmall[line] || kg === 0) return
    const { winner, reason } = placeFor(problem, ledger, line, kg)
    if (winner < 0) {
      stuck.push(
        violation('infeasible', hospital, { constraints: `smallLineKg: ${kg} kg whole > room of each winner` }),
      )
      return
    }
    book(ledger, line, winner, kg, 'base', 'smallLine', reason)
  })
  return stuck
}

/** What is left goes line by line to the winners with room, best rank first. */
function spillDown(ledger: Ledger, need: Int32Array): void {
  let winner = 0
  for (const line of need.keys()) {
    while ((need[line] ?? 0) > 0) {
      while (winner < ledger.room.length && roomOf(ledger, winner) === 0) winner += 1
      if (winner === ledger.room.length) throw new Error('no room left although capacity covers the agreed volume')
      const kg = Math.min(need[line] ?? 0, roomOf(ledger, winner))
      book(ledger, line, winner, kg, 'base', 'nextRanked')
      need[line] = (need[line] ?? 0) - kg
    }
  }
}

/** Shares out the base volume: first choice, then its other picks, then the city's default, then down the ranks. */
function shareBase(problem: Problem, ledger: Ledger): void {
  const need = problem.base.map((kg, line) => (problem.isSmall[line] ? 0 : kg))
  serve(ledger, need, { places: problem.maxPicks, winners: problem.firstChoice }, (line, round) => {
    const reason = choiceReason(problem, line)
    return round > 0 && reason === 'pick' ? 'otherPick' : reason
  })
  serve(ledger, need, { places: 1, winners: problem.cityDefault }, () => 'cityDefault')
  spillDown(ledger, need)
}

function shareAdjustment(problem: Problem, ledger: Ledger, top: number): void {
  const need = problem.agreed.map((kg, line) => kg - (problem.base[line] ?? 0))
  const totalKg = need.reduce((sum, kg) => sum + kg, 0)
  dealAdjustment(ledger, need, adjustmentTargets(ledger, totalKg, top), top)
}

function cellsOf(problem: Problem, ledger: Ledger): AllocationCell[] {
  const names = new Map<number, readonly CellReason[]>()
  const cells: AllocationCell[] = []
  problem.lines.forEach(({ hospital }, line) => {
    const own: AllocationCell[] = []
    for (let entry = firstEntry(ledger, line); entry >= 0; entry = nextEntry(ledger, entry)) {
      const mask = ledger.reasons[entry] ?? 0
      const reasons = names.get(mask) ?? reasonsOf(mask)
      names.set(mask, reasons)
      own.push({
        hospital,
        supplier: problem.winners[ledger.winner[entry] ?? -1]?.supplier ?? '',
        baseKg: ledger.baseKg[entry] ?? 0,
        adjustmentKg: ledger.adjustmentKg[entry] ?? 0,
        reasons,
      })
    }
    if (own.length > 1) own.sort((a, b) => compareCodes(a.supplier, b.supplier))
    for (const cell of own) cells.push(cell)
  })
  return cells
}

/** The invariants of every mode (1-domain §3.4); a breach is a bug, never an answer. */
function assertExact(problem: Problem, ledger: Ledger): void {
  const used = new Float64Array(problem.winners.length)
  problem.agreed.forEach((agreedKg, line) => {
    let kg = 0
    for (let entry = firstEntry(ledger, line); entry >= 0; entry = nextEntry(ledger, entry)) {
      const part = (ledger.baseKg[entry] ?? 0) + (ledger.adjustmentKg[entry] ?? 0)
      const winner = ledger.winner[entry] ?? -1
      used[winner] = (used[winner] ?? 0) + part
      kg += part
    }
    if (kg !== agreedKg) throw new Error(`line ${problem.lines[line]?.hospital}: ${kg} kg instead of ${agreedKg} kg`)
  })
  problem.capsKg.forEach((capKg, winner) => {
    if ((used[winner] ?? 0) > capKg) throw new Error(`${problem.winners[winner]?.supplier} exceeds its capacity`)
  })
}

/**
 * Allocates one lot by mode 4 (1-domain §3.4), exact to the kilogram: agreed = 80 % of the demand, rounded half up; lines
 * under 5 kg whole to one winner; 70 % base over the hospital's picks within capacity; the rest adjustment to the top 10
 * by rank. Percentages and numbers come from the policy. The same inputs in any order give the same cells.
 * @throws RangeError if a hospital or supplier stands twice, or a quantity is not a whole number of kg.
 */
export function allocateSlicesDefault(input: LotAllocationInput, policy: AllocationPolicy): LotAllocation {
  const problem = buildProblem(input, policy)
  const { agreedKg } = problem
  const clashes = checkFeasible(problem, policy)
  if (clashes.length > 0) return { ok: false, agreedKg, violations: clashes }
  // Picks, city default, one spill and one adjustment supplier per line, and a step per winner in the two corner walks.
  const limit = problem.lines.length * (policy.maxPicks + 3) + 2 * problem.winners.length
  const ledger = openLedger(problem.lines.length, problem.capsKg, limit)
  const stuck = placeSmallLines(problem, ledger)
  if (stuck.length > 0) return { ok: false, agreedKg, violations: stuck }
  shareBase(problem, ledger)
  shareAdjustment(problem, ledger, policy.adjustmentTop)
  assertExact(problem, ledger)
  return { ok: true, agreedKg, cells: cellsOf(problem, ledger) }
}
