import type { DrawManifest } from '#domain/draw.ts'
import type { ExpertTie } from '#domain/recusal.ts'
import type { Tx } from '../../platform/db.ts'

export interface ExpertRow {
  readonly code: string
  readonly name: string
  readonly specialty: string
  readonly region: string
  readonly employer: string
  readonly outside: boolean
}

/** Replaces the declared ties of these experts. */
export async function replaceTies(tx: Tx, experts: readonly string[], ties: readonly ExpertTie[]): Promise<number> {
  await tx.run('DELETE FROM expert_tie t USING expert e WHERE e.id = t.expert_id AND e.code = ANY($1)', [experts])
  return tx.run(
    `INSERT INTO expert_tie (expert_id, kind, supplier_code, until)
     SELECT e.id, n.kind, n.supplier, n.until FROM UNNEST($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS n(expert, kind, supplier, until)
     JOIN expert e ON e.code = n.expert`,
    [ties.map(t => t.expert), ties.map(t => t.kind), ties.map(t => t.supplier), ties.map(t => t.until)],
  )
}

/** All declared ties of experts who are not out of the tender yet. */
export const loadTies = (tx: Tx, tenderId: string) =>
  tx.rows<ExpertTie>(
    `SELECT e.code AS expert, t.kind, t.supplier_code AS supplier, t.until FROM expert_tie t JOIN expert e ON e.id = t.expert_id
     WHERE NOT EXISTS (SELECT 1 FROM recusal r WHERE r.tender_id = $1 AND r.expert_id = e.id AND r.supplier_id IS NULL)`,
    [tenderId],
  )

/** Codes of the suppliers that declare. */
export async function loadDeclaring(tx: Tx, tenderId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ code: string }>(
    `SELECT DISTINCT s.code FROM declaration d JOIN supplier s ON s.id = d.supplier_id
     WHERE d.tender_id = $1 AND d.status = 'submitted'`,
    [tenderId],
  )
  return new Set(rows.map(row => row.code))
}

/** Keeps experts out of the whole tender because of their ties. */
export const insertAutomaticRecusals = (tx: Tx, tenderId: string, ties: readonly ExpertTie[]) =>
  tx.run(
    `INSERT INTO recusal (tender_id, expert_id, reason, source, created_at)
     SELECT $1, e.id, n.reason, 'automatic', tender_now($1) FROM UNNEST($2::text[], $3::text[]) AS n(expert, reason)
     JOIN expert e ON e.code = n.expert ON CONFLICT (tender_id, expert_id, supplier_id) DO NOTHING`,
    [tenderId, ties.map(tie => tie.expert), ties.map(tie => `${tie.kind}:${tie.supplier}`)],
  )

/** Adds experts, or changes those whose code exists. */
export const saveExperts = (tx: Tx, experts: readonly ExpertRow[]) =>
  tx.run(
    `INSERT INTO expert (code, name, specialty, region, employer, outside)
     SELECT * FROM UNNEST($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[])
     ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name, specialty = EXCLUDED.specialty, region = EXCLUDED.region,
       employer = EXCLUDED.employer, outside = EXCLUDED.outside`,
    [
      experts.map(e => e.code),
      experts.map(e => e.name),
      experts.map(e => e.specialty),
      experts.map(e => e.region),
      experts.map(e => e.employer),
      experts.map(e => e.outside),
    ],
  )

interface Coded {
  readonly id: string
  readonly code: string
}

export const findExpert = (tx: Tx, by: { readonly code: string } | { readonly id: string }) =>
  'code' in by
    ? tx.row<Coded>('SELECT id, code FROM expert WHERE code = $1', [by.code])
    : tx.row<Coded>('SELECT id, code FROM expert WHERE id = $1', [by.id])

export const findSupplier = (tx: Tx, by: { readonly code: string } | { readonly id: string }) =>
  'code' in by
    ? tx.row<Coded>('SELECT id, code FROM supplier WHERE code = $1', [by.code])
    : tx.row<Coded>('SELECT id, code FROM supplier WHERE id = $1', [by.id])

export interface NewRecusal {
  readonly tenderId: string
  readonly expertId: string
  readonly supplierId: string | null
  readonly reason: string
  readonly source: 'self' | 'office' | 'supervisor'
}

/** Records a recusal; 0 when the same one stands already. */
export const insertRecusal = (tx: Tx, recusal: NewRecusal) =>
  tx.run(
    `INSERT INTO recusal (tender_id, expert_id, supplier_id, reason, source, created_at) VALUES ($1,$2,$3,$4,$5,tender_now($1))
     ON CONFLICT (tender_id, expert_id, supplier_id) DO NOTHING`,
    [recusal.tenderId, recusal.expertId, recusal.supplierId, recusal.reason, recusal.source],
  )

/** A specialty to draw from and how many. */
export interface DrawStratum {
  readonly name: string
  readonly specialty: string
  readonly quota: number
}

export interface DrawRow {
  readonly id: string
  readonly status: 'committing' | 'frozen' | 'drawn'
  readonly poolSecret: Uint8Array
  readonly strata: readonly DrawStratum[]
  readonly manifest: DrawManifest | null
  readonly manifestHash: string | null
  /** The two who call the drawn. */
  readonly preparedBy: string | null
  readonly witnessedBy: string | null
}

/** The tender's draw; null before it is prepared. */
export const findDraw = (tx: Tx, tenderId: string) =>
  tx.row<DrawRow>(
    `SELECT id, status, pool_secret AS "poolSecret", strata, manifest, manifest_hash AS "manifestHash",
       prepared_by AS "preparedBy", witnessed_by AS "witnessedBy" FROM draw WHERE tender_id = $1`,
    [tenderId],
  )

/** Prepares the one draw of a tender; null when there is one. */
export async function insertDraw(
  tx: Tx,
  tenderId: string,
  strata: readonly DrawStratum[],
  poolSecret: Uint8Array,
  preparedBy: string,
): Promise<string | null> {
  const row = await tx.row<{ id: string }>(
    `INSERT INTO draw (tender_id, status, pool_secret, strata, prepared_by) VALUES ($1, 'committing', $2, $3, $4)
     ON CONFLICT (tender_id) DO NOTHING RETURNING id`,
    [tenderId, Buffer.from(poolSecret), JSON.stringify(strata), preparedBy],
  )
  return row?.id ?? null
}

/** The supervisor who will call the drawn together with who prepared the draw. */
export const saveWitness = (tx: Tx, drawId: string, userId: string) =>
  tx.run('UPDATE draw SET witnessed_by = $2 WHERE id = $1', [drawId, userId])

/** An expert of the pool; `recusedBy` is who took them out of the whole tender, null for the eligible. */
export interface PoolExpert {
  readonly code: string
  readonly specialty: string
  readonly outside: boolean
  readonly recusedBy: string | null
}

export const loadPool = (tx: Tx, tenderId: string, specialties: readonly string[]) =>
  tx.rows<PoolExpert>(
    `SELECT e.code, e.specialty, e.outside, r.source AS "recusedBy" FROM expert e
     LEFT JOIN recusal r ON r.tender_id = $1 AND r.expert_id = e.id AND r.supplier_id IS NULL WHERE e.specialty = ANY($2)`,
    [tenderId, specialties],
  )

export interface ContributionRow {
  readonly source: string
  readonly kind: 'body' | 'supplier'
  readonly userId: string
  readonly commitment: string
  /** Revealed bytes in hex. */
  readonly value: string | null
}

export const loadContributions = (tx: Tx, drawId: string) =>
  tx.rows<ContributionRow>(
    `SELECT c.source, CASE u.role WHEN 'supplier' THEN 'supplier' ELSE 'body' END AS kind, c.user_id AS "userId", c.commitment, c.value
     FROM entropy_contribution c JOIN app_user u ON u.id = c.user_id WHERE c.draw_id = $1`,
    [drawId],
  )

export const insertContribution = (
  tx: Tx,
  drawId: string,
  contribution: { source: string; userId: string; commitment: string },
) =>
  tx.run('INSERT INTO entropy_contribution (draw_id, source, user_id, commitment) VALUES ($1,$2,$3,$4)', [
    drawId,
    contribution.source,
    contribution.userId,
    contribution.commitment,
  ])

export const saveReveal = (tx: Tx, tenderId: string, drawId: string, source: string, value: string) =>
  tx.run(
    'UPDATE entropy_contribution SET value = $4, revealed_at = tender_now($1) WHERE draw_id = $2 AND source = $3',
    [tenderId, drawId, source, value],
  )

export const saveFreeze = (tx: Tx, tenderId: string, manifest: DrawManifest, manifestHash: string) =>
  tx.run(
    `UPDATE draw SET status = 'frozen', manifest = $2, manifest_hash = $3, frozen_at = tender_now($1) WHERE tender_id = $1 AND status = 'committing'`,
    [tenderId, JSON.stringify(manifest), manifestHash],
  )

/** The codes of all experts. */
export const loadExpertCodes = (tx: Tx) => tx.rows<{ code: string }>('SELECT code FROM expert')

/** One place in the order of a stratum. */
export interface DrawnRow {
  readonly expert: string
  readonly stratum: string
  /** From 1; the drawn first, then the reserves. */
  readonly ordinal: number
  readonly status: 'drawn' | 'reserve'
}

/** Keeps what a draw came to: its places, and the hash over their labels. */
export async function saveDrawn(
  tx: Tx,
  tenderId: string,
  { drawId, resultHash, rows }: { drawId: string; resultHash: string; rows: readonly DrawnRow[] },
): Promise<number> {
  await tx.run(
    `UPDATE draw SET status = 'drawn', drawn_at = tender_now($1), result_hash = $2 WHERE tender_id = $1 AND status = 'frozen'`,
    [tenderId, resultHash],
  )
  return tx.run(
    `INSERT INTO drawn_expert (draw_id, expert_id, stratum, ordinal, status)
     SELECT $1, e.id, n.stratum, n.ordinal, n.status FROM UNNEST($2::text[], $3::text[], $4::int[], $5::text[]) AS n(expert, stratum, ordinal, status)
     JOIN expert e ON e.code = n.expert`,
    [drawId, rows.map(r => r.expert), rows.map(r => r.stratum), rows.map(r => r.ordinal), rows.map(r => r.status)],
  )
}

/** An expert's place in the draw; null for those outside it. */
export const findDrawn = (tx: Tx, drawId: string, expertCode: string) =>
  tx.row<{ expertId: string; stratum: string; ordinal: number; status: string }>(
    `SELECT x.expert_id AS "expertId", x.stratum, x.ordinal, x.status FROM drawn_expert x JOIN expert e ON e.id = x.expert_id
     WHERE x.draw_id = $1 AND e.code = $2`,
    [drawId, expertCode],
  )

/**
 * The first reserve of a stratum who need not stay out of the tender, and is from outside when all seats for insiders are
 * taken; null when none is left.
 */
export const findReserve = (tx: Tx, tenderId: string, drawId: string, stratum: string, insideSeats: number) =>
  tx.row<{ expertId: string; code: string }>(
    `SELECT x.expert_id AS "expertId", e.code FROM drawn_expert x JOIN expert e ON e.id = x.expert_id
     WHERE x.draw_id = $2 AND x.stratum = $3 AND x.status = 'reserve'
       AND NOT EXISTS (SELECT 1 FROM recusal r WHERE r.tender_id = $1 AND r.expert_id = x.expert_id AND r.supplier_id IS NULL)
       AND (e.outside OR $4 > (SELECT count(*) FROM drawn_expert s JOIN expert i ON i.id = s.expert_id
         WHERE s.draw_id = $2 AND s.stratum = $3 AND s.status = 'drawn' AND NOT i.outside))
     ORDER BY x.ordinal LIMIT 1`,
    [tenderId, drawId, stratum, insideSeats],
  )

export const setDrawnStatus = (
  tx: Tx,
  drawId: string,
  expertId: string,
  status: 'drawn' | 'replaced',
  reason: string | null,
) =>
  tx.run('UPDATE drawn_expert SET status = $3, reason = $4 WHERE draw_id = $1 AND expert_id = $2', [
    drawId,
    expertId,
    status,
    reason,
  ])

interface Named {
  readonly code: string
  readonly name: string
}

/** The specialties that rule packs draw from, each once. */
export const loadSpecialties = (tx: Tx) =>
  tx.rows<Named>(
    `SELECT s.one->>'code' AS code, min(s.one->'name'->>'zh') AS name
     FROM rule_pack p, jsonb_array_elements(p.content->'review'->'strata') WITH ORDINALITY AS s(one, place)
     WHERE p.published_at IS NOT NULL GROUP BY 1 ORDER BY min(s.place), 1`,
  )

/** Provinces by code, and the time. */
export async function loadRegions(tx: Tx): Promise<{ now: Date; regions: readonly Named[] }> {
  const regions = await tx.rows<Named>('SELECT code, name FROM province ORDER BY code COLLATE "C"')
  const clock = await tx.row<{ now: Date }>('SELECT clock_timestamp() AS now')
  return { now: clock?.now ?? new Date(0), regions }
}

/** Which of these codes belong to no supplier. */
export const findStrangers = (tx: Tx, codes: readonly string[]) =>
  tx.rows<{ code: string }>(
    `SELECT n.code FROM UNNEST($1::text[]) AS n(code) WHERE NOT EXISTS (SELECT 1 FROM supplier s WHERE s.code = n.code)`,
    [codes],
  )
