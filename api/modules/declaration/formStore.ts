import type { Tx } from '../../platform/db.ts'

/** A lot that the supplier has declared, with the names people know it by. */
export interface DeclaredLot {
  readonly code: string
  readonly varietyCode: string
  readonly varietyName: string
}

export const loadDeclaredLots = (tx: Tx, tenderId: string, supplierId: string) =>
  tx.rows<DeclaredLot>(
    `SELECT l.code, v.code AS "varietyCode", v.name AS "varietyName"
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id
     WHERE d.tender_id = $1 AND d.supplier_id = $2 AND d.status <> 'withdrawn' ORDER BY l.code COLLATE "C"`,
    [tenderId, supplierId],
  )

/** Names of the files the supplier has attached. */
export const loadFileNames = (tx: Tx, tenderId: string, supplierId: string) =>
  tx.rows<{ subjectKey: string; indicatorCode: string; name: string }>(
    `SELECT e.subject_key AS "subjectKey", e.indicator_code AS "indicatorCode", f.name
     FROM answer_evidence e JOIN stored_file f ON f.id = e.file_id
     WHERE e.tender_id = $1 AND e.supplier_id = $2 ORDER BY e.attached_at, e.id`,
    [tenderId, supplierId],
  )
