import type { Role } from '#domain/permissions.ts'
import type { RequestContext } from '../../context.ts'

/** Who runs, contributes to or watches a draw for the public. */
const ATTENDING: readonly Role[] = ['office', 'officer', 'supervisor', 'auditor']

const attends = ({ actor }: RequestContext): boolean => actor !== null && ATTENDING.includes(actor.role)

/** Whether the reader is one of the two who call the drawn. */
export const isCaller = (
  draw: { readonly preparedBy: string | null; readonly witnessedBy: string | null },
  ctx: RequestContext,
): boolean => ctx.actor !== null && [draw.preparedBy, draw.witnessedBy].includes(ctx.actor.userId)

export async function isAwardPublic(ctx: RequestContext, tenderId: string): Promise<boolean> {
  return (await ctx.db.prisma.notice.count({ where: { tenderId, kind: 'award' } })) > 0
}

/** Whether the reader may see the draw at all: a supplier that declares may contribute; others wait for the award. */
export async function seesDraw(ctx: RequestContext, tenderId: string): Promise<boolean> {
  return attends(ctx) || (await declares(ctx, tenderId)) || (await isAwardPublic(ctx, tenderId))
}

async function declares({ actor, db }: RequestContext, tenderId: string): Promise<boolean> {
  if (actor?.role !== 'supplier' || actor.supplierId === null) return false
  const where = { tenderId, supplierId: actor.supplierId, status: 'submitted' }
  return (await db.prisma.declaration.count({ where })) > 0
}

/** Whether the reader may learn which supplier contributes: before the award no bidder learns of another (招标投标法 22). */
export async function seesSources(ctx: RequestContext, tenderId: string): Promise<boolean> {
  return attends(ctx) || (await isAwardPublic(ctx, tenderId))
}

/** The source for which the reader would contribute: a body, or a supplier; null for the rest. */
export async function ownSource({ actor, db }: RequestContext): Promise<string | null> {
  if (actor?.role === 'officer') return actor.body
  if (actor?.role !== 'supplier' || actor.supplierId === null) return null
  const supplier = await db.prisma.supplier.findUnique({ where: { id: actor.supplierId }, select: { code: true } })
  return supplier && `supplier:${supplier.code}`
}

/** A contribution's source as the reader may know it. */
export async function shownSource(ctx: RequestContext, tenderId: string, source: string): Promise<string> {
  const [kind] = source.split(':', 1)
  if (kind === source || (await ownSource(ctx)) === source || (await seesSources(ctx, tenderId))) return source
  return kind ?? ''
}
