import type { Tx } from '../../platform/db.ts'

/** Makes the scores of a void sheet the drafts of the one that took its place; how many. */
export const copyToDrafts = (tx: Tx, voidSheetId: string) =>
  tx.run(
    `INSERT INTO score_draft (sheet_id, indicator_code, points_centi, reason, flagged, updated_at)
     SELECT n.id, s.indicator_code, s.points_centi, s.reason, false, clock_timestamp()
     FROM review_sheet o JOIN score s ON s.sheet_id = o.id
     JOIN review_sheet n ON n.tender_id = o.tender_id AND n.supplier_id = o.supplier_id AND n.subject_key = o.subject_key
       AND n.phase = o.phase AND n.part = o.part AND n.panel = o.panel AND n.slot = o.slot AND n.expert_id = o.expert_id AND n.status = 'assigned'
     WHERE o.id = $1`,
    [voidSheetId],
  )

/** The tender of a sheet; null if there is no such sheet. */
export async function findTenderOfSheet(tx: Tx, sheetId: string): Promise<string | null> {
  const row = await tx.row<{ tenderId: string }>('SELECT tender_id AS "tenderId" FROM review_sheet WHERE id = $1', [
    sheetId,
  ])
  return row?.tenderId ?? null
}
