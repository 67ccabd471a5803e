import { createHash } from 'node:crypto'
import { type CeilingProposal, defaultCeiling } from '#domain/ceiling.ts'
import { lotSnapshot } from '#domain/demand.ts'
import { MAX_FEN } from '#domain/money.ts'
import { compareCodes } from '#domain/order.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, lockTender } from '../tender/index.ts'
import * as store from './store.ts'

/**
 * Freezes the demand: every report must be through its province, and at least one line must have been reported. The
 * snapshot holds the SHA-256 of the canonical text (#domain/demand.ts) and the exact total; from then on the database
 * refuses every change of a line. Refuses a second freeze.
 */
export async function freezeDemand(ctx: CommandContext, input: { tenderId: string }): Promise<string> {
  const actor = actorFor(ctx, 'freezeDemand')
  await ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'demand')
    if ((await store.loadFrame(tx, tender.id, null)).frozen) refuse('alreadyDone')
    const open = await store.findUnapproved(tx, tender.id)
    if (open.count > 0) refuse('incomplete', 'reports', { count: open.count, missing: shown(open) })
    const snapshot = await hashDemand(tx, tender.id)
    if (snapshot.lineCount === 0) refuse('required', 'lines')
    await store.insertSnapshot(tx, tender.id, snapshot)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'freezeDemand',
      subject: `demandSnapshot:${snapshot.hash}`,
      payload: snapshot,
      changes: snapshot.lineCount,
    })
  })
  return input.tenderId
}

const shown = (open: { count: number; codes: readonly string[] }) =>
  open.codes.join(', ') + (open.count > open.codes.length ? ' …' : '')

/** Hashes the canonical text lot by lot, so that memory does not grow with the number of lines. */
async function hashDemand(tx: Tx, tenderId: string): Promise<{ hash: string; lineCount: number; totalKg: bigint }> {
  const lots = (await store.loadLots(tx, tenderId)).sort((a, b) => compareCodes(a.code, b.code))
  const sha = createHash('sha256')
  let lineCount = 0
  let totalKg = 0n
  for (const [i, lot] of lots.entries()) {
    const part = lotSnapshot(await store.loadLotLines(tx, lot), i === 0)
    sha.update([...part.lines].join(''), 'utf8')
    lineCount += part.lineCount
    totalKg += part.totalKg
  }
  return { hash: sha.digest('hex'), lineCount, totalKg }
}

export interface CeilingInput {
  readonly lotId: string
  /** Market survey, fen per kg. */
  readonly surveyFen: bigint
}

/**
 * Sets the price ceilings of lots by the default rule: min(volume-weighted P50 of hospitals' last prices, survey × (1 +
 * factor)) (1-domain §2, stage 3). What each was made of is kept beside it. May be repeated while the stage lasts.
 */
export async function setPriceCeilings(
  ctx: CommandContext,
  input: { tenderId: string; ceilings: readonly CeilingInput[] },
): Promise<string> {
  const actor = actorFor(ctx, 'setPriceCeilings')
  await ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'ceilings')
    const codes = new Map((await store.loadLots(tx, tender.id)).map(lot => [lot.id, lot.code]))
    refuseIf(checkCeilings(input.ceilings, codes))
    const { demand } = await loadRulePack(tx, tender.id)
    const lotIds = input.ceilings.map(ceiling => ceiling.lotId)
    const prices = await store.loadPrices(tx, tender.id, lotIds)
    const proposals = input.ceilings.map(({ lotId, surveyFen }) => ({
      lotId,
      proposal: defaultCeiling(prices.get(lotId) ?? [], surveyFen, demand),
    }))
    const changes = await store.saveCeilings(tx, proposals)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'setPriceCeilings',
      subject: `lots:${changes}`,
      payload: proposals.map(({ lotId, proposal }) => withCode(codes.get(lotId) ?? '', proposal)),
      changes,
    })
  })
  return input.tenderId
}

const withCode = (lot: string, proposal: CeilingProposal) => ({ lot, ...proposal })

function checkCeilings(ceilings: readonly CeilingInput[], lots: ReadonlyMap<string, string>): Violation[] {
  const seen = new Set<string>()
  if (ceilings.length === 0) return [violation('required', 'ceilings')]
  return ceilings.flatMap(({ lotId, surveyFen }, i) => {
    const code = lots.get(lotId)
    if (code === undefined) return [violation('notFound', `ceilings[${i}].lotId`)]
    if (seen.has(lotId)) return [violation('duplicate', `ceilings[${i}].lotId`, { value: code })]
    seen.add(lotId)
    return surveyFen > 0n && surveyFen <= MAX_FEN ? [] : [violation('notYuan', `ceilings[${i}].surveyFen`)]
  })
}
