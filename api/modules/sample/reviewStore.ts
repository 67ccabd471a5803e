import type { StandardField } from '#domain/sampleStandard.ts'
import type { SampleValues, VerdictOverride } from '#domain/sampleVerdict.ts'
import type { Tx } from '../../platform/db.ts'

/** A sample with both of its coded portions, as they are joined at the unblinding. */
export interface JoinedRow {
  readonly sampleId: string
  readonly lot: string
  readonly supplier: string
  readonly status: string
  readonly result: string
  readonly retestAsked: boolean
  readonly fields: readonly StandardField[]
  readonly first: Portion | null
  readonly retest: Portion | null
}

export interface Portion {
  readonly id: string
  readonly values: SampleValues
  readonly signedAt: string | null
  readonly overrides: readonly VerdictOverride[]
}

const PORTION = (n: 1 | 2) => `(SELECT jsonb_build_object('id', b.id, 'values', b."values", 'signedAt', b.signed_at,
    'overrides', (SELECT coalesce(jsonb_agg(jsonb_build_object('field', o.field, 'passed', o.passed, 'reason', o.reason)), '[]') FROM verdict_override o WHERE o.blind_id = b.id))
  FROM sample_link k JOIN blind_sample b ON b.id = k.blind_id AND b.portion = ${n} WHERE k.sample_id = s.id)`

/** Every sample of a tender with what was found behind its codes; for the platform alone. */
export const loadJoined = (tx: Tx, tenderId: string) =>
  tx.rows<JoinedRow>(
    `SELECT s.id AS "sampleId", l.code AS lot, p.code AS supplier, s.status, s.result, s.retest_asked_at IS NOT NULL AS "retestAsked",
       t.fields, ${PORTION(1)} AS first, ${PORTION(2)} AS retest
     FROM sample s JOIN declaration d ON d.id = s.declaration_id JOIN lot l ON l.id = d.lot_id JOIN supplier p ON p.id = d.supplier_id
     JOIN sample_standard t ON t.lot_id = l.id
     WHERE d.tender_id = $1 ORDER BY l.code COLLATE "C", p.code COLLATE "C" FOR UPDATE OF s`,
    [tenderId],
  )

export interface ResultRow {
  readonly sampleId: string
  readonly result: 'passed' | 'failed'
  readonly scoreCenti: number | null
  readonly failures: unknown
  readonly retestFailures: unknown
  readonly removed: boolean
}

const jsonOf = (value: unknown) => (value === null ? null : JSON.stringify(value))

export const saveResults = (tx: Tx, at: Date, rows: readonly ResultRow[]) =>
  tx.run(
    `UPDATE sample s SET result = r.result, score_centi = r.score, failures = r.failures, retest_failures = r.again, removed = r.removed, tested_at = $1
     FROM UNNEST($2::uuid[], $3::text[], $4::int[], $5::jsonb[], $6::jsonb[], $7::boolean[]) AS r(id, result, score, failures, again, removed)
     WHERE s.id = r.id`,
    [
      at,
      rows.map(r => r.sampleId),
      rows.map(r => r.result),
      rows.map(r => r.scoreCenti),
      rows.map(r => jsonOf(r.failures)),
      rows.map(r => jsonOf(r.retestFailures)),
      rows.map(r => r.removed),
    ],
  )

export const setUnblinded = (tx: Tx, tenderId: string, at: Date) =>
  tx.run('UPDATE sample_review SET unblinded_at = $2 WHERE tender_id = $1', [tenderId, at])

export const setClosed = (tx: Tx, tenderId: string, at: Date, hash: string) =>
  tx.run('UPDATE sample_review SET closed_at = $2, hash = $3 WHERE tender_id = $1', [tenderId, at, hash])

export interface FailedSample {
  readonly id: string
  readonly tenderId: string
  readonly lotId: string
  readonly status: string
  readonly result: string
  readonly isAsked: boolean
}

/** An own sample, locked. */
export const lockOwn = (tx: Tx, id: string, supplierId: string) =>
  tx.row<FailedSample>(
    `SELECT s.id, d.tender_id AS "tenderId", d.lot_id AS "lotId", s.status, s.result, s.retest_asked_at IS NOT NULL AS "isAsked"
     FROM sample s JOIN declaration d ON d.id = s.declaration_id WHERE s.id = $1 AND d.supplier_id = $2 FOR UPDATE OF s`,
    [id, supplierId],
  )

export const setRetestAsked = (tx: Tx, id: string, at: Date) =>
  tx.run('UPDATE sample SET retest_asked_at = $2 WHERE id = $1', [id, at])

/** Who proposed what somebody else confirms in this very transaction; null in a trial run. */
export const findProposer = async (tx: Tx, action: string, tenderId: string, confirmerId: string) =>
  (
    await tx.row<{ id: string }>(
      `SELECT proposed_by AS id FROM proposal WHERE action = $1 AND tender_id = $2 AND approved_by = $3 AND executed_at >= transaction_timestamp()
       ORDER BY executed_at DESC LIMIT 1`,
      [action, tenderId, confirmerId],
    )
  )?.id ?? null

/** Numbers about a review that say nothing about anybody. */
export interface ReviewCounts {
  readonly samples: number
  readonly booked: number
  readonly received: number
  readonly coded: number
  readonly dispatched: number
  readonly arrived: number
  readonly signed: number
  readonly passed: number
  readonly failed: number
  readonly retests: number
}

export const countAll = (tx: Tx, tenderId: string) =>
  tx.row<ReviewCounts>(
    `SELECT s.*, b.* FROM
       (SELECT count(*)::int AS samples, count(*) FILTER (WHERE s.slot_id IS NOT NULL)::int AS booked,
          count(*) FILTER (WHERE s.status IN ('received','coded'))::int AS received, count(*) FILTER (WHERE s.status = 'coded')::int AS coded,
          count(*) FILTER (WHERE s.result = 'passed')::int AS passed, count(*) FILTER (WHERE s.result = 'failed')::int AS failed,
          count(s.retest_asked_at)::int AS retests
        FROM sample s JOIN declaration d ON d.id = s.declaration_id WHERE d.tender_id = $1) s,
       (SELECT count(lab)::int AS dispatched, count(arrived_at)::int AS arrived, count(signed_at)::int AS signed
        FROM blind_sample WHERE tender_id = $1) b`,
    [tenderId],
  )

export const loadBatches = (tx: Tx, tenderId: string) =>
  tx.rows<{
    number: number
    codedAt: Date
    labelsPrintedAt: Date | null
    coder: string
    witness: string
    count: number
    coderId: string
    witnessId: string
    isOut: boolean
  }>(
    `SELECT c.number, c.coded_at AS "codedAt", c.labels_printed_at AS "labelsPrintedAt", u.display_name AS coder, w.display_name AS witness,
       c.coder_id AS "coderId", c.witness_id AS "witnessId",
       (SELECT count(*)::int FROM blind_sample b WHERE b.batch_id = c.id) AS count,
       EXISTS (SELECT 1 FROM blind_sample b WHERE b.batch_id = c.id AND b.lab IS NOT NULL) AS "isOut"
     FROM coding_batch c JOIN app_user u ON u.id = c.coder_id JOIN app_user w ON w.id = c.witness_id
     WHERE c.tender_id = $1 ORDER BY c.number`,
    [tenderId],
  )

/** Whose samples passed, once the award is public. */
export const loadPublicVerdicts = (tx: Tx, tenderId: string) =>
  tx.rows<{ lot: string; variety: string; grade: string; supplier: string; passed: boolean }>(
    `SELECT l.code AS lot, v.name AS variety, s.grade, p.name AS supplier, x.result = 'passed' AS passed
     FROM sample x JOIN declaration d ON d.id = x.declaration_id JOIN lot l ON l.id = d.lot_id JOIN spec s ON s.id = l.spec_id
     JOIN variety v ON v.id = s.variety_id JOIN supplier p ON p.id = d.supplier_id
     WHERE d.tender_id = $1 AND x.result <> 'pending' AND EXISTS (SELECT 1 FROM notice n WHERE n.tender_id = $1 AND n.kind = 'award')
       AND EXISTS (SELECT 1 FROM sample_review r WHERE r.tender_id = $1 AND r.closed_at IS NOT NULL)
     ORDER BY l.code COLLATE "C", p.code COLLATE "C"`,
    [tenderId],
  )
