import type { HandInSlot } from '#domain/sampleHandIn.ts'
import type { Tx } from '../../platform/db.ts'

/** Where a tender's sample review stands. */
export interface ReviewRow {
  readonly startedAt: Date
  readonly unblindedAt: Date | null
  readonly closedAt: Date | null
  readonly hash: string | null
}

export const findReview = (tx: Tx, tenderId: string) =>
  tx.row<ReviewRow>(
    `SELECT started_at AS "startedAt", unblinded_at AS "unblindedAt", closed_at AS "closedAt", hash
     FROM sample_review WHERE tender_id = $1`,
    [tenderId],
  )

export const insertReview = (tx: Tx, tenderId: string) =>
  tx.run('INSERT INTO sample_review (tender_id, started_at) VALUES ($1, tender_now($1))', [tenderId])

/** What the catalogue says about each lot that has somebody shortlisted. */
export const loadCatalogueStandards = (tx: Tx, tenderId: string) =>
  tx.rows<{ lotId: string; lot: string; standard: unknown }>(
    `SELECT l.id AS "lotId", l.code AS lot, s.standard FROM lot l JOIN spec s ON s.id = l.spec_id
     WHERE l.tender_id = $1 AND EXISTS (SELECT 1 FROM ranking_entry e WHERE e.lot_id = l.id AND e.phase = 'shortlist' AND e.selected)
     ORDER BY l.code`,
    [tenderId],
  )

export const insertStandards = (
  tx: Tx,
  tenderId: string,
  standards: readonly { readonly lotId: string; readonly fields: unknown }[],
) =>
  tx.run(
    `INSERT INTO sample_standard (lot_id, tender_id, fields) SELECT lot, $1, fields FROM UNNEST($2::uuid[], $3::jsonb[]) AS x(lot, fields)`,
    [tenderId, standards.map(s => s.lotId), standards.map(s => JSON.stringify(s.fields))],
  )

export const loadShortlisted = (tx: Tx, tenderId: string) =>
  tx.rows<{ declarationId: string }>(
    `SELECT e.declaration_id AS "declarationId" FROM ranking_entry e JOIN lot l ON l.id = e.lot_id
     WHERE l.tender_id = $1 AND e.phase = 'shortlist' AND e.selected ORDER BY e.declaration_id`,
    [tenderId],
  )

/** One expected sample per declaration under its delivery code. */
export const insertSamples = (
  tx: Tx,
  samples: readonly { readonly declarationId: string; readonly deliveryCode: string }[],
) =>
  tx.run(
    `INSERT INTO sample (declaration_id, delivery_code, result) SELECT *, 'pending' FROM UNNEST($1::uuid[], $2::text[])`,
    [samples.map(s => s.declarationId), samples.map(s => s.deliveryCode)],
  )

/** Adds slots; those that are there under the same place and time stay. */
export const insertSlots = (tx: Tx, tenderId: string, slots: readonly HandInSlot[]) =>
  tx.run(
    `INSERT INTO sample_slot (tender_id, place, starts_at, ends_at, capacity)
     SELECT $1, * FROM UNNEST($2::text[], $3::timestamptz[], $4::timestamptz[], $5::int[]) ON CONFLICT DO NOTHING`,
    [
      tenderId,
      slots.map(s => s.place),
      slots.map(s => s.startsAt),
      slots.map(s => s.endsAt),
      slots.map(s => s.capacity),
    ],
  )

export interface SampleToBook {
  readonly id: string
  readonly slotId: string | null
  readonly status: string
}

/** The actor's own samples of a tender that still have to come, locked; these ones, or all. */
export const lockOwnSamples = (tx: Tx, tenderId: string, supplierId: string, ids: readonly string[] | null) =>
  tx.rows<SampleToBook>(
    `SELECT s.id, s.slot_id AS "slotId", s.status FROM sample s JOIN declaration d ON d.id = s.declaration_id
     WHERE d.tender_id = $1 AND d.supplier_id = $2 AND s.status IN ('expected','refused') AND ($3::uuid[] IS NULL OR s.id = ANY($3))
     ORDER BY s.id FOR UPDATE OF s`,
    [tenderId, supplierId, ids],
  )

export interface SlotRow {
  readonly id: string
  readonly startsAt: Date
  readonly capacity: number
  readonly booked: number
}

/** Slots, locked one after the other in the same order by everybody. */
export const lockSlots = (tx: Tx, tenderId: string, ids: readonly string[]) =>
  tx.rows<SlotRow>(
    `SELECT id, starts_at AS "startsAt", capacity, booked FROM sample_slot WHERE tender_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE`,
    [tenderId, ids],
  )

export const addBooked = (tx: Tx, slotId: string, count: number) =>
  tx.run('UPDATE sample_slot SET booked = booked + $2 WHERE id = $1', [slotId, count])

export const setSlot = (tx: Tx, sampleIds: readonly string[], slotId: string | null) =>
  tx.run(`UPDATE sample SET slot_id = $2 WHERE id = ANY($1)`, [sampleIds, slotId])

export interface SampleAtDesk {
  readonly id: string
  readonly deliveryCode: string
  readonly status: string
  readonly supplier: string
}

export const lockByDeliveryCode = (tx: Tx, tenderId: string, codes: readonly string[]) =>
  tx.rows<SampleAtDesk>(
    `SELECT s.id, s.delivery_code AS "deliveryCode", s.status, p.code AS supplier
     FROM sample s JOIN declaration d ON d.id = s.declaration_id JOIN supplier p ON p.id = d.supplier_id
     WHERE d.tender_id = $1 AND s.delivery_code = ANY($2) ORDER BY s.id FOR UPDATE OF s`,
    [tenderId, codes],
  )

export interface ReceptionRow {
  readonly id: string
  readonly status: 'received' | 'refused'
  readonly grams: number | null
  readonly refusal: string | null
}

export const saveReceptions = (tx: Tx, now: Date, rows: readonly ReceptionRow[]) =>
  tx.run(
    `UPDATE sample s SET status = r.status, grams = r.grams, refusal = r.refusal, received_at = CASE WHEN r.status = 'received' THEN $1::timestamptz END
     FROM UNNEST($2::uuid[], $3::text[], $4::int[], $5::text[]) AS r(id, status, grams, refusal) WHERE s.id = r.id`,
    [now, rows.map(r => r.id), rows.map(r => r.status), rows.map(r => r.grams), rows.map(r => r.refusal)],
  )

/** Attaches photos to samples; the same photo of the same sample once. */
export const insertPhotos = (
  tx: Tx,
  pairs: readonly { readonly sampleId: string; readonly fileId: string }[],
  at: Date,
  byId: string,
) =>
  tx.run(
    `INSERT INTO sample_photo (sample_id, file_id, at, by_id)
     SELECT p.sample_id, p.file_id, $3, $4 FROM UNNEST($1::uuid[], $2::uuid[]) AS p(sample_id, file_id) ON CONFLICT DO NOTHING`,
    [pairs.map(pair => pair.sampleId), pairs.map(pair => pair.fileId), at, byId],
  )

/** When the last slot ends; null when there is none. */
export async function lastSlotEnd(tx: Tx, tenderId: string): Promise<Date | null> {
  const row = await tx.row<{ at: Date | null }>('SELECT max(ends_at) AS at FROM sample_slot WHERE tender_id = $1', [
    tenderId,
  ])
  return row?.at ?? null
}

/** Per lot: samples that have not come, and those that came and have no code yet. */
export const loadLotReceptions = (tx: Tx, tenderId: string) =>
  tx.rows<{ lot: string; lotId: string; expected: number; received: number }>(
    `SELECT l.code AS lot, l.id AS "lotId", count(*) FILTER (WHERE s.status IN ('expected','refused'))::int AS expected,
       count(*) FILTER (WHERE s.status = 'received')::int AS received
     FROM sample s JOIN declaration d ON d.id = s.declaration_id JOIN lot l ON l.id = d.lot_id
     WHERE d.tender_id = $1 GROUP BY l.code, l.id ORDER BY l.code`,
    [tenderId],
  )
