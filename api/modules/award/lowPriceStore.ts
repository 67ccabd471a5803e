import type { LowPriceOutcome } from '#domain/lowPrice.ts'
import type { Tx } from '../../platform/db.ts'

/** A low price whose supplier was asked about it. */
export interface LowPriceRow {
  readonly declarationId: string
  readonly lotId: string
  readonly lotCode: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly priceFen: bigint
  readonly question: string
  readonly askedAt: Date
  readonly dueAt: Date
  readonly answer: string | null
  readonly answeredAt: Date | null
  readonly outcome: LowPriceOutcome | null
  readonly reason: string | null
  readonly decidedAt: Date | null
}

const COLUMNS = `c.declaration_id AS "declarationId", l.id AS "lotId", l.code AS "lotCode", s.code AS "supplierCode", s.name AS "supplierName",
  c.price_fen AS "priceFen", c.question, c.asked_at AS "askedAt", c.due_at AS "dueAt", c.answer, c.answered_at AS "answeredAt", c.outcome, c.reason,
  c.decided_at AS "decidedAt"
  FROM low_price_case c JOIN declaration d ON d.id = c.declaration_id JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id`

/** Cases of a tender as far as the transaction's actor may read them, by lot and supplier. */
export const loadCases = (tx: Tx, tenderId: string) =>
  tx.rows<LowPriceRow>(`SELECT ${COLUMNS} WHERE d.tender_id = $1 ORDER BY l.code COLLATE "C", s.code COLLATE "C"`, [
    tenderId,
  ])

/** One case; null if its supplier was not asked, or the reader may not see it. */
export const findCase = (tx: Tx, declarationId: string) =>
  tx.row<LowPriceRow>(`SELECT ${COLUMNS} WHERE c.declaration_id = $1`, [declarationId])

/** The same, locked against a second answer or decision. */
export const lockCase = (tx: Tx, declarationId: string) =>
  tx.row<LowPriceRow>(`SELECT ${COLUMNS} WHERE c.declaration_id = $1 FOR UPDATE OF c`, [declarationId])

export interface FlaggedRow {
  readonly tenderId: string
  readonly lotCode: string
  readonly supplierCode: string
  readonly priceFen: bigint
  readonly lowPrice: boolean
}

/** A declaration's place in the last ranking; null if it has none. */
export const findPlace = (tx: Tx, declarationId: string) =>
  tx.row<FlaggedRow>(
    `SELECT l.tender_id AS "tenderId", l.code AS "lotCode", s.code AS "supplierCode", e.price_fen AS "priceFen",
       (e.explanation->>'lowPrice')::boolean AS "lowPrice"
     FROM ranking_entry e JOIN lot l ON l.id = e.lot_id JOIN declaration d ON d.id = e.declaration_id JOIN supplier s ON s.id = d.supplier_id
     WHERE e.declaration_id = $1 AND e.phase = 'award'`,
    [declarationId],
  )

export interface Question {
  readonly declarationId: string
  readonly priceFen: bigint
  readonly question: string
  readonly askedAt: Date
  readonly dueAt: Date
}

/** @returns 0 when the supplier was asked before */
export const insertCase = (tx: Tx, one: Question) =>
  tx.run(
    `INSERT INTO low_price_case (declaration_id, price_fen, question, asked_at, due_at) VALUES ($1,$2,$3,$4,$5)
     ON CONFLICT (declaration_id) DO NOTHING`,
    [one.declarationId, one.priceFen, one.question, one.askedAt, one.dueAt],
  )

export const setAnswer = (tx: Tx, declarationId: string, answer: string, at: Date) =>
  tx.run('UPDATE low_price_case SET answer = $2, answered_at = $3 WHERE declaration_id = $1', [
    declarationId,
    answer,
    at,
  ])

export const setDecision = (tx: Tx, declarationId: string, made: { outcome: string; reason: string; at: Date }) =>
  tx.run('UPDATE low_price_case SET outcome = $2, reason = $3, decided_at = $4 WHERE declaration_id = $1', [
    declarationId,
    made.outcome,
    made.reason,
    made.at,
  ])

/** Takes a proposed winner out before its lot is ranked again. */
export const dropProposed = (tx: Tx, declarationId: string) =>
  tx.run(`DELETE FROM award WHERE declaration_id = $1 AND status = 'proposed'`, [declarationId])
