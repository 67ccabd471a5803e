import type { Tx } from '../../platform/db.ts'

/** What a person can make of a flag. */
export const VERDICTS = ['watch', 'dismiss'] as const

/** The tender of a flag that the actor may see; null if there is none. */
export async function findTenderOf(tx: Tx, flagId: string): Promise<string | null> {
  const row = await tx.row<{ id: string }>('SELECT tender_id AS id FROM similarity_flag WHERE id = $1', [flagId])
  return row?.id ?? null
}

export const insertDecision = (
  tx: Tx,
  decision: { flagId: string; tenderId: string; verdict: string; reason: string; decidedBy: string },
) =>
  tx.run(
    `INSERT INTO similarity_decision (flag_id, verdict, reason, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, tender_now($5))`,
    [decision.flagId, decision.verdict, decision.reason, decision.decidedBy, decision.tenderId],
  )

/** The words of a flag's two files; null for a flag that has none, or that the actor may not see. */
export const findTexts = (tx: Tx, flagId: string) =>
  tx.row<{ textA: string; textB: string }>(
    `SELECT coalesce(a.text, '') AS "textA", coalesce(b.text, '') AS "textB"
     FROM similarity_flag g JOIN stored_file fa ON fa.id = g.file_a_id JOIN stored_blob a ON a.sha256 = fa.sha256
     JOIN stored_file fb ON fb.id = g.file_b_id JOIN stored_blob b ON b.sha256 = fb.sha256 WHERE g.id = $1`,
    [flagId],
  )
