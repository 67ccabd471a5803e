import { noticeWindow, type ObjectionTimes, type SuspensionTimes } from '#domain/award.ts'
import { NO_FACTS, type RoundStatus, type Stage, type StageFacts } from '#domain/stage.ts'
import type { Tx } from '../../platform/db.ts'
import { loadRulePack } from './store.ts'

/** The queries that tell whether a stage is finished: a stage asks only for what its exit rule reads. */
const FACT_SQL: Readonly<Partial<Record<keyof StageFacts, string>>> = {
  lots: 'SELECT count(*)::int FROM lot WHERE tender_id = $1',
  demandFrozen: 'SELECT EXISTS (SELECT 1 FROM demand_snapshot WHERE tender_id = $1)',
  ceilingsMissing: 'SELECT count(*)::int FROM lot WHERE tender_id = $1 AND ceiling_fen IS NULL',
  documentsPublishedAt: 'SELECT max(published_at) FROM tender_document WHERE tender_id = $1',
  bidDeadline: `SELECT closes_at FROM tender_stage WHERE tender_id = $1 AND stage = 'bidRound1'`,
  declarationsSubmitted: `SELECT count(*)::int FROM declaration WHERE tender_id = $1 AND status = 'submitted'`,
  declarationClosesAt: `SELECT closes_at FROM tender_stage WHERE tender_id = $1 AND stage = 'declaration'`,
  drawDone: `SELECT EXISTS (SELECT 1 FROM draw WHERE tender_id = $1 AND status = 'drawn')`,
  // A stage without a single sheet is not reviewed: count that as one open sheet.
  sheetsOpen: `SELECT CASE WHEN count(*) = 0 THEN 1 ELSE count(*) FILTER (WHERE status = 'assigned') END::int FROM review_sheet WHERE tender_id = $1 AND status <> 'void'`,
  scoresFrozen: 'SELECT EXISTS (SELECT 1 FROM score_freeze WHERE tender_id = $1)',
  shortlistPublished: `SELECT EXISTS (SELECT 1 FROM notice WHERE tender_id = $1 AND kind = 'shortlist' AND withdrawn_at IS NULL)`,
  objectionsOpen:
    'SELECT count(*)::int FROM objection o JOIN notice n ON n.id = o.notice_id WHERE n.tender_id = $1 AND o.outcome IS NULL',
  samplesPending: `SELECT CASE WHEN EXISTS (SELECT 1 FROM sample_review WHERE tender_id = $1 AND closed_at IS NOT NULL) THEN 0
    ELSE greatest(1, (SELECT count(*) FROM sample s JOIN declaration d ON d.id = s.declaration_id WHERE d.tender_id = $1)) END::int`,
  awardsFinal: `SELECT count(*) > 0 AND bool_and(a.status = 'final') FROM award a JOIN lot l ON l.id = a.lot_id WHERE l.tender_id = $1`,
  allocationsMissing:
    'SELECT (NOT EXISTS (SELECT 1 FROM allocation_run WHERE tender_id = $1 AND adopted_at IS NOT NULL))::int',
  distributorsMissing: `SELECT count(*)::int FROM (
      SELECT DISTINCT d.supplier_id, h.city_id FROM allocation_cell c
      JOIN allocation_run r ON r.id = c.run_id AND r.adopted_at IS NOT NULL
      JOIN declaration d ON d.id = c.declaration_id JOIN hospital h ON h.id = c.hospital_id
      WHERE r.tender_id = $1) need
    WHERE NOT EXISTS (SELECT 1 FROM distribution_offer o WHERE o.tender_id = $1 AND o.supplier_id = need.supplier_id AND o.city_id = need.city_id)`,
  contractsUnsigned: `SELECT CASE WHEN count(*) = 0 THEN 1 ELSE count(*) FILTER (WHERE status <> 'effective') END::int FROM contract WHERE tender_id = $1`,
}

const NEEDED: Readonly<Record<Stage, readonly (keyof StageFacts)[]>> = {
  catalogue: ['lots'],
  demand: ['demandFrozen'],
  ceilings: ['ceilingsMissing'],
  documents: ['documentsPublishedAt', 'bidDeadline'],
  declaration: ['declarationsSubmitted', 'declarationClosesAt'],
  bidRound1: ['round1'],
  draw: ['drawDone'],
  review: ['sheetsOpen', 'scoresFrozen'],
  opening: ['round1'],
  shortlist: ['shortlistPublished', 'noticeClosesAt', 'objectionsOpen'],
  samples: ['samplesPending'],
  bidRound2: ['round2'],
  award: ['noticeClosesAt', 'objectionsOpen', 'awardsFinal'],
  allocation: ['allocationsMissing'],
  distribution: ['distributorsMissing'],
  contracts: ['contractsUnsigned'],
  landed: [],
}

/** What the exit rule of `stage` needs to know; everything else stays at "nothing has happened". */
export async function loadFacts(tx: Tx, tenderId: string, stage: Stage): Promise<StageFacts> {
  const facts: Record<string, unknown> = { ...NO_FACTS }
  for (const fact of NEEDED[stage]) facts[fact] = await loadFact(tx, tenderId, stage, fact)
  return facts as unknown as StageFacts
}

async function loadFact(tx: Tx, tenderId: string, stage: Stage, fact: keyof StageFacts): Promise<unknown> {
  if (fact === 'round1' || fact === 'round2') return roundStatus(tx, tenderId, fact === 'round1' ? 1 : 2)
  if (fact === 'noticeClosesAt') return noticeEnd(tx, tenderId, stage)
  const row = await tx.row<{ fact: unknown }>(`SELECT (${FACT_SQL[fact]}) AS fact`, [tenderId])
  return row?.fact ?? null
}

async function roundStatus(tx: Tx, tenderId: string, number: number): Promise<RoundStatus> {
  const row = await tx.row<{ status: string }>('SELECT status FROM price_round WHERE tender_id = $1 AND number = $2', [
    tenderId,
    number,
  ])
  if (!row || row.status === 'keying' || row.status === 'signing') return 'none'
  if (row.status === 'opened') return 'opened'
  return row.status === 'open' ? 'open' : 'closed'
}

/** End of the stage's notice with the pauses of its objections added (award.ts). */
async function noticeEnd(tx: Tx, tenderId: string, stage: Stage): Promise<Date | null> {
  const kind = stage === 'shortlist' ? 'shortlist' : 'proposedAward'
  const notice = await tx.row<{
    publishedAt: Date
    now: Date
    objections: ObjectionTimes[]
    suspensions: SuspensionTimes[]
  }>(
    `SELECT n.published_at AS "publishedAt", tender_now($1) AS now,
       (SELECT coalesce(json_agg(json_build_object('raisedAt', o.raised_at, 'answeredAt', o.answered_at)), '[]') FROM objection o WHERE o.notice_id = n.id) AS objections,
       (SELECT coalesce(json_agg(json_build_object('suspendedAt', c.suspended_at, 'resumedAt', c.resumed_at)), '[]') FROM complaint c WHERE c.tender_id = n.tender_id AND c.suspended_at IS NOT NULL) AS suspensions
     FROM notice n WHERE n.tender_id = $1 AND n.kind = $2 AND n.withdrawn_at IS NULL`,
    [tenderId, kind],
  )
  if (!notice) return null
  const pack = await loadRulePack(tx, tenderId)
  const { publishedAt, objections, suspensions, now } = notice
  return noticeWindow(publishedAt, pack, objections.map(asDates), now, suspensions.map(asInstants)).closesAt
}

/** json_agg gives instants as text. */
const asDates = (o: ObjectionTimes): ObjectionTimes => ({
  raisedAt: new Date(o.raisedAt),
  answeredAt: o.answeredAt === null ? null : new Date(o.answeredAt),
})

const asInstants = (s: SuspensionTimes): SuspensionTimes => ({
  suspendedAt: new Date(s.suspendedAt),
  resumedAt: s.resumedAt === null ? null : new Date(s.resumedAt),
})
