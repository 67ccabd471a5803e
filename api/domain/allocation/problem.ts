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

/** Where a line's first choice comes from. */
export const CHOICES = ['pick', 'cityDefault', 'bestRanked'] as const

function choiceCode(choice: (typeof CHOICES)[number]): number {
  return CHOICES.indexOf(choice)
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
  /** maxPicks winners per line whom it asks first: its picks, or for silent lines who stands in for them. */
  readonly firstChoice: Int32Array
  /** Where the first choice of each line comes from; an index of CHOICES. */
  readonly choice: Uint8Array
  readonly cityDefault: Int32Array
  /** kg per winner: declared capacity, or the volume cap if that is less. */
  readonly capsKg: readonly number[]
  readonly agreedKg: number
}

/** percent of kg, rounded half up to whole kg (1-domain §3.4). */
function percentOf(kg: number, percent: number): number {
  return Math.floor((2 * kg * percent + 100) / 200)
}

function checkKg(kg: number): void {
  if (!Number.isSafeInteger(kg) || kg < 0) throw new RangeError('kg must be whole and not negative')
}

function sortLines(input: readonly AllocationLine[]): AllocationLine[] {
  const lines = [...input].sort((a, b) => compareCodes(a.hospital, b.hospital))
  lines.forEach((line, index) => {
    checkKg(line.demandKg)
    if (line.hospital === lines[index - 1]?.hospital) throw new RangeError(`${line.hospital} stands twice`)
  })
  return lines
}

function sortWinners(input: readonly AllocationWinner[]): AllocationWinner[] {
  for (const winner of input) checkKg(winner.capacityKg)
  if (new Set(input.map(winner => winner.supplier)).size < input.length) throw new RangeError('a supplier stands twice')
  return [...input].sort((a, b) => a.rank - b.rank || compareCodes(a.supplier, b.supplier))
}

/** The picks of each line as winners, maxPicks places a line, −1 where there is none. */
function picksOf(lines: readonly AllocationLine[], maxPicks: number, indexOf: ReadonlyMap<string, number>): Int32Array {
  const picks = new Int32Array(lines.length * maxPicks).fill(-1)
  lines.forEach(({ picks: codes }, line) => {
    const chosen: number[] = []
    for (const code of codes) {
      const winner = indexOf.get(code)
      if (winner === undefined || chosen.length === maxPicks || chosen.includes(winner)) continue
      picks[line * maxPicks + chosen.length] = winner
      chosen.push(winner)
    }
  })
  return picks
}

/** Silence means the city's default, else the best ranked: puts it into the first place of lines without a pick. */
function fillSilence(picks: Int32Array, maxPicks: number, cityDefault: Int32Array): Uint8Array {
  const choice = new Uint8Array(cityDefault.length).fill(choiceCode('pick'))
  cityDefault.forEach((winner, line) => {
    if ((picks[line * maxPicks] ?? -1) >= 0) return
    picks[line * maxPicks] = Math.max(0, winner)
    choice[line] = choiceCode(winner >= 0 ? 'cityDefault' : 'bestRanked')
  })
  return choice
}

/**
 * Puts the input into canonical order and computes agreed and base volumes. Picks that are no winners, or beyond the
 * number allowed, are left out.
 * @throws RangeError if a hospital or supplier stands twice, or a quantity is not a whole number of kg.
 */
export function buildProblem(input: LotAllocationInput, policy: AllocationPolicy): Problem {
  const lines = sortLines(input.lines)
  const winners = sortWinners(input.winners)
  const indexOf = new Map(winners.map((winner, index) => [winner.supplier, index]))
  const agreed = Int32Array.from(lines.map(line => percentOf(line.demandKg, policy.ratePercent)))
  const isSmall = Uint8Array.from(lines.map(line => (line.demandKg < policy.smallLineKg ? 1 : 0)))
  const base = agreed.map((kg, index) => (isSmall[index] ? kg : percentOf(kg, policy.basePercent)))
  const agreedKg = agreed.reduce((sum, kg) => sum + kg, 0)
  const cityDefault = Int32Array.from(lines.map(line => indexOf.get(input.cityDefaults.get(line.city) ?? '') ?? -1))
  const firstChoice = picksOf(lines, policy.maxPicks, indexOf)
  const choice = fillSilence(firstChoice, policy.maxPicks, cityDefault)
  const volumeCapKg = Math.floor((agreedKg * policy.volumeCapPercent) / 100)
  return {
    lines,
    winners,
    maxPicks: policy.maxPicks,
    agreed,
    base,
    isSmall,
    firstChoice,
    choice,
    cityDefault,
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
