import type { AllocationCell } from '#domain/allocation/slicesDefault.ts'
import type { Violation } from '#domain/violation.ts'
import type { CopyValue, Tx } from '../../platform/db.ts'

/** The kind of job that computes a run. */
export const RUN_JOB = 'allocateLot'

/** Whether choices can still count: none do after an adoption, and none may change while a run reads them. */
export async function loadChoosing(tx: Tx, tenderId: string): Promise<{ adopted: boolean; running: boolean }> {
  const row = await tx.row<{ adopted: boolean; running: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM allocation_run WHERE tender_id = $1 AND adopted_at IS NOT NULL) AS adopted,
       EXISTS (SELECT 1 FROM job WHERE tender_id = $1 AND kind = $2 AND status = 'running') AS running`,
    [tenderId, RUN_JOB],
  )
  return row ?? { adopted: false, running: false }
}

/** The tender's lots, each with those of the declarations that finally won it. */
export async function loadWonBy(
  tx: Tx,
  tenderId: string,
  declarationIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx.rows<{ lotId: string; winners: string[] }>(
    `SELECT l.id AS "lotId", array_remove(array_agg(a.declaration_id::text), NULL) AS winners
     FROM lot l LEFT JOIN award a ON a.lot_id = l.id AND a.status = 'final' AND a.declaration_id = ANY($2::uuid[])
     WHERE l.tender_id = $1 GROUP BY l.id`,
    [tenderId, declarationIds],
  )
  return new Map(rows.map(row => [row.lotId, new Set(row.winners)]))
}

export const saveChoices = (
  tx: Tx,
  hospitalId: string,
  choices: readonly { readonly lotId: string; readonly picks: readonly string[] }[],
) =>
  tx.run(
    `INSERT INTO supplier_choice (lot_id, hospital_id, picks)
     SELECT (c->>'lotId')::uuid, $1, ARRAY(SELECT p::uuid FROM jsonb_array_elements_text(c->'picks') WITH ORDINALITY AS x(p, n) ORDER BY n)
     FROM jsonb_array_elements($2::jsonb) c
     ON CONFLICT (lot_id, hospital_id) DO UPDATE SET picks = EXCLUDED.picks`,
    [hospitalId, JSON.stringify(choices)],
  )

export const saveDefaults = (
  tx: Tx,
  cityId: string,
  defaults: readonly { readonly lotId: string; readonly declarationId: string }[],
) =>
  tx.run(
    `INSERT INTO city_default (lot_id, city_id, declaration_id) SELECT d.lot, $1, d.declaration FROM UNNEST($2::uuid[], $3::uuid[]) AS d(lot, declaration)
     ON CONFLICT (lot_id, city_id) DO UPDATE SET declaration_id = EXCLUDED.declaration_id`,
    [cityId, defaults.map(d => d.lotId), defaults.map(d => d.declarationId)],
  )

/** Lots with final winners, by code: a lot without winners has nobody to allocate to and stays out of a run. */
export const loadWonLots = (tx: Tx, tenderId: string) =>
  tx.rows<{ id: string; code: string }>(
    `SELECT l.id, l.code FROM lot l WHERE l.tender_id = $1
       AND EXISTS (SELECT 1 FROM award a WHERE a.lot_id = l.id AND a.status = 'final') ORDER BY l.code COLLATE "C"`,
    [tenderId],
  )

export interface WinnerRow {
  readonly declarationId: string
  readonly supplier: string
  readonly rank: number
  readonly capacityKg: number
}

export const loadWinners = (tx: Tx, lotId: string) =>
  tx.rows<WinnerRow>(
    `SELECT d.id AS "declarationId", s.code AS supplier, a.rank, d.capacity_kg AS "capacityKg"
     FROM award a JOIN declaration d ON d.id = a.declaration_id JOIN supplier s ON s.id = d.supplier_id
     WHERE a.lot_id = $1 AND a.status = 'final'`,
    [lotId],
  )

export interface LineRow {
  readonly hospitalId: string
  readonly hospital: string
  readonly city: string
  readonly demandKg: number
  /** Declaration ids in order; null for a silent hospital. */
  readonly picks: readonly string[] | null
}

export const loadLines = (tx: Tx, lotId: string) =>
  tx.rows<LineRow>(
    `SELECT h.id AS "hospitalId", h.code AS hospital, c.code AS city, l.quantity_kg AS "demandKg", x.picks::text[] AS picks
     FROM demand_line l JOIN hospital h ON h.id = l.hospital_id JOIN city c ON c.id = h.city_id
     LEFT JOIN supplier_choice x ON x.lot_id = l.lot_id AND x.hospital_id = l.hospital_id
     WHERE l.lot_id = $1 AND l.quantity_kg > 0`,
    [lotId],
  )

export const loadDefaults = (tx: Tx, lotId: string) =>
  tx.rows<{ city: string; declarationId: string }>(
    `SELECT c.code AS city, d.declaration_id AS "declarationId" FROM city_default d JOIN city c ON c.id = d.city_id WHERE d.lot_id = $1`,
    [lotId],
  )

/** A run under the tender's next number. Earlier ones that never finished are closed as failed. */
export async function insertRun(
  tx: Tx,
  run: { tenderId: string; mode: string; inputHash: string; createdAt: Date },
): Promise<{ id: string; number: number }> {
  await tx.run(`UPDATE allocation_run SET status = 'failed' WHERE tender_id = $1 AND status = 'running'`, [
    run.tenderId,
  ])
  const row = await tx.row<{ id: string; number: number }>(
    `INSERT INTO allocation_run (tender_id, number, mode, status, input_hash, created_at)
     SELECT $1, coalesce(max(number), 0) + 1, $2, 'running', $3, $4 FROM allocation_run WHERE tender_id = $1 RETURNING id, number`,
    [run.tenderId, run.mode, run.inputHash, run.createdAt],
  )
  if (!row) throw new Error('no run was stored')
  return row
}

/** kg of one lot for one hospital from one winner, by id. */
export interface CellRow extends Pick<AllocationCell, 'baseKg' | 'adjustmentKg' | 'reasons'> {
  readonly hospitalId: string
  readonly declarationId: string
}

export interface LotResultRow {
  readonly runId: string
  readonly lotId: string
  readonly agreedKg: number
  readonly allocatedKg: number
  readonly outputHash: string
  readonly clashes: readonly Violation[]
  readonly cells: readonly CellRow[]
}

const CELL_COLUMNS = ['run_id', 'lot_id', 'hospital_id', 'declaration_id', 'base_kg', 'adjustment_kg', 'reasons']

export async function insertLotResult(tx: Tx, result: LotResultRow): Promise<void> {
  await tx.run(
    `INSERT INTO allocation_lot_result (run_id, lot_id, agreed_kg, allocated_kg, output_hash, clashes) VALUES ($1,$2,$3,$4,$5,$6)`,
    [
      result.runId,
      result.lotId,
      result.agreedKg,
      result.allocatedKg,
      result.outputHash,
      JSON.stringify(result.clashes),
    ],
  )
  await tx.copy('allocation_cell', CELL_COLUMNS, cellValues(result))
}

function* cellValues({ runId, lotId, cells }: LotResultRow): Generator<readonly CopyValue[]> {
  for (const { hospitalId, declarationId, baseKg, adjustmentKg, reasons } of cells)
    yield [runId, lotId, hospitalId, declarationId, baseKg, adjustmentKg, `{${reasons.join(',')}}`]
}

export interface LotSummary {
  readonly lot: string
  readonly agreedKg: bigint
  readonly allocatedKg: bigint
  readonly outputHash: string
  readonly clashes: readonly Violation[]
}

/** The lots of a run in the order of their codes. */
export const loadLotSummaries = (tx: Tx, runId: string) =>
  tx.rows<LotSummary>(
    `SELECT l.code AS lot, r.agreed_kg AS "agreedKg", r.allocated_kg AS "allocatedKg", r.output_hash AS "outputHash", r.clashes
     FROM allocation_lot_result r JOIN lot l ON l.id = r.lot_id WHERE r.run_id = $1 ORDER BY l.code COLLATE "C"`,
    [runId],
  )

export async function sumCells(tx: Tx, runId: string): Promise<{ cells: number; kg: bigint }> {
  const row = await tx.row<{ cells: number; kg: bigint }>(
    'SELECT count(*)::int AS cells, coalesce(sum(base_kg + adjustment_kg), 0)::bigint AS kg FROM allocation_cell WHERE run_id = $1',
    [runId],
  )
  return row ?? { cells: 0, kg: 0n }
}

export interface RunResult {
  readonly status: 'done' | 'infeasible'
  readonly outputHash: string
  readonly agreedKg: bigint
  readonly allocatedKg: bigint
  /** Null when every lot could be allocated. */
  readonly clashes: unknown
}

export const closeRun = (tx: Tx, runId: string, result: RunResult) =>
  tx.run(
    'UPDATE allocation_run SET status = $2, output_hash = $3, agreed_kg = $4, allocated_kg = $5, clashes = $6 WHERE id = $1',
    [
      runId,
      result.status,
      result.outputHash,
      result.agreedKg,
      result.allocatedKg,
      result.clashes === null ? null : JSON.stringify(result.clashes),
    ],
  )

/** Fresh statistics after a bulk load: the planner would take the first big run for an empty table. */
export const analyse = (tx: Tx) => tx.run('ANALYZE allocation_cell')

export interface RunRow {
  readonly id: string
  readonly tenderId: string
  readonly number: number
  readonly status: string
  readonly inputHash: string
  readonly outputHash: string | null
  readonly agreedKg: bigint | null
  readonly allocatedKg: bigint | null
}

const RUN_COLUMNS = `id, tender_id AS "tenderId", number, status, input_hash AS "inputHash", output_hash AS "outputHash", agreed_kg AS "agreedKg", allocated_kg AS "allocatedKg"`

/** A run; null if there is none. */
export const findRun = (tx: Tx, id: string) =>
  tx.row<RunRow>(`SELECT ${RUN_COLUMNS} FROM allocation_run WHERE id = $1`, [id])

/** The tender's adopted run; null before the adoption. */
export const findAdopted = (tx: Tx, tenderId: string) =>
  tx.row<RunRow>(`SELECT ${RUN_COLUMNS} FROM allocation_run WHERE tender_id = $1 AND adopted_at IS NOT NULL`, [
    tenderId,
  ])

export const setAdopted = (tx: Tx, runId: string, at: Date) =>
  tx.run('UPDATE allocation_run SET adopted_at = $2 WHERE id = $1', [runId, at])

/** Notes the hospital's word on its volumes; a second time keeps the first instant. Null without a report. */
export const confirmVolumes = (tx: Tx, tenderId: string, hospitalId: string, at: Date) =>
  tx.row<{ id: string; isNew: boolean }>(
    `UPDATE demand_report r SET volumes_confirmed_at = coalesce(r.volumes_confirmed_at, $3)
     FROM (SELECT tender_id, hospital_id, volumes_confirmed_at FROM demand_report WHERE tender_id = $1 AND hospital_id = $2 FOR UPDATE) old
     WHERE r.tender_id = old.tender_id AND r.hospital_id = old.hospital_id
     RETURNING r.id, old.volumes_confirmed_at IS NULL AS "isNew"`,
    [tenderId, hospitalId, at],
  )
