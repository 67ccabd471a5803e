import { actorFor, type CommandContext, refuse } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { loadTenderIn } from '../tender/index.ts'
import { insertReminders } from './progressStore.ts'

/** Reminds experts with open sheets, by code; they see it on their page. Others are left alone. @returns how many */
export async function remindExperts(
  ctx: CommandContext,
  input: { tenderId: string; experts: readonly string[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'remindExperts')
  if (input.experts.length < 1 || input.experts.length > 5_000) refuse('outOfRange', 'experts', { min: 1, max: 5_000 })
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'review')
    const count = await insertReminders(tx, tender.id, input.experts)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'remindExperts',
      subject: `tender:${tender.code}`,
      payload: { experts: [...input.experts].sort() },
      changes: count,
    })
    return { count }
  })
}
