import type { Tx } from '../../platform/db.ts'
import { SHEET_COLUMNS, type SheetRow } from './store.ts'

/** An expert's own submitted sheets among some, locked. */
export const loadOwnSheets = (tx: Tx, tenderId: string, expertId: string, sheetIds: readonly string[]) =>
  tx.rows<SheetRow>(
    `SELECT ${SHEET_COLUMNS} FROM review_sheet r JOIN expert e ON e.id = r.expert_id JOIN supplier s ON s.id = r.supplier_id
     WHERE r.tender_id = $1 AND r.expert_id = $2 AND r.id = ANY($3) AND r.status = 'submitted' ORDER BY r.id FOR UPDATE OF r`,
    [tenderId, expertId, sheetIds],
  )

/** Stores the reasons that were asked for. */
export const setReasons = (
  tx: Tx,
  given: readonly { readonly sheetId: string; readonly indicatorCode: string; readonly reason: string }[],
) =>
  tx.run(
    `UPDATE score s SET reason = n.reason, reason_due = false FROM UNNEST($1::uuid[], $2::text[], $3::text[]) AS n(sheet, code, reason)
     WHERE s.sheet_id = n.sheet AND s.indicator_code = n.code`,
    [given.map(g => g.sheetId), given.map(g => g.indicatorCode), given.map(g => g.reason.trim())],
  )

export const setHashes = (tx: Tx, sheets: readonly { readonly id: string; readonly hash: string }[]) =>
  tx.run(
    'UPDATE review_sheet r SET hash = n.hash FROM UNNEST($1::uuid[], $2::text[]) AS n(id, hash) WHERE r.id = n.id',
    [sheets.map(sheet => sheet.id), sheets.map(sheet => sheet.hash)],
  )
