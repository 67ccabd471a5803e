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

/** Whom each line may ask, best first: `places` winners per line, −1 where there is none. */
export interface Candidates {
  readonly places: number
  readonly winners: Int32Array
}

function hasRoom(ledger: Ledger, winner: number): boolean {
  return winner >= 0 && roomOf(ledger, winner) > 0
}

/** Splits what each line still needs equally over its candidates with room; the first ones take the odd kilograms. */
function collect(ledger: Ledger, need: Int32Array, open: readonly number[], { places, winners }: Candidates): Round {
  const round: Round = { lines: [], winners: [], kg: [], asked: new Float64Array(ledger.room.length) }
  for (const line of open) {
    const [from, to] = [line * places, (line + 1) * places]
    let free = 0
    for (let at = from; at < to; at += 1) if (hasRoom(ledger, winners[at] ?? -1)) free += 1
    let left = need[line] ?? 0
    for (let at = from; at < to && free > 0; at += 1) {
      const winner = winners[at] ?? -1
      if (!hasRoom(ledger, winner)) continue
      const part = Math.ceil(left / free)
      left -= part
      free -= 1
      if (part > 0) ask(round, line, winner, part)
    }
  }
  return round
}

function ask(round: Round, line: number, winner: number, kg: number): void {
  round.lines.push(line)
  round.winners.push(winner)
  round.kg.push(kg)
  round.asked[winner] = (round.asked[winner] ?? 0) + kg
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
