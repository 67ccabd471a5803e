import type { Tx } from '../../platform/db.ts'

/** Reminders of experts with open sheets; how many. */
export const insertReminders = (tx: Tx, tenderId: string, experts: readonly string[]) =>
  tx.run(
    `INSERT INTO review_reminder (tender_id, expert_id, sent_at)
     SELECT $1, e.id, tender_now($1) FROM expert e WHERE e.code = ANY($2)
       AND EXISTS (SELECT FROM review_sheet r WHERE r.tender_id = $1 AND r.expert_id = e.id AND r.status = 'assigned')`,
    [tenderId, experts],
  )

/** How far an expert is, and how they score beside others. */
export interface ExpertProgress {
  readonly expertCode: string
  readonly expertName: string
  readonly specialty: string
  readonly items: number
  readonly done: number
  /** Typed but not submitted. */
  readonly drafted: number
  readonly reasonsDue: number
  readonly lastActiveAt: Date | null
  readonly remindedAt: Date | null
  /** Mean distance from the mean of all experts of the same items, in percent of the maximum; null without scores. */
  readonly severityPercent: number | null
  /** Standard deviation of these distances, in percent of the maximum. */
  readonly deviationPercent: number | null
}

/** All experts with sheets of a review, by code. Maxima of the indicators in $3, $4. */
export const loadExpertProgress = (
  tx: Tx,
  tenderId: string,
  phase: string,
  maxima: readonly (readonly [code: string, points: number])[],
) =>
  tx.rows<ExpertProgress>(
    `WITH sheet AS MATERIALIZED (SELECT * FROM review_sheet WHERE tender_id = $1 AND phase = $2 AND status <> 'void'),
     scored AS MATERIALIZED (
       SELECT r.expert_id, s.points_centi::numeric / m.points AS share,
         avg(s.points_centi::numeric / m.points) OVER (PARTITION BY r.supplier_id, r.subject_key, s.indicator_code) AS mean,
         count(*) OVER (PARTITION BY r.supplier_id, r.subject_key, s.indicator_code) AS judges, s.reason_due
       FROM sheet r JOIN score s ON s.sheet_id = r.id JOIN UNNEST($3::text[], $4::int[]) AS m(code, points) ON m.code = s.indicator_code),
     drift AS (
       SELECT expert_id, avg(share - mean) FILTER (WHERE judges > 1) AS severity, stddev_samp(share - mean) FILTER (WHERE judges > 1) AS deviation,
         count(*) FILTER (WHERE reason_due)::int AS due FROM scored GROUP BY expert_id)
     SELECT e.code AS "expertCode", e.name AS "expertName", e.specialty, sum(cardinality(r.indicator_codes))::int AS items,
       coalesce(sum(cardinality(r.indicator_codes)) FILTER (WHERE r.status = 'submitted'), 0)::int AS done,
       coalesce(sum(w.drafted), 0)::int AS drafted, coalesce(max(d.due), 0) AS "reasonsDue",
       greatest(max(r.submitted_at), max(w.updated)) AS "lastActiveAt",
       (SELECT max(x.sent_at) FROM review_reminder x WHERE x.tender_id = $1 AND x.expert_id = e.id) AS "remindedAt",
       round(max(d.severity), 2)::float8 AS "severityPercent", round(max(d.deviation), 2)::float8 AS "deviationPercent"
     FROM sheet r JOIN expert e ON e.id = r.expert_id LEFT JOIN drift d ON d.expert_id = e.id
     LEFT JOIN LATERAL (SELECT count(*) AS drafted, max(w.updated_at) AS updated FROM score_draft w WHERE w.sheet_id = r.id AND w.points_centi IS NOT NULL) w ON true
     GROUP BY e.id, e.code, e.name, e.specialty ORDER BY e.code COLLATE "C"`,
    [tenderId, phase, maxima.map(([code]) => code), maxima.map(([, points]) => points)],
  )

/** How far a lot is, and how often its experts disagree. */
export interface LotProgress {
  readonly lotCode: string
  readonly varietyName: string
  readonly grade: string
  readonly declarations: number
  /** Scores wanted for its declarations; what is judged once per supplier counts for each of its lots. */
  readonly items: number
  readonly done: number
  /** Items that went to a third expert. */
  readonly disputes: number
}

export const loadLotProgress = (tx: Tx, tenderId: string, phase: string) =>
  tx.rows<LotProgress>(
    `SELECT l.code AS "lotCode", v.name AS "varietyName", p.grade,
       count(DISTINCT d.id)::int AS declarations, coalesce(sum(cardinality(r.indicator_codes)) FILTER (WHERE r.slot <> 3 OR r.panel), 0)::int AS items,
       coalesce(sum(cardinality(r.indicator_codes)) FILTER (WHERE r.status = 'submitted' AND (r.slot <> 3 OR r.panel)), 0)::int AS done,
       coalesce(sum(cardinality(r.indicator_codes)) FILTER (WHERE r.slot = 3 AND NOT r.panel), 0)::int AS disputes
     FROM lot l JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
     JOIN declaration d ON d.lot_id = l.id AND d.status = 'submitted'
     LEFT JOIN review_sheet r ON r.tender_id = $1 AND r.phase = $2 AND r.status <> 'void' AND r.supplier_id = d.supplier_id
       AND r.subject_key IN ('company', 'variety:' || v.code, 'lot:' || l.code)
     WHERE l.tender_id = $1 GROUP BY l.id, l.code, v.name, p.grade ORDER BY l.code COLLATE "C"`,
    [tenderId, phase],
  )

/** How an indicator is scored by all. */
export interface IndicatorProgress {
  readonly indicatorCode: string
  readonly scores: number
  /** Mean of all scores, hundredths of a point. */
  readonly meanCenti: number | null
  readonly deviationCenti: number | null
  /** Items that went to a third expert, judged or not. */
  readonly disputes: number
}

export const loadIndicatorProgress = (tx: Tx, tenderId: string, phase: string) =>
  tx.rows<IndicatorProgress>(
    `SELECT s.indicator_code AS "indicatorCode", count(*)::int AS scores, round(avg(s.points_centi))::int AS "meanCenti",
       round(stddev_samp(s.points_centi))::int AS "deviationCenti", coalesce(max(a.disputes), 0) AS disputes
     FROM review_sheet r JOIN score s ON s.sheet_id = r.id
     LEFT JOIN (
       SELECT code, count(*)::int AS disputes FROM review_sheet CROSS JOIN LATERAL UNNEST(indicator_codes) code
       WHERE tender_id = $1 AND phase = $2 AND status <> 'void' AND slot = 3 AND NOT panel GROUP BY code) a ON a.code = s.indicator_code
     WHERE r.tender_id = $1 AND r.phase = $2 AND r.status = 'submitted' GROUP BY s.indicator_code ORDER BY s.indicator_code COLLATE "C"`,
    [tenderId, phase],
  )

/** Whether the tender is there and has published rules. */
export async function hasRules(tx: Tx, tenderId: string): Promise<boolean> {
  return (
    (await tx.row('SELECT 1 FROM rule_pack WHERE tender_id = $1 AND published_at IS NOT NULL', [tenderId])) !== null
  )
}
