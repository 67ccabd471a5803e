import type { RequestContext } from '../context.ts'

/** A supplier sees what is its own; who runs or controls the campaign sees all; nobody else any (null). */
export function ownOrAll(ctx: RequestContext): { readonly supplierId?: string } | null {
  switch (ctx.actor?.role) {
    case 'supplier':
      return ctx.actor.supplierId ? { supplierId: ctx.actor.supplierId } : null
    case 'office':
    case 'supervisor':
    case 'auditor':
      return {}
    default:
      return null
  }
}
