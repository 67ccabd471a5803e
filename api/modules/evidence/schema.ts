import { builder } from '../../graphql/builder.ts'
import { mayReadEvidence } from './reading.ts'

builder.prismaObject('Evidence', {
  description: 'A file with which anyone can check a result; GET /evidence/<tenderId>/<kind>.json sends it.',
  authScopes: { may: 'evidences' },
  select: { id: true, tenderId: true, kind: true, sha256: true, size: true, createdAt: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    kind: t.exposeString('kind'),
    sha256: t.exposeString('sha256'),
    size: t.exposeInt('size'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
})

builder.queryField('evidences', t =>
  t.prismaField({
    type: ['Evidence'],
    authScopes: { may: 'evidences' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: async (query, _root, { tenderId }, ctx) =>
      (await mayReadEvidence(ctx, tenderId))
        ? ctx.db.prisma.evidence.findMany({ ...query, where: { tenderId }, orderBy: { createdAt: 'asc' } })
        : [],
  }),
)
