import { createHash, randomUUID } from 'node:crypto'
import { answerNumber, subjectKey } from '#domain/declaration.ts'
import { type Fraction, fraction } from '#domain/fraction.ts'
import type { Indicator } from '#domain/indicators.ts'
import { tieDrawKey } from '#domain/ranking.ts'
import { parseRulePack, type RulePack } from '#domain/rulePack.ts'
import { type ItemGround, keepsRule, type PlayDeclarer, type PlayField, playLot, shareOf } from '#domain/rulePlay.ts'
import { DECLARERS_PER_LOT, inventLot } from '#domain/syntheticMarket.ts'
import { actorFor, type CommandContext, Refusal, refuse } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { startJob } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, lockTender } from '../tender/index.ts'
import * as dry from './dryRunStore.ts'
import * as store from './store.ts'

const SEED_MAX = 2_147_483_647
/** Where no ceiling is set yet an invented market quotes below 100 yuan per kg. */
const NOTIONAL_CEILING_FEN = 10_000n

export interface DryRunInput {
  readonly tenderId: string
  readonly revision: number
  readonly source: string
  readonly sourceTenderId?: string | null | undefined
  readonly seed?: number | null | undefined
}

/**
 * Starts playing a draft beside the pack in force, on an invented market or on the frozen scores and opened prices of a
 * tender. A tender whose round is not opened is refused (`roundNotOpened`): nothing sealed is ever read. Nothing of it
 * becomes a result.
 * @returns the dry run's id
 */
export async function dryRunRulePack(ctx: CommandContext, input: DryRunInput): Promise<string> {
  const actor = actorFor(ctx, 'dryRunRulePack')
  const source = input.source === 'tender' || input.source === 'synthetic' ? input.source : null
  if (!source) refuse('notOneOf', 'source', { allowed: 'synthetic, tender' })
  const seed = input.seed ?? 1
  if (seed < 0 || seed > SEED_MAX) refuse('outOfRange', 'seed', { min: 0, max: SEED_MAX })
  return ctx.db.tx(async tx => {
    const tender = await lockTender(tx, input.tenderId)
    const draft = (await store.findDraft(tx, tender.id, input.revision)) ?? refuse('notFound', 'revision')
    const candidate = parseRulePack(draft.content)
    if (!candidate.ok) throw new Refusal(candidate.violations)
    const sourceTenderId = source === 'tender' ? await checkSource(tx, input.sourceTenderId) : null
    const lots = await dry.loadLots(tx, sourceTenderId ?? tender.id)
    if (lots.length === 0) refuse('noLots')
    const runId = randomUUID()
    const chunks = lots.map(({ id }) => ({ payload: { runId, lotId: id }, size: 1 }))
    const job = {
      tenderId: tender.id,
      kind: 'dryRunLot',
      key: runId,
      params: { runId },
      startedBy: actor.userId,
      chunks,
    }
    const jobId = (await startJob(tx, job)) ?? refuse('jobRunning')
    await dry.insertDryRun(tx, {
      id: runId,
      tenderId: tender.id,
      source,
      sourceTenderId,
      seed,
      declarers: DECLARERS_PER_LOT,
      candidate: candidate.pack,
      candidateHash: draft.hash,
      base: await loadRulePack(tx, tender.id),
      baseHash: await store.hashInForce(tx, tender.id),
      jobId,
      startedBy: actor.userId,
    })
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'dryRunRulePack',
      subject: `dryRun:${runId}`,
      payload: { draft: draft.hash, source, sourceTenderId, seed },
      changes: lots.length,
    })
    return runId
  })
}

/** Only frozen scores and opened prices may be played on (招标投标法 36). @returns the tender's id */
async function checkSource(tx: Tx, tenderId: string | null | undefined): Promise<string> {
  const id = tenderId ?? refuse('required', 'sourceTenderId')
  if (!(await dry.isOpened(tx, id))) refuse('roundNotOpened', 'sourceTenderId', { round: 1 })
  if (!(await dry.findFreezeHash(tx, id))) refuse('scoresNotFrozen', 'sourceTenderId')
  return id
}

/** Plays one lot under both packs; nothing is changed. @returns what stores it */
export async function playDryRunLot(
  ctx: CommandContext,
  { runId, lotId }: { readonly runId: string; readonly lotId: string },
): Promise<(tx: Tx) => Promise<void>> {
  const { run, base, candidate } = await ctx.db.tx(async tx => {
    const row = await dry.findDryRun(tx, runId)
    const lot = await dry.findLot(tx, lotId)
    if (!row || !lot) throw new Error(`dry run ${runId} has no lot ${lotId}`)
    return {
      run: row,
      base: await fieldFor(tx, row, lot, row.base),
      candidate: await fieldFor(tx, row, lot, row.candidate),
    }
  })
  const plays = [playLot(base, run.base), playLot(candidate, run.candidate)] as const
  return async tx => {
    await dry.insertPlays(tx, runId, ...plays)
  }
}

async function fieldFor(tx: Tx, run: dry.DryRunRow, lot: dry.LotRow, pack: RulePack): Promise<PlayField> {
  if (run.sourceTenderId) return realField(tx, run.sourceTenderId, lot, pack)
  const drawKeyOf = (supplier: string) =>
    createHash('sha256').update(`${run.seed}/${lot.code}/${supplier}`).digest('hex')
  const ceilingFen = lot.ceilingFen ?? NOTIONAL_CEILING_FEN
  const { seed, declarers } = run
  return inventLot({ seed, lot: lot.code, ceilingFen, declarers, drawKeyOf }, pack.indicators)
}

/** A lot as it was judged and opened, scored anew only where the pack asks for something else. */
async function realField(tx: Tx, tenderId: string, lot: dry.LotRow, pack: RulePack): Promise<PlayField> {
  const freezeHash = await dry.findFreezeHash(tx, tenderId)
  if (!freezeHash) throw new Error(`the scores of tender ${tenderId} are not frozen`)
  const judgedUnder = (await loadRulePack(tx, tenderId)).indicators
  const rows = await dry.loadDeclarers(tx, lot.id)
  const changed = changedIndicators(judgedUnder, pack.indicators)
  const grounds =
    changed.size === 0 && judgedUnder.length === pack.indicators.length
      ? null
      : await loadGrounds(tx, { tenderId, lot, judgedUnder, wanted: pack.indicators, changed })
  const declarers = rows.map(async (row): Promise<PlayDeclarer> => {
    const { supplier, priceFen, secondFen, sampleFailed } = row
    const items = grounds?.(row) ?? new Map()
    const frozenCenti = grounds ? null : row.qualityCenti
    const drawKey = await tieDrawKey(freezeHash, lot.code, supplier, nodeCrypto)
    return { supplier, items, frozenCenti, priceFen, secondFen, sampleFailed, drawKey }
  })
  return { lot: lot.code, ceilingFen: lot.ceilingFen ?? NOTIONAL_CEILING_FEN, declarers: await Promise.all(declarers) }
}

/** Codes of the indicators that ask or score otherwise than those under which was judged, new ones included. */
function changedIndicators(judgedUnder: readonly Indicator[], wanted: readonly Indicator[]): ReadonlySet<string> {
  const known = new Map(judgedUnder.map(one => [one.code, one]))
  return new Set(
    wanted.flatMap(one => {
      const before = known.get(one.code)
      return before && keepsRule(before, one) ? [] : [one.code]
    }),
  )
}

interface GroundsOf {
  readonly tenderId: string
  readonly lot: dry.LotRow
  readonly judgedUnder: readonly Indicator[]
  readonly wanted: readonly Indicator[]
  readonly changed: ReadonlySet<string>
}

/** What is known about every item of a declaration: its judged share, and the answer where the rule is another now. */
async function loadGrounds(
  tx: Tx,
  { tenderId, lot, judgedUnder, wanted, changed }: GroundsOf,
): Promise<(row: dry.DeclarerRow) => ReadonlyMap<string, ItemGround>> {
  const maximum = new Map(judgedUnder.map(one => [one.code, one.points]))
  const shares = new Map<string, Fraction>()
  for (const item of await dry.loadItems(tx, lot.id)) {
    const points = fraction(item.numerator, item.denominator)
    shares.set(`${item.declarationId}/${item.code}`, shareOf(points, maximum.get(item.code) ?? 1))
  }
  const subjects = wanted.map(one => subjectKey(one.level, lot.varietyCode, lot.code))
  const answers = await dry.loadAnswers(tx, { tenderId, subjects, codes: [...changed] })
  const values = new Map(answers.map(one => [`${one.supplierId}/${one.code}`, one.value]))
  const peersOf = (code: string) => answers.flatMap(one => (one.code === code ? (answerNumber(one.value) ?? []) : []))
  const peers = new Map([...changed].map(code => [code, peersOf(code)]))
  return row =>
    new Map(
      wanted.map(({ code }): [string, ItemGround] => [
        code,
        {
          answer: values.get(`${row.supplierId}/${code}`) ?? null,
          peers: peers.get(code) ?? [],
          judged: shares.get(`${row.declarationId}/${code}`) ?? null,
          opinions: [],
          ruleKept: !changed.has(code),
        },
      ]),
    )
}
