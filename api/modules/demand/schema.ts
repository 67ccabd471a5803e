import { builder } from '../../graphql/builder.ts'

builder.prismaObject('DemandSnapshot', {
  authScopes: { anyone: true },
  fields: t => ({
    hash: t.exposeString('hash'),
    lineCount: t.exposeInt('lineCount'),
    totalKg: t.expose('totalKg', { type: 'BigInt' }),
    frozenAt: t.expose('frozenAt', { type: 'DateTime' }),
  }),
})
