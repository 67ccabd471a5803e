import type { LetterBody, LetterKind, OutcomeRow } from '#domain/awardLetter.ts'
import type { Tx } from '../../platform/db.ts'

/** What became of every submitted declaration, by supplier and lot. */
export const loadOutcomes = (tx: Tx, tenderId: string) =>
  tx.rows<OutcomeRow>(
    `SELECT s.id AS "supplierId", s.code AS "supplierCode", s.name AS "supplierName", l.code AS lot, v.name AS variety, sp.grade,
       a.rank, a.price_fen AS "priceFen", e.selected AS shortlisted, coalesce(x.removed, false) AS "sampleRemoved"
     FROM declaration d JOIN supplier s ON s.id = d.supplier_id JOIN lot l ON l.id = d.lot_id
     JOIN spec sp ON sp.id = l.spec_id JOIN variety v ON v.id = sp.variety_id
     LEFT JOIN award a ON a.declaration_id = d.id AND a.status = 'final'
     LEFT JOIN ranking_entry e ON e.declaration_id = d.id AND e.lot_id = d.lot_id AND e.phase = 'shortlist'
     LEFT JOIN sample x ON x.declaration_id = d.id
     WHERE d.tender_id = $1 AND d.status = 'submitted' ORDER BY s.code COLLATE "C", l.code COLLATE "C"`,
    [tenderId],
  )

/** Whether all awards of the tender are final, and whether its letters are out. */
export async function findState(tx: Tx, tenderId: string): Promise<{ isFinal: boolean; isIssued: boolean }> {
  const row = await tx.row<{ isFinal: boolean; isIssued: boolean }>(
    `SELECT coalesce((SELECT bool_and(a.status = 'final') FROM award a JOIN lot l ON l.id = a.lot_id WHERE l.tender_id = $1), false) AS "isFinal",
       EXISTS (SELECT FROM award_letter WHERE tender_id = $1) AS "isIssued"`,
    [tenderId],
  )
  return row ?? { isFinal: false, isIssued: false }
}

/** A letter before it is stored. */
export interface NewLetter {
  readonly supplierId: string
  readonly kind: LetterKind
  readonly serial: number
  readonly number: string
  readonly title: string
  readonly body: LetterBody
  readonly hash: string
}

/** Stores letters in the given order. @returns their ids in that order */
export async function insertLetters(
  tx: Tx,
  tenderId: string,
  letters: readonly NewLetter[],
  issuedAt: Date,
): Promise<readonly string[]> {
  const rows = await tx.rows<{ id: string }>(
    `WITH stored AS (
       INSERT INTO award_letter (tender_id, supplier_id, kind, serial, number, title, body, hash, issued_at)
       SELECT $1, x.supplier_id, x.kind, x.serial, x.number, x.title, x.body::jsonb, x.hash, $9
       FROM UNNEST($2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
         AS x(supplier_id, kind, serial, number, title, body, hash)
       RETURNING id, number)
     SELECT id FROM stored JOIN UNNEST($5::text[]) WITH ORDINALITY AS o(number, ord) USING (number) ORDER BY ord`,
    [
      tenderId,
      letters.map(one => one.supplierId),
      letters.map(one => one.kind),
      letters.map(one => one.serial),
      letters.map(one => one.number),
      letters.map(one => one.title),
      letters.map(one => JSON.stringify(one.body)),
      letters.map(one => one.hash),
      issuedAt,
    ],
  )
  return rows.map(row => row.id)
}

/** A letter as its reader finds it. */
export interface LetterRow {
  readonly id: string
  readonly tenderId: string
  readonly supplierId: string
  readonly number: string
  readonly openedAt: Date | null
}

/** A letter; null if there is none or the transaction's actor may not see it. Locked against a second opening. */
export const lockLetter = (tx: Tx, id: string) =>
  tx.row<LetterRow>(
    `SELECT id, tender_id AS "tenderId", supplier_id AS "supplierId", number, opened_at AS "openedAt"
     FROM award_letter WHERE id = $1 FOR UPDATE`,
    [id],
  )

/** Notes when a letter was first opened. @returns 0 if it was before */
export const setOpened = (tx: Tx, id: string) =>
  tx.run('UPDATE award_letter SET opened_at = tender_now(tender_id) WHERE id = $1 AND opened_at IS NULL', [id])

/** How far the letters of a tender are. */
export interface LetterProgress {
  readonly award: number
  readonly result: number
  /** On paper. */
  readonly printed: number
  /** Read or taken by whom they are for. */
  readonly opened: number
}

export async function loadProgress(tx: Tx, tenderId: string): Promise<LetterProgress> {
  const row = await tx.row<LetterProgress>(
    `SELECT count(*) FILTER (WHERE kind = 'award')::int AS award, count(*) FILTER (WHERE kind = 'result')::int AS result,
       count(*) FILTER (WHERE EXISTS (SELECT FROM award_letter_file f WHERE f.letter_id = l.id AND f.format = 'docx'))::int AS printed,
       count(opened_at)::int AS opened
     FROM award_letter l WHERE tender_id = $1`,
    [tenderId],
  )
  return row ?? { award: 0, result: 0, printed: 0, opened: 0 }
}
