import { type AnswerValue, checkAnswer, checkEligibility, checkRelated, subjectKey } from '#domain/declaration.ts'
import { INDICATOR_LEVELS, type Indicator } from '#domain/indicators.ts'
import { isWholeKg } from '#domain/quantity.ts'
import { proposePoints, toCenti } from '#domain/scoring.ts'
import { checkDeadline } from '#domain/stage.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, stageClosesAt, type TenderRow } from '../tender/index.ts'
import * as store from './store.ts'

const VALUE_SHOWN = 64

export interface LotDeclaration {
  readonly lotId: string
  /** What the supplier can deliver in a year, kg. */
  readonly capacityKg: number
}

/**
 * Declares the signed-in supplier for lots, or changes its capacity there; a changed declaration must be submitted again.
 * Refuses a supplier that may not declare (1-domain §2, stage 5), a lot for which a related company has declared
 * (实施条例 34), a capacity that is not above 0, and everything after the deadline.
 * @returns the number of declarations changed
 */
export async function declareLots(
  ctx: CommandContext,
  input: { tenderId: string; lots: readonly LotDeclaration[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'declareLots')
  // Whether a related company has declared too is for the platform to know.
  return ctx.db.as(PLATFORM).tx(async tx => {
    const { tender, supplierId } = await openDeclarations(tx, actor, input.tenderId)
    const supplier = await eligibleSupplier(tx, tender.id, supplierId)
    const lots = new Map((await store.loadLots(tx, tender.id)).map(lot => [lot.id, lot]))
    refuseIf(checkLots(input.lots, lots))
    const related = await relatedTo(tx, tender.id, supplier)
    refuseIf(
      input.lots.flatMap(({ lotId }, i) =>
        checkRelated(supplier, related.get(lotId) ?? [], lots.get(lotId)?.code ?? '').map(found => ({
          ...found,
          path: `lots[${i}].lotId`,
        })),
      ),
    )
    const count = await store.saveDrafts(tx, tender.id, supplier.id, input.lots)
    const payload = input.lots.map(({ lotId, capacityKg }) => ({ lot: lots.get(lotId)?.code ?? '', capacityKg }))
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'declareLots',
      subject: `supplier:${supplier.code}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

/** What a supplier may still change. */
interface OpenDeclarations {
  readonly tender: TenderRow
  readonly supplierId: string
}

/** The tender, if the signed-in supplier may still change what it declares. */
export async function openDeclarations(tx: Tx, actor: SignedIn, tenderId: string): Promise<OpenDeclarations> {
  const supplierId = actor.supplierId ?? refuse('forbidden')
  const tender = await loadTenderIn(tx, tenderId, 'declaration')
  refuseIf(checkDeadline(await stageClosesAt(tx, tender.id, 'declaration'), tender.now))
  return { tender, supplierId }
}

/** The supplier, if it may declare at all; its group is locked until the end of the transaction. */
export async function eligibleSupplier(tx: Tx, tenderId: string, supplierId: string): Promise<store.SupplierRow> {
  const supplier = await store.loadSupplier(tx, supplierId)
  refuseIf(checkEligibility(supplier))
  if (supplier.relatedGroup !== null) await store.lockGroup(tx, tenderId, supplier.relatedGroup)
  return supplier
}

/** Related companies that have declared, by lot. */
export async function relatedTo(
  tx: Tx,
  tenderId: string,
  supplier: store.SupplierRow,
): Promise<ReadonlyMap<string, readonly store.RelatedDeclaration[]>> {
  const byLot = new Map<string, store.RelatedDeclaration[]>()
  if (supplier.relatedGroup === null) return byLot
  for (const declared of await store.loadRelated(tx, tenderId, supplier)) {
    byLot.set(declared.lotId, [...(byLot.get(declared.lotId) ?? []), declared])
  }
  return byLot
}

function checkLots(declared: readonly LotDeclaration[], lots: ReadonlyMap<string, store.LotRow>): Violation[] {
  if (declared.length === 0) return [violation('required', 'lots')]
  const seen = new Set<string>()
  return declared.flatMap(({ lotId, capacityKg }, i) => {
    const lot = lots.get(lotId)
    if (!lot) return [violation('notFound', `lots[${i}].lotId`)]
    if (seen.has(lotId)) return [violation('duplicate', `lots[${i}].lotId`, { value: lot.code })]
    seen.add(lotId)
    return isWholeKg(capacityKg) && capacityKg > 0 ? [] : [violation('capacityMissing', `lots[${i}].capacityKg`)]
  })
}

export interface IndicatorAnswer {
  readonly indicatorCode: string
  /** company | variety:<code> | lot:<code> */
  readonly subjectKey: string
  readonly value?: unknown
}

/**
 * Stores answers to indicators, once per subject; an answer given before is written over. The proposal of the rule is
 * kept beside the answer, but for rank rules: they need everybody's answers and wait for the review to be assigned.
 * @returns the number of answers stored
 */
export async function answerIndicators(
  ctx: CommandContext,
  input: { tenderId: string; answers: readonly IndicatorAnswer[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'answerIndicators')
  return ctx.db.tx(async tx => {
    const { tender, supplierId } = await openDeclarations(tx, actor, input.tenderId)
    const { indicators } = await loadRulePack(tx, tender.id)
    const byCode = new Map(indicators.map(indicator => [indicator.code, indicator]))
    const subjects = subjectsOf(await store.loadLots(tx, tender.id))
    refuseIf(checkAnswers(input.answers, byCode, subjects))
    const answers = input.answers.map(answer => ({ ...answer, proposedCenti: propose(answer, byCode) }))
    const count = await store.saveAnswers(tx, tender.id, supplierId, answers)
    // Values may be fractions, which have no canonical number form: their JSON text stands for them.
    const payload = answers.map(a => ({ ...a, value: JSON.stringify(a.value) }))
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'answerIndicators',
      subject: `supplierId:${supplierId}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

/** The subjects of a tender's lots, each with its level. */
export function subjectsOf(lots: readonly store.LotRow[]): ReadonlyMap<string, Indicator['level']> {
  const subjects = new Map<string, Indicator['level']>()
  for (const lot of lots) {
    for (const level of INDICATOR_LEVELS) subjects.set(subjectKey(level, lot.varietyCode, lot.code), level)
  }
  return subjects
}

function checkAnswers(
  answers: readonly IndicatorAnswer[],
  indicators: ReadonlyMap<string, Indicator>,
  subjects: ReadonlyMap<string, Indicator['level']>,
): Violation[] {
  if (answers.length === 0) return [violation('required', 'answers')]
  const seen = new Set<string>()
  return answers.flatMap((answer, i) => {
    const path = `answers[${i}]`
    const indicator = indicators.get(answer.indicatorCode)
    if (!indicator) return [violation('unknownCode', `${path}.indicatorCode`, { value: short(answer.indicatorCode) })]
    if (subjects.get(answer.subjectKey) !== indicator.level) {
      return [violation('unknownCode', `${path}.subjectKey`, { value: short(answer.subjectKey) })]
    }
    const key = `${answer.indicatorCode} ${answer.subjectKey}`
    if (seen.has(key)) return [violation('duplicate', path, { value: key })]
    seen.add(key)
    return checkAnswer(indicator, answer.value, `${path}.value`)
  })
}

const short = (text: string) => text.slice(0, VALUE_SHOWN)

function propose(answer: IndicatorAnswer, indicators: ReadonlyMap<string, Indicator>): number | null {
  const indicator = indicators.get(answer.indicatorCode)
  const points = indicator && isAnswerValue(answer.value) ? proposePoints(indicator, answer.value) : null
  return points && toCenti(points)
}

const isAnswerValue = (value: unknown): value is AnswerValue =>
  typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number'
