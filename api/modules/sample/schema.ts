import type { StandardField } from '#domain/sampleStandard.ts'
import { judgeSample, type SampleValues, type VerdictOverride } from '#domain/sampleVerdict.ts'
import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { listField } from '../../graphql/page.ts'
import { sortBy } from '../../graphql/sortBy.ts'
import type { Prisma } from '../../platform/prisma/client.ts'
import './reviewFields.ts'
import './sampleCommands.ts'

builder.prismaObject('SampleSlot', {
  authScopes: { may: 'sampleSlots' },
  fields: t => ({
    id: t.exposeID('id'),
    place: t.exposeString('place'),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    capacity: t.exposeInt('capacity'),
    booked: t.exposeInt('booked'),
  }),
})

builder.prismaObject('Sample', {
  authScopes: { may: 'samples' },
  fields: t => ({
    id: t.exposeID('id'),
    declarationId: t.exposeID('declarationId'),
    declaration: t.relation('declaration'),
    deliveryCode: t.exposeString('deliveryCode', {
      description: 'On the delivery note; says nothing about the blind code.',
    }),
    slot: t.relation('slot', { nullable: true }),
    status: t.exposeString('status'),
    grams: t.exposeInt('grams', { nullable: true }),
    refusal: t.exposeString('refusal', { nullable: true }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', nullable: true }),
    result: t.exposeString('result'),
    scoreCenti: t.exposeInt('scoreCenti', { nullable: true }),
    failures: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'Fields that failed, with value, limit and whether two people decided so; null before the unblinding.',
      resolve: sample => sample.failures,
    }),
    retestFailures: t.field({ type: 'JSON', nullable: true, resolve: sample => sample.retestFailures }),
    retestAskedAt: t.expose('retestAskedAt', { type: 'DateTime', nullable: true }),
    removed: t.exposeBoolean('removed', { description: 'Out of what follows, by the rules of the tender.' }),
    testedAt: t.expose('testedAt', { type: 'DateTime', nullable: true }),
  }),
})

const isLab = (ctx: RequestContext) => ctx.actor?.role === 'lab'

builder.prismaObject('BlindSample', {
  authScopes: { may: 'blindSamples' },
  fields: t => ({
    id: t.exposeID('id'),
    blindCode: t.exposeString('blindCode'),
    lot: t.relation('lot'),
    portion: t.int({
      nullable: true,
      description: '1 the test, 2 a retest; a laboratory does not see which.',
      resolve: (sample, _args, ctx) => (isLab(ctx) ? null : sample.portion),
    }),
    lab: t.exposeString('lab', { nullable: true }),
    arrivedAt: t.expose('arrivedAt', { type: 'DateTime', nullable: true }),
    values: t.field({ type: 'JSON', resolve: sample => sample.values }),
    result: t.exposeString('result', { nullable: true }),
    scoreCenti: t.exposeInt('scoreCenti', { nullable: true }),
    signedAt: t.expose('signedAt', { type: 'DateTime', nullable: true }),
    verdicts: t.field({
      type: 'JSON',
      description: 'Each field against its frozen limit, computed; an override says so.',
      select: { values: true, overrides: true, lot: { select: { sampleStandard: true } } },
      resolve: sample => {
        const standard = (sample.lot.sampleStandard?.fields ?? []) as unknown as readonly StandardField[]
        const overrides: readonly VerdictOverride[] = sample.overrides
        return judgeSample(standard, sample.values as SampleValues, overrides).fields
      },
    }),
  }),
})

const SlotFilter = builder.inputType('SampleSlotFilter', { fields: t => ({ tenderId: t.id() }) })
const SampleFilter = builder.inputType('SampleFilter', {
  fields: t => ({ ids: t.idList(), tenderId: t.id(), result: t.string(), status: t.string(), q: t.string() }),
})
const BlindFilter = builder.inputType('BlindSampleFilter', {
  fields: t => ({
    ids: t.idList(),
    tenderId: t.id(),
    lotId: t.id(),
    q: t.string(),
    signed: t.boolean(),
    arrived: t.boolean(),
  }),
})

const WATCHERS: readonly string[] = ['office', 'supervisor', 'auditor']
const id = (value: string | number | null | undefined) => (value ? String(value) : undefined)

/** A supplier sees its own samples once the shortlist is public: a sample tells that it is on it. */
function visibleSamples(ctx: RequestContext): Prisma.DeclarationWhereInput | null {
  if (WATCHERS.includes(ctx.actor?.role ?? 'public')) return {}
  if (ctx.actor?.role !== 'supplier' || !ctx.actor.supplierId) return null
  return {
    supplierId: ctx.actor.supplierId,
    lot: { tender: { notices: { some: { kind: 'shortlist', withdrawnAt: null } } } },
  }
}

listField('samples', {
  model: 'Sample',
  filter: SampleFilter,
  defaultSort: 'deliveryCode',
  sort: sortBy('deliveryCode', 'status', 'result', 'testedAt', 'receivedAt', 'scoreCenti'),
  where: (ctx, filter): Prisma.SampleWhereInput | null => {
    const visible = visibleSamples(ctx)
    if (!visible) return null
    return {
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      result: filter.result ?? undefined,
      status: filter.status ?? undefined,
      deliveryCode: filter.q ? { startsWith: filter.q.toUpperCase() } : undefined,
      declaration: { tenderId: id(filter.tenderId), AND: [visible] },
    }
  },
})

listField('sampleSlots', {
  model: 'SampleSlot',
  filter: SlotFilter,
  defaultSort: 'startsAt',
  sort: sortBy('startsAt', 'place', 'booked'),
  where: (_ctx, filter): Prisma.SampleSlotWhereInput => ({ tenderId: id(filter.tenderId) }),
})

listField('blindSamples', {
  model: 'BlindSample',
  filter: BlindFilter,
  defaultSort: 'blindCode',
  sort: sortBy('blindCode', 'lab', 'arrivedAt', 'signedAt', 'result'),
  where: (ctx, filter): Prisma.BlindSampleWhereInput | null => {
    const { actor } = ctx
    if (!actor || (!WATCHERS.includes(actor.role) && !actor.body)) return null
    return {
      id: filter.ids ? { in: filter.ids.map(String) } : undefined,
      tenderId: id(filter.tenderId),
      lotId: id(filter.lotId),
      blindCode: filter.q ? { startsWith: filter.q.toUpperCase() } : undefined,
      lab: isLab(ctx) ? actor.body : undefined,
      signedAt: nullness(filter.signed),
      arrivedAt: nullness(filter.arrived),
    }
  },
})

const nullness = (wanted: boolean | null | undefined) =>
  wanted === true ? { not: null } : wanted === false ? null : undefined
