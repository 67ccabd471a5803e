import { checkDemandLine, type DemandFigures, isOutlier } from '#domain/demand.ts'
import { isStorableText } from '#domain/plainText.ts'
import type { DemandPolicy } from '#domain/policies.ts'
import { checkDeadline } from '#domain/stage.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, type TenderRow } from '../tender/index.ts'
import * as store from './store.ts'

const OPEN_STATUSES = ['draft', 'returned']
const REMARK_MAX = 500

/** A reported line as it comes in; the lot by its id. */
export interface DemandLineInput extends Omit<DemandFigures, 'reason'> {
  readonly lotId: string
  readonly reason?: string | null
}

/**
 * Saves the signed-in hospital's whole report as a draft: lines that are not in `lines` are gone afterwards. Refuses all
 * of it, naming every wrong figure (`lines[3].quantityKg`), when a line breaks a rule (1-domain §2, stage 2), when the
 * report is under review or the demand is frozen, and after the planned end of reporting unless the report was returned.
 * @returns the report's id
 */
export async function reportDemand(
  ctx: CommandContext,
  input: { tenderId: string; lines: readonly DemandLineInput[] },
): Promise<string> {
  const actor = actorFor(ctx, 'reportDemand')
  return ctx.db.tx(async tx => {
    const { tender, report, hospitalId } = await openReport(tx, actor, input.tenderId)
    const pack = await loadRulePack(tx, tender.id)
    const codes = new Map((await store.loadLots(tx, tender.id)).map(lot => [lot.id, lot.code]))
    refuseIf(checkLines(input.lines, codes, pack.demand))
    const lines = input.lines.map(line => toSave(line, pack.demand))
    const changes = await store.replaceLines(tx, tender.id, hospitalId, lines)
    if (report.status === 'returned') await store.setDraft(tx, report.id)
    const payload = { hospitalId, lines: lines.map(({ lotId, ...line }) => ({ lot: codes.get(lotId) ?? '', ...line })) }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'reportDemand',
      subject: `demandReport:${report.id}`,
      payload,
      changes,
    })
    return report.id
  })
}

/**
 * Hands the signed-in hospital's report to its city. Refuses a report without lines, one under review, and after the
 * planned end of reporting, unless the report was returned.
 * @returns the report's id
 */
export async function submitDemand(ctx: CommandContext, input: { tenderId: string }): Promise<string> {
  const actor = actorFor(ctx, 'submitDemand')
  return ctx.db.tx(async tx => {
    const { tender, report, hospitalId } = await openReport(tx, actor, input.tenderId)
    if (!(await store.hasLines(tx, tender.id, hospitalId))) refuse('required', 'lines')
    await store.setSubmitted(tx, tender.id, report.id)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'submitDemand',
      subject: `demandReport:${report.id}`,
      payload: { hospitalId },
      changes: 1,
    })
    return report.id
  })
}

interface OpenReport {
  readonly tender: TenderRow
  readonly report: store.ReportRow
  readonly hospitalId: string
}

/** The hospital's own report, locked, if it may be changed now. */
async function openReport(tx: Tx, actor: SignedIn, tenderId: string): Promise<OpenReport> {
  const hospitalId = actor.hospitalId ?? refuse('forbidden')
  const tender = await loadTenderIn(tx, tenderId, 'demand')
  const frame = await store.loadFrame(tx, tender.id, hospitalId)
  if (!frame.isMember) refuse('outsideArea')
  if (frame.frozen) refuse('alreadyDone')
  const report = await store.lockReport(tx, tender.id, hospitalId)
  if (!OPEN_STATUSES.includes(report.status)) {
    refuse('wrongStatus', undefined, { status: report.status, expected: OPEN_STATUSES.join(', ') })
  }
  // A bureau may return a report after the end of reporting: what it asks for must still be possible.
  if (report.submittedAt === null) refuseIf(checkDeadline(frame.closesAt, tender.now))
  return { tender, report, hospitalId }
}

function checkLines(
  lines: readonly DemandLineInput[],
  lots: ReadonlyMap<string, string>,
  policy: DemandPolicy,
): Violation[] {
  const seen = new Set<string>()
  return lines.flatMap((line, i) => {
    const path = `lines[${i}]`
    const code = lots.get(line.lotId)
    if (code === undefined) return [violation('notFound', `${path}.lotId`)]
    if (seen.has(line.lotId)) return [violation('duplicate', `${path}.lotId`, { value: code })]
    seen.add(line.lotId)
    return checkDemandLine({ ...line, reason: line.reason ?? null }, policy, path)
  })
}

const toSave = (line: DemandLineInput, policy: DemandPolicy): store.LineToSave => ({
  lotId: line.lotId,
  quantityKg: line.quantityKg,
  lastYearKg: line.lastYearKg,
  lastPriceFen: line.lastPriceFen,
  reason: line.reason?.trim() || null,
  outlier: isOutlier(line, policy),
})

/** What each bureau waits for and what it makes of it (1-domain §2, stage 2: hospital → city → province). */
const REVIEW_STEPS = {
  cityBureau: { from: 'submitted', to: 'cityApproved' },
  provinceBureau: { from: 'cityApproved', to: 'provinceApproved' },
} as const

export interface DemandReview {
  readonly tenderId: string
  /** Null: all reports of my area that wait for me. */
  readonly hospitalIds: readonly string[] | null
  readonly approve: boolean
  readonly remark: string | null
}

/**
 * Passes reports of the bureau's own area on, or returns them to their hospitals; a return needs a remark. Named
 * hospitals must all wait for this bureau, else nothing changes.
 * @returns the number of reports reviewed
 */
export async function reviewDemand(ctx: CommandContext, input: DemandReview): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'reviewDemand')
  const { step, area } = stepOf(actor)
  const remark = input.remark?.trim() || null
  refuseIf(checkRemark(remark, input.approve))
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'demand')
    if ((await store.loadFrame(tx, tender.id, null)).frozen) refuse('alreadyDone')
    const reports = await store.lockReportsOf(tx, tender.id, area)
    if (input.hospitalIds) refuseIf(checkNamed(input.hospitalIds, reports, step.from))
    const named = input.hospitalIds && new Set(input.hospitalIds)
    const chosen = reports.filter(r => r.status === step.from && (named === null || named.has(r.hospitalId)))
    const status = input.approve ? step.to : 'returned'
    const ids = chosen.map(report => report.hospitalId)
    const count = await store.setReviewed(tx, tender.id, ids, status, remark)
    const payload = { hospitals: chosen.map(report => report.hospitalCode), status, remark }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'reviewDemand',
      subject: `demandReports:${status}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

function stepOf(actor: SignedIn) {
  const { role, cityId, provinceId } = actor
  if (role === 'cityBureau' && cityId) return { step: REVIEW_STEPS.cityBureau, area: { cityId, provinceId: null } }
  if (role === 'provinceBureau' && provinceId)
    return { step: REVIEW_STEPS.provinceBureau, area: { cityId: null, provinceId } }
  return refuse('forbidden')
}

function checkRemark(remark: string | null, approve: boolean): Violation[] {
  if (remark === null) return approve ? [] : [violation('reasonRequired', 'remark')]
  if (!isStorableText(remark)) return [violation('notText', 'remark')]
  return remark.length > REMARK_MAX ? [violation('tooLong', 'remark', { max: REMARK_MAX })] : []
}

/** A hospital elsewhere, one that does not exist and one without a report look the same from here. */
function checkNamed(ids: readonly string[], reports: readonly store.AreaReport[], expected: string): Violation[] {
  const known = new Map(reports.map(report => [report.hospitalId, report.status]))
  return ids.flatMap((id, i) => {
    const status = known.get(id)
    if (status === undefined) return [violation('outsideArea', `hospitalIds[${i}]`)]
    return status === expected ? [] : [violation('wrongStatus', `hospitalIds[${i}]`, { status, expected })]
  })
}
