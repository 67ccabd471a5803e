import type { ReviewPhase } from '#domain/reviewPlan.ts'
import type { Tx } from '../../platform/db.ts'

/** @throws Error before the freeze */
export async function loadFreezeHash(tx: Tx, tenderId: string): Promise<string> {
  const row = await tx.row<{ hash: string }>('SELECT hash FROM score_freeze WHERE tender_id = $1', [tenderId])
  if (!row) throw new Error('the scores are not frozen')
  return row.hash
}

/** The tender's lots with their varieties. */
export async function loadLots(tx: Tx, tenderId: string): Promise<(readonly [lot: string, variety: string])[]> {
  const rows = await tx.rows<{ lot: string; variety: string }>(
    `SELECT l.code AS lot, v.code AS variety FROM lot l JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
     WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C"`,
    [tenderId],
  )
  return rows.map(row => [row.lot, row.variety])
}

export interface SheetRow {
  readonly phase: ReviewPhase
  readonly supplier: string
  readonly subjectKey: string
  readonly part: string
  readonly panel: boolean
  readonly slot: number
  readonly expert: string
  readonly scores: readonly (readonly [indicator: string, pointsCenti: number, reason: string | null])[]
}

/** Submitted sheets with their scores, by supplier, subject, part, review and slot. */
export const loadSheets = (tx: Tx, tenderId: string) =>
  tx.rows<SheetRow>(
    `SELECT r.phase, s.code AS supplier, r.subject_key AS "subjectKey", r.part, r.panel, r.slot, e.code AS expert,
       (SELECT json_agg(json_build_array(c.indicator_code, c.points_centi, c.reason) ORDER BY c.indicator_code COLLATE "C")
        FROM score c WHERE c.sheet_id = r.id) AS scores
     FROM review_sheet r JOIN supplier s ON s.id = r.supplier_id JOIN expert e ON e.id = r.expert_id
     WHERE r.tender_id = $1 AND r.status = 'submitted'
     ORDER BY s.code COLLATE "C", r.subject_key COLLATE "C", r.part COLLATE "C", r.panel, r.phase, r.slot`,
    [tenderId],
  )

export interface SignatureRow {
  readonly phase: ReviewPhase
  readonly expert: string
  readonly publicKey: string
  readonly signature: string
}

/** Each expert's last signature of each review. */
export const loadSignatures = (tx: Tx, tenderId: string) =>
  tx.rows<SignatureRow>(
    `SELECT DISTINCT ON (e.code, g.phase) g.phase, e.code AS expert, k.public_key AS "publicKey", g.signature
     FROM review_signature g JOIN expert e ON e.id = g.expert_id JOIN expert_key k ON k.id = g.key_id
     WHERE g.tender_id = $1 AND EXISTS (SELECT FROM review_sheet r WHERE r.tender_id = $1 AND r.expert_id = e.id AND r.phase = g.phase AND r.status = 'submitted')
     ORDER BY e.code, g.phase, g.signed_at DESC, g.id DESC`,
    [tenderId],
  )

/** Quality totals in hundredths of a point, by lot and supplier. */
export async function loadTotals(
  tx: Tx,
  tenderId: string,
): Promise<(readonly [lot: string, supplier: string, qualityCenti: number])[]> {
  const rows = await tx.rows<{ lot: string; supplier: string; qualityCenti: number }>(
    `SELECT l.code AS lot, s.code AS supplier, t.quality_centi AS "qualityCenti"
     FROM declaration_total t JOIN declaration d ON d.id = t.declaration_id JOIN lot l ON l.id = d.lot_id
     JOIN supplier s ON s.id = d.supplier_id WHERE d.tender_id = $1 ORDER BY l.code COLLATE "C", s.code COLLATE "C"`,
    [tenderId],
  )
  return rows.map(row => [row.lot, row.supplier, row.qualityCenti])
}
