import type { SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'

export interface TenderCounters {
  readonly hospitals: number
  readonly reportsSubmitted: number
  readonly reportsApproved: number
  readonly demandLines: number
  readonly demandKg: bigint
  readonly ceilingsSet: number
  readonly declarations: number
  readonly sheets: number
  readonly sheetsSubmitted: number
  readonly bidsRound1: number
  readonly bidsRound2: number
  readonly shortlisted: number
  readonly samplesPending: number
  readonly winners: number
  readonly allocatedKg: bigint
  readonly contracts: number
  readonly contractsEffective: number
}

const WATCHERS: readonly string[] = [
  'office',
  'officer',
  'supervisor',
  'auditor',
  'cityBureau',
  'provinceBureau',
  'admin',
]

/** Who may know how many have declared before the bids are in (招标投标法 22). */
const BIDDER_WATCHERS: readonly string[] = ['office', 'supervisor', 'auditor']

const NOTHING: TenderCounters = {
  hospitals: 0,
  reportsSubmitted: 0,
  reportsApproved: 0,
  demandLines: 0,
  demandKg: 0n,
  ceilingsSet: 0,
  declarations: 0,
  sheets: 0,
  sheetsSubmitted: 0,
  bidsRound1: 0,
  bidsRound2: 0,
  shortlisted: 0,
  samplesPending: 0,
  winners: 0,
  allocatedKg: 0n,
  contracts: 0,
  contractsEffective: 0,
}

/**
 * The campaign in figures, for those who run or watch it; zeros for everybody else. The number of bids of a round stays
 * 0 for everybody until the round is closed (招标投标法 22).
 */
export async function loadCounters(tx: Tx, tenderId: string, actor: SignedIn | null): Promise<TenderCounters> {
  if (!actor || !WATCHERS.includes(actor.role)) return NOTHING
  const row = await tx.row<TenderCounters>(
    `SELECT
      (SELECT count(*)::int FROM hospital h JOIN city c ON c.id = h.city_id JOIN tender_member m ON m.province_id = c.province_id WHERE m.tender_id = $1) AS hospitals,
      (SELECT count(*)::int FROM demand_report WHERE tender_id = $1 AND status NOT IN ('draft','returned')) AS "reportsSubmitted",
      (SELECT count(*)::int FROM demand_report WHERE tender_id = $1 AND status = 'provinceApproved') AS "reportsApproved",
      (SELECT count(*)::int FROM demand_line WHERE tender_id = $1) AS "demandLines",
      (SELECT coalesce(sum(quantity_kg), 0)::bigint FROM demand_line WHERE tender_id = $1) AS "demandKg",
      (SELECT count(*)::int FROM lot WHERE tender_id = $1 AND ceiling_fen IS NOT NULL) AS "ceilingsSet",
      (SELECT count(*)::int FROM declaration WHERE tender_id = $1 AND status = 'submitted') AS declarations,
      (SELECT count(*)::int FROM review_sheet WHERE tender_id = $1 AND status <> 'void') AS sheets,
      (SELECT count(*)::int FROM review_sheet WHERE tender_id = $1 AND status = 'submitted') AS "sheetsSubmitted",
      ${bids(1)} AS "bidsRound1", ${bids(2)} AS "bidsRound2",
      (SELECT count(*)::int FROM ranking_entry e JOIN lot l ON l.id = e.lot_id WHERE l.tender_id = $1 AND e.phase = 'shortlist' AND e.selected) AS shortlisted,
      (SELECT count(*)::int FROM sample s JOIN declaration d ON d.id = s.declaration_id WHERE d.tender_id = $1 AND s.result = 'pending') AS "samplesPending",
      (SELECT count(*)::int FROM award a JOIN lot l ON l.id = a.lot_id WHERE l.tender_id = $1) AS winners,
      (SELECT coalesce(max(allocated_kg), 0)::bigint FROM allocation_run WHERE tender_id = $1 AND adopted_at IS NOT NULL) AS "allocatedKg",
      (SELECT count(*)::int FROM contract WHERE tender_id = $1) AS contracts,
      (SELECT count(*)::int FROM contract WHERE tender_id = $1 AND status = 'effective') AS "contractsEffective"`,
    [tenderId],
  )
  if (!row) return NOTHING
  return BIDDER_WATCHERS.includes(actor.role) || row.bidsRound1 > 0 ? row : { ...row, declarations: 0 }
}

const bids = (round: number) =>
  `(SELECT count(DISTINCT b.declaration_id)::int FROM sealed_bid b JOIN price_round r ON r.id = b.round_id AND r.policy_version = b.policy_version
    WHERE r.tender_id = $1 AND r.number = ${round} AND r.status IN ('closed','opening','opened'))`
