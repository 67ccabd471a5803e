import { createHash } from 'node:crypto'
import { PARTIES, type Party } from '#domain/contract.ts'
import { violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { loadTenderIn } from '../tender/index.ts'
import * as store from './store.ts'

/**
 * Signs contracts for the party the signed-in user acts for, over their content hashes; without ids, all that wait for
 * it. A contract that the party has signed stays as it is and is not counted; somebody else's is not found.
 * @returns how many were signed now
 */
export async function signContracts(
  ctx: CommandContext,
  input: { tenderId: string; contractIds: readonly string[] | null },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'signContracts')
  const { party, orgId } = partyOf(actor) ?? refuse('forbidden')
  if (input.contractIds?.length === 0) refuse('required', 'contractIds')
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'contracts')
    const asked = input.contractIds?.filter(isUuid) ?? null
    const mine = await store.lockContracts(tx, { party, orgId, tenderId: tender.id }, asked)
    const known = new Set(mine.map(contract => contract.id))
    refuseIf(
      (input.contractIds ?? []).flatMap((id, i) => (known.has(id) ? [] : [violation('notFound', `contractIds[${i}]`)])),
    )
    const ids = mine.filter(contract => !contract.signed).map(contract => contract.id)
    if (ids.length === 0) return { count: 0 }
    const count = await store.sign(tx, { party, userId: actor.userId, signedAt: tender.now }, ids)
    const idsHash = createHash('sha256').update(ids.join('\n')).digest('hex')
    const payload = { party, orgId, count, idsHash }
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'signContracts',
      subject: `${party}:${orgId}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

/** Ids as clients send them; what is none cannot be any contract's. */
const isUuid = (id: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/** The party of a contract that the actor signs for, and its organisation; null if it signs for nobody. */
export function partyOf(actor: SignedIn): { readonly party: Party; readonly orgId: string } | null {
  const party = PARTIES.find(one => one === actor.role)
  const orgId = party && actor[`${party}Id`]
  return party && orgId ? { party, orgId } : null
}
