import { checkDeadline } from '#domain/stage.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, stageClosesAt, type TenderRow } from '../tender/index.ts'
import * as store from './store.ts'

export interface CityDefaultInput {
  readonly lotId: string
  readonly declarationId: string
}

/**
 * Sets for lots the winner that serves the silent hospitals of the signed-in bureau's city (1-domain §3.4). Other lots
 * keep theirs. Refuses who did not win the lot, naming the row; everything after the window or the adoption.
 */
export async function setCityDefaults(
  ctx: CommandContext,
  input: { tenderId: string; defaults: readonly CityDefaultInput[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'setCityDefaults')
  const cityId = actor.cityId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    const tender = await openWindow(tx, input.tenderId)
    const wonBy = await store.loadWonBy(tx, tender.id, uuids(input.defaults.map(d => d.declarationId)))
    const lotIds = input.defaults.map(d => d.lotId)
    refuseIf([
      ...checkLots(lotIds, wonBy, 'defaults'),
      ...input.defaults.flatMap((d, i) => checkWinner(wonBy, d.lotId, d.declarationId, `defaults[${i}].declarationId`)),
    ])
    const count = await store.saveDefaults(tx, cityId, input.defaults)
    const payload = { cityId, defaults: input.defaults.map(({ lotId, declarationId }) => ({ lotId, declarationId })) }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'setCityDefaults',
      subject: `city:${cityId}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

export interface ChoiceInput {
  readonly lotId: string
  /** Declaration ids of winners, in order of preference. */
  readonly picks: readonly string[]
}

/**
 * Stores whom the signed-in hospital picks for lots, in order (1-domain §3.4). Other lots keep their picks. Refuses who
 * did not win the lot (`choices[i].picks[j]`), more picks than the pack allows, everything after the planned end of the
 * stage or the adoption, and while a run reads the choices.
 */
export async function chooseSuppliers(
  ctx: CommandContext,
  input: { tenderId: string; choices: readonly ChoiceInput[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'chooseSuppliers')
  const hospitalId = actor.hospitalId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    const tender = await openWindow(tx, input.tenderId)
    const { allocation } = await loadRulePack(tx, tender.id)
    const wonBy = await store.loadWonBy(tx, tender.id, uuids(input.choices.flatMap(choice => choice.picks)))
    refuseIf([
      ...checkLots(
        input.choices.map(choice => choice.lotId),
        wonBy,
        'choices',
      ),
      ...input.choices.flatMap((choice, i) => checkPicks(choice, wonBy, allocation.maxPicks, `choices[${i}]`)),
    ])
    const choices = input.choices.map(({ lotId, picks }) => ({ lotId, picks }))
    const count = await store.saveChoices(tx, hospitalId, choices)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'chooseSuppliers',
      subject: `hospital:${hospitalId}`,
      payload: { hospitalId, choices },
      changes: count,
    })
    return { count }
  })
}

/** The tender while choices count: stage allocation, before its planned end, no run going on, none adopted. */
async function openWindow(tx: Tx, tenderId: string): Promise<TenderRow> {
  const tender = await loadTenderIn(tx, tenderId, 'allocation')
  refuseIf(checkDeadline(await stageClosesAt(tx, tender.id, 'allocation'), tender.now))
  const { adopted, running } = await store.loadChoosing(tx, tender.id)
  if (adopted) refuse('alreadyDone')
  if (running) refuse('jobRunning')
  return tender
}

type WonBy = ReadonlyMap<string, ReadonlySet<string>>

/** Ids as clients send them; what is none cannot be anybody's. */
const uuids = (ids: readonly string[]) => ids.filter(id => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))

function checkLots(lotIds: readonly string[], wonBy: WonBy, list: string): Violation[] {
  if (lotIds.length === 0) return [violation('required', list)]
  const seen = new Set<string>()
  return lotIds.flatMap((lotId, i) => {
    const path = `${list}[${i}].lotId`
    if (!wonBy.has(lotId)) return [violation('notFound', path)]
    if (seen.has(lotId)) return [violation('duplicate', path, { value: lotId })]
    seen.add(lotId)
    return []
  })
}

function checkPicks({ lotId, picks }: ChoiceInput, wonBy: WonBy, maxPicks: number, path: string): Violation[] {
  if (picks.length === 0) return [violation('required', `${path}.picks`)]
  if (picks.length > maxPicks) return [violation('tooManyPicks', `${path}.picks`, { max: maxPicks })]
  return picks.flatMap((id, j) => {
    const at = `${path}.picks[${j}]`
    return picks.indexOf(id) < j ? [violation('duplicate', at, { value: id })] : checkWinner(wonBy, lotId, id, at)
  })
}

/** Names the id that came in and nothing else: who else declared is not the hospital's to learn. */
function checkWinner(wonBy: WonBy, lotId: string, declarationId: string, path: string): Violation[] {
  const winners = wonBy.get(lotId)
  return !winners || winners.has(declarationId) ? [] : [violation('notWinner', path, { supplier: declarationId })]
}
