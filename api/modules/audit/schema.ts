import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'

builder.prismaObject('AuditRow', {
  authScopes: { may: 'auditRows' },
  fields: t => ({
    id: t.id({ select: { seq: true }, resolve: row => String(row.seq) }),
    seq: t.expose('seq', { type: 'BigInt' }),
    tenderId: t.exposeID('tenderId', { nullable: true }),
    actorRole: t.exposeString('actorRole'),
    action: t.exposeString('action'),
    subject: t.exposeString('subject'),
    payloadHash: t.exposeString('payloadHash'),
    changes: t.exposeInt('changes'),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

/** Rows that would tell how many have bid: shown once the round is closed (招标投标法 22). */
const BID_ACTIONS = ['submitBid', 'withdrawBid', 'refuseLateBid']

async function tendersTakingBids(ctx: RequestContext): Promise<string[]> {
  const open = await ctx.db.prisma.priceRound.findMany({
    where: { status: { in: ['keying', 'signing', 'open'] } },
    select: { tenderId: true },
  })
  return open.map(round => round.tenderId)
}

const AuditRowFilter = builder.inputType('AuditRowFilter', { fields: t => ({ tenderId: t.id(), action: t.string() }) })

listField('auditRows', {
  model: 'AuditRow',
  filter: AuditRowFilter,
  defaultSort: 'seq',
  sort: { seq: order => ({ seq: order }), at: order => ({ at: order }), action: order => ({ action: order }) },
  tieBreak: { seq: 'asc' },
  where: async (ctx, filter): Promise<Prisma.AuditRowWhereInput> => ({
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
    action: filter.action ?? undefined,
    NOT: { action: { in: BID_ACTIONS }, tenderId: { in: await tendersTakingBids(ctx) } },
  }),
})
