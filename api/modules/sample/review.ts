import { createHash, randomUUID } from 'node:crypto'
import { canonicalBytes } from '#domain/bytes.ts'
import { countingOf } from '#domain/calendarPolicy.ts'
import { formatInstant } from '#domain/period.ts'
import { checkText } from '#domain/plainText.ts'
import type { RulePack, SamplePolicy } from '#domain/rulePack.ts'
import { type FieldVerdict, finalVerdict, judgeSample, type SampleVerdict } from '#domain/sampleVerdict.ts'
import { periodEnd } from '#domain/workingDays.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, loadUnpaused, lockTender, type TenderRow } from '../tender/index.ts'
import { insertBlind, insertOverride, loadOverrides, lockBlind, saveVerdict } from './blindStore.ts'
import { blindCode } from './codes.ts'
import { runningReview } from './handIn.ts'
import { findReview, lastSlotEnd } from './handInStore.ts'
import { standardsByLot } from './lab.ts'
import * as store from './reviewStore.ts'

const REASON_MAX = 500

/**
 * Lets one field of a signed result stand otherwise than its limits say. Two people, a reason, before anybody knows whose
 * it is; shown as such wherever the verdict is.
 */
export async function overrideVerdict(
  ctx: CommandContext,
  input: { tenderId: string; blindCode: string; field: string; passed: boolean; reason: string },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'overrideVerdict')
  const { field, passed, reason } = input
  refuseIf(checkText(reason, 'reason', REASON_MAX))
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    await runningReview(tx, tender)
    const [blind] = await lockBlind(tx, tender.id, [input.blindCode])
    if (!blind) return refuse('unknownCode', 'blindCode', { value: input.blindCode.slice(0, 64) })
    if (!blind.signedAt) refuse('resultsMissing', 'blindCode', { count: 1 })
    const standard = (await standardsByLot(tx, tender.id)).get(blind.lotId) ?? []
    const before = await loadOverrides(tx, [blind.id])
    const verdict = judgeSample(standard, blind.values, before).fields.find(one => one.field === field)
    if (!verdict || verdict.passed === null) refuse('unknownField', 'field', { name: field.slice(0, 20) })
    if (verdict.override !== null || verdict.passed === passed) refuse('alreadyDone', 'field')
    const byId = await store.findProposer(tx, 'overrideVerdict', tender.id, actor.userId)
    const { samples: policy } = await loadRulePack(tx, tender.id)
    const judged = judgeSample(standard, blind.values, [...before, { field, passed, reason }])
    if (byId !== null) {
      await insertOverride(tx, {
        blindId: blind.id,
        field,
        passed,
        reason,
        byId,
        confirmedById: actor.userId,
        at: tender.now,
      })
      await saveVerdict(tx, {
        id: blind.id,
        result: judged.passed ? 'passed' : 'failed',
        scoreCenti: policy.scored ? judged.scoreCenti : null,
      })
    }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'overrideVerdict',
      subject: `blindSample:${input.blindCode}`,
      payload: { field, passed, reason },
      changes: 1,
    })
    return { count: 1 }
  })
}

/** A sample that never came, or was refused, as a failure that its supplier can read. */
const NOT_HANDED_IN: FieldVerdict = { field: 'handIn', value: '', limit: '', passed: false, override: null }

const judge = (row: store.JoinedRow, portion: store.Portion | null): SampleVerdict | null =>
  portion && judgeSample(row.fields, portion.values, portion.overrides)

/** What a sample's row says once its results are known. */
function resultOf(row: store.JoinedRow, policy: SamplePolicy, isFinal: boolean): store.ResultRow {
  const first = judge(row, row.first)
  const retest = judge(row, isFinal ? row.retest : null)
  const verdict = first && finalVerdict(first, retest)
  const passed = verdict?.passed ?? false
  return {
    sampleId: row.sampleId,
    result: passed ? 'passed' : 'failed',
    scoreCenti: policy.scored ? (verdict?.scoreCenti ?? 0) : null,
    failures: first ? first.failures : [NOT_HANDED_IN],
    retestFailures: retest ? retest.failures : null,
    removed: isFinal && !passed && policy.failRemoves,
  }
}

/**
 * Joins codes and samples again, two people: when nothing more can be handed in, everything received is coded, and every
 * result is signed. From here suppliers see their own results.
 */
export async function unblindSamples(ctx: CommandContext, input: { tenderId: string }): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'unblindSamples')
  return ctx.db.as(PLATFORM).tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadUnpaused(tx, input.tenderId, 'samples')
    await runningReview(tx, tender)
    const rows = await store.loadJoined(tx, tender.id)
    await refuseMissing(tx, tender, rows)
    const { samples: policy } = await loadRulePack(tx, tender.id)
    const results = rows.map(row => resultOf(row, policy, false))
    const count = await store.saveResults(tx, tender.now, results)
    await store.setUnblinded(tx, tender.id, tender.now)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'unblindSamples',
      subject: `samples:${count}`,
      payload: { failed: results.filter(row => row.result === 'failed').length },
      changes: count,
    })
    return { count }
  })
}

async function refuseMissing(tx: Tx, tender: TenderRow, rows: readonly store.JoinedRow[]): Promise<void> {
  const end = await lastSlotEnd(tx, tender.id)
  const awaited = rows.filter(row => row.status === 'expected' || row.status === 'refused').length
  if (awaited > 0 && (end === null || tender.now < end)) refuse('handInOpen', undefined, { count: awaited })
  const open = rows.filter(row => row.status === 'received' || (row.first && !row.first.signedAt)).length
  if (open > 0) refuse('resultsMissing', undefined, { count: open })
}

/** When the last retest may be asked for. */
export const retestEnd = (unblindedAt: Date, { samples, calendar }: Pick<RulePack, 'samples' | 'calendar'>): Date =>
  periodEnd(unblindedAt, samples.retestDays, countingOf(calendar, 'retest'))

/** Asks, once, for a test of a retained portion by another laboratory (复验), in the days that the rules give. */
export async function requestRetest(ctx: CommandContext, input: { sampleId: string }): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'requestRetest')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  return ctx.db.as(PLATFORM).tx(async tx => {
    const sample = (await store.lockOwn(tx, input.sampleId, supplierId)) ?? refuse('notFound', 'sampleId')
    const tender = await loadTenderIn(tx, sample.tenderId, 'samples')
    const review = await findReview(tx, tender.id)
    const rules = await loadRulePack(tx, tender.id)
    if (!review?.unblindedAt || review.closedAt || !rules.samples.retest) refuse('wrongStatus', 'sampleId')
    if (sample.result !== 'failed' || sample.status !== 'coded') refuse('wrongStatus', 'sampleId')
    if (sample.isAsked) refuse('alreadyDone', 'sampleId')
    const end = retestEnd(review.unblindedAt, rules)
    if (tender.now >= end)
      refuse('deadlinePassed', undefined, { deadline: formatInstant(end), now: formatInstant(tender.now) })
    await store.setRetestAsked(tx, sample.id, tender.now)
    // A code of its own: the second laboratory must not see that it is a retest. Its chain begins with the dispatch.
    const { id: sampleId, lotId } = sample
    await insertBlind(tx, tender.id, null, 2, [{ id: randomUUID(), sampleId, lotId, blindCode: blindCode() }])
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'requestRetest',
      subject: `sample:${sample.id}`,
      payload: {},
      changes: 1,
    })
    return { count: 1 }
  })
}

/**
 * Closes the review, two people: retests are in or nobody may ask for one any more. Results are final; by the tender's
 * rules a failed sample takes its declaration out of round 2 and the award.
 * @returns how many declarations leave
 */
export async function closeSampleReview(ctx: CommandContext, input: { tenderId: string }): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'closeSampleReview')
  return ctx.db.as(PLATFORM).tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadUnpaused(tx, input.tenderId, 'samples')
    const review = (await findReview(tx, tender.id)) ?? refuse('notYetOpen')
    if (review.closedAt) refuse('alreadyDone')
    if (!review.unblindedAt)
      return refuse('resultsMissing', undefined, { count: (await store.loadJoined(tx, tender.id)).length })
    const rows = await store.loadJoined(tx, tender.id)
    const rules = await loadRulePack(tx, tender.id)
    refuseRetests(rows, rules, review.unblindedAt, tender.now)
    const results = rows.map(row => resultOf(row, rules.samples, true))
    await store.saveResults(tx, tender.now, results)
    const published = rows.map(({ lot, supplier }, i) => [
      lot,
      supplier,
      results[i]?.result ?? '',
      results[i]?.scoreCenti ?? null,
    ])
    const hash = createHash('sha256')
      .update(canonicalBytes({ tender: tender.code, samples: published }))
      .digest('hex')
    await store.setClosed(tx, tender.id, tender.now, hash)
    const count = results.filter(row => row.removed).length
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'closeSampleReview',
      subject: `samples:${tender.code} hash:${hash}`,
      payload: { removed: count, samples: results.length },
      changes: results.length,
    })
    return { count }
  })
}

function refuseRetests(rows: readonly store.JoinedRow[], rules: RulePack, unblindedAt: Date, now: Date): void {
  const end = retestEnd(unblindedAt, rules)
  const running = rows.filter(row => row.retestAsked && !row.retest?.signedAt).length
  const mayAsk = rows.some(row => row.result === 'failed' && row.status === 'coded' && !row.retestAsked)
  if (running > 0 || (rules.samples.retest && mayAsk && now < end))
    refuse('retestOpen', undefined, { closes: formatInstant(end), count: running })
}
