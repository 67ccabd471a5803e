import type { AnswerValue } from '#domain/declaration.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { LotPlay } from '#domain/rulePlay.ts'
import type { Tx } from '../../platform/db.ts'

/** synthetic: an invented market · tender: the frozen scores and opened prices of a tender. */
export type DrySource = 'synthetic' | 'tender'

export interface DryRunRow {
  readonly id: string
  readonly tenderId: string
  readonly source: DrySource
  readonly sourceTenderId: string | null
  readonly seed: number
  readonly declarers: number
  readonly candidate: RulePack
  readonly candidateHash: string
  readonly base: RulePack
  readonly baseHash: string
  readonly jobId: string
  readonly startedBy: string
}

export const insertDryRun = (tx: Tx, run: DryRunRow) =>
  tx.run(
    `INSERT INTO dry_run (id, tender_id, source, source_tender_id, seed, declarers, candidate, candidate_hash, base, base_hash, job_id, started_by)
     VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`,
    [
      run.id,
      run.tenderId,
      run.source,
      run.sourceTenderId,
      run.seed,
      run.declarers,
      JSON.stringify(run.candidate),
      run.candidateHash,
      JSON.stringify(run.base),
      run.baseHash,
      run.jobId,
      run.startedBy,
    ],
  )

export const findDryRun = (tx: Tx, id: string) =>
  tx.row<DryRunRow>(
    `SELECT id, tender_id AS "tenderId", source, source_tender_id AS "sourceTenderId", seed, declarers, candidate,
       candidate_hash AS "candidateHash", base, base_hash AS "baseHash", job_id AS "jobId", started_by AS "startedBy"
     FROM dry_run WHERE id = $1`,
    [id],
  )

/** Stores what both packs make of a lot; a second delivery of the same piece changes nothing. */
export const insertPlays = (tx: Tx, runId: string, base: LotPlay, candidate: LotPlay) =>
  tx.run('INSERT INTO dry_run_lot (run_id, lot_code, base, candidate) VALUES ($1,$2,$3,$4) ON CONFLICT DO NOTHING', [
    runId,
    base.lot,
    asJson(base),
    asJson(candidate),
  ])

const asJson = (play: LotPlay) =>
  JSON.stringify(play, (_name, value) => (typeof value === 'bigint' ? String(value) : value))

/** A play as it was stored. */
export function playOf(stored: unknown): LotPlay {
  const play = stored as LotPlay & { ceilingFen: string; meanPriceFen: string | null }
  return {
    ...play,
    ceilingFen: BigInt(play.ceilingFen),
    meanPriceFen: play.meanPriceFen === null ? null : BigInt(play.meanPriceFen),
    winners: play.winners.map(one => ({ ...one, priceFen: BigInt(one.priceFen) })),
  }
}

export interface LotRow {
  readonly id: string
  readonly code: string
  readonly ceilingFen: bigint | null
  readonly varietyCode: string
}

const LOT = `SELECT l.id, l.code, l.ceiling_fen AS "ceilingFen", v.code AS "varietyCode"
  FROM lot l JOIN spec s ON s.id = l.spec_id JOIN variety v ON v.id = s.variety_id`

/** The lots of a tender by code. */
export const loadLots = (tx: Tx, tenderId: string) =>
  tx.rows<LotRow>(`${LOT} WHERE l.tender_id = $1 ORDER BY l.code COLLATE "C"`, [tenderId])

export const findLot = (tx: Tx, lotId: string) => tx.row<LotRow>(`${LOT} WHERE l.id = $1`, [lotId])

/** Hash of the frozen scores; null before. */
export async function findFreezeHash(tx: Tx, tenderId: string): Promise<string | null> {
  const row = await tx.row<{ hash: string }>('SELECT hash FROM score_freeze WHERE tender_id = $1', [tenderId])
  return row?.hash ?? null
}

/** Whether the bids of round 1 are opened: only then may a play read any price of the tender. */
export const isOpened = async (tx: Tx, tenderId: string): Promise<boolean> =>
  (await tx.row(`SELECT 1 FROM price_round WHERE tender_id = $1 AND number = 1 AND status = 'opened'`, [tenderId])) !==
  null

export interface DeclarerRow {
  readonly declarationId: string
  readonly supplierId: string
  readonly supplier: string
  readonly qualityCenti: number
  readonly priceFen: bigint
  readonly secondFen: bigint | null
  readonly sampleFailed: boolean
}

/**
 * The valid declarers of a lot with their opened quotes. Reads a price of no round but opened ones (招标投标法 36): before
 * the opening it finds nobody.
 */
export const loadDeclarers = (tx: Tx, lotId: string) =>
  tx.rows<DeclarerRow>(
    `SELECT d.id AS "declarationId", s.id AS "supplierId", s.code AS supplier, t.quality_centi AS "qualityCenti",
       b1.price_fen AS "priceFen", b2.price_fen AS "secondFen", coalesce(p.result = 'failed', false) AS "sampleFailed"
     FROM declaration d
     JOIN supplier s ON s.id = d.supplier_id
     JOIN declaration_total t ON t.declaration_id = d.id
     JOIN price_round r1 ON r1.tender_id = d.tender_id AND r1.number = 1 AND r1.status = 'opened'
     JOIN opened_bid b1 ON b1.round_id = r1.id AND b1.declaration_id = d.id AND b1.verdict = 'opened'
     LEFT JOIN price_round r2 ON r2.tender_id = d.tender_id AND r2.number = 2 AND r2.status = 'opened'
     LEFT JOIN opened_bid b2 ON b2.round_id = r2.id AND b2.declaration_id = d.id AND b2.verdict = 'opened'
     LEFT JOIN sample p ON p.declaration_id = d.id
     WHERE d.lot_id = $1 AND d.status = 'submitted' ORDER BY s.code COLLATE "C"`,
    [lotId],
  )

export interface ItemRow {
  readonly declarationId: string
  readonly code: string
  readonly numerator: bigint
  readonly denominator: bigint
}

/** The judged items of a lot's declarations. */
export const loadItems = (tx: Tx, lotId: string) =>
  tx.rows<ItemRow>(
    `SELECT i.declaration_id AS "declarationId", i.indicator_code AS code, i.numerator, i.denominator
     FROM item_result i JOIN declaration d ON d.id = i.declaration_id WHERE d.lot_id = $1`,
    [lotId],
  )

export interface AnswerRow {
  readonly supplierId: string
  readonly code: string
  readonly value: AnswerValue
}

/** All suppliers' answers to these indicators on the subjects of one lot. */
export const loadAnswers = (tx: Tx, of: { tenderId: string; subjects: readonly string[]; codes: readonly string[] }) =>
  tx.rows<AnswerRow>(
    `SELECT supplier_id AS "supplierId", indicator_code AS code, value FROM answer
     WHERE tender_id = $1 AND subject_key = ANY($2) AND indicator_code = ANY($3)`,
    [of.tenderId, of.subjects, of.codes],
  )
