import { completePack } from '#domain/olderPack.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { Stage } from '#domain/stage.ts'
import { refuse } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'

export interface TenderRow {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly stage: Stage
  readonly isRehearsal: boolean
  /** The tender's clock: the database's, moved forward in a rehearsal. */
  readonly now: Date
}

const TENDER_COLUMNS = `id, code, title, stage, is_rehearsal AS "isRehearsal", tender_now(id) AS now`

/** The tender, locked against every other change of its stage. */
export async function lockTender(tx: Tx, id: string): Promise<TenderRow> {
  const row = await tx.row<TenderRow>(`SELECT ${TENDER_COLUMNS} FROM tender WHERE id = $1 FOR UPDATE`, [id])
  return row ?? refuse('notFound', 'tenderId')
}

/** The tender, with its stage held still but shared with others: for the many commands of one stage at once. */
export async function loadTender(tx: Tx, id: string): Promise<TenderRow> {
  const row = await tx.row<TenderRow>(`SELECT ${TENDER_COLUMNS} FROM tender WHERE id = $1 FOR SHARE`, [id])
  return row ?? refuse('notFound', 'tenderId')
}

/** The tender in a given stage; refuses in any other. */
export async function loadTenderIn(tx: Tx, id: string, ...stages: readonly Stage[]): Promise<TenderRow> {
  const tender = await loadTender(tx, id)
  if (!stages.includes(tender.stage))
    refuse('wrongStage', undefined, { stage: tender.stage, expected: stages.join(', ') })
  return tender
}

/** Published packs never change: the text of each is sent and parsed once per process. */
const knownPacks = new Map<string, RulePack>()
const KNOWN_PACKS_MAX = 50

/** The published rule pack in force, with the periods that one of an earlier format leaves to the law. */
export async function loadRulePack(tx: Tx, tenderId: string): Promise<RulePack> {
  const known = new Map(knownPacks)
  const row = await tx.row<{ id: string; content: RulePack | null }>(
    `SELECT id, CASE WHEN id <> ALL($2::uuid[]) THEN content END AS content
     FROM rule_pack WHERE tender_id = $1 AND published_at IS NOT NULL ORDER BY version DESC LIMIT 1`,
    [tenderId, [...known.keys()]],
  )
  const pack = row?.content ? completePack(row.content) : known.get(row?.id ?? '')
  if (!row || !pack) throw new Error(`tender ${tenderId} has no rule pack`)
  if (row.content) {
    if (knownPacks.size >= KNOWN_PACKS_MAX) knownPacks.clear()
    knownPacks.set(row.id, pack)
  }
  return pack
}

export async function insertTender(
  tx: Tx,
  tender: { code: string; title: string; isRehearsal: boolean; stage: Stage },
): Promise<string> {
  const row = await tx.row<{ id: string }>(
    `INSERT INTO tender (code, title, is_rehearsal, stage) VALUES ($1,$2,$3,$4) ON CONFLICT (code) DO NOTHING RETURNING id`,
    [tender.code, tender.title, tender.isRehearsal, tender.stage],
  )
  return row?.id ?? refuse('duplicate', 'code', { value: tender.code })
}

/** Adds members by province code; the codes that do not exist. */
export async function insertMembers(
  tx: Tx,
  tenderId: string,
  provinceCodes: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.rows<{ code: string }>(
    `WITH added AS (INSERT INTO tender_member (tender_id, province_id)
       SELECT $1, id FROM province WHERE code = ANY($2) RETURNING province_id)
     SELECT p.code FROM added JOIN province p ON p.id = added.province_id`,
    [tenderId, provinceCodes],
  )
  return missing(provinceCodes, rows)
}

/** Puts specs up as lots under their spec codes; the codes that do not exist. */
export async function insertLots(tx: Tx, tenderId: string, specCodes: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.rows<{ code: string }>(
    'INSERT INTO lot (tender_id, spec_id, code) SELECT $1, id, code FROM spec WHERE code = ANY($2) RETURNING code',
    [tenderId, specCodes],
  )
  return missing(specCodes, rows)
}

const missing = (codes: readonly string[], found: readonly { code: string }[]) => {
  const known = new Set(found.map(row => row.code))
  return codes.filter(code => !known.has(code))
}

export const insertStages = (tx: Tx, tenderId: string, order: readonly Stage[]) =>
  tx.run(
    `INSERT INTO tender_stage (tender_id, stage, ordinal, started_at)
     SELECT $1, s.stage, s.ordinal, CASE WHEN s.ordinal = 1 THEN tender_now($1) END
     FROM UNNEST($2::text[]) WITH ORDINALITY AS s(stage, ordinal)`,
    [tenderId, order],
  )

export const insertRulePack = (tx: Tx, tenderId: string, content: RulePack, hash: string) =>
  tx.run(
    `INSERT INTO rule_pack (tender_id, version, content, hash, published_at)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, tender_now($1) FROM rule_pack WHERE tender_id = $1`,
    [tenderId, JSON.stringify(content), hash],
  )

export const setStageClock = (
  tx: Tx,
  tenderId: string,
  clock: { stage: string; opensAt: Date | null; closesAt: Date | null },
) =>
  tx.run(
    'UPDATE tender_stage SET opens_at = $3, closes_at = $4 WHERE tender_id = $1 AND stage = $2 AND completed_at IS NULL',
    [tenderId, clock.stage, clock.opensAt, clock.closesAt],
  )

/** Whether a stage has an end, and it is another than this. */
export const endsOtherwise = async (tx: Tx, tenderId: string, stage: string, closesAt: Date | null): Promise<boolean> =>
  (await tx.row(
    'SELECT 1 FROM tender_stage WHERE tender_id = $1 AND stage = $2 AND closes_at IS NOT NULL AND closes_at IS DISTINCT FROM $3::timestamptz',
    [tenderId, stage, closesAt],
  )) !== null

/** Whether the stage is one of a price round whose policy names another deadline than this. */
export const isSealedTo = async (tx: Tx, tenderId: string, stage: string, closesAt: Date | null): Promise<boolean> =>
  (await tx.row(
    `SELECT 1 FROM price_round WHERE tender_id = $1 AND $2 = 'bidRound' || number AND policy IS NOT NULL
       AND closes_at IS DISTINCT FROM $3::timestamptz`,
    [tenderId, stage, closesAt],
  )) !== null

/** Moves the end of a stage, unless it is over. */
export const extendStage = (tx: Tx, tenderId: string, stage: Stage, closesAt: Date) =>
  tx.run('UPDATE tender_stage SET closes_at = $3 WHERE tender_id = $1 AND stage = $2 AND completed_at IS NULL', [
    tenderId,
    stage,
    closesAt,
  ])

export async function moveStage(tx: Tx, tenderId: string, from: Stage, to: Stage): Promise<void> {
  await tx.run('UPDATE tender_stage SET completed_at = tender_now($1) WHERE tender_id = $1 AND stage = $2', [
    tenderId,
    from,
  ])
  await tx.run('UPDATE tender_stage SET started_at = tender_now($1) WHERE tender_id = $1 AND stage = $2', [
    tenderId,
    to,
  ])
  await tx.run('UPDATE tender SET stage = $2 WHERE id = $1', [tenderId, to])
}

export const moveClock = (tx: Tx, tenderId: string, seconds: number) =>
  tx.run('UPDATE tender SET clock_offset_seconds = clock_offset_seconds + $2 WHERE id = $1', [tenderId, seconds])

/** The closing time of a stage; null when none is planned. */
export async function stageClosesAt(tx: Tx, tenderId: string, stage: Stage): Promise<Date | null> {
  const row = await tx.row<{ closesAt: Date | null }>(
    'SELECT closes_at AS "closesAt" FROM tender_stage WHERE tender_id = $1 AND stage = $2',
    [tenderId, stage],
  )
  return row?.closesAt ?? null
}
