import { apportionCapped } from '../apportion.ts'
import { book, type CellReason, firstEntry, type Ledger, nextEntry, roomOf } from './ledger.ts'

function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/**
 * Adjustment kg per winner: the top ranks share by weights top, top − 1, …, 1, each within its room; what they cannot
 * take goes down the ranks (1-domain §3.4, mode 4).
 */
export function adjustmentTargets(ledger: Ledger, totalKg: number, top: number): Float64Array {
  const targets = new Float64Array(ledger.room.length)
  const caps = [...ledger.room.slice(0, top)]
  const topKg = Math.min(totalKg, sumOf(caps))
  const weights = caps.map((_, index) => BigInt(top - index))
  const shares = apportionCapped(weights, caps.map(BigInt), BigInt(topKg)) ?? []
  shares.forEach((share, winner) => {
    targets[winner] = Number(share)
  })
  let left = totalKg - topKg
  for (let winner = caps.length; winner < targets.length && left > 0; winner += 1) {
    const kg = Math.min(left, roomOf(ledger, winner))
    targets[winner] = kg
    left -= kg
  }
  return targets
}

/** The supplier among those a line already has that can take most of what it needs; the better rank among equals. */
function bestOwn(ledger: Ledger, targets: Float64Array, line: number, needKg: number): number {
  let best = -1
  let bestKg = 0
  for (let entry = firstEntry(ledger, line); entry >= 0; entry = nextEntry(ledger, entry)) {
    const winner = ledger.winner[entry] ?? -1
    const kg = Math.min(needKg, targets[winner] ?? 0)
    if (kg > bestKg || (kg === bestKg && kg > 0 && winner < best)) {
      best = winner
      bestKg = kg
    }
  }
  return best
}

/**
 * Deals the targets out to the lines, in hospital-code order: first to suppliers that the line already has, which saves
 * contracts, then the rest line by line against the suppliers in rank order (north-west corner), so that most lines get
 * their adjustment from one supplier. `need` ends at 0 if Σ targets = Σ need.
 */
export function dealAdjustment(ledger: Ledger, need: Int32Array, targets: Float64Array, top: number): void {
  const give = (line: number, winner: number): void => {
    const kg = Math.min(need[line] ?? 0, targets[winner] ?? 0)
    const reason: CellReason = winner < top ? 'adjustmentTop' : 'adjustmentNextRank'
    book(ledger, line, winner, kg, 'adjustment', reason)
    need[line] = (need[line] ?? 0) - kg
    targets[winner] = (targets[winner] ?? 0) - kg
  }
  for (const line of need.keys()) {
    for (;;) {
      const own = bestOwn(ledger, targets, line, need[line] ?? 0)
      if (own < 0) break
      give(line, own)
    }
  }
  let winner = 0
  for (const line of need.keys()) {
    while ((need[line] ?? 0) > 0 && winner < targets.length) {
      give(line, winner)
      if (targets[winner] === 0) winner += 1
    }
  }
}
