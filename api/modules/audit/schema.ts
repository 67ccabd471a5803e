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

const AuditRowFilter = builder.inputType('AuditRowFilter', { fields: t => ({ tenderId: t.id(), action: t.string() }) })

listField('auditRows', {
  model: 'AuditRow',
  filter: AuditRowFilter,
  defaultSort: 'seq',
  sort: { seq: order => ({ seq: order }), at: order => ({ at: order }), action: order => ({ action: order }) },
  tieBreak: { seq: 'asc' },
  where: (_ctx, filter): Prisma.AuditRowWhereInput => ({
    tenderId: filter.tenderId ? String(filter.tenderId) : undefined,
    action: filter.action ?? undefined,
  }),
})
