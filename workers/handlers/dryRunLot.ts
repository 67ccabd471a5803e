import { z } from 'zod'
import { playDryRunLot } from '../../api/modules/rulePack/index.ts'
import type { JobHandler } from '../jobHandler.ts'

const chunk = z.object({ runId: z.uuid(), lotId: z.uuid() })

/** Plays one lot per piece under a draft and the pack in force, and keeps both outcomes beside each other. */
export const dryRunLot: JobHandler = {
  run: (ctx, _job, payload) => playDryRunLot(ctx, chunk.parse(payload)),
}
