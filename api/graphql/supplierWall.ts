import type { SignedIn } from '../context.ts'

/** A supplier sees what is its own; who runs or controls the campaign sees all; nobody else any (null). */
export function ownOrAll(actor: SignedIn | null): { readonly supplierId?: string } | null {
  switch (actor?.role) {
    case 'supplier':
      return actor.supplierId ? { supplierId: actor.supplierId } : null
    case 'office':
    case 'supervisor':
    case 'auditor':
      return {}
    default:
      return null
  }
}
