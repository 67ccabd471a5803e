import { builder } from '../../graphql/builder.ts'
import { command, DoneResult } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { importHospitals } from './commands.ts'

builder.prismaObject('Province', {
  authScopes: { anyone: true },
  fields: t => ({ id: t.exposeID('id'), code: t.exposeString('code'), name: t.exposeString('name') }),
})

builder.prismaObject('City', {
  authScopes: { anyone: true },
  fields: t => ({
    id: t.exposeID('id'),
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    province: t.relation('province'),
  }),
})

builder.prismaObject('Hospital', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    level: t.exposeString('level'),
    city: t.relation('city'),
  }),
})

const ProvinceFilter = builder.inputType('ProvinceFilter', { fields: t => ({ ids: t.idList(), q: t.string() }) })
const CityFilter = builder.inputType('CityFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), provinceId: t.id() }),
})
const HospitalFilter = builder.inputType('HospitalFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), cityId: t.id(), provinceId: t.id(), level: t.string() }),
})
const HospitalInput = builder.inputType('HospitalInput', {
  fields: t => ({
    code: t.string({ required: true }),
    name: t.string({ required: true }),
    level: t.string({ required: true }),
    cityCode: t.string({ required: true }),
  }),
})

const search = (q: string | null | undefined) =>
  q ? [{ code: { startsWith: q } }, { name: { contains: q } }] : undefined
const byCodeOrName = {
  code: (order: 'asc' | 'desc') => ({ code: order }),
  name: (order: 'asc' | 'desc') => ({ name: order }),
}

listField('provinces', {
  model: 'Province',
  filter: ProvinceFilter,
  defaultSort: 'code',
  sort: byCodeOrName,
  where: (_ctx, filter): Prisma.ProvinceWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    OR: search(filter.q),
  }),
})

listField('cities', {
  model: 'City',
  filter: CityFilter,
  defaultSort: 'code',
  sort: byCodeOrName,
  where: (_ctx, filter): Prisma.CityWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    provinceId: filter.provinceId ? String(filter.provinceId) : undefined,
    OR: search(filter.q),
  }),
})

listField('hospitals', {
  model: 'Hospital',
  filter: HospitalFilter,
  defaultSort: 'code',
  sort: { ...byCodeOrName, level: order => ({ level: order }) },
  where: (_ctx, filter): Prisma.HospitalWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    cityId: filter.cityId ? String(filter.cityId) : undefined,
    city: filter.provinceId ? { provinceId: String(filter.provinceId) } : undefined,
    level: filter.level ?? undefined,
    OR: search(filter.q),
  }),
})

command(
  'importHospitals',
  DoneResult,
  arg => ({ hospitals: arg({ type: [HospitalInput], required: true }) }),
  (ctx, args) => importHospitals(ctx, args.hospitals),
)
