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
 * Writes drafts over for open sheets that the actor may see and that ask for the indicator: all of them or none. The sheets
 * are locked against a submission at the same moment.
 * @returns how many are kept, and the place of the first that cannot be: then none is
 */
export async function saveDrafts(
  tx: Tx,
  drafts: readonly GivenDraft[],
): Promise<{ readonly kept: number; readonly lost: number | null }> {
  const row = await tx.row<{ kept: number; lost: number | null }>(
    `WITH open AS (SELECT id, indicator_codes FROM review_sheet WHERE id = ANY($1::uuid[]) AND status = 'assigned' FOR SHARE),
     given AS (
       SELECT o.id, n.* FROM UNNEST($1::uuid[], $2::text[], $3::int[], $4::text[], $5::boolean[]) WITH ORDINALITY AS n(sheet, code, points, reason, flagged, at)
       LEFT JOIN open o ON o.id = n.sheet AND n.code = ANY(o.indicator_codes)),
     lost AS (SELECT min(at)::int AS at FROM given WHERE id IS NULL),
     kept AS (
       INSERT INTO score_draft (sheet_id, indicator_code, points_centi, reason, flagged, updated_at)
       SELECT DISTINCT ON (id, code) id, code, points, reason, flagged, clock_timestamp() FROM given
       WHERE (SELECT at FROM lost) IS NULL ORDER BY id, code, at DESC
       ON CONFLICT (sheet_id, indicator_code) DO UPDATE SET points_centi = excluded.points_centi, reason = excluded.reason,
         flagged = excluded.flagged, updated_at = excluded.updated_at
       RETURNING 1)
     SELECT count(*)::int AS kept, (SELECT at - 1 FROM lost) AS lost FROM kept`,
    [
      drafts.map(d => d.sheetId),
      drafts.map(d => d.indicatorCode),
      drafts.map(d => d.pointsCenti),
      drafts.map(d => d.reason),
      drafts.map(d => d.flagged),
    ],
  )
  return row ?? { kept: 0, lost: 0 }
}
