import { getRefFromModel, type PrismaObjectRef } from '@pothos/plugin-prisma'
import type { RequestContext } from '../../context.ts'
import { builder, type Types } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import type PrismaTypes from '../../platform/prisma/pothos.ts'
import { ReportResult, reportRow } from '../demand/schema.ts'
import { JobResult, jobRow } from '../job/index.ts'
import { chooseSuppliers, setCityDefaults } from './choices.ts'
import { adoptAllocation, confirmVolumes, runAllocation } from './runs.ts'

builder.prismaObject('SupplierChoice', {
  authScopes: { may: 'supplierChoices' },
  fields: t => ({
    id: t.id({ resolve: choice => `${choice.lotId}:${choice.hospitalId}` }),
    lot: t.relation('lot'),
    hospitalId: t.exposeID('hospitalId'),
    picks: t.exposeIDList('picks'),
  }),
})

builder.prismaObject('CityDefault', {
  authScopes: { may: 'cityDefaults' },
  fields: t => ({
    id: t.id({ resolve: one => `${one.lotId}:${one.cityId}` }),
    lot: t.relation('lot'),
    cityId: t.exposeID('cityId'),
    declarationId: t.exposeID('declarationId'),
  }),
})

const AllocationRunType = builder.prismaObject('AllocationRun', {
  authScopes: { may: 'allocationRuns' },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    number: t.exposeInt('number'),
    mode: t.exposeString('mode'),
    status: t.exposeString('status'),
    inputHash: t.exposeString('inputHash'),
    outputHash: t.exposeString('outputHash', { nullable: true }),
    agreedKg: t.expose('agreedKg', { type: 'BigInt', nullable: true }),
    allocatedKg: t.expose('allocatedKg', { type: 'BigInt', nullable: true }),
    clashes: t.expose('clashes', { type: 'JSON', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    adoptedAt: t.expose('adoptedAt', { type: 'DateTime', nullable: true }),
  }),
})

const SupplierType = getRefFromModel('Supplier', builder) as PrismaObjectRef<Types, PrismaTypes['Supplier']>

builder.prismaObject('AllocationCell', {
  authScopes: { may: 'allocationCells' },
  fields: t => ({
    id: t.id({ resolve: cell => `${cell.runId}:${cell.lotId}:${cell.hospitalId}:${cell.declarationId}` }),
    lot: t.relation('lot'),
    hospital: t.relation('hospital'),
    supplier: t.field({
      type: SupplierType,
      select: (_args, _ctx, nested) => ({ declaration: { select: { supplier: nested(true) } } }),
      resolve: cell => cell.declaration.supplier,
    }),
    baseKg: t.exposeInt('baseKg'),
    adjustmentKg: t.exposeInt('adjustmentKg'),
    reasons: t.exposeStringList('reasons'),
  }),
})

const SupplierChoiceFilter = builder.inputType('SupplierChoiceFilter', {
  fields: t => ({ tenderId: t.id({ required: true }), lotId: t.id() }),
})
const CityDefaultFilter = builder.inputType('CityDefaultFilter', {
  fields: t => ({ tenderId: t.id({ required: true }), lotId: t.id() }),
})
const AllocationRunFilter = builder.inputType('AllocationRunFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id() }),
})
const AllocationCellFilter = builder.inputType('AllocationCellFilter', {
  fields: t => ({ runId: t.id({ required: true }), lotId: t.id(), hospitalId: t.id(), supplierId: t.id() }),
})
const ChoiceInput = builder.inputType('ChoiceInput', {
  fields: t => ({
    lotId: t.id({ required: true }),
    picks: t.idList({ required: true, description: 'Declaration ids of winners, 1–3, in order.' }),
  }),
})
const CityDefaultInput = builder.inputType('CityDefaultInput', {
  fields: t => ({ lotId: t.id({ required: true }), declarationId: t.id({ required: true }) }),
})

const id = (value: string | number | null | undefined) => (value ? String(value) : undefined)

const seesAll = (ctx: RequestContext) => ['office', 'supervisor', 'auditor'].includes(ctx.actor?.role ?? 'public')

/** The hospitals whose choices and volumes the actor sees: itself, its area; null for everybody else. */
function hospitalsOf({ actor }: RequestContext): Prisma.HospitalWhereInput | null {
  if (actor?.role === 'hospital' && actor.hospitalId) return { id: actor.hospitalId }
  if (actor?.role === 'cityBureau' && actor.cityId) return { cityId: actor.cityId }
  if (actor?.role === 'provinceBureau' && actor.provinceId) return { city: { provinceId: actor.provinceId } }
  return null
}

listField('supplierChoices', {
  model: 'SupplierChoice',
  filter: SupplierChoiceFilter,
  filterRequired: true,
  defaultSort: 'lot',
  sort: { lot: order => ({ lot: { code: order } }) },
  tieBreak: [{ lotId: 'asc' }, { hospitalId: 'asc' }],
  where: (ctx, filter): Prisma.SupplierChoiceWhereInput | null => {
    const hospital = hospitalsOf(ctx)
    if (!hospital && !seesAll(ctx)) return null
    return { lotId: id(filter.lotId), lot: { tenderId: String(filter.tenderId) }, hospital: hospital ?? undefined }
  },
})

/** A hospital sees what its city set; a bureau what its area's cities set. */
function citiesOf({ actor }: RequestContext): Prisma.CityWhereInput | null {
  if (actor?.role === 'hospital' && actor.hospitalId) return { hospitals: { some: { id: actor.hospitalId } } }
  if (actor?.role === 'cityBureau' && actor.cityId) return { id: actor.cityId }
  if (actor?.role === 'provinceBureau' && actor.provinceId) return { provinceId: actor.provinceId }
  return null
}

listField('cityDefaults', {
  model: 'CityDefault',
  filter: CityDefaultFilter,
  filterRequired: true,
  defaultSort: 'lot',
  sort: { lot: order => ({ lot: { code: order } }) },
  tieBreak: [{ lotId: 'asc' }, { cityId: 'asc' }],
  where: (ctx, filter): Prisma.CityDefaultWhereInput | null => {
    const city = citiesOf(ctx)
    if (!city && !seesAll(ctx)) return null
    return { lotId: id(filter.lotId), lot: { tenderId: String(filter.tenderId) }, city: city ?? undefined }
  },
})

/** Drafts are the office's; the parties see the run that was adopted. */
const adoptedFor = (ctx: RequestContext): Prisma.AllocationRunWhereInput =>
  seesAll(ctx) ? {} : { adoptedAt: { not: null } }

listField('allocationRuns', {
  model: 'AllocationRun',
  filter: AllocationRunFilter,
  defaultSort: 'number',
  sort: sortBy(
    'number',
    'mode',
    'status',
    'agreedKg',
    'allocatedKg',
    'createdAt',
    'adoptedAt',
    'inputHash',
    'outputHash',
  ),
  where: (ctx, filter): Prisma.AllocationRunWhereInput => ({
    id: filter.ids ? { in: filter.ids.map(String) } : undefined,
    tenderId: id(filter.tenderId),
    AND: [adoptedFor(ctx)],
  }),
})

/** Whose volumes the actor sees: a hospital's or a supplier's own, its area's, or all. */
function visibleCells(ctx: RequestContext): Prisma.AllocationCellWhereInput | null {
  const { actor } = ctx
  if (seesAll(ctx)) return {}
  if (actor?.role === 'hospital' && actor.hospitalId) return { hospitalId: actor.hospitalId }
  if (actor?.role === 'supplier' && actor.supplierId) return { declaration: { supplierId: actor.supplierId } }
  const hospital = hospitalsOf(ctx)
  return hospital ? { hospital } : null
}

listField('allocationCells', {
  model: 'AllocationCell',
  filter: AllocationCellFilter,
  filterRequired: true,
  defaultSort: 'key',
  sort: {
    // The order of the primary key: half a million cells are paged through without a sort.
    key: order => ({ lotId: order }),
    hospital: order => ({ hospital: { code: order } }),
    lot: order => ({ lot: { code: order } }),
    supplier: order => ({ declaration: { supplier: { code: order } } }),
    ...sortBy('baseKg', 'adjustmentKg', 'reasons'),
  },
  tieBreak: [{ lotId: 'asc' }, { hospitalId: 'asc' }, { declarationId: 'asc' }],
  where: (ctx, filter): Prisma.AllocationCellWhereInput | null => {
    const visible = visibleCells(ctx)
    if (!visible) return null
    return {
      runId: String(filter.runId),
      lotId: id(filter.lotId),
      AND: [
        visible,
        seesAll(ctx) ? {} : { run: { adoptedAt: { not: null } } },
        filter.hospitalId ? { hospitalId: String(filter.hospitalId) } : {},
        filter.supplierId ? { declaration: { supplierId: String(filter.supplierId) } } : {},
      ],
    }
  },
})

const RunResult = resultUnion('RunResult', AllocationRunType)

command(
  'setCityDefaults',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), defaults: arg({ type: [CityDefaultInput], required: true }) }),
  (ctx, args) => setCityDefaults(ctx, args),
)
command(
  'chooseSuppliers',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), choices: arg({ type: [ChoiceInput], required: true }) }),
  (ctx, args) => chooseSuppliers(ctx, args),
)
command(
  'runAllocation',
  JobResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => jobRow(ctx, await runAllocation(ctx, args)),
)
command(
  'adoptAllocation',
  RunResult,
  arg => ({ runId: arg.id({ required: true }) }),
  async (ctx, args) => {
    const runId = await adoptAllocation(ctx, args)
    return ctx.db.prisma.allocationRun.findUniqueOrThrow({ where: { id: runId } })
  },
)
command(
  'confirmVolumes',
  ReportResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => reportRow(ctx, await confirmVolumes(ctx, args)),
)
