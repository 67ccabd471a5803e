import { z } from 'zod'
import { EVIDENCE_KINDS } from '#domain/evidence.ts'
import { writeEvidence } from '../../api/modules/evidence/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const chunk = z.object({ kind: z.enum(EVIDENCE_KINDS) })

/** Writes and seals one evidence file; the rows it rests on must be under a checkpoint, for which it waits. */
export const publishEvidence: JobHandler = {
  run: (ctx, job, payload) => writeEvidence(ctx, job.tenderId, chunk.parse(payload).kind),
}
