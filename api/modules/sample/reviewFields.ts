import type { RequestContext } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import type { CustodyRow, PhotoRow } from './custodyStore.ts'
import { type Custody, readCustody, readReview, readStandards, readVerdicts } from './reading.ts'

type Review = Awaited<ReturnType<typeof readReview>>
type Standard = Awaited<ReturnType<typeof readStandards>>[number]
type Verdict = Awaited<ReturnType<typeof readVerdicts>>[number]

const LabType = builder.objectRef<Review['labs'][number]>('Lab').implement({
  authScopes: { may: 'blindSamples' },
  fields: t => ({ code: t.exposeString('code'), name: t.exposeString('name') }),
})

const BatchType = builder.objectRef<Review['batches'][number]>('CodingBatch').implement({
  authScopes: { may: 'blindSamples' },
  fields: t => ({
    number: t.exposeInt('number'),
    count: t.exposeInt('count'),
    codedAt: t.expose('codedAt', { type: 'DateTime' }),
    coder: t.exposeString('coder'),
    witness: t.exposeString('witness'),
    labelsPrintedAt: t.expose('labelsPrintedAt', { type: 'DateTime', nullable: true }),
    isMine: t.exposeBoolean('isMine', {
      description: 'Whether one drew it oneself, and so may print its labels once.',
    }),
    isOut: t.exposeBoolean('isOut', { description: 'Something of it has left the house.' }),
  }),
})

const ReviewType = builder.objectRef<Review>('SampleReview').implement({
  authScopes: { anyone: true },
  fields: t => ({
    now: t.expose('now', { type: 'DateTime' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    unblindedAt: t.expose('unblindedAt', { type: 'DateTime', nullable: true }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    hash: t.exposeString('hash', { nullable: true }),
    handInEnds: t.expose('handInEnds', { type: 'DateTime', nullable: true }),
    retestUntil: t.expose('retestUntil', { type: 'DateTime', nullable: true }),
    neededGrams: t.exposeInt('neededGrams'),
    samples: t.exposeInt('samples'),
    booked: t.exposeInt('booked'),
    received: t.exposeInt('received'),
    coded: t.exposeInt('coded'),
    dispatched: t.exposeInt('dispatched'),
    arrived: t.exposeInt('arrived'),
    signed: t.exposeInt('signed'),
    passed: t.exposeInt('passed'),
    failed: t.exposeInt('failed'),
    retests: t.exposeInt('retests'),
    flagged: t.exposeInt('flagged', { description: 'Chains of custody with a gap or a broken or exchanged seal.' }),
    labs: t.field({ type: [LabType], resolve: review => [...review.labs] }),
    batches: t.field({ type: [BatchType], resolve: review => [...review.batches] }),
  }),
})

const StandardType = builder.objectRef<Standard>('SampleStandard').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    lotId: t.exposeID('lotId'),
    lot: t.exposeString('lot'),
    variety: t.exposeString('variety'),
    grade: t.exposeString('grade'),
    fields: t.field({ type: 'JSON', resolve: standard => standard.fields }),
  }),
})

const VerdictType = builder.objectRef<Verdict>('SampleVerdict').implement({
  authScopes: { anyone: true },
  fields: t => ({
    lot: t.exposeString('lot'),
    variety: t.exposeString('variety'),
    grade: t.exposeString('grade'),
    supplier: t.exposeString('supplier'),
    passed: t.exposeBoolean('passed'),
  }),
})

const EventType = builder.objectRef<CustodyRow>('CustodyEvent').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.id({ resolve: event => String(event.id) }),
    step: t.exposeString('step'),
    from: t.exposeString('from'),
    to: t.exposeString('to'),
    at: t.expose('at', { type: 'DateTime' }),
    purpose: t.exposeString('purpose'),
    condition: t.exposeString('condition'),
    sealNo: t.exposeString('sealNo'),
    sealIntact: t.exposeBoolean('sealIntact'),
    by: t.exposeString('by'),
    portion: t.exposeInt('portion', {
      nullable: true,
      description: 'Null for the sample itself; 1 the test, 2 a retest.',
    }),
    blindCode: t.exposeString('blindCode', { nullable: true }),
  }),
})

const PhotoType = builder.objectRef<PhotoRow>('SamplePhoto').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    id: t.exposeID('id', { description: 'Of the stored file.' }),
    name: t.exposeString('name'),
    type: t.exposeString('type'),
    bytes: t.exposeInt('bytes'),
    pages: t.exposeInt('pages', { nullable: true }),
  }),
})

const CustodyType = builder.objectRef<Custody>('Custody').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    events: t.field({ type: [EventType], resolve: custody => [...custody.events] }),
    flags: t.stringList({ resolve: custody => [...custody.flags] }),
    photos: t.field({ type: [PhotoType], resolve: custody => [...custody.photos] }),
  }),
})

builder.queryFields(t => ({
  sampleReview: t.field({
    type: ReviewType,
    authScopes: { may: 'sampleReview' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root: object, args: { tenderId: string }, ctx: RequestContext) => readReview(ctx, args.tenderId),
  }),
  sampleStandards: t.field({
    type: [StandardType],
    authScopes: { may: 'sampleStandards' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root: object, args: { tenderId: string }, ctx: RequestContext) => readStandards(ctx, args.tenderId),
  }),
  sampleVerdicts: t.field({
    type: [VerdictType],
    authScopes: { may: 'sampleVerdicts' },
    args: { tenderId: t.arg.id({ required: true }) },
    resolve: (_root: object, args: { tenderId: string }, ctx: RequestContext) => readVerdicts(ctx, args.tenderId),
  }),
  custody: t.field({
    type: CustodyType,
    authScopes: { may: 'custody' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root: object, args: { id: string }, ctx: RequestContext) => readCustody(ctx, args.id),
  }),
}))
