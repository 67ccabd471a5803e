import { answersFor, subjectKey } from '#domain/declaration.ts'
import { INDICATOR_LEVELS } from '#domain/indicators.ts'
import { isPanelled } from '#domain/reviewPlan.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { Tx } from '../../platform/db.ts'

/** A lot with declarations to be scored. */
export interface ScoredLot {
  readonly id: string
  readonly code: string
  readonly variety: string
  readonly declarations: number
}

/** The lots with submitted declarations, or some of them. */
export const loadScoredLots = (tx: Tx, tenderId: string, lotIds: readonly string[] | null = null) =>
  tx.rows<ScoredLot>(
    `SELECT l.id, l.code, v.code AS variety, count(*)::int AS declarations FROM declaration d
     JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
     WHERE d.tender_id = $1 AND d.status = 'submitted' AND ($2::uuid[] IS NULL OR d.lot_id = ANY($2))
     GROUP BY l.id, l.code, v.code ORDER BY l.code COLLATE "C"`,
    [tenderId, lotIds],
  )

/** Sheets not submitted; without a single sheet one is missing. */
export async function countOpenSheets(tx: Tx, tenderId: string): Promise<number> {
  const row = await tx.row<{ open: number }>(
    `SELECT CASE WHEN count(*) = 0 THEN 1 ELSE count(*) FILTER (WHERE status = 'assigned') END::int AS open
     FROM review_sheet WHERE tender_id = $1 AND status <> 'void'`,
    [tenderId],
  )
  return row?.open ?? 1
}

/** Scores far from the others' whose reasons have not been given. */
export async function countReasonsDue(tx: Tx, tenderId: string): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `SELECT count(*)::int FROM score s JOIN review_sheet r ON r.id = s.sheet_id
     WHERE r.tender_id = $1 AND r.status = 'submitted' AND s.reason_due`,
    [tenderId],
  )
  return row?.count ?? 0
}

/** Experts whose sheets count although they must stay out: they have to be replaced first. */
export const loadRecusedJudges = (tx: Tx, tenderId: string) =>
  tx.rows<{ expert: string }>(
    `SELECT DISTINCT e.code AS expert FROM review_sheet r JOIN expert e ON e.id = r.expert_id
     JOIN recusal c ON c.tender_id = r.tender_id AND c.expert_id = r.expert_id AND (c.supplier_id IS NULL OR c.supplier_id = r.supplier_id)
     WHERE r.tender_id = $1 AND r.status <> 'void' ORDER BY 1`,
    [tenderId],
  )

export async function isFrozen(tx: Tx, tenderId: string): Promise<boolean> {
  const row = await tx.row<{ found: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM score_freeze WHERE tender_id = $1) AS found',
    [tenderId],
  )
  return row?.found ?? false
}

/** Removes what an unfinished freeze has computed: its scores are no longer those that count. */
export async function deleteResults(tx: Tx, tenderId: string): Promise<void> {
  for (const table of ['item_result', 'declaration_total'])
    await tx.run(`DELETE FROM ${table} x USING declaration d WHERE d.id = x.declaration_id AND d.tender_id = $1`, [
      tenderId,
    ])
  await tx.run('DELETE FROM lot_score x USING lot l WHERE l.id = x.lot_id AND l.tender_id = $1', [tenderId])
}

/**
 * One row per item of the declarations of some lots and per review, with the points in the order of slots. Goes from
 * declarations to their sheets and from there to scores, never indicator by indicator; OFFSET 0 makes it look a
 * subject's sheets up by their whole key, where the planner would read all sheets of the supplier.
 * $1 tender; $2, $3 lots and their subjects within a supplier; $4, $5, $6 indicators, how far two scores may lie apart in
 * hundredths, and the size of the panel, 0 for two experts.
 */
const GIVEN = `given AS (
    SELECT d.id, d.lot_id, d.supplier_id, i.code, i.threshold, i.panel, r.phase, array_agg(s.points_centi ORDER BY r.slot) AS points,
      count(*) AS seats, sum(s.points_centi) - max(s.points_centi) - min(s.points_centi) AS inner_sum
    FROM UNNEST($2::uuid[], $3::text[]) AS l(lot_id, subject)
    JOIN declaration d ON d.lot_id = l.lot_id AND d.status = 'submitted'
    CROSS JOIN LATERAL (SELECT id, slot, phase FROM review_sheet WHERE tender_id = $1 AND supplier_id = d.supplier_id
      AND subject_key = l.subject AND status = 'submitted' OFFSET 0) r
    JOIN score s ON s.sheet_id = r.id
    JOIN UNNEST($4::text[], $5::int[], $6::int[]) AS i(code, threshold, panel) ON i.code = s.indicator_code
    GROUP BY d.id, i.code, i.threshold, i.panel, r.phase)`

/**
 * Judges all items of some lots, adds them up and hashes them, in one statement: what judgeItem, judgePanel, qualityTotal
 * (scoring.ts) and freezeLine (scoreSheet.ts) say, in whole 3000ths of a point: points are hundredths, a mean halves
 * them, a trimmed one divides by 3 or 5. The second review's scores stand in the place of the first's. An item that is
 * not judged is left out, and so is the total of its declaration. The lots have no results yet.
 */
export async function scoreLots(tx: Tx, tenderId: string, lots: readonly ScoredLot[], pack: RulePack): Promise<void> {
  // Hundreds of thousands of rows: in memory, and joined by hash, because the planner takes them for a thousand.
  await tx.run(`SELECT set_config('work_mem', '64MB', true)`)
  await tx.run(
    `WITH ${GIVEN},
     item AS (SELECT DISTINCT ON (id, code) * FROM given ORDER BY id, code, phase DESC),
     judged AS (
       SELECT id, lot_id, supplier_id, code, phase, points,
         CASE WHEN panel > 0 THEN 'trimmed' WHEN abs(points[1] - points[2]) <= threshold THEN 'mean' ELSE 'arbitrated' END AS basis,
         (CASE WHEN panel > 0 THEN CASE WHEN seats = panel THEN 30 / (panel - 2) * inner_sum END
           WHEN abs(points[1] - points[2]) <= threshold THEN 15 * (points[1] + points[2]) ELSE 30 * points[3] END)::bigint AS value
       FROM item),
     result AS (SELECT *, value / gcd(value, 3000) AS numerator, 3000 / gcd(value, 3000) AS denominator FROM judged WHERE value IS NOT NULL),
     stored AS (
       INSERT INTO item_result (declaration_id, indicator_code, numerator, denominator, basis, phase)
       SELECT id, code, numerator, denominator, basis, phase FROM result),
     hashed AS (
       INSERT INTO lot_score (lot_id, hash, item_count, score_count)
       SELECT l.id, encode(sha256(convert_to(string_agg(format('[%s,%s,%s,"%s","%s","%s",[%s]]', to_json(l.code), to_json(s.code), to_json(x.code),
           x.numerator, x.denominator, x.basis, array_to_string(CASE x.basis WHEN 'mean' THEN x.points[1:2] ELSE x.points END, ',')) || E'\\n', ''
           ORDER BY s.code COLLATE "C", x.code COLLATE "C"), 'UTF8')), 'hex'),
         count(*), sum(CASE x.basis WHEN 'mean' THEN 2 ELSE cardinality(x.points) END)
       FROM result x JOIN lot l ON l.id = x.lot_id JOIN supplier s ON s.id = x.supplier_id GROUP BY l.id, l.code)
     INSERT INTO declaration_total (declaration_id, numerator, denominator, quality_centi)
     SELECT id, value / gcd(value, 3000), 3000 / gcd(value, 3000), (value + 15) / 30
     FROM (SELECT id, sum(value)::bigint AS value FROM judged GROUP BY id HAVING count(value) = $7) total`,
    [...itemParams(tenderId, lots, pack), pack.indicators.length],
  )
}

function itemParams(tenderId: string, lots: readonly ScoredLot[], { indicators, review }: RulePack): unknown[] {
  const levels = INDICATOR_LEVELS.filter(level => answersFor(level, indicators).length > 0)
  const subjects = lots.flatMap(lot =>
    levels.map(level => ({ lot: lot.id, key: subjectKey(level, lot.variety, lot.code) })),
  )
  return [
    tenderId,
    subjects.map(subject => subject.lot),
    subjects.map(subject => subject.key),
    indicators.map(indicator => indicator.code),
    indicators.map(indicator => indicator.points * review.arbitrationPercent),
    indicators.map(indicator => (isPanelled(indicator, review) ? review.panelSize : 0)),
  ]
}

/** What was computed for a lot. */
export interface LotScore {
  readonly lot: string
  readonly hash: string
  readonly items: number
  /** Scores that the items rest on. */
  readonly scores: number
}

/** What was computed, lot by lot in the order of their codes. */
export const loadLotScores = (tx: Tx, tenderId: string) =>
  tx.rows<LotScore>(
    `SELECT l.code AS lot, x.hash, x.item_count AS items, x.score_count AS scores
     FROM lot_score x JOIN lot l ON l.id = x.lot_id WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C"`,
    [tenderId],
  )

export const insertFreeze = (tx: Tx, tenderId: string, freeze: { hash: string; items: number; scores: number }) =>
  tx.run(
    'INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, $2, $3, $4, tender_now($1))',
    [tenderId, freeze.hash, freeze.items, freeze.scores],
  )
