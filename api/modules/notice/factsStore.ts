import type { NoticeDocuments, NoticeLot } from '#domain/notice.ts'
import type { Tx } from '../../platform/db.ts'

const FROM_LOTS = 'FROM lot l JOIN spec sp ON sp.id = l.spec_id JOIN variety v ON v.id = sp.variety_id'
const LOT = 'l.code AS lot, v.name AS variety, sp.grade'

/** The newest version of the documents; null before the first. */
export const findDocuments = (tx: Tx, tenderId: string) =>
  tx.row<NoticeDocuments>(
    'SELECT version, title, hash FROM tender_document WHERE tender_id = $1 ORDER BY version DESC LIMIT 1',
    [tenderId],
  )

/** What a tender is about: members, lots with ceilings and (once frozen) demand, deadlines. */
export async function loadInvitation(tx: Tx, tenderId: string) {
  const members = await tx.rows<{ name: string }>(
    'SELECT p.name FROM tender_member m JOIN province p ON p.id = m.province_id WHERE m.tender_id = $1 ORDER BY p.code COLLATE "C"',
    [tenderId],
  )
  const lots = await tx.rows<NoticeLot & { ceilingFen: string | null; demandKg: string | null }>(
    `SELECT ${LOT}, l.ceiling_fen::text AS "ceilingFen",
       (SELECT sum(dl.quantity_kg)::text FROM demand_line dl WHERE dl.lot_id = l.id
          AND EXISTS (SELECT FROM demand_snapshot s WHERE s.tender_id = $1)) AS "demandKg"
     ${FROM_LOTS} WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C"`,
    [tenderId],
  )
  const stages = await tx.rows<{ stage: string; closesAt: Date | null }>(
    `SELECT stage, closes_at AS "closesAt" FROM tender_stage WHERE tender_id = $1 AND stage IN ('declaration','bidRound1')`,
    [tenderId],
  )
  const until = (stage: string) => stages.find(one => one.stage === stage)?.closesAt?.toISOString() ?? null
  return {
    members: members.map(one => one.name),
    lots,
    declareUntil: until('declaration'),
    bidUntil: until('bidRound1'),
  }
}

export interface SampleRow extends NoticeLot {
  readonly supplierCode: string
  readonly supplierName: string
  readonly result: string
}

/** The samples of a tender with what the review came to. */
export const loadSamples = (tx: Tx, tenderId: string) =>
  tx.rows<SampleRow>(
    `SELECT ${LOT}, s.code AS "supplierCode", s.name AS "supplierName", CASE WHEN EXISTS (SELECT 1 FROM sample_review r WHERE r.tender_id = l.tender_id AND r.closed_at IS NOT NULL) THEN x.result ELSE 'pending' END AS result ${FROM_LOTS}
     JOIN declaration d ON d.lot_id = l.id JOIN sample x ON x.declaration_id = d.id JOIN supplier s ON s.id = d.supplier_id
     WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C", s.code COLLATE "C"`,
    [tenderId],
  )

export interface DrawnRow {
  readonly stratum: string
  readonly name: string
  readonly employer: string
  readonly replaced: boolean
}

/** The experts of the draw, those that were replaced too; reserves that were never called are nobody's concern. */
export const loadExperts = (tx: Tx, tenderId: string) =>
  tx.rows<DrawnRow>(
    `SELECT e.stratum, x.name, x.employer, e.status = 'replaced' AS replaced
     FROM drawn_expert e JOIN draw d ON d.id = e.draw_id JOIN expert x ON x.id = e.expert_id
     WHERE d.tender_id = $1 AND e.status <> 'reserve' ORDER BY e.stratum COLLATE "C", e.ordinal`,
    [tenderId],
  )

/** Lots with fewer valid declarations than this. */
export const loadShortLots = (tx: Tx, tenderId: string, minimum: number) =>
  tx.rows<NoticeLot & { declarers: number }>(
    `SELECT ${LOT}, count(d.id)::int AS declarers ${FROM_LOTS}
     LEFT JOIN declaration d ON d.lot_id = l.id AND d.status = 'submitted'
     WHERE l.tender_id = $1 GROUP BY l.code, v.name, sp.grade HAVING count(d.id) < $2 ORDER BY l.code COLLATE "C"`,
    [tenderId, minimum],
  )
