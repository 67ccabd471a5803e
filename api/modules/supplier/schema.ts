import { builder } from '../../graphql/builder.ts'
import { command, DoneResult } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { importDistributors, importSuppliers } from './commands.ts'

builder.prismaObject('Supplier', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    code: t.exposeString('code'),
    name: t.exposeString('name'),
    province: t.relation('province'),
    licenceNo: t.exposeString('licenceNo'),
    hasGmp: t.exposeBoolean('hasGmp'),
    hasTraceability: t.exposeBoolean('hasTraceability'),
    blacklisted: t.exposeBoolean('blacklisted'),
  }),
})

builder.prismaObject('Distributor', {
  authScopes: { signedIn: true },
  fields: t => ({ id: t.exposeID('id'), code: t.exposeString('code'), name: t.exposeString('name') }),
})

const SupplierFilter = builder.inputType('SupplierFilter', {
  fields: t => ({ ids: t.idList(), q: t.string(), provinceId: t.id() }),
})
const DistributorFilter = builder.inputType('DistributorFilter', {
  fields: t => ({ ids: t.idList(), q: t.string() }),
})
const SupplierInput = builder.inputType('SupplierInput', {
  fields: t => ({
    code: t.string({ required: true }),
    name: t.string({ required: true }),
    provinceCode: t.string({ required: true }),
    licenceNo: t.string({ required: true }),
    hasGmp: t.boolean({ required: true }),
    hasTraceability: t.boolean({ required: true }),
    relatedGroup: t.string({ description: 'Companies under one control share it (实施条例 34).' }),
  }),
})
const DistributorInput = builder.inputType('DistributorInput', {
  fields: t => ({ code: t.string({ required: true }), name: t.string({ required: true }) }),
})

type Order = 'asc' | 'desc'

const search = (q: string | null | undefined) =>
  q ? [{ code: { startsWith: q } }, { name: { contains: q } }] : undefined

listField('suppliers', {
  model: 'Supplier',
  filter: SupplierFilter,
  defaultSort: 'code',
  sort: {
    code: order => ({ code: order }),
    name: order => ({ name: order }),
    licenceNo: order => ({ licenceNo: order }),
    hasGmp: order => ({ hasGmp: order }),
    hasTraceability: order => ({ hasTraceability: order }),
    blacklisted: order => ({ blacklisted: order }),
  },
  where: (_ctx, filter): Prisma.SupplierWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    provinceId: filter.provinceId ? String(filter.provinceId) : undefined,
    OR: search(filter.q),
  }),
})

listField('distributors', {
  model: 'Distributor',
  filter: DistributorFilter,
  defaultSort: 'code',
  sort: { code: (order: Order) => ({ code: order }), name: (order: Order) => ({ name: order }) },
  where: (_ctx, filter): Prisma.DistributorWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    OR: search(filter.q),
  }),
})

command(
  'importSuppliers',
  DoneResult,
  arg => ({ suppliers: arg({ type: [SupplierInput], required: true }) }),
  (ctx, args) => importSuppliers(ctx, args.suppliers),
)
command(
  'importDistributors',
  DoneResult,
  arg => ({ distributors: arg({ type: [DistributorInput], required: true }) }),
  (ctx, args) => importDistributors(ctx, args.distributors),
)
