import type { Tx } from '../../platform/db.ts'

/** Writes down that every supplier with a declaration (and so every one with an envelope) is told of a notice. */
export const tellDeclarers = (tx: Tx, told: { noticeId: string; tenderId: string; toldAt: Date }) =>
  tx.run(
    `INSERT INTO notice_delivery (notice_id, supplier_id, told_at)
     SELECT DISTINCT $1::uuid, d.supplier_id, $3::timestamptz FROM declaration d WHERE d.tender_id = $2`,
    [told.noticeId, told.tenderId, told.toldAt],
  )

/** Notes that a supplier has seen what it was told, once. @returns how many it had not seen before */
export const markSeen = (tx: Tx, supplierId: string, noticeIds: readonly string[]) =>
  tx.run(
    `UPDATE notice_delivery d SET seen_at = tender_now(n.tender_id) FROM notice n
     WHERE n.id = d.notice_id AND d.supplier_id = $1 AND d.notice_id = ANY($2::uuid[]) AND d.seen_at IS NULL`,
    [supplierId, noticeIds],
  )
