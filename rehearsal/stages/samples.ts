import { compareCodes } from '#domain/order.ts'
import {
  advance,
  all,
  type Campaign,
  claim,
  DAY_MS,
  now,
  personOf,
  plan,
  REFUSAL,
  WIDTH,
  waitUntil,
} from '../campaign.ts'
import type { Person } from '../http.ts'
import { inParallel, pieces } from '../progress.ts'
import { random } from '../random.ts'

const DONE = `{__typename ...on Done{count} ${REFUSAL}}`
const TWO = `{__typename ...on Done{count} ...on Proposal{id} ${REFUSAL}}`
const HOUR_MS = 3_600_000
const ROWS_PER_CALL = 1000
const FAILING_SHARE = 0.02
/** Laboratories: the first tests, the second tests again. */
const [FIRST_LAB, SECOND_LAB] = [
  { login: 'lab-1', code: 'L1' },
  { login: 'lab-2', code: 'L2' },
]

interface SampleRow {
  readonly id: string
  readonly deliveryCode: string
  readonly declarationId: string
  readonly result: string
  readonly declaration: { readonly lot: { readonly code: string }; readonly supplier: { readonly code: string } }
}

/** The samples of the campaign, as the office sees them. */
export const rows = (c: Campaign) =>
  all<SampleRow>(
    c.office,
    'samples',
    'SampleFilter',
    { tenderId: c.tenderId },
    'id deliveryCode declarationId result declaration{lot{code} supplier{code}}',
  )

/** Booked, handed in, coded by two, tested blind, unblinded by two; one failure is tested again; closed by two. */
export async function samples(c: Campaign): Promise<void> {
  await c.progress.stage('samples', 0, async tick => {
    await c.office.act(`mutation($id:ID!){startSampleReview(tenderId:$id)${DONE}}`, { id: c.tenderId })
    const all = await rows(c)
    await handIn(c, all)
    const failing = new Set(all.filter(row => fails(c, row)).map(row => row.deliveryCode))
    await codeAll(c)
    await test(c, await labels(c), failing)
    tick(all.length)
    await c.office.act(`mutation($id:ID!){unblindSamples(tenderId:$id)${TWO}}`, { id: c.tenderId })
    const failed = (await rows(c)).filter(row => row.result === 'failed')
    claim(
      c,
      'the failing samples fail, and no other',
      failed.length === failing.size && failed.every(r => failing.has(r.deliveryCode)),
    )
    await retest(c, failed)
    await c.office.act(`mutation($id:ID!){closeSampleReview(tenderId:$id)${TWO}}`, { id: c.tenderId })
    c.facts.set('failedSamples', new Set(failed.map(row => row.declarationId)))
  })
  const start = (await now(c)).getTime()
  await plan(c, [{ stage: 'bidRound2', closesAt: new Date(start + 3 * DAY_MS) }])
  await advance(c, 'samples')
}

const fails = (c: Campaign, { declaration: { lot, supplier } }: SampleRow) =>
  random(c.world.seed, `sample/${lot.code}/${supplier.code}`).next() < FAILING_SHARE

/** Every supplier books, and every sample is taken in. */
export async function handIn(c: Campaign, all: readonly SampleRow[]): Promise<void> {
  const from = (await now(c)).getTime() + HOUR_MS
  const window = {
    place: '济南样品接收室',
    from: new Date(from),
    to: new Date(from + 8 * HOUR_MS),
    slotMinutes: 60,
    capacity: all.length,
  }
  await c.office.act(`mutation($id:ID!,$w:[HandInWindowInput!]!){publishSlots(tenderId:$id,windows:$w)${DONE}}`, {
    id: c.tenderId,
    w: [window],
  })
  const { sampleSlots } = await c.office.ask<{ sampleSlots: { items: { id: string }[] } }>(
    'query($f:SampleSlotFilter){sampleSlots(filter:$f){items{id}}}',
    { f: { tenderId: c.tenderId } },
  )
  const suppliers = [...new Set(all.map(row => row.declaration.supplier.code))]
  await inParallel(suppliers, WIDTH, async supplier => {
    const slot = sampleSlots.items[suppliers.indexOf(supplier) % sampleSlots.items.length]
    const book = `mutation($id:ID!,$s:ID){bookSlot(tenderId:$id,slotId:$s)${DONE}}`
    await (await personOf(c, supplier)).act(book, { id: c.tenderId, s: slot?.id })
  })
  const items = all.map(({ deliveryCode }) => ({
    deliveryCode,
    accepted: true,
    grams: 300,
    packagingIntact: true,
    sealNo: deliveryCode,
  }))
  for (const part of pieces(items, ROWS_PER_CALL))
    await c.office.act(`mutation($id:ID!,$i:[SampleReceptionInput!]!){receiveSamples(tenderId:$id,items:$i)${DONE}}`, {
      id: c.tenderId,
      i: part,
    })
}

/** Two people draw the codes of all that came. */
export const codeAll = (c: Campaign) =>
  c.office.act(`mutation($id:ID!){codeSamples(tenderId:$id)${TWO}}`, { id: c.tenderId })

/** What is printed on the labels, read once. Only the rehearsal, which plays everybody, goes on to use it. */
export async function labels(c: Campaign): Promise<readonly { deliveryCode: string; blindCode: string }[]> {
  const printed = `mutation($id:ID!){printLabels(tenderId:$id,batch:1){__typename ...on SampleLabels{labels{deliveryCode blindCode}} ${REFUSAL}}}`
  return (await c.office.act<{ labels: { deliveryCode: string; blindCode: string }[] }>(printed, { id: c.tenderId }))
    .labels
}

interface Field {
  readonly code: string
  readonly kind: string
  readonly min: string | null
  readonly max: string | null
  readonly accepted: readonly string[]
}

async function test(
  c: Campaign,
  printed: readonly { deliveryCode: string; blindCode: string }[],
  failing: ReadonlySet<string>,
): Promise<void> {
  const bad = new Set(printed.filter(label => failing.has(label.deliveryCode)).map(label => label.blindCode))
  for (const part of pieces(printed, ROWS_PER_CALL))
    await testAt(
      c,
      FIRST_LAB,
      part.map(label => label.blindCode),
      bad,
    )
}

/** Sends portions to a laboratory under one seal. */
export const send = (c: Campaign, lab: string, blindCodes: readonly string[]) =>
  c.office.act(
    `mutation($id:ID!,$l:String!,$c:[String!]!,$s:String!){dispatchSamples(tenderId:$id,lab:$l,blindCodes:$c,sealNo:$s)${DONE}}`,
    { id: c.tenderId, c: blindCodes, s: `F-${blindCodes[0]}`, l: lab },
  )

/** Sends portions to a laboratory, which measures and signs them. */
async function testAt(
  c: Campaign,
  where: { login: string; code: string },
  blindCodes: readonly string[],
  bad: ReadonlySet<string>,
): Promise<void> {
  const variables = { id: c.tenderId, c: blindCodes, s: `F-${blindCodes[0]}` }
  const lab = await personOf(c, where.login)
  await send(c, where.code, blindCodes)
  await lab.act(
    `mutation($id:ID!,$c:[String!]!,$s:String!){confirmArrival(tenderId:$id,blindCodes:$c,sealNo:$s,sealIntact:true)${DONE}}`,
    variables,
  )
  const lots = await lotsOf(c, lab)
  const wanted = new Set(blindCodes)
  const bench = await all<{ blindCode: string; lot: { code: string } }>(
    lab,
    'blindSamples',
    'BlindSampleFilter',
    { tenderId: c.tenderId, signed: false },
    'blindCode lot{code}',
  )
  const results = bench
    .filter(row => wanted.has(row.blindCode))
    .map(({ blindCode, lot }) => ({ blindCode, values: valuesOf(lots.get(lot.code) ?? [], bad.has(blindCode)) }))
  await lab.act(`mutation($id:ID!,$r:[SampleResultInput!]!){recordResults(tenderId:$id,results:$r)${DONE}}`, {
    id: c.tenderId,
    r: results,
  })
  await lab.act(`mutation($id:ID!,$c:[String!]!){signResults(tenderId:$id,blindCodes:$c)${DONE}}`, variables)
}

async function lotsOf(c: Campaign, lab: Person): Promise<ReadonlyMap<string, readonly Field[]>> {
  const { sampleStandards } = await lab.ask<{ sampleStandards: { lot: string; fields: Field[] }[] }>(
    'query($id:ID!){sampleStandards(tenderId:$id){lot fields}}',
    { id: c.tenderId },
  )
  return new Map(sampleStandards.map(({ lot, fields }) => [lot, fields]))
}

/** Just within every limit; a bad sample has too much sulphur dioxide. */
const valuesOf = (fields: readonly Field[], isBad: boolean): Record<string, string> =>
  Object.fromEntries(
    fields.map(({ code: field, kind, min, max, accepted }) => {
      if (kind === 'choice') return [field, accepted[0] ?? '']
      if (kind === 'text') return [field, '—']
      return [field, isBad && field === 'so2' ? '320' : (min ?? max ?? '')]
    }),
  )

/** The first supplier whose sample failed asks for a retest, which fails again; the others let their days pass. */
const keyOf = ({ declaration: { lot, supplier } }: SampleRow) => `${lot.code}/${supplier.code}`

async function retest(c: Campaign, failed: readonly SampleRow[]): Promise<void> {
  const [first] = [...failed].sort((a, b) => compareCodes(keyOf(a), keyOf(b)))
  if (!first) return
  const supplier = await personOf(c, first.declaration.supplier.code)
  await supplier.act(`mutation($s:ID!){requestRetest(sampleId:$s)${DONE}}`, { s: first.id })
  const coded = await all<{ blindCode: string; portion: number }>(
    c.office,
    'blindSamples',
    'BlindSampleFilter',
    { tenderId: c.tenderId, signed: false },
    'blindCode portion',
  )
  const again = coded.filter(row => row.portion === 2).map(row => row.blindCode)
  await testAt(c, SECOND_LAB, again, new Set(again))
  const { sampleReview } = await c.office.ask<{ sampleReview: { retestUntil: string } }>(
    'query($id:ID!){sampleReview(tenderId:$id){retestUntil}}',
    { id: c.tenderId },
  )
  await waitUntil(c, new Date(sampleReview.retestUntil))
}
