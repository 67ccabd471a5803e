import { compareCodes } from '../order.ts'
import type { AllocationPolicy } from '../policies.ts'
import type { LotAllocationInput } from './problem.ts'
import type { LotAllocation } from './slicesDefault.ts'

/** Quoted as JSON, so that no code can forge a field or a line. */
function row(...fields: readonly (string | number)[]): string {
  return `${fields.map(field => JSON.stringify(field)).join('\t')}\n`
}

/** The frozen inputs of a lot as canonical text, to be hashed by the caller: same inputs, same bytes (1-domain §3.4). */
export function* allocationInputLines(input: LotAllocationInput, policy: AllocationPolicy): Generator<string> {
  yield 'bencao.allocationInput/1\n'
  yield row('lot', input.lot)
  const rules = Object.entries(policy).sort(([a], [b]) => compareCodes(a, b))
  for (const [name, value] of rules) yield row('policy', name, value)
  const winners = [...input.winners].sort((a, b) => a.rank - b.rank || compareCodes(a.supplier, b.supplier))
  for (const { supplier, rank, capacityKg } of winners) yield row('winner', supplier, rank, capacityKg)
  const defaults = [...input.cityDefaults].sort(([a], [b]) => compareCodes(a, b))
  for (const [city, supplier] of defaults) yield row('default', city, supplier)
  const lines = [...input.lines].sort((a, b) => compareCodes(a.hospital, b.hospital))
  for (const { hospital, city, demandKg, picks } of lines) yield row('line', hospital, city, demandKg, ...picks)
}

/** The result of a lot as canonical text, to be hashed by the caller. */
export function* allocationLines(lot: string, result: LotAllocation): Generator<string> {
  yield 'bencao.allocation/1\n'
  yield row('lot', lot, result.agreedKg)
  if (!result.ok) {
    for (const { code, path, params } of result.violations)
      yield row('clash', code, path ?? '', JSON.stringify(params ?? {}))
    return
  }
  for (const { hospital, supplier, baseKg, adjustmentKg, reasons } of result.cells) {
    yield row('cell', hospital, supplier, baseKg, adjustmentKg, ...reasons)
  }
}
