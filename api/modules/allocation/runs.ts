import { createHash } from 'node:crypto'
import { canonicalJson } from '#domain/bytes.ts'
import { SUBJECTS } from '#domain/evidence.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { type JobRow, startJob } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'
import { requestEvidence } from '../evidence/index.ts'
import { loadRulePack, loadTenderIn, loadUnpaused, lockTender } from '../tender/index.ts'
import { hashInput } from './lots.ts'
import * as store from './store.ts'

/** One hash over those of the lots, [code, hash] in the order of codes. */
const hashOver = (lots: readonly (readonly [code: string, hash: string])[]) =>
  createHash('sha256').update(canonicalJson(lots)).digest('hex')

/**
 * Starts a run over all lots that have final winners: demand, winners, choices and defaults as they are now, under one
 * input hash. Several runs may exist; choices wait while one is going on.
 * @returns the job's id
 */
export async function runAllocation(ctx: CommandContext, input: { tenderId: string }): Promise<string> {
  const actor = actorFor(ctx, 'runAllocation')
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadUnpaused(tx, input.tenderId, 'allocation')
    const { adopted, running } = await store.loadChoosing(tx, tender.id)
    if (adopted) refuse('alreadyDone')
    if (running) refuse('jobRunning')
    const lots = await store.loadWonLots(tx, tender.id)
    if (lots.length === 0) refuse('noWinners')
    const { allocation } = await loadRulePack(tx, tender.id)
    const hashes: [string, string][] = []
    for (const lot of lots) hashes.push([lot.code, await hashInput(tx, lot, allocation)])
    const inputHash = hashOver(hashes)
    const run = await store.insertRun(tx, {
      tenderId: tender.id,
      mode: allocation.mode,
      inputHash,
      createdAt: tender.now,
    })
    const jobId = await startJob(tx, {
      tenderId: tender.id,
      kind: store.RUN_JOB,
      key: 'run',
      params: { runId: run.id, lots: lots.length },
      startedBy: actor.userId,
      chunks: lots.map((lot, i) => ({
        payload: { lotId: lot.id, lotCode: lot.code, inputHash: hashes[i]?.[1] ?? '' },
        size: 1,
      })),
    })
    const payload = { number: run.number, inputHash }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'runAllocation',
      subject: `allocationRun:${run.number}`,
      payload,
      changes: 1,
    })
    return jobId ?? refuse('jobRunning')
  })
}

/**
 * Closes a run after its last lot: totals, output hash over the lots, done or infeasible with the clashes of each lot.
 * @throws Error if a lot is missing or kilograms do not add up: a bug, never a result
 */
export async function finishAllocation(tx: Tx, job: JobRow, params: { runId: string; lots: number }): Promise<void> {
  const lots = await store.loadLotSummaries(tx, params.runId)
  if (lots.length !== params.lots) throw new Error(`${lots.length} of ${params.lots} lots are allocated`)
  const agreedKg = lots.reduce((sum, lot) => sum + lot.agreedKg, 0n)
  const allocatedKg = lots.reduce((sum, lot) => sum + lot.allocatedKg, 0n)
  const { cells, kg } = await store.sumCells(tx, params.runId)
  const clashing = lots.filter(lot => lot.clashes.length > 0)
  const isExact = lots.every(lot => lot.clashes.length > 0 || lot.allocatedKg === lot.agreedKg)
  if (kg !== allocatedKg || !isExact)
    throw new Error(`${kg} kg in cells, ${allocatedKg} kg allocated, ${agreedKg} kg agreed`)
  const result: store.RunResult = {
    status: clashing.length === 0 ? 'done' : 'infeasible',
    outputHash: hashOver(lots.map(lot => [lot.lot, lot.outputHash])),
    agreedKg,
    allocatedKg,
    clashes: clashing.length === 0 ? null : clashing.map(({ lot, clashes }) => ({ lot, clashes })),
  }
  await store.closeRun(tx, params.runId, result)
  await store.analyse(tx)
  const payload = { status: result.status, outputHash: result.outputHash, agreedKg, allocatedKg, cells }
  await appendAudit(tx, null, {
    tenderId: job.tenderId,
    action: store.RUN_JOB,
    subject: `allocationRun:${params.runId}`,
    payload,
    changes: cells,
  })
}

/** Adopts a run that is done and exact; one per tender, for good. From then on choices are fixed. */
export async function adoptAllocation(ctx: CommandContext, input: { runId: string }): Promise<string> {
  const actor = actorFor(ctx, 'adoptAllocation')
  await ctx.db.tx(async tx => {
    const known = (await store.findRun(tx, input.runId)) ?? refuse('notFound', 'runId')
    await lockTender(tx, known.tenderId)
    const tender = await loadUnpaused(tx, known.tenderId, 'allocation')
    const { adopted, running } = await store.loadChoosing(tx, tender.id)
    if (adopted) refuse('alreadyDone')
    if (running) refuse('jobRunning')
    const run = (await store.findRun(tx, input.runId)) ?? refuse('notFound', 'runId')
    if (run.status !== 'done') refuse('wrongStatus', 'runId', { status: run.status, expected: 'done' })
    if (run.agreedKg !== run.allocatedKg) throw new Error(`run ${run.number} is done but not exact`)
    await store.setAdopted(tx, run.id, tender.now)
    const payload = { number: run.number, outputHash: run.outputHash, allocatedKg: run.allocatedKg }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'adoptAllocation',
      subject: SUBJECTS.allocation(run.number, run.inputHash, run.outputHash ?? ''),
      payload,
      changes: 1,
    })
    await requestEvidence(tx, tender.id, 'allocation', actor.userId)
  })
  return input.runId
}

/** The signed-in hospital's word on the volumes allocated to it; again is harmless. Only after the adoption. */
export async function confirmVolumes(ctx: CommandContext, input: { tenderId: string }): Promise<string> {
  const actor = actorFor(ctx, 'confirmVolumes')
  const hospitalId = actor.hospitalId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'allocation', 'distribution', 'contracts')
    if (!(await store.findAdopted(tx, tender.id))) refuse('allocationMissing', undefined, { count: 1 })
    const report = (await store.confirmVolumes(tx, tender.id, hospitalId, tender.now)) ?? refuse('notFound', 'tenderId')
    if (!report.isNew) return report.id
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'confirmVolumes',
      subject: `demandReport:${report.id}`,
      payload: { hospitalId },
      changes: 1,
    })
    return report.id
  })
}
