import type { ExpertConflict, Judge } from '#domain/assignment.ts'
import type { DeclaredLot, ReviewPhase } from '#domain/reviewPlan.ts'
import type { GivenScore } from '#domain/scoreSheet.ts'
import type { RankedAnswer } from '#domain/scoring.ts'
import type { Tx } from '../../platform/db.ts'

/** Who may be given sheets: the experts drawn, and whom each must not judge (null: nobody's papers). */
export interface Panel {
  readonly experts: readonly Judge[]
  readonly conflicts: readonly ExpertConflict[]
}

/** The panel of a tender by expert code; without experts before the draw. */
export async function loadPanel(tx: Tx, tenderId: string): Promise<Panel> {
  const experts = await tx.rows<Judge>(
    `SELECT e.code, e.specialty FROM draw d JOIN drawn_expert x ON x.draw_id = d.id AND x.status = 'drawn' JOIN expert e ON e.id = x.expert_id
     WHERE d.tender_id = $1 AND d.status = 'drawn'`,
    [tenderId],
  )
  const conflicts = await tx.rows<ExpertConflict>(
    `SELECT e.code AS expert, s.code AS supplier FROM recusal r JOIN expert e ON e.id = r.expert_id
     LEFT JOIN supplier s ON s.id = r.supplier_id WHERE r.tender_id = $1`,
    [tenderId],
  )
  return { experts, conflicts }
}

/** The submitted declarations of a tender. */
export const loadDeclaredLots = (tx: Tx, tenderId: string) =>
  tx.rows<DeclaredLot>(
    `SELECT s.code AS supplier, v.code AS variety, l.code AS lot FROM declaration d
     JOIN supplier s ON s.id = d.supplier_id JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id
     JOIN variety v ON v.id = p.variety_id WHERE d.tender_id = $1 AND d.status = 'submitted'`,
    [tenderId],
  )

/** All answers to some indicators. */
export const loadAnswersTo = (tx: Tx, tenderId: string, indicatorCodes: readonly string[]) =>
  tx.rows<RankedAnswer>(
    `SELECT s.code AS supplier, a.subject_key AS "subjectKey", a.indicator_code AS "indicatorCode", a.value
     FROM answer a JOIN supplier s ON s.id = a.supplier_id WHERE a.tender_id = $1 AND a.indicator_code = ANY($2)`,
    [tenderId, indicatorCodes],
  )

export const saveProposals = (
  tx: Tx,
  tenderId: string,
  proposals: readonly (RankedAnswer & { proposedCenti: number })[],
) =>
  tx.run(
    `UPDATE answer a SET proposed_centi = p.centi
     FROM UNNEST($2::text[], $3::text[], $4::text[], $5::int[]) AS p(supplier, subject, indicator, centi)
     JOIN supplier s ON s.code = p.supplier
     WHERE a.tender_id = $1 AND a.supplier_id = s.id AND a.subject_key = p.subject AND a.indicator_code = p.indicator`,
    [
      tenderId,
      proposals.map(p => p.supplier),
      proposals.map(p => p.subjectKey),
      proposals.map(p => p.indicatorCode),
      proposals.map(p => p.proposedCenti),
    ],
  )

/** What one expert judges, by business codes. */
export interface NewSheet {
  readonly supplier: string
  readonly subjectKey: string
  readonly phase: ReviewPhase
  readonly part: string
  readonly panel: boolean
  readonly slot: number
  readonly expert: string
  readonly indicatorCodes: readonly string[]
}

/** Hands sheets out; the unique indexes refuse a second living sheet of a slot or of an expert. */
export const insertSheets = (tx: Tx, tenderId: string, sheets: readonly NewSheet[]) =>
  tx.run(
    `INSERT INTO review_sheet (tender_id, expert_id, supplier_id, subject_key, phase, part, panel, slot, status, indicator_codes)
     SELECT $1, e.id, s.id, n."subjectKey", n.phase, n.part, n.panel, n.slot, 'assigned', n."indicatorCodes"
     FROM jsonb_to_recordset($2::jsonb) AS n(expert text, supplier text, "subjectKey" text, phase text, part text, panel boolean, slot int, "indicatorCodes" text[])
     JOIN expert e ON e.code = n.expert JOIN supplier s ON s.code = n.supplier`,
    [tenderId, JSON.stringify(sheets)],
  )

export async function hasSheets(tx: Tx, tenderId: string): Promise<boolean> {
  const row = await tx.row<{ found: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM review_sheet WHERE tender_id = $1) AS found',
    [tenderId],
  )
  return row?.found ?? false
}

/** The tender of one of these sheets if it is the expert's own; ids that are no sheet of theirs do not count. */
export async function findTenderOfSheets(
  tx: Tx,
  expertId: string,
  sheetIds: readonly string[],
): Promise<string | null> {
  const row = await tx.row<{ tenderId: string }>(
    `SELECT tender_id AS "tenderId" FROM review_sheet WHERE id = ANY($1) AND expert_id = $2 AND status <> 'void' ORDER BY tender_id LIMIT 1`,
    [sheetIds, expertId],
  )
  return row?.tenderId ?? null
}

/** A living sheet. */
export interface SheetRow extends NewSheet {
  readonly id: string
  readonly status: 'assigned' | 'submitted'
}

export const SHEET_COLUMNS = `r.id, e.code AS expert, s.code AS supplier, r.subject_key AS "subjectKey", r.phase, r.part, r.panel, r.slot, r.status, r.indicator_codes AS "indicatorCodes"`

/**
 * All living sheets of the subjects that some sheets belong to, locked in one order: two experts who submit the same
 * subject at the same moment come one after the other, so that one of them sees both.
 */
export async function lockSubjects(
  tx: Tx,
  tenderId: string,
  sheetIds: readonly string[],
): Promise<readonly SheetRow[]> {
  return tx.rows<SheetRow>(
    `SELECT ${SHEET_COLUMNS} FROM review_sheet r JOIN expert e ON e.id = r.expert_id JOIN supplier s ON s.id = r.supplier_id
     WHERE r.tender_id = $1 AND r.status <> 'void' AND (r.supplier_id, r.subject_key) IN
       (SELECT o.supplier_id, o.subject_key FROM review_sheet o WHERE o.id = ANY($2) AND o.tender_id = $1)
     ORDER BY r.id FOR UPDATE OF r`,
    [tenderId, sheetIds],
  )
}

/** Points of the rules' proposals for the answers a sheet asks about. */
export const loadProposals = (tx: Tx, sheetIds: readonly string[]) =>
  tx.rows<{ sheetId: string; indicatorCode: string; proposedCenti: number }>(
    `SELECT r.id AS "sheetId", a.indicator_code AS "indicatorCode", a.proposed_centi AS "proposedCenti"
     FROM review_sheet r JOIN answer a ON a.tender_id = r.tender_id AND a.supplier_id = r.supplier_id AND a.subject_key = r.subject_key
       AND a.indicator_code = ANY(r.indicator_codes)
     WHERE r.id = ANY($1) AND a.proposed_centi IS NOT NULL`,
    [sheetIds],
  )

/** Stores the scores of sheets and closes them. */
export async function submitSheets(
  tx: Tx,
  tenderId: string,
  sheets: readonly { readonly id: string; readonly hash: string; readonly scores: readonly GivenScore[] }[],
): Promise<number> {
  const scores = sheets.flatMap(sheet => sheet.scores.map(score => ({ ...score, sheetId: sheet.id })))
  await tx.run(
    `INSERT INTO score (sheet_id, indicator_code, points_centi, reason)
     SELECT * FROM UNNEST($1::uuid[], $2::text[], $3::int[], $4::text[])`,
    [
      scores.map(s => s.sheetId),
      scores.map(s => s.indicatorCode),
      scores.map(s => s.pointsCenti),
      scores.map(s => s.reason),
    ],
  )
  await tx.run('DELETE FROM score_draft WHERE sheet_id = ANY($1)', [sheets.map(sheet => sheet.id)])
  await tx.run(
    `UPDATE review_sheet r SET status = 'submitted', submitted_at = tender_now($1), hash = n.hash
     FROM UNNEST($2::uuid[], $3::text[]) AS n(id, hash) WHERE r.id = n.id`,
    [tenderId, sheets.map(sheet => sheet.id), sheets.map(sheet => sheet.hash)],
  )
  return scores.length
}

/** A stored score. */
export interface ScoreRow extends GivenScore {
  readonly sheetId: string
  readonly reasonDue: boolean
}

/** The scores of some sheets. */
export const loadScores = (tx: Tx, sheetIds: readonly string[]) =>
  tx.rows<ScoreRow>(
    `SELECT sheet_id AS "sheetId", indicator_code AS "indicatorCode", points_centi AS "pointsCenti", reason, reason_due AS "reasonDue"
     FROM score WHERE sheet_id = ANY($1)`,
    [sheetIds],
  )

/** Items given to each expert so far, by code. */
export async function loadItemLoad(tx: Tx, tenderId: string): Promise<Map<string, number>> {
  const rows = await tx.rows<{ expert: string; items: number }>(
    `SELECT e.code AS expert, x.items FROM
       (SELECT expert_id, sum(cardinality(indicator_codes))::int AS items FROM review_sheet WHERE tender_id = $1 AND status <> 'void' GROUP BY expert_id) x
     JOIN expert e ON e.id = x.expert_id`,
    [tenderId],
  )
  return new Map(rows.map(row => [row.expert, row.items]))
}

/** Whether one of these jobs is at work on the tender. */
export async function isJobRunning(tx: Tx, tenderId: string, ...kinds: readonly string[]): Promise<boolean> {
  const row = await tx.row<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM job WHERE tender_id = $1 AND kind = ANY($2) AND status = 'running') AS found`,
    [tenderId, kinds],
  )
  return row?.found ?? false
}

/** The business code of an expert. */
export async function loadExpertCode(tx: Tx, expertId: string): Promise<string> {
  const row = await tx.row<{ code: string }>('SELECT code FROM expert WHERE id = $1', [expertId])
  if (!row) throw new Error(`no expert ${expertId}`)
  return row.code
}

/** A draw's status; null before it is prepared. */
export async function findDrawStatus(tx: Tx, tenderId: string): Promise<string | null> {
  const row = await tx.row<{ status: string }>('SELECT status FROM draw WHERE tender_id = $1', [tenderId])
  return row?.status ?? null
}

/** Who holds living sheets of a tender, in both reviews; of some suppliers only, if they are given. */
export const loadJudges = (tx: Tx, tenderId: string, suppliers: readonly string[] | null = null) =>
  tx.rows<Pick<NewSheet, 'supplier' | 'subjectKey' | 'part' | 'panel' | 'expert'>>(
    `SELECT s.code AS supplier, r.subject_key AS "subjectKey", r.part, r.panel, e.code AS expert
     FROM review_sheet r JOIN supplier s ON s.id = r.supplier_id JOIN expert e ON e.id = r.expert_id
     WHERE r.tender_id = $1 AND r.status <> 'void' AND ($2::text[] IS NULL OR s.code = ANY($2))`,
    [tenderId, suppliers],
  )

/** Asks for the reasons of some scores; how many were not asked for before. */
export const setReasonsDue = (tx: Tx, scores: readonly { sheetId: string; indicatorCode: string }[]) =>
  tx.run(
    `UPDATE score s SET reason_due = true FROM UNNEST($1::uuid[], $2::text[]) AS n(sheet, code)
     WHERE s.sheet_id = n.sheet AND s.indicator_code = n.code AND NOT s.reason_due`,
    [scores.map(s => s.sheetId), scores.map(s => s.indicatorCode)],
  )
