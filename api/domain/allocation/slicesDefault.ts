import { compareCodes } from '../order.ts'
import type { AllocationPolicy } from '../policies.ts'
import { type Violation, violation } from '../violation.ts'
import { adjustmentTargets, dealAdjustment } from './adjustment.ts'
import { book, type CellReason, entriesOf, type Ledger, openLedger, reasonsOf, roomOf } from './ledger.ts'
import { buildProblem, checkFeasible, type LotAllocationInput, type Problem } from './problem.ts'
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

function picksOf(problem: Problem, line: number): number[] {
  const at = line * problem.maxPicks
  return [...problem.picks.subarray(at, at + problem.maxPicks)].filter(winner => winner >= 0)
}

/** Whom a line asks first: its picks; silence means the city's default, else the best ranked (1-domain §3.4). */
function firstChoice(problem: Problem, line: number): { winners: readonly number[]; reason: CellReason } {
  const picks = picksOf(problem, line)
  if (picks.length > 0) return { winners: picks, reason: 'pick' }
  const cityDefault = problem.cityDefault[line] ?? -1
  if (cityDefault >= 0) return { winners: [cityDefault], reason: 'cityDefault' }
  return { winners: [0], reason: 'bestRanked' }
}

/** The winner that takes a small line whole; −1 if none has room for it. */
function placeFor(problem: Problem, ledger: Ledger, line: number, kg: number): { winner: number; reason: CellReason } {
  const hasRoom = (winner: number) => winner >= 0 && roomOf(ledger, winner) >= kg
  const { winners, reason } = firstChoice(problem, line)
  const chosen = winners.find(hasRoom)
  if (chosen !== undefined) return { winner: chosen, reason }
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
  const choices = problem.lines.map((_, line) => firstChoice(problem, line))
  serve(
    ledger,
    need,
    line => choices[line]?.winners ?? [],
    (line, round) => {
      const reason = choices[line]?.reason ?? 'bestRanked'
      return round > 0 && reason === 'pick' ? 'otherPick' : reason
    },
  )
  const cityDefault = (line: number) => {
    const winner = problem.cityDefault[line] ?? -1
    return winner < 0 ? [] : [winner]
  }
  serve(ledger, need, cityDefault, () => 'cityDefault')
  spillDown(ledger, need)
}

function shareAdjustment(problem: Problem, ledger: Ledger, top: number): void {
  const need = problem.agreed.map((kg, line) => kg - (problem.base[line] ?? 0))
  const totalKg = need.reduce((sum, kg) => sum + kg, 0)
  dealAdjustment(ledger, need, adjustmentTargets(ledger, totalKg, top), top)
}

function cellsOf(problem: Problem, ledger: Ledger): AllocationCell[] {
  const names = new Map<number, readonly CellReason[]>()
  const reasons = (mask: number): readonly CellReason[] => {
    const known = names.get(mask) ?? reasonsOf(mask)
    names.set(mask, known)
    return known
  }
  return problem.lines.flatMap(({ hospital }, line) =>
    entriesOf(ledger, line)
      .map(entry => ({
        hospital,
        supplier: problem.winners[ledger.winner[entry] ?? -1]?.supplier ?? '',
        baseKg: ledger.baseKg[entry] ?? 0,
        adjustmentKg: ledger.adjustmentKg[entry] ?? 0,
        reasons: reasons(ledger.reasons[entry] ?? 0),
      }))
      .sort((a, b) => compareCodes(a.supplier, b.supplier)),
  )
}

/** The invariants of every mode (1-domain §3.4); a breach is a bug, never an answer. */
function assertExact(problem: Problem, ledger: Ledger): void {
  const used = new Float64Array(problem.winners.length)
  problem.agreed.forEach((agreedKg, line) => {
    let kg = 0
    for (const entry of entriesOf(ledger, line)) {
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
