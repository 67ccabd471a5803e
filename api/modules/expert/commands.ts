import { checkText } from '#domain/plainText.ts'
import { type ExpertTie, TIE_KINDS } from '#domain/recusal.ts'
import { checkReason } from '#domain/scoreSheet.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { redoSheets } from '../evaluation/index.ts'
import { lockTender } from '../tender/index.ts'
import * as store from './store.ts'

const TEXT_MAX = 200
const TEXTS = ['code', 'name', 'specialty', 'region', 'employer'] as const

/** An expert of the pool with the ties they declared; ties left out stay as they are. */
export interface ExpertInput extends store.ExpertRow {
  readonly ties?: readonly Omit<ExpertTie, 'expert'>[] | null
}

/**
 * Adds experts to the pool, or changes those whose code exists. All or nothing; every wrong row is named.
 * @param knownSuppliersOnly refuses ties to suppliers that are not in the register: a slip in a code would undo the tie
 */
export async function importExperts(
  ctx: CommandContext,
  experts: readonly ExpertInput[],
  { knownSuppliersOnly = false }: { readonly knownSuppliersOnly?: boolean } = {},
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'importExperts')
  const codes = new Set<string>()
  refuseIf(experts.flatMap((expert, i) => checkExpert(expert, `experts[${i}]`, codes)))
  return ctx.db.tx(async tx => {
    if (knownSuppliersOnly) refuseIf(await checkSuppliers(tx, experts))
    const count = await store.saveExperts(tx, experts)
    const told = experts.filter(expert => expert.ties)
    const ties = told.flatMap(({ code, ties: own }) => (own ?? []).map(tie => ({ ...tie, expert: code })))
    await store.replaceTies(
      tx,
      told.map(expert => expert.code),
      ties,
    )
    const payload = { codes: experts.map(expert => expert.code) }
    await appendAudit(tx, actor, {
      tenderId: null,
      action: 'importExperts',
      subject: `experts:${count}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

async function checkSuppliers(tx: Tx, experts: readonly ExpertInput[]): Promise<Violation[]> {
  const ties = experts.flatMap((expert, i) =>
    (expert.ties ?? []).map(({ supplier }, j) => ({ supplier, path: `experts[${i}].ties[${j}].supplier` })),
  )
  const strange = new Set(
    (
      await store.findStrangers(
        tx,
        ties.map(tie => tie.supplier),
      )
    ).map(one => one.code),
  )
  return ties
    .filter(tie => strange.has(tie.supplier))
    .map(({ supplier, path }) => violation('unknownCode', path, { value: supplier }))
}

function checkExpert(expert: ExpertInput, path: string, codes: Set<string>): Violation[] {
  const found = TEXTS.flatMap(name => checkText(expert[name], `${path}.${name}`, TEXT_MAX))
  for (const [i, tie] of (expert.ties ?? []).entries()) {
    const at = `${path}.ties[${i}]`
    found.push(...checkText(tie.supplier, `${at}.supplier`, TEXT_MAX))
    if (!TIE_KINDS.includes(tie.kind))
      found.push(violation('notOneOf', `${at}.kind`, { allowed: TIE_KINDS.join(', ') }))
  }
  if (codes.has(expert.code))
    found.push(violation('duplicate', `${path}.code`, { value: expert.code.slice(0, TEXT_MAX) }))
  codes.add(expert.code)
  return found
}

export interface Conflict {
  readonly tenderId: string
  readonly supplierCode?: string | null
  readonly reason: string
}

/** The office or the supervisor records that an expert must stay out, of one supplier's papers or of the whole tender (招标投标法 37). */
export async function declareConflict(
  ctx: CommandContext,
  input: Conflict & { expertCode: string },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'declareConflict')
  refuseIf(checkReason(input.reason, 'reason'))
  return ctx.db.tx(async tx => {
    const expert =
      (await store.findExpert(tx, { code: input.expertCode })) ??
      refuse('unknownCode', 'expertCode', { value: input.expertCode })
    return recuse(tx, actor, expert, input, actor.role === 'supervisor' ? 'supervisor' : 'office')
  })
}

/** An expert steps back, from one supplier's papers or from the whole tender (实施条例 46). */
export async function declareRecusal(ctx: CommandContext, input: Conflict): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'declareRecusal')
  refuseIf(checkReason(input.reason, 'reason'))
  // The sheets are redone by others, whose names this expert does not learn.
  return ctx.db.as(PLATFORM).tx(async tx => {
    const expert = (await store.findExpert(tx, { id: actor.expertId ?? refuse('forbidden') })) ?? refuse('forbidden')
    return recuse(tx, actor, expert, input, 'self')
  })
}

/**
 * From one supplier: the expert's sheets of that supplier are void and redone at once. From the whole tender: the expert
 * leaves the pool, or cannot submit any more and has to be replaced from the reserves (replaceExpert).
 */
async function recuse(
  tx: Tx,
  actor: SignedIn,
  expert: { id: string; code: string },
  input: Conflict,
  source: store.NewRecusal['source'],
) {
  const { tenderId, supplierCode, reason } = input
  const tender = await lockTender(tx, tenderId)
  const supplier = supplierCode
    ? ((await store.findSupplier(tx, { code: supplierCode })) ??
      refuse('unknownCode', 'supplierCode', { value: supplierCode }))
    : null
  const count = await store.insertRecusal(tx, {
    tenderId,
    expertId: expert.id,
    supplierId: supplier?.id ?? null,
    reason,
    source,
  })
  if (count === 0) refuse('alreadyDone')
  const redone = supplier
    ? await redoSheets(tx, { tenderId, expert: expert.code, supplier: supplier.code, successor: null })
    : 0
  const action = source === 'self' ? 'declareRecusal' : 'declareConflict'
  const payload = { expert: expert.code, supplier: supplier?.code ?? null, reason }
  await appendAudit(tx, actor, { tenderId, action, subject: `tender:${tender.code}`, payload, changes: count + redone })
  return { count }
}
