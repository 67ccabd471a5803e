import { z } from 'zod'
import type { SampleValues } from '#domain/sampleVerdict.ts'
import { refuse } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { codeSamples, type Label, printLabels } from './coding.ts'
import { bookSlot, publishSlots, receiveSamples, startSampleReview } from './handIn.ts'
import { confirmArrival, dispatchSamples, recordResults, signResults } from './lab.ts'
import { closeSampleReview, overrideVerdict, requestRetest, unblindSamples } from './review.ts'

const LabelType = builder.objectRef<Label>('SampleLabel').implement({
  authScopes: { may: 'printLabels' },
  fields: t => ({
    deliveryCode: t.exposeString('deliveryCode'),
    blindCode: t.exposeString('blindCode'),
    lot: t.exposeString('lot'),
  }),
})
const LabelsType = builder.objectRef<{ labels: readonly Label[] }>('SampleLabels').implement({
  description: 'Shown once, to one of the two who drew the codes.',
  authScopes: { may: 'printLabels' },
  fields: t => ({ labels: t.field({ type: [LabelType], resolve: sheet => [...sheet.labels] }) }),
})
const LabelsResult = resultUnion('SampleLabelsResult', LabelsType)

const WindowInput = builder.inputType('HandInWindowInput', {
  fields: t => ({
    place: t.string({ required: true }),
    from: t.field({ type: 'DateTime', required: true }),
    to: t.field({ type: 'DateTime', required: true }),
    slotMinutes: t.int({ required: true }),
    capacity: t.int({ required: true, description: 'Samples per slot.' }),
  }),
})
const ReceptionInput = builder.inputType('SampleReceptionInput', {
  fields: t => ({
    deliveryCode: t.string({ required: true }),
    accepted: t.boolean({ required: true }),
    grams: t.int(),
    packagingIntact: t.boolean(),
    sealNo: t.string(),
    condition: t.string(),
    reason: t.string({ description: 'Required for a refusal.' }),
    photoIds: t.idList({ description: 'Photos taken at the desk: files of the office.' }),
  }),
})
const ResultInput = builder.inputType('SampleResultInput', {
  fields: t => ({
    blindCode: t.string({ required: true }),
    values: t.field({ type: 'JSON', required: true, description: 'Texts by code of the field.' }),
  }),
})

const valuesShape = z.record(z.string().max(40), z.string().max(200))

function valuesOf(value: unknown, path: string): SampleValues {
  const parsed = valuesShape.safeParse(value)
  return parsed.success ? parsed.data : refuse('notText', path)
}

command(
  'startSampleReview',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  (ctx, args) => startSampleReview(ctx, args),
)
command(
  'publishSlots',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), windows: arg({ type: [WindowInput], required: true }) }),
  (ctx, args) => publishSlots(ctx, args),
)
command(
  'bookSlot',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    slotId: arg.id({ description: 'None gives the booking back.' }),
    sampleIds: arg.idList({ description: 'All that still have to come, if left out.' }),
  }),
  (ctx, args) =>
    bookSlot(ctx, { tenderId: args.tenderId, slotId: args.slotId ?? null, sampleIds: args.sampleIds ?? null }),
)
command(
  'receiveSamples',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), items: arg({ type: [ReceptionInput], required: true }) }),
  (ctx, { tenderId, items }) =>
    receiveSamples(ctx, {
      tenderId,
      items: items.map(item => ({
        deliveryCode: item.deliveryCode,
        accepted: item.accepted,
        grams: item.grams ?? 0,
        packagingIntact: item.packagingIntact ?? false,
        sealNo: item.sealNo ?? '',
        condition: item.condition ?? '',
        reason: item.reason ?? '',
        photoIds: item.photoIds ?? [],
      })),
    }),
)
command(
  'codeSamples',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    again: arg.int({ description: 'The number of a batch to draw anew.' }),
  }),
  (ctx, args) => codeSamples(ctx, { tenderId: args.tenderId, again: args.again ?? null }),
)
command(
  'printLabels',
  LabelsResult,
  arg => ({ tenderId: arg.id({ required: true }), batch: arg.int({ required: true }) }),
  (ctx, args) => printLabels(ctx, args),
)
command(
  'dispatchSamples',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    lab: arg.string({ required: true }),
    blindCodes: arg.stringList({ required: true }),
    sealNo: arg.string({ required: true }),
    condition: arg.string(),
  }),
  (ctx, args) => dispatchSamples(ctx, { ...args, condition: args.condition ?? '' }),
)
command(
  'confirmArrival',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    blindCodes: arg.stringList({ required: true }),
    sealNo: arg.string({ required: true }),
    sealIntact: arg.boolean({ required: true }),
    condition: arg.string({ description: 'Required when the seal is broken.' }),
  }),
  (ctx, args) => confirmArrival(ctx, { ...args, condition: args.condition ?? '' }),
)
command(
  'recordResults',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), results: arg({ type: [ResultInput], required: true }) }),
  (ctx, { tenderId, results }) =>
    recordResults(ctx, {
      tenderId,
      results: results.map(({ blindCode, values }, i) => ({
        blindCode,
        values: valuesOf(values, `results[${i}].values`),
      })),
    }),
)
command(
  'signResults',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), blindCodes: arg.stringList({ required: true }) }),
  (ctx, args) => signResults(ctx, args),
)
command(
  'overrideVerdict',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    blindCode: arg.string({ required: true }),
    field: arg.string({ required: true }),
    passed: arg.boolean({ required: true }),
    reason: arg.string({ required: true }),
  }),
  (ctx, args) => overrideVerdict(ctx, args),
)
command(
  'unblindSamples',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  (ctx, args) => unblindSamples(ctx, args),
)
command(
  'requestRetest',
  DoneResult,
  arg => ({ sampleId: arg.id({ required: true }) }),
  (ctx, args) => requestRetest(ctx, args),
)
command(
  'closeSampleReview',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }) }),
  (ctx, args) => closeSampleReview(ctx, args),
)
