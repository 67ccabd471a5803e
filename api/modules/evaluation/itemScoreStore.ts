import type { Tx } from '../../platform/db.ts'

/** A judged item as its supplier sees it. */
export interface ItemScoreRow {
  readonly lotCode: string
  readonly varietyCode: string
  readonly varietyName: string
  readonly grade: string
  readonly indicatorCode: string
  /** Hundredths of a point, rounded half up for display; the total alone is rounded for the record. */
  readonly pointsCenti: number
  readonly basis: string
  readonly phase: string
  /** What the experts wrote, without their names. */
  readonly reasons: readonly string[]
  readonly clarification: string | null
}

/**
 * The judged items of a supplier's declarations with the reasons, once the first review is announced or the scores are
 * frozen; empty before. Reasons are those of the review that decided.
 */
export const loadItemScores = (tx: Tx, tenderId: string, supplierId: string, levels: readonly [string, string][]) =>
  tx.rows<ItemScoreRow>(
    `SELECT l.code AS "lotCode", v.code AS "varietyCode", v.name AS "varietyName", p.grade, i.indicator_code AS "indicatorCode",
       ((i.numerator * 200 + i.denominator) / (2 * i.denominator))::int AS "pointsCenti", i.basis, i.phase,
       coalesce((SELECT array_agg(DISTINCT s.reason) FROM review_sheet r JOIN score s ON s.sheet_id = r.id AND s.indicator_code = i.indicator_code
         WHERE r.tender_id = $1 AND r.supplier_id = $2 AND r.status = 'submitted' AND r.phase = i.phase AND r.subject_key = k.key AND s.reason IS NOT NULL), '{}') AS reasons,
       (SELECT c.text FROM clarification c WHERE c.tender_id = $1 AND c.supplier_id = $2 AND c.subject_key = k.key AND c.indicator_code = i.indicator_code) AS clarification
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
     JOIN item_result i ON i.declaration_id = d.id JOIN UNNEST($3::text[], $4::text[]) AS n(code, level) ON n.code = i.indicator_code
     CROSS JOIN LATERAL (SELECT CASE n.level WHEN 'company' THEN 'company' WHEN 'variety' THEN 'variety:' || v.code ELSE 'lot:' || l.code END AS key) k
     WHERE d.tender_id = $1 AND d.supplier_id = $2
       AND (EXISTS (SELECT FROM review_round o WHERE o.tender_id = $1 AND o.closed_at IS NOT NULL) OR EXISTS (SELECT FROM score_freeze f WHERE f.tender_id = $1))
     ORDER BY l.code COLLATE "C", i.indicator_code COLLATE "C"`,
    [tenderId, supplierId, levels.map(([code]) => code), levels.map(([, level]) => level)],
  )
