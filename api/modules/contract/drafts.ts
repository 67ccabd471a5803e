import { createHash, randomUUID } from 'node:crypto'
import { contractNumber, contractText, contractTotal, distributorFor } from '#domain/contract.ts'
import type { ContractPolicy } from '#domain/policies.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { type JobRow, startJob } from '../../platform/jobs.ts'
import { findAdopted } from '../allocation/index.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTender, loadUnpaused, lockTender } from '../tender/index.ts'
import * as store from './store.ts'

/**
 * Starts drafting the contracts of the adopted allocation, one per hospital and supplier, city by city. Contracts that
 * exist stay as they are, so that it may be repeated. Refuses while a delivery has no distributor.
 * @returns the job's id
 */
export async function generateContracts(ctx: CommandContext, input: { tenderId: string }): Promise<string> {
  const actor = actorFor(ctx, 'generateContracts')
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadUnpaused(tx, input.tenderId, 'contracts')
    const run = (await findAdopted(tx, tender.id)) ?? refuse('allocationMissing', undefined, { count: 1 })
    const cities = await store.loadCityLoads(tx, run.id)
    const missing = cities.reduce((sum, city) => sum + city.distributorsMissing, 0)
    if (missing > 0) refuse('distributorsMissing', undefined, { count: missing })
    if (cities.length === 0) refuse('allocationMissing', undefined, { count: 1 })
    const chunks = cities.map(({ cityId, cells }) => ({ payload: { cityId }, size: cells }))
    const job = {
      tenderId: tender.id,
      kind: 'draftContracts',
      key: 'all',
      params: { runId: run.id },
      startedBy: actor.userId,
      chunks,
    }
    const jobId = (await startJob(tx, job)) ?? refuse('jobRunning')
    const payload = { run: run.number, outputHash: run.outputHash }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'generateContracts',
      subject: `job:${jobId}`,
      payload,
      changes: cities.length,
    })
    return jobId
  })
}

interface Surroundings {
  readonly tenderId: string
  readonly tender: string
  readonly terms: ContractPolicy
  readonly offers: ReadonlyMap<string, readonly store.OfferRow[]>
  readonly picks: ReadonlyMap<string, string>
}

/**
 * The contracts of one city, not stored yet: cells by hospital × supplier at awarded prices, with the hash of the text
 * that will be signed.
 * @throws Error if a supplier named no distributor for the city: the command refuses that
 */
export async function draftCity(
  tx: Tx,
  task: { tenderId: string; runId: string; cityId: string },
): Promise<store.DraftRow[]> {
  const tender = await loadTender(tx, task.tenderId)
  const { contract: terms } = await loadRulePack(tx, task.tenderId)
  const cells = await store.loadCells(tx, task.runId, task.cityId)
  const offers = groupBy(await store.loadOffersIn(tx, task.tenderId, task.cityId), offer => offer.supplierId)
  const picks = await store.loadPicksIn(tx, task.tenderId, task.cityId)
  const around: Surroundings = { tenderId: tender.id, tender: tender.code, terms, offers, picks }
  return [...groupBy(cells, cell => `${cell.hospitalId}:${cell.supplierId}`)].map(([parties, lines]) =>
    draft(around, parties, lines),
  )
}

function draft(around: Surroundings, parties: string, cells: readonly store.CellRow[]): store.DraftRow {
  const [cell] = cells
  if (!cell) throw new Error('a contract needs a cell')
  const distributor = distributorFor(around.offers.get(cell.supplierId) ?? [], around.picks.get(parties) ?? null)
  if (!distributor) throw new Error(`supplier ${cell.supplier} named no distributor for hospital ${cell.hospital}`)
  const number = contractNumber(around.tender, cell.hospital, cell.supplier)
  const text = contractText({
    number,
    tender: around.tender,
    supplier: { code: cell.supplier, name: cell.supplierName },
    distributor,
    hospital: { code: cell.hospital, name: cell.hospitalName },
    lines: cells,
    terms: around.terms,
  })
  return {
    id: randomUUID(),
    tenderId: around.tenderId,
    number,
    hospitalId: cell.hospitalId,
    supplierId: cell.supplierId,
    distributorId: distributor.distributorId,
    contentHash: createHash('sha256').update(text).digest('hex'),
    ...contractTotal(cells),
    lines: cells,
  }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** Stores drafts; those whose number exists are left out. */
export async function saveDrafts(tx: Tx, drafts: readonly store.DraftRow[]): Promise<void> {
  const known = await store.findNumbers(
    tx,
    drafts.map(one => one.number),
  )
  await store.insertDrafts(
    tx,
    drafts.filter(one => !known.has(one.number)),
  )
}

/**
 * After the last city: every allocated kilogram must stand in a contract.
 * @throws Error if not: a bug, and the job fails instead of leaving a gap
 */
export async function finishDrafts(tx: Tx, job: JobRow, runId: string): Promise<void> {
  await store.analyse(tx)
  const { contracts, kg, runKg } = await store.loadSums(tx, job.tenderId, runId)
  if (kg !== runKg) throw new Error(`contracts over ${kg} kg, allocated ${runKg} kg`)
  const payload = { contracts, kg }
  await appendAudit(tx, null, {
    tenderId: job.tenderId,
    action: job.kind,
    subject: `job:${job.id}`,
    payload,
    changes: contracts,
  })
}
