import { createHash } from 'node:crypto'
import { allocationInputLines, allocationLines } from '#domain/allocation/canonical.ts'
import { allocateSlicesDefault, type LotAllocation, type LotAllocationInput } from '#domain/allocation/slicesDefault.ts'
import type { AllocationPolicy } from '#domain/policies.ts'
import type { Tx } from '../../platform/db.ts'
import { loadRulePack } from '../tender/index.ts'
import * as store from './store.ts'

/** What decides a lot, by business codes, and the ids that its cells are stored under. */
interface LoadedLot {
  readonly input: LotAllocationInput
  readonly hospitalIds: ReadonlyMap<string, string>
  readonly declarationIds: ReadonlyMap<string, string>
}

async function loadLot(tx: Tx, lot: { id: string; code: string }): Promise<LoadedLot> {
  const winners = await store.loadWinners(tx, lot.id)
  const lines = await store.loadLines(tx, lot.id)
  const defaults = await store.loadDefaults(tx, lot.id)
  const codes = new Map(winners.map(winner => [winner.declarationId, winner.supplier]))
  const codesOf = (ids: readonly string[]) => ids.flatMap(id => codes.get(id) ?? [])
  const input: LotAllocationInput = {
    lot: lot.code,
    winners: winners.map(({ supplier, rank, capacityKg }) => ({ supplier, rank, capacityKg })),
    lines: lines.map(({ hospital, city, demandKg, picks }) => ({
      hospital,
      city,
      demandKg,
      picks: codesOf(picks ?? []),
    })),
    cityDefaults: new Map(
      defaults.flatMap(({ city, declarationId }) => codesOf([declarationId]).map(code => [city, code] as const)),
    ),
  }
  return {
    input,
    hospitalIds: new Map(lines.map(line => [line.hospital, line.hospitalId])),
    declarationIds: new Map(winners.map(winner => [winner.supplier, winner.declarationId])),
  }
}

/** SHA-256 of a canonical text that comes line by line. */
function hashLines(lines: Iterable<string>): string {
  const hash = createHash('sha256')
  let waiting = ''
  for (const line of lines) {
    waiting += line
    if (waiting.length < 1 << 16) continue
    hash.update(waiting)
    waiting = ''
  }
  return hash.update(waiting).digest('hex')
}

/** The frozen inputs of a lot as a hash: what a run answers for, and what its worker must find again. */
export async function hashInput(tx: Tx, lot: { id: string; code: string }, policy: AllocationPolicy): Promise<string> {
  return hashLines(allocationInputLines((await loadLot(tx, lot)).input, policy))
}

export interface LotTask {
  readonly tenderId: string
  readonly runId: string
  readonly lotId: string
  readonly lotCode: string
  readonly inputHash: string
}

/**
 * Allocates one lot of a run (1-domain §3.4); changes nothing.
 * @throws Error if the inputs are no longer those the run was started with
 */
export async function allocateLot(tx: Tx, task: LotTask): Promise<store.LotResultRow> {
  const { allocation } = await loadRulePack(tx, task.tenderId)
  const lot = await loadLot(tx, { id: task.lotId, code: task.lotCode })
  if (hashLines(allocationInputLines(lot.input, allocation)) !== task.inputHash)
    throw new Error(`the inputs of lot ${task.lotCode} have changed since the run was started`)
  const result = allocateSlicesDefault(lot.input, allocation)
  const cells = cellsOf(lot, result)
  return {
    runId: task.runId,
    lotId: task.lotId,
    agreedKg: result.agreedKg,
    allocatedKg: cells.reduce((sum, cell) => sum + cell.baseKg + cell.adjustmentKg, 0),
    outputHash: hashLines(allocationLines(task.lotCode, result)),
    clashes: result.ok ? [] : result.violations,
    cells,
  }
}

function cellsOf(lot: LoadedLot, result: LotAllocation): store.CellRow[] {
  if (!result.ok) return []
  return result.cells.map(({ hospital, supplier, baseKg, adjustmentKg, reasons }) => ({
    hospitalId: lot.hospitalIds.get(hospital) ?? '',
    declarationId: lot.declarationIds.get(supplier) ?? '',
    baseKg,
    adjustmentKg,
    reasons,
  }))
}
