import { EXPIRY_WARNING_DAYS } from '#domain/files.ts'
import type { Role } from '#domain/permissions.ts'
import type { SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'

/** A number on a dashboard; its words are the UI's. */
export interface Figure {
  readonly key: string
  readonly value: string
  readonly unit: string | null
}

export interface SeriesPoint {
  readonly label: string
  readonly value: number
  readonly value2: number | null
}

export interface Chart {
  readonly key: string
  readonly points: readonly SeriesPoint[]
}

export interface TenderHead {
  readonly id: string
  readonly title: string
  readonly stage: string
  readonly closesAt: Date | null
}

const LATEST_TENDERS = 20

/** Tenders that a person takes part in, newest first: members' hospitals and bureaus see their province's. */
export const tendersOf = (tx: Tx, actor: SignedIn) =>
  tx.rows<TenderHead>(
    `SELECT t.id, t.title, t.stage, s.closes_at AS "closesAt"
     FROM tender t LEFT JOIN tender_stage s ON s.tender_id = t.id AND s.stage = t.stage
     WHERE $1 NOT IN ('hospital','cityBureau','provinceBureau') OR EXISTS (
       SELECT 1 FROM tender_member m WHERE m.tender_id = t.id AND m.province_id = coalesce($2,
         (SELECT c.province_id FROM city c WHERE c.id = coalesce($3, (SELECT h.city_id FROM hospital h WHERE h.id = $4)))))
     ORDER BY t.created_at DESC, t.code LIMIT ${LATEST_TENDERS}`,
    [actor.role, actor.provinceId, actor.cityId, actor.hospitalId],
  )

/** The id that a role's figures are limited to: its own organisation. */
export const ownId = (actor: SignedIn): string | null =>
  actor.hospitalId ??
  actor.supplierId ??
  actor.distributorId ??
  actor.expertId ??
  actor.cityId ??
  actor.provinceId ??
  actor.userId

const count = (from: string) => `SELECT count(*)::bigint FROM ${from}`
const AREA = `SELECT h.id FROM hospital h JOIN city c ON c.id = h.city_id WHERE c.id = $2 OR c.province_id = $2`
const SUBMITTED = `status NOT IN ('draft','returned')`

/** Own papers that have expired or end too early for the campaign. */
export const OWN_EXPIRING = `SELECT count(*)::bigint FROM answer_evidence e WHERE e.tender_id = $1 AND e.supplier_id = $2
  AND e.valid_until < (SELECT greatest(tender_now($1), coalesce(max(closes_at), tender_now($1)) + interval '${EXPIRY_WARNING_DAYS} days')
    AT TIME ZONE 'Asia/Shanghai' FROM tender_stage WHERE tender_id = $1)::date`

/** One query per figure: $1 the tender, $2 the actor's own organisation. */
const FIGURES: Readonly<Record<string, string>> = {
  hospitals: count(
    'hospital h JOIN city c ON c.id = h.city_id JOIN tender_member m ON m.province_id = c.province_id WHERE m.tender_id = $1',
  ),
  areaHospitals: count(`(${AREA}) a WHERE $1::uuid IS NOT NULL`),
  reportsSubmitted: count(`demand_report WHERE tender_id = $1 AND ${SUBMITTED}`),
  areaSubmitted: count(`demand_report WHERE tender_id = $1 AND ${SUBMITTED} AND hospital_id IN (${AREA})`),
  areaKg: `SELECT coalesce(sum(quantity_kg), 0)::bigint FROM demand_line WHERE tender_id = $1 AND hospital_id IN (${AREA})`,
  demandKg: 'SELECT coalesce(sum(quantity_kg), 0)::bigint FROM demand_line WHERE tender_id = $1',
  ownKg: 'SELECT coalesce(sum(quantity_kg), 0)::bigint FROM demand_line WHERE tender_id = $1 AND hospital_id = $2',
  linesReported: count('demand_line WHERE tender_id = $1 AND hospital_id = $2 AND quantity_kg > 0'),
  lots: count('lot WHERE tender_id = $1 AND $2::uuid IS NOT NULL'),
  declarations: count(`declaration WHERE tender_id = $1 AND status = 'submitted'`),
  ownExpiring: OWN_EXPIRING,
  ownDeclarations: count('declaration WHERE tender_id = $1 AND supplier_id = $2'),
  sealed: count(
    'declaration d WHERE d.tender_id = $1 AND d.supplier_id = $2 AND EXISTS (SELECT 1 FROM sealed_bid b WHERE b.declaration_id = d.id)',
  ),
  awards: count(
    "award a JOIN declaration d ON d.id = a.declaration_id JOIN notice n ON n.tender_id = d.tender_id AND n.kind = 'proposedAward' AND n.withdrawn_at IS NULL WHERE d.tender_id = $1 AND d.supplier_id = $2",
  ),
  winners: count('award a JOIN lot l ON l.id = a.lot_id WHERE l.tender_id = $1'),
  shortlisted: count(
    `ranking_entry e JOIN lot l ON l.id = e.lot_id WHERE l.tender_id = $1 AND e.phase = 'shortlist' AND e.selected`,
  ),
  sheetsDone: count(`review_sheet WHERE tender_id = $1 AND expert_id = $2 AND status = 'submitted'`),
  sheetsLeft: count(`review_sheet WHERE tender_id = $1 AND expert_id = $2 AND status = 'assigned'`),
  labSigned: count('blind_sample WHERE tender_id = $1 AND $2::uuid IS NOT NULL AND signed_at IS NOT NULL'),
  labLeft: count('blind_sample WHERE tender_id = $1 AND $2::uuid IS NOT NULL AND signed_at IS NULL'),
  ownAgreedKg:
    'SELECT coalesce(sum(c.base_kg + c.adjustment_kg), 0)::bigint FROM allocation_cell c JOIN allocation_run r ON r.id = c.run_id AND r.adopted_at IS NOT NULL WHERE r.tender_id = $1 AND c.hospital_id = $2',
  allocatedKg:
    'SELECT coalesce(max(allocated_kg), 0)::bigint FROM allocation_run WHERE tender_id = $1 AND adopted_at IS NOT NULL',
  contracts: count('contract WHERE tender_id = $1'),
  contractsEffective: count(`contract WHERE tender_id = $1 AND status = 'effective'`),
  ownContracts: count('contract WHERE tender_id = $1 AND $2 IN (hospital_id, supplier_id, distributor_id)'),
  ownEffective: count(
    `contract WHERE tender_id = $1 AND status = 'effective' AND $2 IN (hospital_id, supplier_id, distributor_id)`,
  ),
  rounds: count('price_round WHERE tender_id = $1'),
  officerKeys: count(
    'officer_key k JOIN price_round r ON r.id = k.round_id AND r.policy_version = k.policy_version WHERE r.tender_id = $1',
  ),
  users: count('app_user WHERE $1::uuid IS NULL OR true'),
  jobsRunning: count(`job WHERE status = 'running'`),
  jobsFailed: count(`job WHERE status = 'failed'`),
  auditRows: count('audit_row WHERE tender_id = $1'),
}

type Shown = readonly [query: string, key: string]

const CAMPAIGN: readonly Shown[] = [
  ['reportsSubmitted', 'reportsSubmitted'],
  ['demandKg', 'demandKg'],
  ['declarations', 'declarations'],
  ['shortlisted', 'shortlisted'],
  ['winners', 'winners'],
  ['allocatedKg', 'allocatedKg'],
  ['contractsEffective', 'contractsEffective'],
]
const AREA_FIGURES: readonly Shown[] = [
  ['areaHospitals', 'hospitals'],
  ['areaSubmitted', 'reportsSubmitted'],
  ['areaKg', 'demandKg'],
]

/** What each role sees: the query, and the key of its words (which name the unit). */
const SHOWN: Readonly<Record<Role, readonly Shown[]>> = {
  office: [['hospitals', 'hospitals'], ...CAMPAIGN],
  supervisor: [...CAMPAIGN, ['auditRows', 'auditRows']],
  auditor: [...CAMPAIGN, ['auditRows', 'auditRows']],
  admin: [
    ['users', 'users'],
    ['jobsRunning', 'jobsRunning'],
    ['jobsFailed', 'jobsFailed'],
    ['auditRows', 'auditRows'],
  ],
  officer: [
    ['rounds', 'rounds'],
    ['officerKeys', 'officerKeys'],
  ],
  lab: [
    ['labSigned', 'samplesSigned'],
    ['labLeft', 'samplesLeft'],
  ],
  expert: [
    ['sheetsDone', 'sheetsDone'],
    ['sheetsLeft', 'sheetsLeft'],
  ],
  supplier: [
    ['ownDeclarations', 'declarations'],
    ['ownExpiring', 'expiringPapers'],
    ['sealed', 'bidsSealed'],
    ['awards', 'awards'],
    ['ownContracts', 'contracts'],
    ['ownEffective', 'contractsEffective'],
  ],
  distributor: [
    ['ownContracts', 'contracts'],
    ['ownEffective', 'contractsEffective'],
  ],
  hospital: [
    ['lots', 'lots'],
    ['linesReported', 'linesReported'],
    ['ownKg', 'demandKg'],
    ['ownAgreedKg', 'agreedKg'],
    ['ownContracts', 'contracts'],
    ['ownEffective', 'contractsEffective'],
  ],
  cityBureau: AREA_FIGURES,
  provinceBureau: AREA_FIGURES,
}

/** The role's figures for one tender. */
export async function loadFigures(tx: Tx, actor: SignedIn, tenderId: string | null): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [query, key] of SHOWN[actor.role]) {
    const sql = FIGURES[query] ?? ''
    const params = [tenderId, ownId(actor)].slice(0, sql.includes('$2') ? 2 : sql.includes('$1') ? 1 : 0)
    const row = await tx.row<{ value: bigint }>(`SELECT (${sql}) AS value`, params)
    figures.push({ key, value: String(row?.value ?? 0n), unit: null })
  }
  return figures
}

const DEMAND_BY_PROVINCE = `SELECT p.name AS label, coalesce(sum(l.quantity_kg), 0)::float AS value,
    coalesce(sum(l.quantity_kg) FILTER (WHERE r.status = 'provinceApproved'), 0)::float AS value2
  FROM tender_member m JOIN province p ON p.id = m.province_id
  LEFT JOIN city c ON c.province_id = p.id LEFT JOIN hospital h ON h.city_id = c.id
  LEFT JOIN demand_line l ON l.hospital_id = h.id AND l.tender_id = $1
  LEFT JOIN demand_report r ON r.hospital_id = h.id AND r.tender_id = $1
  WHERE m.tender_id = $1 GROUP BY p.code, p.name ORDER BY p.code`
const FUNNEL = `SELECT x.label, x.value::float, NULL::float AS value2 FROM (VALUES
    (1, 'declarations', (${FIGURES.declarations})), (2, 'shortlisted', (${FIGURES.shortlisted})), (3, 'winners', (${FIGURES.winners}))) AS x(n, label, value) ORDER BY n`
const OWN_AREA = `SELECT c.name AS label, count(r.hospital_id) FILTER (WHERE r.${SUBMITTED})::float AS value, count(h.id)::float AS value2
  FROM city c JOIN hospital h ON h.city_id = c.id LEFT JOIN demand_report r ON r.hospital_id = h.id AND r.tender_id = $1
  WHERE c.id = $2 OR c.province_id = $2 GROUP BY c.code, c.name ORDER BY c.code`
const OWN_DEMAND = `SELECT v.name AS label, coalesce(sum(l.quantity_kg), 0)::float AS value, coalesce(sum(l.last_year_kg), 0)::float AS value2
  FROM demand_line l JOIN lot ON lot.id = l.lot_id JOIN spec s ON s.id = lot.spec_id JOIN variety v ON v.id = s.variety_id
  WHERE l.tender_id = $1 AND l.hospital_id = $2 GROUP BY v.code, v.name ORDER BY v.code`
const byStatus = (table: string, where: string) =>
  `SELECT status AS label, count(*)::float AS value, NULL::float AS value2 FROM ${table} WHERE tender_id = $1 AND ${where} GROUP BY status ORDER BY status`
const OWN_DECLARATIONS = `SELECT l.code AS label, d.capacity_kg::float AS value, NULL::float AS value2
  FROM declaration d JOIN lot l ON l.id = d.lot_id WHERE d.tender_id = $1 AND d.supplier_id = $2 ORDER BY l.code`
const AUDIT = `SELECT action AS label, count(*)::float AS value, NULL::float AS value2 FROM audit_row WHERE tender_id = $1 GROUP BY action ORDER BY 2 DESC, 1 LIMIT 15`
const USERS = `SELECT role AS label, count(*)::float AS value, NULL::float AS value2 FROM app_user GROUP BY role ORDER BY role`
const KEYS = `SELECT k.body AS label, count(*)::float AS value, NULL::float AS value2 FROM officer_key k JOIN price_round r ON r.id = k.round_id AND r.policy_version = k.policy_version WHERE r.tender_id = $1 GROUP BY k.body ORDER BY k.body`

const CHARTS: Readonly<Record<Role, readonly [key: string, sql: string]>> = {
  office: ['demandByProvince', DEMAND_BY_PROVINCE],
  supervisor: ['funnel', FUNNEL],
  auditor: ['auditByAction', AUDIT],
  admin: ['usersByRole', USERS],
  officer: ['keysByBody', KEYS],
  lab: [
    'samplesByLot',
    `SELECT l.code AS label, count(b.signed_at)::int AS value, count(*)::int AS value2 FROM blind_sample b JOIN lot l ON l.id = b.lot_id
     WHERE b.tender_id = $1 AND $2::uuid IS NOT NULL GROUP BY l.code ORDER BY l.code`,
  ],
  expert: ['sheetsByStatus', byStatus('review_sheet', `expert_id = $2 AND status <> 'void'`)],
  supplier: ['declarationsByLot', OWN_DECLARATIONS],
  distributor: ['contractsByStatus', byStatus('contract', 'distributor_id = $2')],
  hospital: ['demandByVariety', OWN_DEMAND],
  cityBureau: ['demandByCity', OWN_AREA],
  provinceBureau: ['demandByCity', OWN_AREA],
}

/** The role's chart for one tender. */
export async function loadChart(tx: Tx, actor: SignedIn, tenderId: string | null): Promise<Chart> {
  const [key, sql] = CHARTS[actor.role]
  const params = [tenderId, ownId(actor)].slice(0, sql.includes('$2') ? 2 : sql.includes('$1') ? 1 : 0)
  return { key, points: await tx.rows<SeriesPoint>(sql, params) }
}

/** The database's clock: the one that countdowns are shown against. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const row = await tx.row<{ now: Date }>('SELECT clock_timestamp() AS now')
  if (!row) throw new Error('a query without FROM gives a row')
  return row.now
}
