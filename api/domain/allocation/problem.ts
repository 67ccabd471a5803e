import { compareCodes } from '../order.ts'
import type { AllocationPolicy } from '../policies.ts'
import { type Violation, violation } from '../violation.ts'

/** A hospital's demand for the lot and the suppliers it picked, best first. */
export interface AllocationLine {
  readonly hospital: string
  readonly city: string
  readonly demandKg: number
  readonly picks: readonly string[]
}

/** A winner of the lot and what it declared it can deliver in a year. */
export interface AllocationWinner {
  readonly supplier: string
  /** 1 is best. */
  readonly rank: number
  readonly capacityKg: number
}

/** Everything that decides the allocation of one lot; all parties by business code. */
export interface LotAllocationInput {
  readonly lot: string
  readonly lines: readonly AllocationLine[]
  readonly winners: readonly AllocationWinner[]
  /** City code → supplier code. */
  readonly cityDefaults: ReadonlyMap<string, string>
}

/** The input in its canonical order, with winners as indexes (0 = best rank) and −1 for nobody. */
export interface Problem {
  readonly lines: readonly AllocationLine[]
  readonly winners: readonly AllocationWinner[]
  readonly maxPicks: number
  /** Agreed kg per line. */
  readonly agreed: Int32Array
  /** Base kg per line; a small line is all base. */
  readonly base: Int32Array
  readonly isSmall: Uint8Array
  /** maxPicks winners per line. */
  readonly picks: Int32Array
  readonly cityDefault: Int32Array
  /** kg per winner: declared capacity, or the volume cap if that is less. */
  readonly capsKg: readonly number[]
  readonly agreedKg: number
}

/** percent of kg, rounded half up to whole kg (1-domain §3.4). */
function percentOf(kg: number, percent: number): number {
  return Math.floor((2 * kg * percent + 100) / 200)
}

function checkUnique(codes: readonly string[], kg: readonly number[]): void {
  if (new Set(codes).size < codes.length) throw new RangeError('a hospital or supplier stands twice in an allocation')
  if (kg.some(value => !Number.isSafeInteger(value) || value < 0))
    throw new RangeError('kg must be whole and not negative')
}

/** The picks of each line as winners, maxPicks places a line, −1 where there is none. */
function picksOf(lines: readonly AllocationLine[], maxPicks: number, indexOf: ReadonlyMap<string, number>): Int32Array {
  const picks = new Int32Array(lines.length * maxPicks).fill(-1)
  lines.forEach((line, index) => {
    const winners = [...new Set(line.picks)].flatMap(code => indexOf.get(code) ?? [])
    picks.set(winners.slice(0, maxPicks), index * maxPicks)
  })
  return picks
}

/**
 * Puts the input into canonical order and computes agreed and base volumes. Picks that are no winners, or beyond the
 * number allowed, are left out.
 * @throws RangeError if a hospital or supplier stands twice, or a quantity is not a whole number of kg.
 */
export function buildProblem(input: LotAllocationInput, policy: AllocationPolicy): Problem {
  const lines = [...input.lines].sort((a, b) => compareCodes(a.hospital, b.hospital))
  const winners = [...input.winners].sort((a, b) => a.rank - b.rank || compareCodes(a.supplier, b.supplier))
  checkUnique(
    lines.map(line => line.hospital),
    lines.map(line => line.demandKg),
  )
  checkUnique(
    winners.map(winner => winner.supplier),
    winners.map(winner => winner.capacityKg),
  )
  const indexOf = new Map(winners.map((winner, index) => [winner.supplier, index]))
  const agreed = Int32Array.from(lines, line => percentOf(line.demandKg, policy.ratePercent))
  const isSmall = Uint8Array.from(lines, line => (line.demandKg < policy.smallLineKg ? 1 : 0))
  const base = agreed.map((kg, index) => (isSmall[index] ? kg : percentOf(kg, policy.basePercent)))
  const agreedKg = agreed.reduce((sum, kg) => sum + kg, 0)
  const volumeCapKg = Math.floor((agreedKg * policy.volumeCapPercent) / 100)
  return {
    lines,
    winners,
    maxPicks: policy.maxPicks,
    agreed,
    base,
    isSmall,
    picks: picksOf(lines, policy.maxPicks, indexOf),
    cityDefault: Int32Array.from(lines, line => indexOf.get(input.cityDefaults.get(line.city) ?? '') ?? -1),
    capsKg: winners.map(winner => Math.min(winner.capacityKg, volumeCapKg)),
    agreedKg,
  }
}

function total(kg: readonly number[]): number {
  return kg.reduce((sum, value) => sum + value, 0)
}

/**
 * Whether the lot can be allocated at all; names the constraints that clash and by how much (1-domain §3.4, invariants).
 * Empty if it can, but for small lines that fit nowhere whole, which shows while they are placed.
 */
export function checkFeasible(problem: Problem, policy: AllocationPolicy): Violation[] {
  const { agreedKg, winners, capsKg } = problem
  if (agreedKg === 0) return []
  if (winners.length === 0) return [violation('noWinners')]
  const capacityKg = total(winners.map(winner => winner.capacityKg))
  if (capacityKg < agreedKg) {
    return [violation('capacityShort', undefined, { agreedKg, capacityKg, missingKg: agreedKg - capacityKg })]
  }
  const cappedKg = total(capsKg)
  if (cappedKg >= agreedKg) return []
  const constraints = `volumeCapPercent ${policy.volumeCapPercent} → ${cappedKg} kg < agreed ${agreedKg} kg`
  return [violation('infeasible', undefined, { constraints })]
}
