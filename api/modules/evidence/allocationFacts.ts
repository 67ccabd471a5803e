import { type AllocationEvidence, SUBJECTS } from '#domain/evidence.ts'
import type { Tx } from '../../platform/db.ts'
import { loadRulePack } from '../tender/index.ts'
import * as store from './allocationStore.ts'
import type { Facts, Matter } from './facts.ts'
import { rowsAbout } from './store.ts'

/** The adopted run: what went in, and every cell that came out. */
export async function allocationFacts(tx: Tx, { tenderId, tender }: Matter): Promise<Facts<'allocation'>> {
  const run = await store.loadAdopted(tx, tenderId)
  const { allocation: policy } = await loadRulePack(tx, tenderId)
  const reasons = new Map<string, number>()
  const lots: AllocationEvidence['lots'][number][] = []
  for (const { id, lot } of await store.loadLots(tx, run.id)) {
    const [winners, defaults, lines, cells] = [
      await store.loadWinners(tx, id),
      await store.loadDefaults(tx, id),
      await store.loadLines(tx, id),
      await store.loadCells(tx, run.id, id),
    ]
    lots.push({
      lot,
      winners: winners.map(row => [row.supplier, row.rank, row.capacityKg]),
      defaults: defaults.map(row => [row.city, row.supplier]),
      lines: lines.map(row => [row.hospital, row.city, row.demandKg, row.picks]),
      cells: cells.map(row => [
        row.hospital,
        row.supplier,
        row.baseKg,
        row.adjustmentKg,
        numberOf(reasons, row.reasons.join()),
      ]),
    })
  }
  const { number, inputHash, outputHash, agreedKg } = run
  const subject = SUBJECTS.allocation(number, inputHash, outputHash)
  const content = {
    tender,
    tenderId,
    policy,
    run: number,
    inputHash,
    outputHash,
    agreedKg: Number(agreedKg),
    reasons: [...reasons.keys()].map(text => text.split(',')),
    lots,
  }
  return { content, rowSeqs: await rowsAbout(tx, tenderId, ['adoptAllocation'], [subject]) }
}

/** The text's number in the dictionary; a new one gets the next. */
function numberOf(dictionary: Map<string, number>, text: string): number {
  const known = dictionary.get(text) ?? dictionary.size
  dictionary.set(text, known)
  return known
}
