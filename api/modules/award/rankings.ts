import {
  awardLot,
  type RankingField,
  type RankingInput,
  type Selection,
  shortlistLot,
  tieDrawKey,
} from '#domain/ranking.ts'
import type { RulePack } from '#domain/rulePack.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import type { JobRow } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'
import { isPublished } from '../notice/index.ts'
import { loadRulePack } from '../tender/index.ts'
import * as store from './store.ts'

/** A computed ranking of one lot, not stored yet. */
export interface LotRanking {
  readonly lot: store.LotRow
  readonly phase: store.Phase
  readonly places: readonly store.PlaceRow[]
}

/** What announces the result of a phase; afterwards it may not be computed again. */
export const NOTICE_OF = { shortlist: 'shortlist', award: 'proposedAward' } as const

/** All that one lot's ranking is computed from. */
interface LotField {
  readonly lot: store.LotRow
  readonly pack: RulePack
  readonly rows: readonly store.EntrantRow[]
  readonly field: RankingField
}

/**
 * Loads what a lot's ranking stands on: frozen scores, opened prices, samples, decided low prices.
 * @throws Error if the lot has no ceiling or the scores are not frozen: the command that starts the job refuses that
 */
export async function fieldOf(tx: Tx, phase: store.Phase, lotId: string): Promise<LotField> {
  const lot = await store.findLot(tx, lotId)
  if (!lot || lot.ceilingFen === null) throw new Error(`lot ${lotId} has no ceiling`)
  const freeze = await store.findFreeze(tx, lot.tenderId)
  if (!freeze) throw new Error(`the scores of tender ${lot.tenderId} are not frozen`)
  const pack = await loadRulePack(tx, lot.tenderId)
  const needsSample = pack.stages.order.includes('samples')
  const rows =
    phase === 'shortlist' ? await store.loadDeclarers(tx, lotId) : await store.loadFinalists(tx, lotId, needsSample)
  const entries = await Promise.all(rows.map(row => entrant(row, lot.code, freeze.hash)))
  return { lot, pack, rows, field: { ceilingFen: lot.ceilingFen, entries } }
}

/**
 * Ranks one lot and cuts it by the tender's rules (1-domain §3.3). Changes nothing; the same frozen inputs give the same
 * ranking on every database.
 */
export async function rankLot(tx: Tx, phase: store.Phase, lotId: string): Promise<LotRanking> {
  const { lot, pack, rows, field } = await fieldOf(tx, phase, lotId)
  const selection = phase === 'shortlist' ? shortlistLot(field, pack) : awardLot(field, pack)
  const ids = new Map(rows.map(row => [row.supplier, row.declarationId]))
  return { lot, phase, places: selection.entries.map(entry => place(entry, selection, ids.get(entry.supplier) ?? '')) }
}

/** Reported demand by supplier and the last batch's supply are not known in a first batch: 0 for all, so they decide nothing. */
async function entrant(row: store.EntrantRow, lot: string, freezeHash: string): Promise<RankingInput> {
  const { supplier, qualityCenti, priceFen, sampleCenti, lowPriceRejected = false } = row
  const drawKey = await tieDrawKey(freezeHash, lot, supplier, nodeCrypto)
  return {
    supplier,
    qualityCenti,
    priceFen,
    reportedDemandKg: 0,
    sampleCenti,
    lastSupplyKg: 0,
    drawKey,
    lowPriceRejected,
  }
}

function place(entry: Selection['entries'][number], selection: Selection, declarationId: string): store.PlaceRow {
  const {
    rank,
    selected,
    qualityCenti,
    priceFen,
    priceScoreCenti,
    compositeCenti,
    reasons,
    decidedBy,
    tiedWith,
    lowPrice,
  } = entry
  const { fallback, entered, places } = selection
  const explanation = { reasons, decidedBy, tiedWith, lowPrice, fallback, entered, places }
  return { declarationId, rank, selected, qualityCenti, priceFen, priceScoreCenti, compositeCenti, explanation }
}

/** Stores a ranking, and for the award the proposed winners; leaves everything as it is once the result is public. */
export async function saveRanking(tx: Tx, { lot, phase, places }: LotRanking): Promise<void> {
  if (await isPublished(tx, lot.tenderId, NOTICE_OF[phase])) return
  await store.replaceRanking(tx, lot.id, phase, places)
  if (phase === 'award')
    await store.replaceProposed(
      tx,
      lot.id,
      places.filter(p => p.selected),
    )
}

/** After the last lot: leaves the trace of the shortlist. */
export async function finishShortlist(tx: Tx, job: JobRow): Promise<void> {
  if (await isPublished(tx, job.tenderId, 'shortlist')) return
  await noteResult(tx, job, 'shortlist')
}

/** After the last lot: leaves the trace of the proposed awards. */
export async function finishAward(tx: Tx, job: JobRow): Promise<void> {
  if (await isPublished(tx, job.tenderId, 'proposedAward')) return
  await noteResult(tx, job, 'award')
}

async function noteResult(tx: Tx, job: JobRow, phase: store.Phase): Promise<void> {
  const counts = await store.countPlaces(tx, job.tenderId, phase)
  await appendAudit(tx, null, {
    tenderId: job.tenderId,
    action: job.kind,
    subject: `job:${job.id}`,
    payload: counts,
    changes: counts.entered,
  })
}
