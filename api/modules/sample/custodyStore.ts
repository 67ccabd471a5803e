import type { CustodyEvent } from '#domain/sampleCustody.ts'
import type { Tx } from '../../platform/db.ts'

/** A hand-over to be noted; of a sample or of its coded portion. */
export interface NewCustody {
  readonly sampleId?: string
  readonly blindId?: string
  readonly step: CustodyEvent['step']
  readonly from: string
  readonly to: string
  readonly purpose: string
  readonly condition: string
  readonly sealNo: string
  readonly sealIntact: boolean
}

/** Appends hand-overs, stamped by the tender's clock. */
export const insertCustody = (tx: Tx, at: Date, byId: string, events: readonly NewCustody[]) =>
  tx.run(
    `INSERT INTO custody_event (sample_id, blind_id, step, from_party, to_party, purpose, condition, seal_no, seal_intact, at, by_id)
     SELECT *, $1::timestamptz, $2::uuid FROM UNNEST($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[])`,
    [
      at,
      byId,
      events.map(e => e.sampleId ?? null),
      events.map(e => e.blindId ?? null),
      events.map(e => e.step),
      events.map(e => e.from),
      events.map(e => e.to),
      events.map(e => e.purpose),
      events.map(e => e.condition),
      events.map(e => e.sealNo),
      events.map(e => e.sealIntact),
    ],
  )

export interface CustodyRow extends CustodyEvent {
  readonly id: bigint
  readonly chain: string
  readonly purpose: string
  readonly condition: string
  readonly by: string
  /** Null on the sample's own chain; 1 the test, 2 a retest. */
  readonly portion: number | null
  readonly blindCode: string | null
}

const EVENTS = `SELECT c.id, coalesce(c.blind_id, c.sample_id)::text AS chain, c.step, c.from_party AS "from", c.to_party AS "to", c.at,
    c.seal_no AS "sealNo", c.seal_intact AS "sealIntact", c.purpose, c.condition, u.display_name AS "by",
    b.portion, b.blind_code AS "blindCode"
  FROM custody_event c JOIN app_user u ON u.id = c.by_id LEFT JOIN blind_sample b ON b.id = c.blind_id`

/** The hand-overs of one sample, or behind one blind code, as far as the actor may see them; oldest first. */
export const loadChain = (tx: Tx, ids: readonly string[]) =>
  tx.rows<CustodyRow>(`${EVENTS} WHERE c.blind_id = ANY($1) OR c.sample_id = ANY($1) ORDER BY c.id`, [ids])

/** All hand-overs behind blind codes of a tender, oldest first. */
export const loadBlindChains = (tx: Tx, tenderId: string) =>
  tx.rows<CustodyRow>(
    `${EVENTS} WHERE c.blind_id IN (SELECT id FROM blind_sample WHERE tender_id = $1) ORDER BY c.blind_id, c.id`,
    [tenderId],
  )

/** Of which sample a blind portion is, once that is known and the actor may know it; null otherwise. */
export async function findSampleOf(tx: Tx, blindId: string): Promise<string | null> {
  const row = await tx.row<{ sampleId: string }>(
    'SELECT sample_id AS "sampleId" FROM sample_link WHERE blind_id = $1',
    [blindId],
  )
  return row?.sampleId ?? null
}

/** The whole way of a sample and of its portions, in their order; portions only after the unblinding. */
export const loadJoinedChain = (tx: Tx, sampleId: string) =>
  tx.rows<CustodyRow>(
    `${EVENTS} WHERE c.sample_id = $1 OR c.blind_id IN (
       SELECT k.blind_id FROM sample_link k JOIN blind_sample x ON x.id = k.blind_id
       JOIN sample_review r ON r.tender_id = x.tender_id AND r.unblinded_at IS NOT NULL WHERE k.sample_id = $1)
     ORDER BY b.portion NULLS FIRST, c.id`,
    [sampleId],
  )

/** A photo of a sample at its reception. */
export interface PhotoRow {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly pages: number | null
}

/** Photos of a sample, as far as the actor may see them, in the order taken. */
export const loadPhotos = (tx: Tx, sampleId: string) =>
  tx.rows<PhotoRow>(
    `SELECT f.id, f.name, b.type, b.bytes, b.pages FROM sample_photo p
     JOIN stored_file f ON f.id = p.file_id JOIN stored_blob b ON b.sha256 = f.sha256 WHERE p.sample_id = $1 ORDER BY p.at, f.name, f.id`,
    [sampleId],
  )
