import type { Party } from '#domain/contract.ts'
import type { CopyValue, Tx } from '../../platform/db.ts'

/** Whether a supplier has finally won something in the tender. */
export async function isWinner(tx: Tx, tenderId: string, supplierId: string): Promise<boolean> {
  const row = await tx.row(
    `SELECT 1 AS found FROM award a JOIN declaration d ON d.id = a.declaration_id
     WHERE d.tender_id = $1 AND d.supplier_id = $2 AND a.status = 'final' LIMIT 1`,
    [tenderId, supplierId],
  )
  return row !== null
}

/** The ids of the cities of the tender's members. */
export async function loadCityIds(tx: Tx, tenderId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(
    'SELECT c.id FROM city c JOIN tender_member m ON m.province_id = c.province_id WHERE m.tender_id = $1',
    [tenderId],
  )
  return new Set(rows.map(row => row.id))
}

export async function loadDistributorIds(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>('SELECT id FROM distributor')
  return new Set(rows.map(row => row.id))
}

/** Puts a supplier's distributors for these cities in the place of those named before. */
export async function replaceOffers(
  tx: Tx,
  party: { tenderId: string; supplierId: string },
  cityIds: readonly string[],
  offers: readonly { readonly cityId: string; readonly distributorId: string }[],
): Promise<number> {
  await tx.run(
    'DELETE FROM distribution_offer WHERE tender_id = $1 AND supplier_id = $2 AND city_id = ANY($3::uuid[])',
    [party.tenderId, party.supplierId, cityIds],
  )
  return tx.run(
    `INSERT INTO distribution_offer (tender_id, supplier_id, city_id, distributor_id)
     SELECT $1, $2, * FROM UNNEST($3::uuid[], $4::uuid[])`,
    [party.tenderId, party.supplierId, offers.map(o => o.cityId), offers.map(o => o.distributorId)],
  )
}

/** supplier:distributor of everything suppliers named for the hospital's city. */
export async function loadOffersTo(tx: Tx, tenderId: string, hospitalId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ key: string }>(
    `SELECT o.supplier_id || ':' || o.distributor_id AS key FROM distribution_offer o JOIN hospital h ON h.city_id = o.city_id
     WHERE o.tender_id = $1 AND h.id = $2`,
    [tenderId, hospitalId],
  )
  return new Set(rows.map(row => row.key))
}

export const savePicks = (
  tx: Tx,
  party: { tenderId: string; hospitalId: string },
  picks: readonly { readonly supplierId: string; readonly distributorId: string }[],
) =>
  tx.run(
    `INSERT INTO distributor_pick (tender_id, hospital_id, supplier_id, distributor_id)
     SELECT $1, $2, * FROM UNNEST($3::uuid[], $4::uuid[])
     ON CONFLICT (tender_id, hospital_id, supplier_id) DO UPDATE SET distributor_id = EXCLUDED.distributor_id`,
    [party.tenderId, party.hospitalId, picks.map(p => p.supplierId), picks.map(p => p.distributorId)],
  )

/** Cities in which the run allocates anything, by code, with the number of cells; the missing deliveries counted. */
export const loadCityLoads = (tx: Tx, runId: string) =>
  tx.rows<{ cityId: string; cells: number; distributorsMissing: number }>(
    `WITH part AS MATERIALIZED (
       SELECT h.city_id, d.supplier_id, r.tender_id, count(*)::int AS cells FROM allocation_cell x
       JOIN allocation_run r ON r.id = x.run_id JOIN hospital h ON h.id = x.hospital_id JOIN declaration d ON d.id = x.declaration_id
       WHERE x.run_id = $1 GROUP BY 1, 2, 3)
     SELECT c.id AS "cityId", sum(p.cells)::int AS cells, count(*) FILTER (WHERE NOT EXISTS (
         SELECT 1 FROM distribution_offer o WHERE o.tender_id = p.tender_id AND o.supplier_id = p.supplier_id AND o.city_id = p.city_id
       ))::int AS "distributorsMissing"
     FROM part p JOIN city c ON c.id = p.city_id GROUP BY c.id, c.code ORDER BY c.code COLLATE "C"`,
    [runId],
  )

/** A cell as a line of a contract to be. */
export interface CellRow {
  readonly hospitalId: string
  readonly hospital: string
  readonly hospitalName: string
  readonly supplierId: string
  readonly supplier: string
  readonly supplierName: string
  readonly lotId: string
  readonly lot: string
  readonly quantityKg: number
  readonly priceFen: bigint
}

/** What a run allocates to the hospitals of a city, at the awarded prices, by the codes of hospital, supplier and lot. */
export const loadCells = (tx: Tx, runId: string, cityId: string) =>
  tx.rows<CellRow>(
    `SELECT h.id AS "hospitalId", h.code AS hospital, h.name AS "hospitalName", s.id AS "supplierId", s.code AS supplier, s.name AS "supplierName",
       l.id AS "lotId", l.code AS lot, x.base_kg + x.adjustment_kg AS "quantityKg", a.price_fen AS "priceFen"
     FROM hospital h JOIN allocation_cell x ON x.hospital_id = h.id AND x.run_id = $1
     JOIN declaration d ON d.id = x.declaration_id JOIN supplier s ON s.id = d.supplier_id
     JOIN lot l ON l.id = x.lot_id JOIN award a ON a.declaration_id = d.id AND a.status = 'final'
     WHERE h.city_id = $2 ORDER BY h.code COLLATE "C", s.code COLLATE "C", l.code COLLATE "C"`,
    [runId, cityId],
  )

export interface OfferRow {
  readonly supplierId: string
  readonly distributorId: string
  readonly code: string
  readonly name: string
}

export const loadOffersIn = (tx: Tx, tenderId: string, cityId: string) =>
  tx.rows<OfferRow>(
    `SELECT o.supplier_id AS "supplierId", d.id AS "distributorId", d.code, d.name FROM distribution_offer o
     JOIN distributor d ON d.id = o.distributor_id WHERE o.tender_id = $1 AND o.city_id = $2`,
    [tenderId, cityId],
  )

/** Picks of a city's hospitals: `hospitalId:supplierId` → distributor code. */
export async function loadPicksIn(tx: Tx, tenderId: string, cityId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<{ key: string; code: string }>(
    `SELECT p.hospital_id || ':' || p.supplier_id AS key, d.code FROM distributor_pick p
     JOIN hospital h ON h.id = p.hospital_id JOIN distributor d ON d.id = p.distributor_id
     WHERE p.tender_id = $1 AND h.city_id = $2`,
    [tenderId, cityId],
  )
  return new Map(rows.map(row => [row.key, row.code]))
}

/** A contract ready to be stored. */
export interface DraftRow {
  readonly id: string
  readonly tenderId: string
  readonly number: string
  readonly hospitalId: string
  readonly supplierId: string
  readonly distributorId: string
  readonly contentHash: string
  readonly totalKg: number
  readonly totalFen: bigint
  readonly lines: readonly { readonly lotId: string; readonly quantityKg: number; readonly priceFen: bigint }[]
}

/** The numbers among these that are in use. */
export async function findNumbers(tx: Tx, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ number: string }>('SELECT number FROM contract WHERE number = ANY($1)', [numbers])
  return new Set(rows.map(row => row.number))
}

const DRAFT_COLUMNS = [
  'id',
  'tender_id',
  'number',
  'hospital_id',
  'supplier_id',
  'distributor_id',
  'content_hash',
  'total_kg',
  'total_fen',
  'status',
]

export async function insertDrafts(tx: Tx, drafts: readonly DraftRow[]): Promise<void> {
  await tx.copy('contract', DRAFT_COLUMNS, drafts.map(draftValues))
  await tx.copy('contract_line', ['contract_id', 'lot_id', 'quantity_kg', 'price_fen'], drafts.flatMap(lineValues))
}

const draftValues = (d: DraftRow): readonly CopyValue[] => [
  d.id,
  d.tenderId,
  d.number,
  d.hospitalId,
  d.supplierId,
  d.distributorId,
  d.contentHash,
  d.totalKg,
  d.totalFen,
  'drafted',
]

const lineValues = (d: DraftRow): (readonly CopyValue[])[] =>
  d.lines.map(line => [d.id, line.lotId, line.quantityKg, line.priceFen])

/** Number and kg of all contracts of the tender, against the kg of the run they come from. */
export async function loadSums(
  tx: Tx,
  tenderId: string,
  runId: string,
): Promise<{ contracts: number; kg: bigint; runKg: bigint }> {
  const row = await tx.row<{ contracts: number; kg: bigint; runKg: bigint }>(
    `SELECT count(*)::int AS contracts, coalesce(sum(total_kg), 0)::bigint AS kg,
       (SELECT coalesce(allocated_kg, 0) FROM allocation_run WHERE id = $2) AS "runKg"
     FROM contract WHERE tender_id = $1`,
    [tenderId, runId],
  )
  return row ?? { contracts: 0, kg: 0n, runKg: 0n }
}

/** Fresh statistics after a bulk load: the parties' lists must find their own contracts by index at once. */
export async function analyse(tx: Tx): Promise<void> {
  await tx.run('ANALYZE contract')
  await tx.run('ANALYZE contract_line')
}

/** The party's contracts, locked in the order of their ids, so that parties who sign at once never wait in a circle. */
export const lockContracts = (
  tx: Tx,
  party: { party: Party; orgId: string; tenderId: string },
  contractIds: readonly string[] | null,
) =>
  tx.rows<{ id: string; signed: boolean }>(
    `SELECT id, ${party.party}_signed_at IS NOT NULL AS signed FROM contract
     WHERE tender_id = $1 AND ${party.party}_id = $2 AND ${contractIds ? 'id = ANY($3::uuid[])' : `${party.party}_signed_at IS NULL`}
     ORDER BY id FOR NO KEY UPDATE`,
    contractIds ? [party.tenderId, party.orgId, contractIds] : [party.tenderId, party.orgId],
  )

/** Signs locked contracts for a party. The status follows from the signatures: three make it effective. */
export async function sign(
  tx: Tx,
  signing: { party: Party; userId: string; signedAt: Date },
  contractIds: readonly string[],
): Promise<number> {
  const { party } = signing
  const others = (['supplier', 'distributor', 'hospital'] as const).filter(one => one !== party)
  await tx.run(
    `INSERT INTO contract_signature (contract_id, party, user_id, content_hash, signed_at)
     SELECT id, $2, $3, content_hash, $4 FROM contract WHERE id = ANY($1::uuid[])`,
    [contractIds, party, signing.userId, signing.signedAt],
  )
  return tx.run(
    `UPDATE contract SET ${party}_signed_at = $2,
       status = CASE WHEN ${others.map(one => `${one}_signed_at IS NOT NULL`).join(' AND ')} THEN 'effective' ELSE 'partlySigned' END
     WHERE id = ANY($1::uuid[])`,
    [contractIds, signing.signedAt],
  )
}
