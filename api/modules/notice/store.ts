import type { ObjectionTimes, SuspensionTimes } from '#domain/award.ts'
import type { LowPriceOutcome } from '#domain/lowPrice.ts'
import { type NoticeKind, noticeNumber } from '#domain/notice.ts'
import type { Tx } from '../../platform/db.ts'

export interface NoticeRow {
  readonly id: string
  readonly tenderId: string
  readonly kind: NoticeKind
  readonly number: string
  readonly publishedAt: Date
  readonly withdrawnAt: Date | null
  readonly objections: readonly ObjectionTimes[]
  readonly suspensions: readonly SuspensionTimes[]
}

const NOTICE_COLUMNS = `n.id, n.tender_id AS "tenderId", n.kind, n.number, n.published_at AS "publishedAt", n.withdrawn_at AS "withdrawnAt",
  (SELECT coalesce(json_agg(json_build_object('raisedAt', o.raised_at, 'answeredAt', o.answered_at)), '[]')
   FROM objection o WHERE o.notice_id = n.id) AS objections,
  (SELECT coalesce(json_agg(json_build_object('suspendedAt', c.suspended_at, 'resumedAt', c.resumed_at)), '[]')
   FROM complaint c WHERE c.tender_id = n.tender_id AND c.suspended_at IS NOT NULL) AS suspensions`

/** A notice with the times of its objections; null if there is none. */
export async function findNotice(tx: Tx, id: string): Promise<NoticeRow | null> {
  return withDates(await tx.row<NoticeRow>(`SELECT ${NOTICE_COLUMNS} FROM notice n WHERE n.id = $1`, [id]))
}

/** The tender's notice of a kind; null before it is published. */
export async function findNoticeOf(tx: Tx, tenderId: string, kind: NoticeKind): Promise<NoticeRow | null> {
  const sql = `SELECT ${NOTICE_COLUMNS} FROM notice n WHERE n.tender_id = $1 AND n.kind = $2 AND n.withdrawn_at IS NULL`
  return withDates(await tx.row<NoticeRow>(sql, [tenderId, kind]))
}

/** json_agg gives instants as text. */
function withDates(row: NoticeRow | null): NoticeRow | null {
  if (!row) return null
  const objections = row.objections.map(({ raisedAt, answeredAt }) => ({
    raisedAt: new Date(raisedAt),
    answeredAt: answeredAt === null ? null : new Date(answeredAt),
  }))
  const suspensions = row.suspensions.map(({ suspendedAt, resumedAt }) => ({
    suspendedAt: new Date(suspendedAt),
    resumedAt: resumedAt === null ? null : new Date(resumedAt),
  }))
  return { ...row, objections, suspensions }
}

export interface ResultRow {
  readonly lot: string
  readonly variety: string
  readonly grade: string
  /** Null in the one row of a lot without anybody selected, like everything after it. */
  readonly rank: number | null
  readonly supplierCode: string
  readonly supplierName: string
  readonly qualityCenti: number
  readonly compositeCenti: number
  readonly priceFen: bigint
}

const RESULT_COLUMNS = `l.code AS lot, v.name AS variety, sp.grade, s.code AS "supplierCode", s.name AS "supplierName",
  e.quality_centi AS "qualityCenti", e.composite_centi AS "compositeCenti"`

const FROM_LOTS = 'FROM lot l JOIN spec sp ON sp.id = l.spec_id JOIN variety v ON v.id = sp.variety_id'

/** The shortlisted of every lot in rank order. */
export const loadShortlisted = (tx: Tx, tenderId: string) =>
  tx.rows<ResultRow>(
    `SELECT ${RESULT_COLUMNS}, e.rank, e.price_fen AS "priceFen" ${FROM_LOTS}
     LEFT JOIN ranking_entry e ON e.lot_id = l.id AND e.phase = 'shortlist' AND e.selected
     LEFT JOIN declaration d ON d.id = e.declaration_id LEFT JOIN supplier s ON s.id = d.supplier_id
     WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C", e.rank`,
    [tenderId],
  )

/** The winners of every lot in rank order. */
export const loadWinners = (tx: Tx, tenderId: string) =>
  tx.rows<ResultRow>(
    `SELECT ${RESULT_COLUMNS}, a.rank, a.price_fen AS "priceFen" ${FROM_LOTS}
     LEFT JOIN award a ON a.lot_id = l.id
     LEFT JOIN ranking_entry e ON e.declaration_id = a.declaration_id AND e.lot_id = l.id AND e.phase = 'award'
     LEFT JOIN declaration d ON d.id = a.declaration_id LEFT JOIN supplier s ON s.id = d.supplier_id
     WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C", a.rank`,
    [tenderId],
  )

/** How the last run of a job kind ended; null if it never ran. */
export async function lastJobStatus(tx: Tx, tenderId: string, jobKind: string): Promise<string | null> {
  const row = await tx.row<{ status: string }>(
    'SELECT status FROM job WHERE tender_id = $1 AND kind = $2 ORDER BY started_at DESC LIMIT 1',
    [tenderId, jobKind],
  )
  return row?.status ?? null
}

export async function countAwards(tx: Tx, tenderId: string): Promise<{ proposed: number; final: number }> {
  const row = await tx.row<{ proposed: number; final: number }>(
    `SELECT count(*) FILTER (WHERE a.status = 'proposed')::int AS proposed, count(*) FILTER (WHERE a.status = 'final')::int AS final
     FROM award a JOIN lot l ON l.id = a.lot_id WHERE l.tender_id = $1`,
    [tenderId],
  )
  return row ?? { proposed: 0, final: 0 }
}

export interface NewNotice {
  readonly kind: NoticeKind
  readonly title: string
  readonly body: unknown
  readonly hash: string
  readonly publishedAt: Date
  readonly closesAt: Date | null
}

/**
 * Publishes under the tender's next number; null if a kind that is announced once is out already. The tender is locked:
 * numbers have no gaps, and the database refuses one.
 */
export async function insertNotice(
  tx: Tx,
  tender: { id: string; code: string; now: Date },
  notice: NewNotice,
): Promise<{ id: string; number: string } | null> {
  const last = await tx.row<{ serial: number }>(
    'SELECT coalesce(max(serial), 0)::int AS serial FROM notice WHERE tender_id = $1',
    [tender.id],
  )
  const serial = (last?.serial ?? 0) + 1
  return tx.row<{ id: string; number: string }>(
    `INSERT INTO notice (tender_id, kind, serial, number, title, body, hash, published_at, closes_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (tender_id, kind) WHERE kind NOT IN ('amendment','extension') AND withdrawn_at IS NULL DO NOTHING RETURNING id, number`,
    [
      tender.id,
      notice.kind,
      serial,
      noticeNumber(tender.code, serial, tender.now),
      notice.title,
      JSON.stringify(notice.body),
      notice.hash,
      notice.publishedAt,
      notice.closesAt,
    ],
  )
}

export const setClosesAt = (tx: Tx, noticeId: string, closesAt: Date) =>
  tx.run('UPDATE notice SET closes_at = $2 WHERE id = $1', [noticeId, closesAt])

/** Whether the supplier takes part in the tender. */
export async function hasDeclared(tx: Tx, tenderId: string, supplierId: string): Promise<boolean> {
  const sql = `SELECT 1 AS found FROM declaration WHERE tender_id = $1 AND supplier_id = $2 AND status = 'submitted' LIMIT 1`
  return (await tx.row(sql, [tenderId, supplierId])) !== null
}

/** Takes a notice back; 0 if it was before. */
export const withdraw = (tx: Tx, noticeId: string, reason: string, at: Date) =>
  tx.run('UPDATE notice SET withdrawn_at = $2, withdrawn_reason = $3 WHERE id = $1 AND withdrawn_at IS NULL', [
    noticeId,
    at,
    reason,
  ])

/** Objections and complaints about a notice that were upheld. */
export async function countUpheld(tx: Tx, noticeId: string): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `SELECT count(*)::int AS count FROM objection o LEFT JOIN complaint c ON c.objection_id = o.id
     WHERE o.notice_id = $1 AND (o.outcome = 'upheld' OR c.outcome = 'upheld')`,
    [noticeId],
  )
  return row?.count ?? 0
}

/** A low price among those who would win, or who were refused because of one. */
export interface LowPriceRow {
  readonly lot: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly selected: boolean
  readonly lowPrice: boolean
  readonly outcome: LowPriceOutcome | null
  readonly reason: string | null
}

/** Flagged places of the last ranking and what was decided about them, by lot and supplier. */
export const loadLowPrices = (tx: Tx, tenderId: string) =>
  tx.rows<LowPriceRow>(
    `SELECT l.code AS lot, s.code AS "supplierCode", s.name AS "supplierName", e.selected, (e.explanation->>'lowPrice')::boolean AS "lowPrice", c.outcome, c.reason
     FROM ranking_entry e JOIN lot l ON l.id = e.lot_id JOIN declaration d ON d.id = e.declaration_id JOIN supplier s ON s.id = d.supplier_id
     LEFT JOIN low_price_case c ON c.declaration_id = d.id
     WHERE l.tender_id = $1 AND e.phase = 'award' AND ((e.explanation->>'lowPrice')::boolean OR c.outcome IS NOT NULL)
     ORDER BY l.code COLLATE "C", s.code COLLATE "C"`,
    [tenderId],
  )

/** Objections that still wait for an answer, by notice. */
export const countOpenObjections = (tx: Tx, noticeIds: readonly string[]) =>
  tx.rows<{ noticeId: string; count: number }>(
    `SELECT notice_id AS "noticeId", count(*)::int AS count FROM objection
     WHERE notice_id = ANY($1::uuid[]) AND outcome IS NULL GROUP BY notice_id`,
    [noticeIds],
  )
