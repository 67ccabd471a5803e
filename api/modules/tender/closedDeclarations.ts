import type { Tx } from '../../platform/db.ts'
import { startJob } from '../../platform/jobs.ts'

/**
 * Starts looking for signs that declarations were not made independently (实施条例 40), when they are closed.
 * @param startedBy null when the platform does it by itself
 * @returns the job's id, or null when it is running
 */
export const startSimilarities = (tx: Tx, tenderId: string, startedBy: string | null): Promise<string | null> =>
  startJob(tx, {
    tenderId,
    kind: 'findSimilarities',
    key: 'all',
    params: {},
    startedBy,
    // In one piece: what is common has to be known before anything is compared.
    chunks: [{ payload: {}, size: 1 }],
  })
