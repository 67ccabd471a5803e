import { builder } from '../../graphql/builder.ts'

builder.prismaObject('ScoreFreeze', {
  authScopes: { anyone: true },
  fields: t => ({
    hash: t.exposeString('hash'),
    itemCount: t.exposeInt('itemCount'),
    scoreCount: t.exposeInt('scoreCount'),
    frozenAt: t.expose('frozenAt', { type: 'DateTime' }),
  }),
})
