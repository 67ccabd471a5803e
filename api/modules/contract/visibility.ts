import type { SignedIn } from '../../context.ts'
import { ownOrAll } from '../../graphql/supplierWall.ts'
import type { Prisma } from '../../platform/prisma/client.ts'

/**
 * The contracts the actor sees, in lists and as documents: its own party's, its area's, or all; null shows none.
 */
export function visibleContracts(actor: SignedIn | null): Prisma.ContractWhereInput | null {
  switch (actor?.role) {
    case 'hospital':
      return actor.hospitalId ? { hospitalId: actor.hospitalId } : null
    case 'distributor':
      return actor.distributorId ? { distributorId: actor.distributorId } : null
    case 'cityBureau':
      return actor.cityId ? { hospital: { cityId: actor.cityId } } : null
    case 'provinceBureau':
      return actor.provinceId ? { hospital: { city: { provinceId: actor.provinceId } } } : null
    default:
      return ownOrAll(actor)
  }
}
