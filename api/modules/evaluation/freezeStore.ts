import { answersFor, subjectKey } from '#domain/declaration.ts'
import { INDICATOR_LEVELS } from '#domain/indicators.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { Tx } from '../../platform/db.ts'

/** A lot with declarations to be scored. */
export interface ScoredLot {
  readonly id: string
  readonly code: string
  readonly variety: string
  readonly declarations: number
}

/** The lots with submitted declarations, or one of them. */
export const loadScoredLots = (tx: Tx, tenderId: string, lotId: string | null = null) =>
  tx.rows<ScoredLot>(
    `SELECT l.id, l.code, v.code AS variety, count(*)::int AS declarations FROM declaration d
     JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
     WHERE d.tender_id = $1 AND d.status = 'submitted' AND ($2::uuid IS NULL OR d.lot_id = $2)
     GROUP BY l.id, l.code, v.code ORDER BY l.code COLLATE "C"`,
    [tenderId, lotId],
  )

/** Sheets not submitted; a tender without a single sheet counts as one. */
export async function countOpenSheets(tx: Tx, tenderId: string): Promise<number> {
  const row = await tx.row<{ open: number }>(
    `SELECT CASE WHEN count(*) = 0 THEN 1 ELSE count(*) FILTER (WHERE status = 'assigned') END::int AS open
     FROM review_sheet WHERE tender_id = $1 AND status <> 'void'`,
    [tenderId],
  )
  return row?.open ?? 1
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
}

/**
 * One row per item of the declarations of some lots, with the points of the blind scores and of the third expert. Goes
 * from declarations to their three sheets and from there to scores, never indicator by indicator; OFFSET 0 makes it look
 * a subject's sheets up by their whole key, where the planner would read all sheets of the supplier.
 * $1 tender; $2, $3 lots and their subjects within a supplier; $4, $5 indicators and how far two scores may lie apart.
 */
const ITEMS = `item AS (
    SELECT d.id, d.lot_id, d.supplier_id, i.code, i.threshold, max(s.points_centi) FILTER (WHERE r.slot = 1) AS first,
      max(s.points_centi) FILTER (WHERE r.slot = 2) AS second, max(s.points_centi) FILTER (WHERE r.slot = 3) AS third
    FROM UNNEST($2::uuid[], $3::text[]) AS l(lot_id, subject)
    JOIN declaration d ON d.lot_id = l.lot_id AND d.status = 'submitted'
    CROSS JOIN LATERAL (SELECT id, slot FROM review_sheet WHERE tender_id = $1 AND supplier_id = d.supplier_id
      AND subject_key = l.subject AND status = 'submitted' OFFSET 0) r
    JOIN score s ON s.sheet_id = r.id
    JOIN UNNEST($4::text[], $5::int[]) WITH ORDINALITY AS i(code, threshold, ordinal) ON i.code = s.indicator_code
    GROUP BY d.id, i.ordinal, i.code, i.threshold)`

function itemParams(tenderId: string, lots: readonly ScoredLot[], pack: RulePack): unknown[] {
  const levels = INDICATOR_LEVELS.filter(level => answersFor(level, pack.indicators).length > 0)
  const subjects = lots.flatMap(lot =>
    levels.map(level => ({ lot: lot.id, key: subjectKey(level, lot.variety, lot.code) })),
  )
  const thresholds = pack.indicators.map(indicator => indicator.points * pack.review.arbitrationPercent)
  return [tenderId, subjects.map(s => s.lot), subjects.map(s => s.key), pack.indicators.map(i => i.code), thresholds]
}

/**
 * Judges all items of some lots and adds them up, in one statement: what judgeItem and qualityTotal (scoring.ts) say, in
 * whole 200ths of a point, because points are hundredths and a mean halves them. An item that is not judged is left out,
 * and so is the total of its declaration. The lots have no results yet.
 */
export const scoreLots = (tx: Tx, tenderId: string, lots: readonly ScoredLot[], pack: RulePack) =>
  tx.run(
    `WITH ${ITEMS}, judged AS (
       SELECT id, code, CASE WHEN abs(first - second) <= threshold THEN 'mean' ELSE 'arbitrated' END AS basis,
         (CASE WHEN abs(first - second) <= threshold THEN first + second WHEN first IS NOT NULL AND second IS NOT NULL THEN 2 * third END)::bigint AS points
       FROM item),
     stored AS (
       INSERT INTO item_result (declaration_id, indicator_code, numerator, denominator, basis)
       SELECT id, code, points / gcd(points, 200), 200 / gcd(points, 200), basis FROM judged WHERE points IS NOT NULL)
     INSERT INTO declaration_total (declaration_id, numerator, denominator, quality_centi)
     SELECT id, points / gcd(points, 200), 200 / gcd(points, 200), (points + 1) / 2
     FROM (SELECT id, sum(points)::bigint AS points FROM judged GROUP BY id HAVING count(points) = $6) total`,
    [...itemParams(tenderId, lots, pack), pack.indicators.length],
  )

/** The items of a lot as the freeze hashes them. */
export interface FrozenLot {
  /** One canonical line per item (freezeLine in scoreSheet.ts), by supplier and indicator code, each ended by a line feed. */
  readonly lines: string
  readonly items: number
  /** Scores that the items rest on. */
  readonly scores: number
}

/** What was computed for the lots, lot by lot in the order of their codes. */
export async function loadFrozenLots(
  tx: Tx,
  tenderId: string,
  lots: readonly ScoredLot[],
  pack: RulePack,
): Promise<readonly FrozenLot[]> {
  // 112,000 scores in one go: in memory, and joined by hash, because the planner takes them for a thousand.
  await tx.run(`SELECT set_config('work_mem', '64MB', true), set_config('enable_nestloop', 'off', true)`)
  return tx.rows<FrozenLot>(
    `WITH ${ITEMS}
     SELECT count(*)::int AS items, sum(CASE i.basis WHEN 'mean' THEN 2 ELSE 3 END)::int AS scores,
       string_agg(format('[%s,%s,%s,"%s","%s","%s",[%s]]', to_json(l.code), to_json(s.code), to_json(x.code), i.numerator, i.denominator, i.basis,
         concat_ws(',', x.first, x.second, CASE i.basis WHEN 'arbitrated' THEN x.third END)) || E'\\n', ''
         ORDER BY s.code COLLATE "C", x.code COLLATE "C") AS lines
     FROM item x JOIN item_result i ON i.declaration_id = x.id AND i.indicator_code = x.code
     JOIN lot l ON l.id = x.lot_id JOIN supplier s ON s.id = x.supplier_id
     GROUP BY l.code ORDER BY l.code COLLATE "C"`,
    itemParams(tenderId, lots, pack),
  )
}

export const insertFreeze = (tx: Tx, tenderId: string, freeze: { hash: string; items: number; scores: number }) =>
  tx.run(
    'INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, $2, $3, $4, tender_now($1))',
    [tenderId, freeze.hash, freeze.items, freeze.scores],
  )
