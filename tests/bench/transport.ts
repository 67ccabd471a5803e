/** One lot's allocation as a transport problem in the LP format, written from the rules and not from our solver. */
import type { AllocationCell, LotAllocationInput } from '#domain/allocation/slicesDefault.ts'
import { groupBy } from './measure.ts'

/**
 * Every hospital's volume goes to its own picks (p) or over a hub (r) to anybody (y), within capacities; as much as
 * possible to the picks. That small lines stay whole is left out, so the optimum is a bound, never below what is possible.
 * @param kgOf the volume in question: of the cell, its base, …
 * @param fixed whether all flows are fixed to the cells: then a solution exists only if the cells keep the constraints,
 * and its value is the cells' own
 */
export function transportModel(
  input: LotAllocationInput,
  cells: readonly AllocationCell[],
  kgOf: (cell: AllocationCell) => number,
  fixed: boolean,
): string {
  const winnerOf = new Map(input.winners.map((winner, w) => [winner.supplier, w]))
  const cellsOf = groupBy(cells, cell => cell.hospital)
  const objective: string[] = []
  const rows: string[] = []
  const bounds: string[] = []
  const hub: string[] = []
  const capacity = input.winners.map((_, w) => [`y${w}`])
  const overHub = input.winners.map(() => 0)
  for (const [h, line] of input.lines.entries()) {
    const own = cellsOf.get(line.hospital) ?? []
    const kg = own.reduce((sum, cell) => sum + kgOf(cell), 0)
    const picks = [...new Set(line.picks)].map(code => winnerOf.get(code) ?? -1)
    const flows = picks.map(w => `p${h}_${w}`)
    let rest = kg
    for (const [i, w] of picks.entries()) {
      const cell = own.find(one => one.supplier === input.winners[w]?.supplier)
      const value = cell ? kgOf(cell) : 0
      rest -= value
      capacity[w]?.push(flows[i] ?? '')
      if (fixed) bounds.push(`${flows[i]} = ${value}`)
    }
    for (const cell of own) {
      const w = winnerOf.get(cell.supplier) ?? -1
      if (!picks.includes(w)) overHub[w] = (overHub[w] ?? 0) + kgOf(cell)
    }
    if (fixed) bounds.push(`r${h} = ${rest}`)
    objective.push(...flows)
    hub.push(`r${h}`)
    rows.push(`h${h}: ${[...flows, `r${h}`].join(' + ')} = ${kg}`)
  }
  rows.push(`hub: ${hub.join(' + ')} - ${input.winners.map((_, w) => `y${w}`).join(' - ')} = 0`)
  for (const [w, winner] of input.winners.entries()) {
    rows.push(`w${w}: ${(capacity[w] ?? []).join(' + ')} <= ${winner.capacityKg}`)
    if (fixed) bounds.push(`y${w} = ${overHub[w]}`)
  }
  return `Maximize\n obj: ${objective.join(' + ')}\nSubject To\n${rows.join('\n')}\nBounds\n${bounds.join('\n')}\nEnd\n`.replaceAll(
    ' + ',
    '\n + ',
  )
}
