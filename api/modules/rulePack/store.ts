import type { RuleChangeFacts } from '#domain/ruleChange.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { Stage } from '#domain/stage.ts'
import type { Tx } from '../../platform/db.ts'

/** A saved draft. */
export interface DraftRow {
  readonly id: string
  readonly tenderId: string
  readonly revision: number
  readonly content: unknown
  readonly hash: string
  readonly note: string
  readonly editorName: string
}

const DRAFT = `SELECT d.id, d.tender_id AS "tenderId", d.revision, d.content, d.hash, d.note, u.display_name AS "editorName"
  FROM rule_pack_draft d JOIN app_user u ON u.id = d.edited_by`

/** The draft saved last; null before the first. */
export const findLastDraft = (tx: Tx, tenderId: string) =>
  tx.row<DraftRow>(`${DRAFT} WHERE d.tender_id = $1 ORDER BY d.revision DESC LIMIT 1`, [tenderId])

/** One draft of a tender by its number; null if there is none. */
export const findDraft = (tx: Tx, tenderId: string, revision: number) =>
  tx.row<DraftRow>(`${DRAFT} WHERE d.tender_id = $1 AND d.revision = $2`, [tenderId, revision])

export interface NewDraft {
  readonly tenderId: string
  readonly revision: number
  readonly content: unknown
  readonly hash: string
  readonly note: string
  readonly editedBy: string
}

/** @returns the draft's id */
export async function insertDraft(tx: Tx, draft: NewDraft): Promise<string> {
  const row = await tx.row<{ id: string }>(
    `INSERT INTO rule_pack_draft (tender_id, revision, content, hash, note, edited_by) VALUES ($1,$2,$3,$4,$5,$6) RETURNING id`,
    [draft.tenderId, draft.revision, JSON.stringify(draft.content), draft.hash, draft.note, draft.editedBy],
  )
  if (!row) throw new Error('a draft was not stored')
  return row.id
}

/** The number of the version that is published last. */
export async function lastVersion(tx: Tx, tenderId: string): Promise<number> {
  const row = await tx.row<{ version: number }>(
    'SELECT coalesce(max(version), 0)::int AS version FROM rule_pack WHERE tender_id = $1',
    [tenderId],
  )
  return row?.version ?? 0
}

/** The hash of the pack in force. */
export async function hashInForce(tx: Tx, tenderId: string): Promise<string> {
  const row = await tx.row<{ hash: string }>(
    'SELECT hash FROM rule_pack WHERE tender_id = $1 AND published_at IS NOT NULL ORDER BY version DESC LIMIT 1',
    [tenderId],
  )
  return row?.hash ?? ''
}

/** Stores a published version; it never changes again. */
export const insertVersion = (tx: Tx, version: { tenderId: string; content: RulePack; hash: string; note: string }) =>
  tx.run(
    `INSERT INTO rule_pack (tender_id, version, content, hash, note, published_at) VALUES ($1,$2,$3,$4,$5,tender_now($1))`,
    [version.tenderId, version.content.version, JSON.stringify(version.content), version.hash, version.note],
  )

/** Puts another order of stages in the place of the first one, in the stage in which nothing has been done yet. */
export async function replaceStages(tx: Tx, tenderId: string, order: readonly Stage[]): Promise<void> {
  await tx.run('DELETE FROM tender_stage WHERE tender_id = $1 AND NOT stage = ANY($2)', [tenderId, order])
  await tx.run(
    `INSERT INTO tender_stage (tender_id, stage, ordinal)
     SELECT $1, s.stage, s.ordinal FROM UNNEST($2::text[]) WITH ORDINALITY AS s(stage, ordinal)
     ON CONFLICT (tender_id, stage) DO UPDATE SET ordinal = EXCLUDED.ordinal`,
    [tenderId, order],
  )
}

/** Whether any version of the tender documents is out. */
export const hasDocuments = async (tx: Tx, tenderId: string): Promise<boolean> =>
  (await tx.row('SELECT 1 FROM tender_document WHERE tender_id = $1 LIMIT 1', [tenderId])) !== null

/** The text and annexes of the documents in force, so that a change adds to them; null before the first version. */
export const loadDocuments = (tx: Tx, tenderId: string) =>
  tx.row<{ title: string; body: string; parts: readonly { title: string; body: string; fileId: string | null }[] }>(
    `SELECT d.title, d.body,
       (SELECT coalesce(json_agg(json_build_object('title', p.title, 'body', p.body, 'fileId', p.file_id) ORDER BY p.ordinal), '[]')
        FROM document_part p WHERE p.document_id = d.id) AS parts
     FROM tender_document d WHERE d.tender_id = $1 ORDER BY d.version DESC LIMIT 1`,
    [tenderId],
  )

/** What has happened in a tender, as far as it decides whether its rules may change. */
export async function loadChangeFacts(tx: Tx, tenderId: string): Promise<RuleChangeFacts> {
  const row = await tx.row<RuleChangeFacts>(
    `SELECT t.stage,
       EXISTS (SELECT 1 FROM score_freeze f WHERE f.tender_id = t.id) AS "scoresFrozen",
       (SELECT min(number) FROM price_round r WHERE r.tender_id = t.id AND r.status = 'opened') AS "openedRound",
       CASE WHEN s.completed_at IS NOT NULL OR r.status IN ('closed','opening') OR coalesce(r.closes_at, s.closes_at) <= tender_now(t.id)
         THEN least(coalesce(r.closes_at, s.closes_at, s.completed_at), tender_now(t.id)) END AS "closedAt",
       EXISTS (SELECT 1 FROM draw d WHERE d.tender_id = t.id AND d.status <> 'committing') AS "drawFixed",
       (SELECT count(*)::int FROM declaration d WHERE d.tender_id = t.id AND d.status = 'submitted') AS "declarationsSubmitted"
     FROM tender t
     LEFT JOIN tender_stage s ON s.tender_id = t.id AND s.stage = 'bidRound1'
     LEFT JOIN price_round r ON r.tender_id = t.id AND r.number = 1
     WHERE t.id = $1`,
    [tenderId],
  )
  if (!row) throw new Error(`no tender ${tenderId}`)
  return row
}

/** The deadline for bids as it stands, and how many envelopes a change would void. */
export const findBidding = (tx: Tx, tenderId: string) =>
  tx.row<{ bidDeadline: Date | null; envelopes: number }>(
    `SELECT coalesce(CASE WHEN r.status <> 'keying' THEN r.closes_at END, s.closes_at) AS "bidDeadline",
       (SELECT count(DISTINCT b.declaration_id)::int FROM sealed_bid b WHERE b.round_id = r.id AND b.policy_version = r.policy_version) AS envelopes
     FROM tender t
     LEFT JOIN tender_stage s ON s.tender_id = t.id AND s.stage = 'bidRound1'
     LEFT JOIN price_round r ON r.tender_id = t.id AND r.number = 1 AND r.status IN ('keying','signing','open')
     WHERE t.id = $1`,
    [tenderId],
  )
