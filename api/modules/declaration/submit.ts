import { createHash } from 'node:crypto'
import { checkDeclaration, checkRelated, subjectKey } from '#domain/declaration.ts'
import { INDICATOR_LEVELS, type Indicator } from '#domain/indicators.ts'
import { submissionBytes } from '#domain/submission.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack } from '../tender/index.ts'
import { eligibleSupplier, openDeclarations, relatedTo } from './commands.ts'
import * as store from './store.ts'
import * as submitted from './submitStore.ts'

/**
 * Submits all drafts of the signed-in supplier, or none: each needs capacity, an answer to every indicator at its level,
 * and a file for each that asks for evidence. Every declaration then carries the hash of all that stands submitted. May
 * be repeated until the deadline; when nothing changed since, it changes nothing.
 * @returns the number of declarations submitted; all of them when only answers or files changed
 */
export async function submitDeclarations(ctx: CommandContext, input: { tenderId: string }): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'submitDeclarations')
  // Whether a related company has declared too is for the platform to know.
  return ctx.db.as(PLATFORM).tx(async tx => {
    const { tender, supplierId } = await openDeclarations(tx, actor, input.tenderId)
    const supplier = await eligibleSupplier(tx, tender.id, supplierId)
    const own = await store.lockOwn(tx, tender.id, supplier.id)
    if (own.length === 0) refuse('required', 'lots')
    const receiptHash = await hashOf(tx, tender.id, supplier.id, own)
    const drafts = own.filter(declaration => declaration.status === 'draft')
    const changed = drafts.length > 0 ? drafts : own.filter(declaration => declaration.receiptHash !== receiptHash)
    if (changed.length === 0) return { count: 0 }
    const { indicators } = await loadRulePack(tx, tender.id)
    const answered = codesBySubject(await store.loadAnswered(tx, tender.id, supplier.id))
    const proved = codesBySubject(await submitted.loadProved(tx, tender.id, supplier.id))
    const related = await relatedTo(tx, tender.id, supplier)
    refuseIf(changed.flatMap(draft => checkRelated(supplier, related.get(draft.id) ?? [], draft.code)))
    refuseIf(changed.flatMap(draft => checkDraft(draft, indicators, answered, proved)))
    await submitted.setSubmitted(tx, tender.id, { drafts: idsOf(drafts), all: idsOf(own), receiptHash })
    const payload = changed.map(({ code, capacityKg }) => ({ lot: code, capacityKg }))
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'submitDeclarations',
      subject: `supplier:${supplier.code}`,
      payload: { lots: payload, receiptHash },
      changes: changed.length,
    })
    return { count: changed.length }
  })
}

const idsOf = (declarations: readonly store.OwnDeclaration[]) => declarations.map(one => one.declarationId)

const keysOf = ({ varietyCode, code }: store.LotRow) =>
  INDICATOR_LEVELS.map(level => subjectKey(level, varietyCode, code))

async function hashOf(tx: Tx, tenderId: string, supplierId: string, own: readonly store.OwnDeclaration[]) {
  const lots = own.map(one => ({ lot: one.code, capacityKg: one.capacityKg, subjectKeys: keysOf(one) }))
  const answers = await submitted.loadAnswers(tx, tenderId, supplierId)
  const files = await submitted.loadFiles(tx, tenderId, supplierId)
  return createHash('sha256').update(submissionBytes({ tenderId, lots, answers, files })).digest('hex')
}

type CodesBySubject = ReadonlyMap<string, readonly string[]>

function codesBySubject(rows: readonly { subjectKey: string; indicatorCode: string }[]): CodesBySubject {
  const bySubject = new Map<string, string[]>()
  for (const { subjectKey: subject, indicatorCode } of rows) {
    const codes = bySubject.get(subject)
    if (codes) codes.push(indicatorCode)
    else bySubject.set(subject, [indicatorCode])
  }
  return bySubject
}

function checkDraft(
  draft: store.OwnDeclaration,
  indicators: readonly Indicator[],
  answered: CodesBySubject,
  proved: CodesBySubject,
): Violation[] {
  const codes = (of: CodesBySubject) => new Set(keysOf(draft).flatMap(key => of.get(key) ?? []))
  const { code: lot, capacityKg } = draft
  return checkDeclaration({ lot, capacityKg, answered: codes(answered), proved: codes(proved) }, indicators)
}

/**
 * Takes own declarations back, drafts and submitted ones, until the deadline; answers and files stay for another try.
 * @returns the number of declarations withdrawn
 */
export async function withdrawDeclaration(
  ctx: CommandContext,
  input: { tenderId: string; declarationIds: readonly string[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'withdrawDeclaration')
  const ids = [...new Set(input.declarationIds)]
  if (ids.length === 0) refuse('required', 'declarationIds')
  return ctx.db.tx(async tx => {
    const { tender, supplierId } = await openDeclarations(tx, actor, input.tenderId)
    const supplier = await store.loadSupplier(tx, supplierId)
    const own = new Map((await store.lockOwn(tx, tender.id, supplier.id)).map(one => [one.declarationId, one]))
    refuseIf(ids.flatMap((id, i) => (own.has(id) ? [] : [violation('notFound', `declarationIds[${i}]`)])))
    const count = await submitted.setWithdrawn(tx, ids)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'withdrawDeclaration',
      subject: `supplier:${supplier.code}`,
      payload: ids.map(id => own.get(id)?.code ?? ''),
      changes: count,
    })
    return { count }
  })
}
