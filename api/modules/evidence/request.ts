import type { EvidenceKind } from '#domain/evidence.ts'
import type { Tx } from '../../platform/db.ts'
import { startJob } from '../../platform/jobs.ts'

/**
 * Has the evidence of a result written and sealed, once the transaction that fixes the result has committed. A worker
 * does it: the row of the log about the result must stand under a checkpoint first.
 */
export async function requestEvidence(
  tx: Tx,
  tenderId: string,
  kind: EvidenceKind,
  startedBy: string | null,
): Promise<void> {
  const chunks = [{ payload: { kind }, size: 1 }]
  await startJob(tx, { tenderId, kind: 'publishEvidence', key: kind, params: {}, startedBy, chunks })
}
