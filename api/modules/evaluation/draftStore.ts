import type { Tx } from '../../platform/db.ts'

/** What is typed for one item so far. */
export interface GivenDraft {
  readonly sheetId: string
  readonly indicatorCode: string
  readonly pointsCenti: number | null
  readonly reason: string | null
  readonly flagged: boolean
}

/**
 * Writes drafts over for open sheets that the actor may see and that ask for the indicator. The sheets are locked against
 * a submission at the same moment.
 * @returns '<sheet> <indicator>' of what was kept
 */
export async function saveDrafts(tx: Tx, drafts: readonly GivenDraft[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ key: string }>(
    `WITH open AS (SELECT id, tender_id, indicator_codes FROM review_sheet WHERE id = ANY($1::uuid[]) AND status = 'assigned' FOR SHARE)
     INSERT INTO score_draft (sheet_id, indicator_code, points_centi, reason, flagged, updated_at)
     SELECT DISTINCT ON (o.id, n.code) o.id, n.code, n.points, n.reason, n.flagged, clock_timestamp()
     FROM UNNEST($1::uuid[], $2::text[], $3::int[], $4::text[], $5::boolean[]) WITH ORDINALITY AS n(sheet, code, points, reason, flagged, at)
     JOIN open o ON o.id = n.sheet AND n.code = ANY(o.indicator_codes) ORDER BY o.id, n.code, n.at DESC
     ON CONFLICT (sheet_id, indicator_code) DO UPDATE SET points_centi = excluded.points_centi, reason = excluded.reason,
       flagged = excluded.flagged, updated_at = excluded.updated_at
     RETURNING sheet_id || ' ' || indicator_code AS key`,
    [
      drafts.map(d => d.sheetId),
      drafts.map(d => d.indicatorCode),
      drafts.map(d => d.pointsCenti),
      drafts.map(d => d.reason),
      drafts.map(d => d.flagged),
    ],
  )
  return new Set(rows.map(row => row.key))
}
