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

/** Computed rankings of some lots of a tender, not stored yet. */
export interface Rankings {
  readonly tenderId: string
  readonly phase: store.Phase
  readonly lots: readonly { readonly id: string; readonly places: readonly store.PlaceRow[] }[]
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
  const [field] = await fieldsOf(tx, phase, [lotId])
  return field ?? lost(`lot ${lotId} is not there`)
}

/** What the rankings of some lots of one tender stand on, by lot code. */
async function fieldsOf(tx: Tx, phase: store.Phase, lotIds: readonly string[]): Promise<LotField[]> {
  const lots = await store.loadLots(tx, lotIds)
  const { tenderId } = lots[0] ?? lost('no lots to rank')
  const freeze = (await store.findFreeze(tx, tenderId)) ?? lost(`the scores of tender ${tenderId} are not frozen`)
  const pack = await loadRulePack(tx, tenderId)
  const needsSample = pack.stages.order.includes('samples')
  const entered =
    phase === 'shortlist' ? await store.loadDeclarers(tx, lotIds) : await store.loadFinalists(tx, lotIds, needsSample)
  return Promise.all(
    lots.map(async lot => {
      const ceilingFen = lot.ceilingFen ?? lost(`lot ${lot.code} has no ceiling`)
      const rows = entered.filter(row => row.lotId === lot.id)
      const entries = await Promise.all(rows.map(row => entrant(row, lot.code, freeze.hash)))
      return { lot, pack, rows, field: { ceilingFen, entries } }
    }),
  )
}

function lost(what: string): never {
  throw new Error(what)
}

/**
 * Ranks some lots of a tender and cuts them by its rules (1-domain §3.3). Changes nothing; the same frozen inputs give the
 * same rankings on every database.
 */
export async function rankLots(tx: Tx, phase: store.Phase, lotIds: readonly string[]): Promise<Rankings> {
  const fields = await fieldsOf(tx, phase, lotIds)
  const lots = fields.map(({ lot, pack, rows, field }) => {
    const selection = phase === 'shortlist' ? shortlistLot(field, pack) : awardLot(field, pack)
    const ids = new Map(rows.map(row => [row.supplier, row.declarationId]))
    const places = selection.entries.map(entry => ({
      ...place(entry, selection),
      lotId: lot.id,
      declarationId: ids.get(entry.supplier) ?? '',
    }))
    return { id: lot.id, places }
  })
  return { tenderId: fields[0]?.lot.tenderId ?? lost('no lots to rank'), phase, lots }
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

function place(
  entry: Selection['entries'][number],
  selection: Selection,
): Omit<store.PlaceRow, 'lotId' | 'declarationId'> {
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
  return { rank, selected, qualityCenti, priceFen, priceScoreCenti, compositeCenti, explanation }
}

/** Stores rankings, and for the award the proposed winners; leaves everything as it is once the result is public. */
export async function saveRankings(tx: Tx, { tenderId, phase, lots }: Rankings): Promise<void> {
  if (await isPublished(tx, tenderId, NOTICE_OF[phase])) return
  const lotIds = lots.map(lot => lot.id)
  await store.replaceRankings(
    tx,
    phase,
    lotIds,
    lots.flatMap(lot => lot.places),
  )
  if (phase === 'shortlist') return
  const winners = lots.flatMap(lot =>
    lot.places.filter(one => one.selected).map((one, index) => ({ ...one, place: index + 1 })),
  )
  await store.replaceProposed(tx, lotIds, winners)
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
