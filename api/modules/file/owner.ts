import { dbActorOf, type SignedIn } from '../../context.ts'
import type { Owner } from './store.ts'

/** Offices, supervisors, auditors and administrators are one owner each. */
const ONE_FOR_ALL = '00000000-0000-0000-0000-000000000000'

/** Whose files a person hands in: the organisation's; a key officer's own. The database says the same (actor_owner). */
export function ownerOf(actor: SignedIn): Owner {
  const { role, orgId, userId } = dbActorOf(actor)
  return { role, id: orgId ?? (role === 'officer' && userId ? userId : ONE_FOR_ALL) }
}
