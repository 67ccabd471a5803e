import { actorFor, type RequestContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { checkPassword } from './commands.ts'
import { type IssuedReset, issueReset, takeReset } from './resetStore.ts'
import { deleteOwnSession, deleteSessionsOf } from './sessionStore.ts'
import { setPasswordHash } from './store.ts'

const note = (tx: Tx, actor: SignedIn | null, action: string, userId: string, changes: number) =>
  appendAudit(tx, actor, { tenderId: null, action, subject: `user:${userId}`, payload: {}, changes })

/** Signs one own browser out. */
export async function endSession(ctx: RequestContext, input: { id: string }): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'endSession')
  return ctx.db.tx(async tx => {
    const count = await deleteOwnSession(tx, actor.userId, input.id)
    if (count === 0) refuse('notFound', 'id')
    await note(tx, actor, 'endSession', actor.userId, count)
    return { count }
  })
}

/** Signs every own browser out but this one. */
export async function endOtherSessions(ctx: RequestContext): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'endOtherSessions')
  return ctx.db.tx(async tx => {
    const count = await deleteSessionsOf(tx, actor.userId, ctx.holder.session?.id ?? null)
    if (count > 0) await note(tx, actor, 'endOtherSessions', actor.userId, count)
    return { count }
  })
}

/**
 * Issues a link by which a person sets a new password: once, within 30 minutes. It says nothing about the second factor,
 * which they still have to show.
 */
export async function issuePasswordReset(ctx: RequestContext, input: { userId: string }): Promise<IssuedReset> {
  const actor = actorFor(ctx, 'issuePasswordReset')
  return ctx.db.tx(async tx => {
    const issued = (await issueReset(tx, input.userId, actor.userId)) ?? refuse('notFound', 'userId')
    await note(tx, actor, 'issuePasswordReset', input.userId, 1)
    return issued
  })
}

/** Sets a new password by a link; ends every session of its person. */
export async function resetPassword(
  ctx: RequestContext,
  input: { token: string; next: string },
): Promise<{ count: number }> {
  refuseIf(checkPassword(input.next, 'next'))
  const passwordHash = await ctx.passwords.hash(input.next)
  return ctx.db.as(PLATFORM).tx(async tx => {
    const userId = (await takeReset(tx, input.token)) ?? refuse('linkExpired', 'token')
    const count = await setPasswordHash(tx, userId, passwordHash)
    await deleteSessionsOf(tx, userId, null)
    await note(tx, null, 'resetPassword', userId, count)
    return { count }
  })
}
