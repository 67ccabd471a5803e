import type { Tx } from '../../platform/db.ts'

/** Which case a file belongs to. */
export type CaseRef = 'objection_id' | 'complaint_id' | 'low_price_id'

/** A file of a case as it is shown. */
export interface ShownCaseFile {
  readonly id: string
  readonly caseId: string
  /** asked: the supplier's own · answered: with the answer */
  readonly part: 'asked' | 'answered'
  readonly sha256: string
  readonly name: string
  readonly bytes: number
  readonly type: string
  readonly pages: number | null
  readonly uploadedAt: Date
}

/** Attaches claimed files to a case; they can no longer be removed. */
export async function attach(
  tx: Tx,
  files: readonly { id: string }[],
  to: { ref: CaseRef; id: string; part: ShownCaseFile['part']; at: Date },
): Promise<void> {
  if (files.length === 0) return
  await tx.run(
    `INSERT INTO case_file (${to.ref}, part, file_id, attached_at) SELECT $1, $2, f, $4 FROM UNNEST($3::uuid[]) AS f`,
    [to.id, to.part, files.map(file => file.id), to.at],
  )
}

/** Files of cases, as far as the transaction's actor sees the cases. */
export const loadCaseFiles = (tx: Tx, ref: CaseRef, ids: readonly string[]) =>
  tx.rows<ShownCaseFile>(
    `SELECT f.id, c.${ref} AS "caseId", c.part, f.sha256, f.name, b.bytes, b.type, b.pages, f.uploaded_at AS "uploadedAt"
     FROM case_file c JOIN stored_file f ON f.id = c.file_id JOIN stored_blob b ON b.sha256 = f.sha256
     WHERE c.${ref} = ANY($1::uuid[]) ORDER BY c.part, f.name, f.id`,
    [ids],
  )
