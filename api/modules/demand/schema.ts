import type { RequestContext } from '../../context.ts'
import { batched } from '../../graphql/batch.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { listField } from '../../graphql/page.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import { TenderResult, tenderRow } from '../tender/schema.ts'
import { reportDemand, reviewDemand, submitDemand } from './commands.ts'
import { freezeDemand, setPriceCeilings } from './office.ts'
import { loadTotals } from './store.ts'

const totalsOf = batched(async (ctx, reportIds) => {
  const totals = await ctx.db.tx(tx => loadTotals(tx, reportIds))
  return new Map(totals.map(total => [total.id, total]))
})

const DemandReportType = builder.prismaObject('DemandReport', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    hospital: t.relation('hospital'),
    status: t.exposeString('status'),
    remark: t.exposeString('remark', { nullable: true }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime', nullable: true }),
    volumesConfirmedAt: t.expose('volumesConfirmedAt', { type: 'DateTime', nullable: true }),
    lineCount: t.int({ resolve: async (report, _args, ctx) => (await totalsOf(ctx, report.id))?.lineCount ?? 0 }),
    totalKg: t.field({
      type: 'BigInt',
      resolve: async (report, _args, ctx) => (await totalsOf(ctx, report.id))?.totalKg ?? 0n,
    }),
  }),
})

builder.prismaObject('DemandLine', {
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id'),
    tenderId: t.exposeID('tenderId'),
    hospital: t.relation('hospital'),
    lot: t.relation('lot'),
    quantityKg: t.exposeInt('quantityKg'),
    lastYearKg: t.exposeInt('lastYearKg'),
    lastPriceFen: t.expose('lastPriceFen', { type: 'Fen' }),
    reason: t.exposeString('reason', { nullable: true }),
    outlier: t.exposeBoolean('outlier'),
  }),
})

builder.prismaObject('DemandSnapshot', {
  authScopes: { anyone: true },
  fields: t => ({
    hash: t.exposeString('hash'),
    lineCount: t.exposeInt('lineCount'),
    totalKg: t.expose('totalKg', { type: 'BigInt' }),
    frozenAt: t.expose('frozenAt', { type: 'DateTime' }),
  }),
})

const DemandReportFilter = builder.inputType('DemandReportFilter', {
  fields: t => ({
    ids: t.idList(),
    tenderId: t.id(),
    status: t.string(),
    cityId: t.id(),
    provinceId: t.id(),
    q: t.string(),
  }),
})
const DemandLineFilter = builder.inputType('DemandLineFilter', {
  fields: t => ({
    ids: t.idList(),
    tenderId: t.id(),
    lotId: t.id(),
    hospitalId: t.id(),
    cityId: t.id(),
    provinceId: t.id(),
    minKg: t.int(),
    outlier: t.boolean(),
    q: t.string(),
  }),
})
const DemandLineInput = builder.inputType('DemandLineInput', {
  fields: t => ({
    lotId: t.id({ required: true }),
    quantityKg: t.int({ required: true }),
    lastYearKg: t.int({ required: true }),
    lastPriceFen: t.field({ type: 'Fen', required: true }),
    reason: t.string(),
  }),
})
const CeilingInput = builder.inputType('CeilingInput', {
  fields: t => ({ lotId: t.id({ required: true }), surveyFen: t.field({ type: 'Fen', required: true }) }),
})

interface AreaFilter {
  readonly cityId?: string | number | null
  readonly provinceId?: string | number | null
}

const id = (value: string | number | null | undefined) => (value ? String(value) : undefined)

/** Which hospitals' demand the actor sees: its own, its area's, or all; null for everybody else. */
function visibleTo(ctx: RequestContext): { hospitalId?: string; hospital?: Prisma.HospitalWhereInput } | null {
  const { actor } = ctx
  switch (actor?.role) {
    case 'hospital':
      return actor.hospitalId ? { hospitalId: actor.hospitalId } : null
    case 'cityBureau':
      return actor.cityId ? { hospital: { cityId: actor.cityId } } : null
    case 'provinceBureau':
      return actor.provinceId ? { hospital: { city: { provinceId: actor.provinceId } } } : null
    case 'office':
    case 'supervisor':
    case 'auditor':
    case 'admin':
      return {}
    default:
      return null
  }
}

/** The part of the filter that looks at the hospital; nothing when it is empty, so that no needless join is made. */
function inArea(filter: AreaFilter, name?: string | null): { hospital?: Prisma.HospitalWhereInput } {
  if (!filter.cityId && !filter.provinceId && !name) return {}
  return {
    hospital: {
      cityId: id(filter.cityId),
      city: filter.provinceId ? { provinceId: String(filter.provinceId) } : undefined,
      OR: name ? [{ code: { startsWith: name } }, { name: { contains: name } }] : undefined,
    },
  }
}

listField('demandReports', {
  model: 'DemandReport',
  filter: DemandReportFilter,
  defaultSort: 'hospital',
  sort: {
    hospital: order => ({ hospital: { code: order } }),
    status: order => ({ status: order }),
    submittedAt: order => ({ submittedAt: { sort: order, nulls: 'last' } }),
    volumesConfirmedAt: order => ({ volumesConfirmedAt: { sort: order, nulls: 'last' } }),
  },
  where: (ctx, filter): Prisma.DemandReportWhereInput | null => {
    const visible = visibleTo(ctx)
    if (!visible) return null
    return {
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      tenderId: id(filter.tenderId),
      status: filter.status ?? undefined,
      AND: [visible, inArea(filter, filter.q)],
    }
  },
})

listField('demandLines', {
  model: 'DemandLine',
  filter: DemandLineFilter,
  defaultSort: 'quantityKg',
  sort: {
    // With the id in the same direction, the index of this order is read without sorting.
    quantityKg: order => [{ quantityKg: order }, { id: order }],
    lastYearKg: order => ({ lastYearKg: order }),
    lastPriceFen: order => ({ lastPriceFen: order }),
    outlier: order => ({ outlier: order }),
    hospital: order => ({ hospital: { code: order } }),
    lot: order => ({ lot: { code: order } }),
  },
  where: (ctx, filter): Prisma.DemandLineWhereInput | null => {
    const visible = visibleTo(ctx)
    if (!visible) return null
    return {
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      tenderId: id(filter.tenderId),
      lotId: id(filter.lotId),
      quantityKg: filter.minKg ? { gte: filter.minKg } : undefined,
      outlier: filter.outlier ?? undefined,
      OR: filter.q
        ? [
            { lot: { code: { startsWith: filter.q } } },
            { hospital: { name: { contains: filter.q } } },
            { hospital: { code: { startsWith: filter.q } } },
          ]
        : undefined,
      AND: [visible, inArea(filter), filter.hospitalId ? { hospitalId: String(filter.hospitalId) } : {}],
    }
  },
})

export const ReportResult = resultUnion('ReportResult', DemandReportType)

/** The row behind a report command's result. */
export const reportRow = (ctx: RequestContext, id: string) =>
  ctx.db.prisma.demandReport.findUniqueOrThrow({ where: { id } })

command(
  'reportDemand',
  ReportResult,
  arg => ({ tenderId: arg.id({ required: true }), lines: arg({ type: [DemandLineInput], required: true }) }),
  async (ctx, args) => reportRow(ctx, await reportDemand(ctx, args)),
)
command(
  'submitDemand',
  ReportResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => reportRow(ctx, await submitDemand(ctx, args)),
)
command(
  'reviewDemand',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    hospitalIds: arg.idList(),
    approve: arg.boolean({ required: true }),
    remark: arg.string(),
  }),
  (ctx, args) =>
    reviewDemand(ctx, { ...args, hospitalIds: args.hospitalIds?.map(String) ?? null, remark: args.remark ?? null }),
)
command(
  'freezeDemand',
  TenderResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  async (ctx, args) => tenderRow(ctx, await freezeDemand(ctx, args)),
)
command(
  'setPriceCeilings',
  TenderResult,
  arg => ({ tenderId: arg.id({ required: true }), ceilings: arg({ type: [CeilingInput], required: true }) }),
  async (ctx, args) => tenderRow(ctx, await setPriceCeilings(ctx, args)),
)
