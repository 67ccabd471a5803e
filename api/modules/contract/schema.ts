import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import { ownOrAll } from '../../graphql/supplierWall.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { JobResult, jobRow } from '../job/index.ts'
import { chooseDistributors, nameDistributors } from './distribution.ts'
import { generateContracts } from './drafts.ts'
import { partyOf, signContracts } from './signing.ts'
import { visibleContracts } from './visibility.ts'

builder.prismaObject('DistributionOffer', {
  authScopes: { may: 'distributionOffers' },
  fields: t => ({
    id: t.id({ resolve: offer => `${offer.tenderId}:${offer.supplierId}:${offer.cityId}:${offer.distributorId}` }),
    supplier: t.relation('supplier'),
    city: t.relation('city'),
    distributor: t.relation('distributor'),
  }),
})

builder.prismaObject('ContractLine', {
  authScopes: { may: 'contracts' },
  fields: t => ({
    lot: t.relation('lot'),
    quantityKg: t.exposeInt('quantityKg'),
    priceFen: t.expose('priceFen', { type: 'Fen' }),
  }),
})

builder.prismaObject('Contract', {
  authScopes: { may: 'contracts' },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    number: t.exposeString('number'),
    hospital: t.relation('hospital'),
    supplier: t.relation('supplier'),
    distributor: t.relation('distributor'),
    contentHash: t.exposeString('contentHash'),
    totalKg: t.exposeInt('totalKg'),
    totalFen: t.expose('totalFen', { type: 'Fen' }),
    status: t.exposeString('status'),
    supplierSignedAt: t.expose('supplierSignedAt', { type: 'DateTime', nullable: true }),
    distributorSignedAt: t.expose('distributorSignedAt', { type: 'DateTime', nullable: true }),
    hospitalSignedAt: t.expose('hospitalSignedAt', { type: 'DateTime', nullable: true }),
    lines: t.relation('lines', { query: { orderBy: { lot: { code: 'asc' } } } }),
  }),
})

const DistributionOfferFilter = builder.inputType('DistributionOfferFilter', {
  fields: t => ({ tenderId: t.id({ required: true }), cityId: t.id(), supplierId: t.id() }),
})
const ContractFilter = builder.inputType('ContractFilter', {
  fields: t => ({
    ids: t.idList(),
    tenderId: t.id(),
    status: t.string(),
    hospitalId: t.id(),
    supplierId: t.id(),
    distributorId: t.id(),
    q: t.string(),
    awaitingMe: t.boolean({ description: 'Only those that my party has not signed yet.' }),
  }),
})
const DistributionInput = builder.inputType('DistributionInput', {
  fields: t => ({ cityId: t.id({ required: true }), distributorIds: t.idList({ required: true }) }),
})
const DistributorPickInput = builder.inputType('DistributorPickInput', {
  fields: t => ({ supplierId: t.id({ required: true }), distributorId: t.id({ required: true }) }),
})

const id = (value: string | number | null | undefined) => (value ? String(value) : undefined)

/** A hospital sees who delivers in its city; suppliers and distributors their own relations; bureaus their area's. */
function visibleOffers({ actor }: RequestContext): Prisma.DistributionOfferWhereInput | null {
  switch (actor?.role) {
    case 'hospital':
      return actor.hospitalId ? { city: { hospitals: { some: { id: actor.hospitalId } } } } : null
    case 'distributor':
      return actor.distributorId ? { distributorId: actor.distributorId } : null
    case 'cityBureau':
      return actor.cityId ? { cityId: actor.cityId } : null
    case 'provinceBureau':
      return actor.provinceId ? { city: { provinceId: actor.provinceId } } : null
    default:
      return ownOrAll(actor)
  }
}

listField('distributionOffers', {
  model: 'DistributionOffer',
  filter: DistributionOfferFilter,
  filterRequired: true,
  defaultSort: 'supplier',
  sort: {
    supplier: order => ({ supplier: { code: order } }),
    city: order => ({ city: { code: order } }),
    distributor: order => ({ distributor: { code: order } }),
  },
  tieBreak: [{ supplierId: 'asc' }, { cityId: 'asc' }, { distributorId: 'asc' }],
  where: (ctx, filter): Prisma.DistributionOfferWhereInput | null => {
    const visible = visibleOffers(ctx)
    if (!visible) return null
    const asked = { cityId: id(filter.cityId), supplierId: id(filter.supplierId) }
    return { tenderId: String(filter.tenderId), AND: [visible, asked] }
  },
})

/** What waits for the actor's own signature; null for who signs nothing. */
function awaiting(ctx: RequestContext): Prisma.ContractWhereInput | null {
  const party = ctx.actor && partyOf(ctx.actor)
  return party ? { [`${party.party}SignedAt`]: null } : null
}

listField('contracts', {
  model: 'Contract',
  filter: ContractFilter,
  defaultSort: 'number',
  sort: sortBy(
    'number',
    'status',
    'totalKg',
    'totalFen',
    'supplierSignedAt',
    'distributorSignedAt',
    'hospitalSignedAt',
    'contentHash',
  ),
  where: (ctx, filter): Prisma.ContractWhereInput | null => {
    const visible = visibleContracts(ctx.actor)
    const open = filter.awaitingMe ? awaiting(ctx) : {}
    if (!visible || !open) return null
    const asked = {
      hospitalId: id(filter.hospitalId),
      supplierId: id(filter.supplierId),
      distributorId: id(filter.distributorId),
    }
    return {
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      tenderId: id(filter.tenderId),
      status: filter.status ?? undefined,
      number: filter.q ? { contains: filter.q } : undefined,
      AND: [visible, open, asked],
    }
  },
})

command(
  'nameDistributors',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), distributions: arg({ type: [DistributionInput], required: true }) }),
  (ctx, args) => nameDistributors(ctx, args),
)
command(
  'chooseDistributors',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), picks: arg({ type: [DistributorPickInput], required: true }) }),
  (ctx, args) => chooseDistributors(ctx, args),
)
command(
  'generateContracts',
  JobResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => jobRow(ctx, await generateContracts(ctx, args)),
)
command(
  'signContracts',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), contractIds: arg.idList() }),
  (ctx, args) => signContracts(ctx, { tenderId: args.tenderId, contractIds: args.contractIds?.map(String) ?? null }),
)
