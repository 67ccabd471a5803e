import { largestRemainder } from '../apportion.ts'
import { book, type CellReason, type Ledger, roomOf } from './ledger.ts'

/** Requests of one round, by position: which line asks which winner for how many kg. */
interface Round {
  readonly lines: number[]
  readonly winners: number[]
  readonly kg: number[]
  /** kg asked of each winner in all. */
  readonly asked: Float64Array
}

/** Whom a line may ask, best first. */
export type Candidates = (line: number) => readonly number[]

/** Splits what each line still needs equally over its candidates with room; the first ones take the odd kilograms. */
function collect(ledger: Ledger, need: Int32Array, open: readonly number[], candidates: Candidates): Round {
  const round: Round = { lines: [], winners: [], kg: [], asked: new Float64Array(ledger.room.length) }
  for (const line of open) {
    const free = candidates(line).filter(winner => roomOf(ledger, winner) > 0)
    const kg = need[line] ?? 0
    const odd = kg % free.length
    const share = (kg - odd) / free.length
    free.forEach((winner, place) => {
      const part = share + (place < odd ? 1 : 0)
      if (part === 0) return
      round.lines.push(line)
      round.winners.push(winner)
      round.kg.push(part)
      round.asked[winner] = (round.asked[winner] ?? 0) + part
    })
  }
  return round
}

/** Cuts requests down to the room by the largest remainder; numbers where they are exact, bigint beyond 2^53. */
function cutDown(kg: readonly number[], room: number, asked: number): number[] {
  if (asked * room > Number.MAX_SAFE_INTEGER) {
    return largestRemainder(kg.map(BigInt), BigInt(room)).map(Number)
  }
  const remainders = kg.map(value => (value * room) % asked)
  const shares = kg.map((value, index) => (value * room - (remainders[index] ?? 0)) / asked)
  const left = room - shares.reduce((sum, share) => sum + share, 0)
  const order = kg.map((_, index) => index).sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b)
  for (const index of order.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}

/** Cuts the requests to every oversubscribed winner. */
function grant(ledger: Ledger, round: Round): number[] {
  const granted = [...round.kg]
  const oversubscribed = new Map<number, number[]>()
  round.winners.forEach((winner, request) => {
    if ((round.asked[winner] ?? 0) <= roomOf(ledger, winner)) return
    const requests = oversubscribed.get(winner)
    if (requests) requests.push(request)
    else oversubscribed.set(winner, [request])
  })
  for (const [winner, requests] of oversubscribed) {
    const wanted = requests.map(request => round.kg[request] ?? 0)
    const cut = cutDown(wanted, roomOf(ledger, winner), round.asked[winner] ?? 0)
    requests.forEach((request, index) => {
      granted[request] = cut[index] ?? 0
    })
  }
  return granted
}

/**
 * Serves what the lines need from their candidates, in rounds: each line asks all its candidates with room for equal
 * parts, oversubscribed winners cut proportionally, and what is left is asked for again. Every round but the last fills a
 * winner, so that there are at most winners + 1 rounds. `need` is lowered by what was booked.
 */
export function serve(
  ledger: Ledger,
  need: Int32Array,
  candidates: Candidates,
  reasonFor: (line: number, round: number) => CellReason,
): void {
  let open = [...need.keys()].filter(line => (need[line] ?? 0) > 0)
  for (let number = 0; open.length > 0; number += 1) {
    const round = collect(ledger, need, open, candidates)
    if (round.lines.length === 0) return
    const granted = grant(ledger, round)
    round.lines.forEach((line, request) => {
      const kg = granted[request] ?? 0
      book(ledger, line, round.winners[request] ?? -1, kg, 'base', reasonFor(line, number))
      need[line] = (need[line] ?? 0) - kg
    })
    open = open.filter(line => (need[line] ?? 0) > 0)
  }
}
