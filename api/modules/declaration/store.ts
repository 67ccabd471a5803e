import type { RelatedStanding, SupplierStanding } from '#domain/declaration.ts'
import type { Tx } from '../../platform/db.ts'

export interface SupplierRow extends SupplierStanding, RelatedStanding {
  readonly id: string
}

/** The supplier as the register knows it now. */
export async function loadSupplier(tx: Tx, id: string): Promise<SupplierRow> {
  const row = await tx.row<SupplierRow>(
    `SELECT id, code, licence_no AS "licenceNo", has_gmp AS "hasGmp", has_traceability AS "hasTraceability", blacklisted,
       related_group AS "relatedGroup"
     FROM supplier WHERE id = $1`,
    [id],
  )
  if (!row) throw new Error(`supplier ${id} has a user but no row`)
  return row
}

/** Related companies declare one after the other, so that neither overlooks the other (实施条例 34). */
export const lockGroup = (tx: Tx, tenderId: string, relatedGroup: string) =>
  tx.run(`SELECT pg_advisory_xact_lock(hashtextextended($1, 34))`, [`${tenderId}:${relatedGroup}`])

export interface LotRow {
  readonly id: string
  readonly code: string
  readonly varietyCode: string
}

export const loadLots = (tx: Tx, tenderId: string) =>
  tx.rows<LotRow>(
    `SELECT l.id, l.code, v.code AS "varietyCode"
     FROM lot l JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id WHERE l.tender_id = $1`,
    [tenderId],
  )

export interface RelatedDeclaration extends RelatedStanding {
  readonly lotId: string
}

/** Declarations of the other companies of a group. */
export const loadRelated = (tx: Tx, tenderId: string, supplier: SupplierRow) =>
  tx.rows<RelatedDeclaration>(
    `SELECT d.lot_id AS "lotId", s.code, s.related_group AS "relatedGroup"
     FROM declaration d JOIN supplier s ON s.id = d.supplier_id
     WHERE d.tender_id = $1 AND d.status <> 'withdrawn' AND s.related_group = $2 AND s.id <> $3`,
    [tenderId, supplier.relatedGroup, supplier.id],
  )

/**
 * Adds drafts, or changes the capacity of declarations that are there; one that was submitted is a draft again then.
 * @returns how many declarations changed
 */
export const saveDrafts = (
  tx: Tx,
  tenderId: string,
  supplierId: string,
  lots: readonly { readonly lotId: string; readonly capacityKg: number }[],
) =>
  tx.run(
    `INSERT INTO declaration (tender_id, supplier_id, lot_id, status, capacity_kg)
     SELECT $1, $2, l.id, 'draft', l.kg FROM UNNEST($3::uuid[], $4::int[]) AS l(id, kg)
     ON CONFLICT (supplier_id, lot_id) DO UPDATE SET capacity_kg = EXCLUDED.capacity_kg, status = 'draft', submitted_at = NULL,
       receipt_hash = NULL
     WHERE declaration.capacity_kg <> EXCLUDED.capacity_kg OR declaration.status = 'withdrawn'`,
    [tenderId, supplierId, lots.map(lot => lot.lotId), lots.map(lot => lot.capacityKg)],
  )

export interface AnswerToSave {
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly value?: unknown
  readonly proposedCenti: number | null
}

export const saveAnswers = (tx: Tx, tenderId: string, supplierId: string, answers: readonly AnswerToSave[]) =>
  tx.run(
    `INSERT INTO answer (tender_id, supplier_id, indicator_code, subject_key, value, proposed_centi)
     SELECT $1, $2, a.code, a.subject, a.value::jsonb, a.proposed
     FROM UNNEST($3::text[], $4::text[], $5::text[], $6::int[]) AS a(code, subject, value, proposed)
     ON CONFLICT (tender_id, supplier_id, subject_key, indicator_code)
     DO UPDATE SET value = EXCLUDED.value, proposed_centi = EXCLUDED.proposed_centi`,
    [
      tenderId,
      supplierId,
      answers.map(a => a.indicatorCode),
      answers.map(a => a.subjectKey),
      answers.map(a => JSON.stringify(a.value)),
      answers.map(a => a.proposedCenti),
    ],
  )

export interface OwnDeclaration extends LotRow {
  readonly declarationId: string
  readonly status: string
  readonly capacityKg: number
  readonly receiptHash: string | null
}

/** The supplier's declarations that are not withdrawn, locked, in the order of their lots. */
export const lockOwn = (tx: Tx, tenderId: string, supplierId: string) =>
  tx.rows<OwnDeclaration>(
    `SELECT d.id AS "declarationId", d.status, d.capacity_kg AS "capacityKg", d.receipt_hash AS "receiptHash",
       l.id, l.code, v.code AS "varietyCode"
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id
     WHERE d.tender_id = $1 AND d.supplier_id = $2 AND d.status <> 'withdrawn'
     ORDER BY l.code COLLATE "C" FOR UPDATE OF d`,
    [tenderId, supplierId],
  )

/** Which indicators the supplier has answered, by subject. */
export const loadAnswered = (tx: Tx, tenderId: string, supplierId: string) =>
  tx.rows<{ subjectKey: string; indicatorCode: string }>(
    `SELECT subject_key AS "subjectKey", indicator_code AS "indicatorCode" FROM answer
     WHERE tender_id = $1 AND supplier_id = $2`,
    [tenderId, supplierId],
  )

/** How many answers each declaration has, over its three levels. */
export const countAnswers = (tx: Tx, declarationIds: readonly string[]) =>
  tx.rows<{ id: string; answered: number }>(
    `SELECT d.id, count(*)::int AS answered
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id
     JOIN answer a ON a.tender_id = d.tender_id AND a.supplier_id = d.supplier_id
       AND a.subject_key IN ('company', 'variety:' || v.code, 'lot:' || l.code)
     WHERE d.id = ANY($1::uuid[]) GROUP BY d.id`,
    [declarationIds],
  )
