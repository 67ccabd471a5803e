import { createHash } from 'node:crypto'
import { canonicalJson } from '#domain/bytes.ts'
import { DEFAULT_RULE_PACK, parseRulePack, type RulePack } from '#domain/rulePack.ts'
import { checkAdvance, isAnnounced, nextStage } from '#domain/stage.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, Refusal, refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { startSimilarities } from './closedDeclarations.ts'
import { loadFacts } from './factStore.ts'
import { loadPauseViolations } from './pauseStore.ts'
import * as store from './store.ts'

export interface NewTender {
  readonly code: string
  readonly title: string
  readonly isRehearsal: boolean
  readonly provinceCodes: readonly string[]
  readonly specCodes: readonly string[]
  readonly rulePack?: unknown
}

/** Creates a campaign with its members, lots, first rule pack and stages. */
export async function createTender(ctx: CommandContext, input: NewTender): Promise<string> {
  const actor = actorFor(ctx, 'createTender')
  refuseIf(checkNewTender(input))
  const pack = parsePack(input.rulePack ?? DEFAULT_RULE_PACK)
  return ctx.db.tx(async tx => {
    const first = pack.stages.order[0] ?? refuse('stageMissing', 'rulePack.stages.order', { stage: 'catalogue' })
    const id = await store.insertTender(tx, { ...input, stage: first })
    refuseIf(unknownCodes('provinceCodes', await store.insertMembers(tx, id, input.provinceCodes)))
    refuseIf(unknownCodes('specCodes', await store.insertLots(tx, id, input.specCodes)))
    await store.insertStages(tx, id, pack.stages.order)
    const hash = await saveRulePack(tx, id, pack)
    const payload = { ...input, rulePack: hash }
    await appendAudit(tx, actor, {
      tenderId: id,
      action: 'createTender',
      subject: `tender:${input.code}`,
      payload,
      changes: 1,
    })
    return id
  })
}

export interface StageClock {
  readonly stage: string
  readonly opensAt?: Date | null
  readonly closesAt?: Date | null
}

/**
 * Plans when stages open and close. A stage that has ended keeps its clock; so does a round that is sealed to its deadline,
 * and so do the deadlines that the documents have announced.
 */
export async function planStages(
  ctx: CommandContext,
  input: { tenderId: string; clocks: readonly StageClock[] },
): Promise<string> {
  const actor = actorFor(ctx, 'planStages')
  await ctx.db.tx(async tx => {
    const tender = await store.lockTender(tx, input.tenderId)
    const { order } = (await store.loadRulePack(tx, tender.id)).stages
    for (const [i, clock] of input.clocks.entries()) {
      const opensAt = clock.opensAt ?? null
      const closesAt = clock.closesAt ?? null
      if (opensAt && closesAt && opensAt >= closesAt) refuse('conflict', `clocks[${i}].closesAt`)
      if (await store.isSealedTo(tx, input.tenderId, clock.stage, closesAt))
        refuse('roundRunning', `clocks[${i}].closesAt`)
      const isBound = isAnnounced(clock.stage, tender.stage, order)
      if (isBound && (await store.endsOtherwise(tx, tender.id, clock.stage, closesAt)))
        refuse('deadlineAnnounced', `clocks[${i}].closesAt`)
      const changed = await store.setStageClock(tx, input.tenderId, { stage: clock.stage, opensAt, closesAt })
      if (changed === 0) refuse('alreadyDone', `clocks[${i}].stage`)
    }
    const payload = input.clocks.map(c => ({
      stage: c.stage,
      opensAt: c.opensAt?.toISOString() ?? null,
      closesAt: c.closesAt?.toISOString() ?? null,
    }))
    await appendAudit(tx, actor, {
      tenderId: input.tenderId,
      action: 'planStages',
      subject: `tender:${input.tenderId}`,
      payload,
      changes: input.clocks.length,
    })
  })
  return input.tenderId
}

/** Completes the stage `from` when its exit conditions hold, and opens the next. Naming the stage makes a double click harmless. */
export async function advanceStage(ctx: CommandContext, input: { tenderId: string; from: string }): Promise<string> {
  const actor = actorFor(ctx, 'advanceStage')
  await ctx.db.tx(async tx => {
    const tender = await store.lockTender(tx, input.tenderId)
    if (tender.stage !== input.from) refuse('wrongStage', 'from', { stage: tender.stage, expected: input.from })
    const pack = await store.loadRulePack(tx, tender.id)
    const order = pack.stages.order
    refuseIf(await loadPauseViolations(tx, tender.id))
    const facts = await loadFacts(tx, tender.id, tender.stage)
    refuseIf(checkAdvance(tender.stage, order, facts, tender.now, pack.stages.clocks))
    const next = nextStage(tender.stage, order) ?? refuse('lastStage')
    await store.moveStage(tx, tender.id, tender.stage, next)
    if (tender.stage === 'declaration') await startSimilarities(tx, tender.id, null)
    const payload = { from: tender.stage, to: next }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'advanceStage',
      subject: `stage:${next}`,
      payload,
      changes: 1,
    })
  })
  return input.tenderId
}

/** Why the present stage cannot be completed yet. */
export async function loadBlockers(tx: Tx, tenderId: string): Promise<readonly Violation[]> {
  const tender = await store.loadTender(tx, tenderId)
  const pack = await store.loadRulePack(tx, tenderId)
  const facts = await loadFacts(tx, tenderId, tender.stage)
  const paused = await loadPauseViolations(tx, tenderId)
  const blocked = checkAdvance(tender.stage, pack.stages.order, facts, tender.now, pack.stages.clocks)
  return [...paused, ...blocked.filter(one => !paused.some(pause => pause.code === one.code))]
}

const YEAR_SECONDS = 366 * 86_400

/** Moves a rehearsal's clock forward. The database refuses the same for a real tender. */
export async function advanceClock(ctx: CommandContext, input: { tenderId: string; seconds: number }): Promise<string> {
  const actor = actorFor(ctx, 'advanceClock')
  if (input.seconds < 1 || input.seconds > YEAR_SECONDS) refuse('outOfRange', 'seconds', { min: 1, max: YEAR_SECONDS })
  await ctx.db.tx(async tx => {
    const tender = await store.lockTender(tx, input.tenderId)
    if (!tender.isRehearsal) refuse('notRehearsal')
    await store.moveClock(tx, tender.id, input.seconds)
    const payload = { seconds: input.seconds }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'advanceClock',
      subject: `tender:${tender.code}`,
      payload,
      changes: 1,
    })
  })
  return input.tenderId
}

const DAY_MS = 86_400_000

/** The deadline for bids after a change of the documents now: the planned one, or as late as the law asks (招标投标法 23). */
export async function documentsDeadline(tx: Tx, tender: store.TenderRow, planned: Date): Promise<Date> {
  const { amendmentDays } = (await store.loadRulePack(tx, tender.id)).stages.clocks
  return new Date(Math.max(planned.getTime(), tender.now.getTime() + amendmentDays * DAY_MS))
}

function parsePack(content: unknown): RulePack {
  const parsed = parseRulePack(content)
  if (!parsed.ok) throw new Refusal(parsed.violations)
  return parsed.pack
}

async function saveRulePack(tx: Tx, tenderId: string, pack: RulePack): Promise<string> {
  const hash = createHash('sha256').update(canonicalJson(pack)).digest('hex')
  await store.insertRulePack(tx, tenderId, pack, hash)
  return hash
}

function checkNewTender(input: NewTender): Violation[] {
  const found: Violation[] = []
  if (!/^[A-Z0-9][A-Z0-9-]{2,31}$/.test(input.code))
    found.push(violation('notOneOf', 'code', { allowed: 'A–Z 0–9 - (3–32)' }))
  if (input.title.trim() === '') found.push(violation('required', 'title'))
  if (input.title.length > 200) found.push(violation('tooLong', 'title', { max: 200 }))
  if (input.provinceCodes.length === 0) found.push(violation('required', 'provinceCodes'))
  if (input.specCodes.length === 0) found.push(violation('noLots', 'specCodes'))
  return found
}

const unknownCodes = (path: string, codes: readonly string[]): Violation[] =>
  codes.map(value => violation('unknownCode', path, { value }))
