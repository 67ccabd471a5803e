import { builder } from '../../graphql/builder.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'

builder.prismaObject('Variety', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    pinyin: t.exposeString('pinyin'),
  }),
})

builder.prismaObject('Spec', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    code: t.exposeString('code'),
    grade: t.exposeString('grade'),
    standard: t.expose('standard', { type: 'JSON' }),
    variety: t.relation('variety'),
  }),
})

const VarietyFilter = builder.inputType('VarietyFilter', { fields: t => ({ ids: t.idList(), q: t.string() }) })
const SpecFilter = builder.inputType('SpecFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), varietyId: t.id(), grade: t.string() }),
})

listField('varieties', {
  model: 'Variety',
  filter: VarietyFilter,
  defaultSort: 'code',
  sort: { code: order => ({ code: order }), name: order => ({ name: order }), pinyin: order => ({ pinyin: order }) },
  where: (_ctx, filter): Prisma.VarietyWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    OR: filter.q
      ? [{ code: { startsWith: filter.q } }, { name: { contains: filter.q } }, { pinyin: { contains: filter.q } }]
      : undefined,
  }),
})

listField('specs', {
  model: 'Spec',
  filter: SpecFilter,
  defaultSort: 'code',
  sort: { code: order => ({ code: order }), grade: order => ({ grade: order }) },
  where: (_ctx, filter): Prisma.SpecWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    varietyId: filter.varietyId ? String(filter.varietyId) : undefined,
    grade: filter.grade ?? undefined,
    OR: filter.q ? [{ code: { startsWith: filter.q } }, { variety: { name: { contains: filter.q } } }] : undefined,
  }),
})
