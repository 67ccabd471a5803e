import type { StandardField } from '#domain/sampleStandard.ts'
import type { SampleValues, VerdictOverride } from '#domain/sampleVerdict.ts'
import type { Tx } from '../../platform/db.ts'

export interface ReceivedSample {
  readonly id: string
  readonly lotId: string
}

/** Samples that were received and have no code, of these lots; locked. */
export const lockReceived = (tx: Tx, tenderId: string, lots: readonly string[]) =>
  tx.rows<ReceivedSample>(
    `SELECT s.id, d.lot_id AS "lotId" FROM sample s JOIN declaration d ON d.id = s.declaration_id JOIN lot l ON l.id = d.lot_id
     WHERE d.tender_id = $1 AND l.code = ANY($2) AND s.status = 'received' ORDER BY s.id FOR UPDATE OF s`,
    [tenderId, lots],
  )

/** Samples of a batch whose codes never left the house; none when one of them did. */
export const lockBatch = (tx: Tx, tenderId: string, batchId: string) =>
  tx.rows<ReceivedSample>(
    `SELECT s.id, d.lot_id AS "lotId" FROM sample s JOIN declaration d ON d.id = s.declaration_id
     WHERE d.tender_id = $1 AND s.batch_id = $2
       AND NOT EXISTS (SELECT 1 FROM blind_sample b WHERE b.batch_id = $2 AND b.lab IS NOT NULL)
     ORDER BY s.id FOR UPDATE OF s`,
    [tenderId, batchId],
  )

export const deleteCodes = (tx: Tx, batchId: string) =>
  tx.run('DELETE FROM blind_sample WHERE batch_id = $1', [batchId])

export interface BatchRow {
  readonly id: string
  readonly number: number
  readonly coderId: string
  readonly witnessId: string
  readonly labelsPrintedAt: Date | null
}

export const findBatch = (tx: Tx, tenderId: string, number: number) =>
  tx.row<BatchRow>(
    `SELECT id, number, coder_id AS "coderId", witness_id AS "witnessId", labels_printed_at AS "labelsPrintedAt"
     FROM coding_batch WHERE tender_id = $1 AND number = $2 FOR UPDATE`,
    [tenderId, number],
  )

export const insertBatch = async (tx: Tx, tenderId: string, coderId: string, witnessId: string): Promise<BatchRow> => {
  const row = await tx.row<BatchRow>(
    `INSERT INTO coding_batch (tender_id, number, coder_id, witness_id, coded_at)
     SELECT $1, coalesce(max(number), 0) + 1, $2, $3, tender_now($1) FROM coding_batch WHERE tender_id = $1
     RETURNING id, number, coder_id AS "coderId", witness_id AS "witnessId", labels_printed_at AS "labelsPrintedAt"`,
    [tenderId, coderId, witnessId],
  )
  if (!row) throw new Error('an inserted batch comes back')
  return row
}

export interface NewBlind {
  readonly id: string
  readonly sampleId: string
  readonly lotId: string
  readonly blindCode: string
}

/** Coded portions and whose they are; in the order given, which must not be that of the samples. */
export async function insertBlind(
  tx: Tx,
  tenderId: string,
  batchId: string | null,
  portion: 1 | 2,
  rows: readonly NewBlind[],
): Promise<void> {
  await tx.run(
    `INSERT INTO blind_sample (id, tender_id, lot_id, batch_id, blind_code, portion)
     SELECT id, $1, lot, $2, code, $3 FROM UNNEST($4::uuid[], $5::uuid[], $6::text[]) AS x(id, lot, code)`,
    [tenderId, batchId, portion, rows.map(r => r.id), rows.map(r => r.lotId), rows.map(r => r.blindCode)],
  )
  await tx.run('INSERT INTO sample_link (blind_id, sample_id) SELECT * FROM UNNEST($1::uuid[], $2::uuid[])', [
    rows.map(r => r.id),
    rows.map(r => r.sampleId),
  ])
}

export const markCoded = (tx: Tx, sampleIds: readonly string[], batchId: string) =>
  tx.run(`UPDATE sample SET status = 'coded', batch_id = $2 WHERE id = ANY($1)`, [sampleIds, batchId])

export const markPrinted = (tx: Tx, batchId: string) =>
  tx.run('UPDATE coding_batch SET labels_printed_at = clock_timestamp() WHERE id = $1', [batchId])

/** What the two who coded stick on the samples; read once, as the platform. */
export const loadLabels = (tx: Tx, batchId: string) =>
  tx.rows<{ deliveryCode: string; blindCode: string; lot: string }>(
    `SELECT s.delivery_code AS "deliveryCode", b.blind_code AS "blindCode", l.code AS lot
     FROM blind_sample b JOIN sample_link k ON k.blind_id = b.id JOIN sample s ON s.id = k.sample_id JOIN lot l ON l.id = b.lot_id
     WHERE b.batch_id = $1 ORDER BY s.delivery_code`,
    [batchId],
  )

export interface BlindRow {
  readonly id: string
  readonly blindCode: string
  readonly lotId: string
  readonly portion: number
  readonly lab: string | null
  readonly arrivedAt: Date | null
  readonly values: SampleValues
  readonly signedAt: Date | null
}

/** Coded portions that the actor may see, locked. */
export const lockBlind = (tx: Tx, tenderId: string, codes: readonly string[]) =>
  tx.rows<BlindRow>(
    `SELECT id, blind_code AS "blindCode", lot_id AS "lotId", portion, lab, arrived_at AS "arrivedAt", "values", signed_at AS "signedAt"
     FROM blind_sample WHERE tender_id = $1 AND blind_code = ANY($2) ORDER BY id FOR UPDATE`,
    [tenderId, codes],
  )

export const setLab = (tx: Tx, ids: readonly string[], lab: string) =>
  tx.run('UPDATE blind_sample SET lab = $2, arrived_at = NULL WHERE id = ANY($1)', [ids, lab])

/** The laboratory that tested the first portion of the samples behind these codes; read as the platform. */
export const loadFirstLabs = (tx: Tx, ids: readonly string[]) =>
  tx.rows<{ blindCode: string; lab: string }>(
    `SELECT b.blind_code AS "blindCode", f.lab FROM blind_sample b JOIN sample_link k ON k.blind_id = b.id
     JOIN sample_link o ON o.sample_id = k.sample_id JOIN blind_sample f ON f.id = o.blind_id AND f.portion = 1
     WHERE b.id = ANY($1) AND b.portion = 2 AND f.lab IS NOT NULL`,
    [ids],
  )

export const setArrived = (tx: Tx, ids: readonly string[], at: Date) =>
  tx.run('UPDATE blind_sample SET arrived_at = $2 WHERE id = ANY($1)', [ids, at])

export const saveValues = (tx: Tx, rows: readonly { readonly id: string; readonly values: SampleValues }[]) =>
  tx.run(
    `UPDATE blind_sample b SET "values" = r.v FROM UNNEST($1::uuid[], $2::jsonb[]) AS r(id, v) WHERE b.id = r.id`,
    [rows.map(r => r.id), rows.map(r => JSON.stringify(r.values))],
  )

export interface SignedRow {
  readonly id: string
  readonly result: 'passed' | 'failed'
  readonly scoreCenti: number | null
}

export const saveSigned = (tx: Tx, at: Date, byId: string, rows: readonly SignedRow[]) =>
  tx.run(
    `UPDATE blind_sample b SET result = r.result, score_centi = r.score, signed_at = $1, signed_by = $2
     FROM UNNEST($3::uuid[], $4::text[], $5::int[]) AS r(id, result, score) WHERE b.id = r.id`,
    [at, byId, rows.map(r => r.id), rows.map(r => r.result), rows.map(r => r.scoreCenti)],
  )

export const saveVerdict = (tx: Tx, row: SignedRow) =>
  tx.run('UPDATE blind_sample SET result = $2, score_centi = $3 WHERE id = $1', [row.id, row.result, row.scoreCenti])

export const loadStandards = (tx: Tx, tenderId: string) =>
  tx.rows<{ lotId: string; lot: string; variety: string; grade: string; fields: readonly StandardField[] }>(
    `SELECT t.lot_id AS "lotId", l.code AS lot, v.name AS variety, s.grade, t.fields
     FROM sample_standard t JOIN lot l ON l.id = t.lot_id JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id
     WHERE t.tender_id = $1 ORDER BY l.code COLLATE "C"`,
    [tenderId],
  )

export const insertOverride = (
  tx: Tx,
  row: VerdictOverride & { blindId: string; byId: string; confirmedById: string; at: Date },
) =>
  tx.run(
    `INSERT INTO verdict_override (blind_id, field, passed, reason, by_id, confirmed_by_id, at) VALUES ($1,$2,$3,$4,$5,$6,$7)`,
    [row.blindId, row.field, row.passed, row.reason, row.byId, row.confirmedById, row.at],
  )

export const loadOverrides = (tx: Tx, blindIds: readonly string[]) =>
  tx.rows<VerdictOverride & { readonly blindId: string }>(
    `SELECT blind_id AS "blindId", field, passed, reason FROM verdict_override WHERE blind_id = ANY($1)`,
    [blindIds],
  )

/** Codes of the laboratories that somebody can sign in for. */
export const loadLabs = (tx: Tx) =>
  tx.rows<{ code: string; name: string }>(
    `SELECT body AS code, min(display_name) AS name FROM app_user WHERE role = 'lab' AND disabled_at IS NULL GROUP BY body ORDER BY body`,
  )
