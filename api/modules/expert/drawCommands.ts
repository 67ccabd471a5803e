import { hex } from '#domain/bytes.ts'
import {
  checkManifest,
  checkReveals,
  type DrawManifest,
  draw,
  insideSeats,
  isRevealCommitted,
  manifestHash,
  seatable,
} from '#domain/draw.ts'
import { drawResultHash, SUBJECTS } from '#domain/evidence.ts'
import { checkReason } from '#domain/scoreSheet.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { redoSheets } from '../evaluation/index.ts'
import { requestEvidence } from '../evidence/index.ts'
import { loadTenderIn, lockTender, stageClosesAt, type TenderRow } from '../tender/index.ts'
import { buildManifest, faultViolations, labelsOf } from './manifest.ts'
import { specialtiesOf, strataOf, tiesThatCount } from './pool.ts'
import * as store from './store.ts'

const SECRET_BYTES = 32
const VALUE_BYTES_MAX = 1024

export interface NewDraw {
  readonly tenderId: string
  /** 32 secret bytes from which the labels of the pool follow. */
  readonly poolSecret: Uint8Array
}

/**
 * Prepares the one draw of a tender by the strata of its rule pack; who does it is one of the two who will call the drawn.
 * Experts with ties to a declaring supplier leave the pool at once (招标投标法 37). Refuses a quota above those eligible.
 */
export async function prepareDraw(ctx: CommandContext, input: NewDraw): Promise<string> {
  const actor = actorFor(ctx, 'prepareDraw')
  if (input.poolSecret.length !== SECRET_BYTES)
    refuse('outOfRange', 'poolSecret', { min: SECRET_BYTES, max: SECRET_BYTES })
  return ctx.db.tx(async tx => {
    const tender = await lockAtDraw(tx, input.tenderId)
    const strata = await strataOf(tx, tender.id)
    const recused = await recuseByTies(tx, tender)
    refuseIf(checkQuotas(strata, await store.loadPool(tx, tender.id, specialtiesOf(strata))))
    const drawId =
      (await store.insertDraw(tx, tender.id, strata, input.poolSecret, actor.userId)) ?? refuse('alreadyDone')
    await audit(tx, actor, tender, 'prepareDraw', { strata, recused }, 1 + recused)
    return drawId
  })
}

/** Takes everybody with a tie out; how many. Done again at the freeze: suppliers and ties may have come since. */
async function recuseByTies(tx: Tx, tender: TenderRow): Promise<number> {
  return store.insertAutomaticRecusals(tx, tender.id, await tiesThatCount(tx, tender))
}

function checkQuotas(strata: readonly store.DrawStratum[], pool: readonly store.PoolExpert[]): Violation[] {
  return strata.flatMap(({ specialty, quota }, i) => {
    const own = pool.filter(expert => expert.specialty === specialty && expert.recusedBy === null)
    const insiders = own.filter(expert => !expert.outside).length
    const eligible = seatable(own.length, insiders, quota)
    return quota > eligible
      ? [violation('quotaExceedsPool', `strata[${i}].quota`, { stratum: specialty, quota, eligible })]
      : []
  })
}

/** A supervisor witnesses the draw: one, for good, and the second of the two who may read and call the drawn. */
export async function witnessDraw(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'witnessDraw')
  return ctx.db.tx(async tx => {
    const tender = await lockAtDraw(tx, tenderId)
    const { id, witnessedBy } = await drawWith(tx, tender, 'committing')
    if (witnessedBy !== null) refuse('alreadyDone')
    await store.saveWitness(tx, id, actor.userId)
    await audit(tx, actor, tender, 'witnessDraw', {}, 1)
    return id
  })
}

/** Takes one contributor's commitment: officers for their body, and one supplier. One per source, never changed. */
export async function contributeEntropy(
  ctx: CommandContext,
  input: { tenderId: string; commitment: string },
): Promise<string> {
  const actor = actorFor(ctx, 'contributeEntropy')
  if (!/^[0-9a-f]{64}$/.test(input.commitment)) refuse('notOneOf', 'commitment', { allowed: 'SHA-256 (0–9 a–f, 64)' })
  return ctx.db.tx(async tx => {
    const tender = await lockAtDraw(tx, input.tenderId)
    const found = await drawWith(tx, tender, 'committing')
    const source = await sourceOf(tx, actor)
    const others = await store.loadContributions(tx, found.id)
    const isTaken = others.some(
      other => other.source === source || (actor.role === 'supplier' && other.kind === 'supplier'),
    )
    if (isTaken) refuse('alreadyDone')
    if (others.some(other => other.commitment === input.commitment))
      refuse('duplicate', 'commitment', { value: input.commitment })
    await store.insertContribution(tx, found.id, { source, userId: actor.userId, commitment: input.commitment })
    const subject = SUBJECTS.drawCommitment(tender.code, source, input.commitment)
    await audit(tx, actor, tender, 'contributeEntropy', { source, commitment: input.commitment }, 1, subject)
    return found.id
  })
}

/** Fixes the manifest: from here on the result follows from it and from values that are committed to already. */
export async function freezeDraw(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'freezeDraw')
  return ctx.db.tx(async tx => {
    const tender = await lockAtDraw(tx, tenderId)
    const { id, strata, poolSecret, witnessedBy } = await drawWith(tx, tender, 'committing')
    if (witnessedBy === null) refuse('witnessMissing')
    const recused = await recuseByTies(tx, tender)
    const manifest = await buildManifest({
      tender: tender.code,
      strata,
      poolSecret,
      pool: await store.loadPool(
        tx,
        tenderId,
        strata.map(stratum => stratum.specialty),
      ),
      contributions: await store.loadContributions(tx, id),
      revealBy: await stageClosesAt(tx, tenderId, 'draw'),
    })
    refuseIf(faultViolations(checkManifest(manifest)))
    const hash = hex(await manifestHash(manifest, nodeCrypto))
    await store.saveFreeze(tx, tenderId, manifest, hash)
    const subject = SUBJECTS.drawManifest(tender.code, hash)
    await audit(tx, actor, tender, 'freezeDraw', { manifestHash: hash, recused }, 1 + recused, subject)
    return id
  })
}

/** Lays the contributor's value open, after the freeze; it must be the one committed to. */
export async function revealEntropy(
  ctx: CommandContext,
  input: { tenderId: string; value: Uint8Array },
): Promise<string> {
  const actor = actorFor(ctx, 'revealEntropy')
  if (input.value.length < 1 || input.value.length > VALUE_BYTES_MAX)
    refuse('outOfRange', 'value', { min: 1, max: VALUE_BYTES_MAX })
  return ctx.db.tx(async tx => {
    const tender = await lockAtDraw(tx, input.tenderId)
    const found = await drawWith(tx, tender, 'frozen')
    const source = await sourceOf(tx, actor)
    const own = (await store.loadContributions(tx, found.id)).find(one => one.source === source) ?? refuse('notFound')
    if (own.value !== null) refuse('alreadyDone')
    if (!(await isRevealCommitted(own, input.value, nodeCrypto))) refuse('commitmentMismatch', 'value')
    await store.saveReveal(tx, tender.id, found.id, source, hex(input.value))
    const subject = SUBJECTS.drawReveal(tender.code, source, hex(input.value))
    await audit(tx, actor, tender, 'revealEntropy', { source, value: hex(input.value) }, 1, subject)
    return found.id
  })
}

/**
 * Draws, once and for ever. Contributions that are not revealed count with their published fallback, provided that those
 * of three bodies are.
 */
export async function drawExperts(ctx: CommandContext, tenderId: string): Promise<string> {
  const actor = actorFor(ctx, 'drawExperts')
  return ctx.db.tx(async tx => {
    const tender = await lockAtDraw(tx, tenderId)
    const found = await drawWith(tx, tender, 'frozen')
    const manifest = await frozenManifest(found)
    const contributions = await store.loadContributions(tx, found.id)
    const reveals = contributions.flatMap(({ source, value }) =>
      value === null ? [] : [{ source, value: Buffer.from(value, 'hex') }],
    )
    refuseIf(faultViolations(await checkReveals(manifest, reveals, nodeCrypto)))
    const result = await draw(manifest, reveals, nodeCrypto)
    if (result.verdict === 'refused') throw new Error(`the frozen manifest is faulty: ${JSON.stringify(result.faults)}`)
    const codes = (await store.loadExpertCodes(tx)).map(expert => expert.code)
    const labels = await labelsOf(found.poolSecret, codes)
    const experts = new Map([...labels].map(([code, label]) => [label, code]))
    const rows = result.strata.flatMap(stratum => placesOf(stratum.code, stratum.drawn, stratum.reserves, experts))
    const resultHash = await drawResultHash(result.strata, nodeCrypto)
    const changes = await store.saveDrawn(tx, tenderId, { drawId: found.id, resultHash, rows })
    const sources = result.sources.map(({ source, outcome }) => ({ source, outcome }))
    await audit(
      tx,
      actor,
      tender,
      'drawExperts',
      { manifestHash: found.manifestHash, sources, order: rows.map(row => ({ ...row })) },
      changes,
      SUBJECTS.drawResult(tender.code, resultHash),
    )
    await requestEvidence(tx, tenderId, 'draw', actor.userId)
    return found.id
  })
}

function placesOf(
  stratum: string,
  drawn: readonly string[],
  reserves: readonly string[],
  experts: ReadonlyMap<string, string>,
): store.DrawnRow[] {
  return [...drawn, ...reserves].map((label, i) => {
    const expert = experts.get(label)
    if (expert === undefined) throw new Error(`label ${label} leads to no expert`)
    return { expert, stratum, ordinal: i + 1, status: i < drawn.length ? 'drawn' : 'reserve' }
  })
}

/** The manifest as frozen. @throws Error when its bytes no longer have the published hash */
async function frozenManifest({ manifest, manifestHash: published }: store.DrawRow): Promise<DrawManifest> {
  if (!manifest || hex(await manifestHash(manifest, nodeCrypto)) !== published)
    throw new Error('the manifest is not the one that was frozen')
  return manifest
}

/**
 * A drawn expert falls out, with a reason: the next reserve of the stratum takes over, and with it all sheets, to be
 * scored anew (实施条例 48). Never a second draw.
 */
export async function replaceExpert(
  ctx: CommandContext,
  input: { tenderId: string; expertCode: string; reason: string },
): Promise<string> {
  const actor = actorFor(ctx, 'replaceExpert')
  refuseIf(checkReason(input.reason, 'reason'))
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'draw', 'review')
    const found = await drawWith(tx, tender, 'drawn')
    if (found.preparedBy !== actor.userId) refuse('notTheCaller')
    const place =
      (await store.findDrawn(tx, found.id, input.expertCode)) ??
      refuse('unknownCode', 'expertCode', { value: input.expertCode })
    if (place.status !== 'drawn') refuse('wrongStatus', 'expertCode', { status: place.status, expected: 'drawn' })
    await store.setDrawnStatus(tx, found.id, place.expertId, 'replaced', input.reason)
    const next =
      (await store.findReserve(tx, tender.id, found.id, place.stratum, seatsInside(found, place.stratum))) ??
      refuse('tooFewExperts', undefined, { subject: place.stratum, count: 0, needed: 1 })
    await store.setDrawnStatus(tx, found.id, next.expertId, 'drawn', null)
    const redone = await redoSheets(tx, {
      tenderId: tender.id,
      expert: input.expertCode,
      supplier: null,
      successor: next.code,
    })
    await audit(
      tx,
      actor,
      tender,
      'replaceExpert',
      { expert: input.expertCode, successor: next.code, reason: input.reason },
      2 + redone,
    )
    return found.id
  })
}

const seatsInside = ({ strata }: store.DrawRow, specialty: string): number =>
  insideSeats(strata.find(stratum => stratum.specialty === specialty)?.quota ?? 0)

async function lockAtDraw(tx: Tx, tenderId: string): Promise<TenderRow> {
  await lockTender(tx, tenderId)
  return loadTenderIn(tx, tenderId, 'draw')
}

async function drawWith(tx: Tx, tender: TenderRow, status: store.DrawRow['status']): Promise<store.DrawRow> {
  const found = (await store.findDraw(tx, tender.id)) ?? refuse('drawMissing')
  if (found.status === status) return found
  if (found.status === 'drawn' || status === 'committing') return refuse('alreadyDone')
  return refuse('wrongStatus', undefined, { status: found.status, expected: status })
}

/** For whom a contributor speaks: the officer's body, or the supplier. */
async function sourceOf(tx: Tx, actor: SignedIn): Promise<string> {
  if (actor.role === 'officer') return actor.body ?? refuse('forbidden')
  const supplier =
    (await store.findSupplier(tx, { id: actor.supplierId ?? refuse('forbidden') })) ?? refuse('forbidden')
  return `supplier:${supplier.code}`
}

/** Subjects name the tender and hashes only: the log is read by people who must not learn who was drawn. */
const audit = (
  tx: Tx,
  actor: SignedIn,
  tender: TenderRow,
  action: string,
  payload: unknown,
  changes: number,
  subject = `draw:${tender.code}`,
) => appendAudit(tx, actor, { tenderId: tender.id, action, subject, payload, changes })
