import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fraction } from '#domain/fraction.ts'
import { type CustodyEvent, custodyFlags } from '#domain/sampleCustody.ts'
import { checkReception, checkWindow, lotsToCode, slotsOf } from '#domain/sampleHandIn.ts'
import { checkStandard, limitText, parseMeasured, roundPlaces, type StandardField } from '#domain/sampleStandard.ts'
import { checkValues, judgeSample } from '#domain/sampleVerdict.ts'
import { VARIETIES } from '../../prisma/seed/catalogue.ts'
import { qualityStandard } from '../../prisma/seed/standards.ts'

const field = (rest: Partial<StandardField>): StandardField => ({
  code: 'f',
  name: { zh: '项', en: 'field' },
  kind: 'number',
  unit: '%',
  min: null,
  max: null,
  decimals: 1,
  choices: [],
  accepted: [],
  source: 's',
  ...rest,
})
const passes = (rest: Partial<StandardField>, value: string) => judgeSample([field(rest)], { f: value }).passed
const decimal = (tenths: number) => `${Math.floor(tenths / 10)}.${tenths % 10}`

describe('a value against its limit', () => {
  it.each<[string, Partial<StandardField>, string, boolean]>([
    ['on the maximum', { max: '10.0' }, '10.0', true],
    ['rounded down to it (药典 凡例)', { max: '10.0' }, '10.04', true],
    ['rounded half to even (GB/T 8170)', { max: '10.0' }, '10.05', true],
    ['rounded above it', { max: '10.0' }, '10.06', false],
    ['on the minimum', { min: '0.080', decimals: 3 }, '0.080', true],
    ['below it', { min: '0.080', decimals: 3 }, '0.0794', false],
    ['nothing found, with a maximum', { max: '150' }, 'ND', true],
    ['nothing found, with a minimum', { min: '0.1' }, '未检出', false],
    ['below quantitation, under the maximum', { max: '5.0' }, '<0.5', true],
    ['below quantitation, under the minimum', { min: '1.0' }, '<0.5', false],
    ['inside a range', { min: '1.0', max: '2.0' }, '1.5', true],
    ['an accepted finding', { kind: 'choice', choices: ['符合', '不符合'], accepted: ['符合'] }, '符合', true],
    ['another finding', { kind: 'choice', choices: ['符合', '不符合'], accepted: ['符合'] }, '不符合', false],
    ['a note', { kind: 'text' }, '甘肃', true],
    ['nothing written', { max: '10.0' }, '', false],
  ])('%s', (_name, rest, value, expected) => expect(passes(rest, value)).toBe(expected))

  it.each(['8,5', '-1', '1e3', '８.５', ' ', '约8', '<', '0x10'])('does not take %j for a number', text =>
    expect(parseMeasured(text)).toBeNull(),
  )

  it('says when the limit of quantitation decides nothing', () => {
    expect(checkValues([field({ max: '5.0' })], { f: '<9' }, 'v').map(v => v.code)).toEqual(['tooCoarse'])
    expect(checkValues([field({ min: '5.0' })], { f: '<9' }, 'v').map(v => v.code)).toEqual(['tooCoarse'])
  })

  it('is monotone: a wider limit never fails what passed, a smaller value never fails a maximum', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(3000), fc.nat(500), (value, limit, more) => {
        const [v, max, wider] = [decimal(value), decimal(limit), decimal(limit + more)]
        if (passes({ max }, v)) expect(passes({ max: wider }, v)).toBe(true)
        if (passes({ min: wider }, v)) expect(passes({ min: max }, v)).toBe(true)
        if (passes({ max }, decimal(value + more))) expect(passes({ max }, v)).toBe(true)
      }),
    )
  })

  it('does not depend on the order of the fields; an override decides and says so', () => {
    const fields = [
      field({ code: 'a', max: '5.0' }),
      field({ code: 'b', min: '1.0' }),
      field({ code: 'c', max: '9.0' }),
    ]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(fields, { minLength: 3 }),
        fc.nat(120),
        fc.nat(120),
        fc.nat(120),
        (order, a, b, c) => {
          const values = { a: decimal(a), b: decimal(b), c: decimal(c) }
          const [one, other] = [judgeSample(fields, values), judgeSample(order, values)]
          expect([other.passed, other.scoreCenti]).toEqual([one.passed, one.scoreCenti])
          expect(new Set(other.failures.map(f => f.field))).toEqual(new Set(one.failures.map(f => f.field)))
          expect(one.scoreCenti).toBeGreaterThanOrEqual(0)
          expect(one.scoreCenti).toBeLessThanOrEqual(10_000)
        },
      ),
    )
    const judged = judgeSample([field({ max: '5.0' })], { f: '6.0' }, [{ field: 'f', passed: true, reason: '复核' }])
    expect(judged).toMatchObject({ passed: true, fields: [{ override: '复核' }] })
  })

  it('rounds exactly', () => {
    expect(roundPlaces(fraction(25, 100), 1)).toEqual(fraction(2, 10))
    expect(roundPlaces(fraction(35, 100), 1)).toEqual(fraction(4, 10))
    expect(limitText(field({ max: '150', unit: 'mg/kg' }))).toBe('≤ 150 mg/kg')
  })
})

describe('standards of the catalogue', () => {
  it.each(VARIETIES.map(v => [v.name, v] as const))('%s can be judged', (_name, variety) => {
    const standard = qualityStandard(variety, 3)
    expect(checkStandard(standard)).toEqual([])
    expect(standard.fields.some(f => f.min !== null && f.min !== '0')).toBe(true)
    expect(standard.fields.every(f => f.source !== '')).toBe(true)
  })

  it.each<[string, unknown]>([
    ['no fields', {}],
    ['limits the wrong way round', { fields: [field({ min: '2', max: '1' })] }],
    ['a limit that is no decimal', { fields: [field({ max: '1e3' })] }],
    ['a choice without choices', { fields: [field({ kind: 'choice' })] }],
    ['a code twice', { fields: [field({ max: '1' }), field({ max: '1' })] }],
  ])('%s cannot', (_name, value) => expect(checkStandard(value)).not.toEqual([]))
})

describe('hand-in and custody', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))
  const window = { place: 'A', from: at(8), to: at(10), slotMinutes: 45, capacity: 3 }

  it('cuts windows into whole slots', () => {
    expect(slotsOf(window).map(s => s.endsAt.getTime() - s.startsAt.getTime())).toEqual([2_700_000, 2_700_000])
    expect(checkWindow(window, at(7), 'w')).toEqual([])
    expect(checkWindow(window, at(10), 'w').map(v => v.path)).toEqual(['w.to'])
    expect(checkWindow({ ...window, slotMinutes: 1 }, at(7), 'w').map(v => v.path)).toEqual(['w.slotMinutes'])
  })

  it('codes a lot only when nothing more can come', () => {
    expect(
      lotsToCode([
        { lot: 'a', expected: 1, received: 5 },
        { lot: 'b', expected: 0, received: 2 },
        { lot: 'c', expected: 0, received: 0 },
      ]),
    ).toEqual(['b'])
  })

  it('takes in what is enough and whole', () => {
    const good = { accepted: true, grams: 300, packagingIntact: true, sealNo: 'F', condition: '', reason: '' }
    const policy = { portions: 3, portionGrams: 100 }
    expect(checkReception(good, policy, 'r')).toEqual([])
    expect(
      checkReception({ ...good, grams: 299, packagingIntact: false, sealNo: '' }, policy, 'r').map(v => v.code),
    ).toEqual(['sampleTooSmall', 'packagingBroken', 'required'])
    expect(checkReception({ ...good, accepted: false }, policy, 'r').map(v => v.code)).toEqual(['reasonRequired'])
  })

  const event = (
    step: CustodyEvent['step'],
    from: string,
    to: string,
    rest: Partial<CustodyEvent> = {},
  ): CustodyEvent => ({ step, from, to, at: at(1), sealNo: 'F', sealIntact: true, ...rest })
  it.each<[string, readonly CustodyEvent[], readonly string[]]>([
    [
      'whole',
      [event('coding', 'office', 'office'), event('dispatch', 'office', 'lab'), event('arrival', 'lab', 'lab')],
      [],
    ],
    ['not arrived', [event('dispatch', 'office', 'lab')], ['underway']],
    ['given by who did not have it', [event('dispatch', 'office', 'lab'), event('arrival', 'lab2', 'lab2')], ['gap']],
    [
      'a broken seal',
      [event('dispatch', 'office', 'lab'), event('arrival', 'lab', 'lab', { sealIntact: false })],
      ['sealBroken'],
    ],
    [
      'another seal',
      [event('dispatch', 'office', 'lab'), event('arrival', 'lab', 'lab', { sealNo: 'G' })],
      ['sealChanged'],
    ],
    ['back in time', [event('dispatch', 'office', 'lab', { at: at(2) }), event('arrival', 'lab', 'lab')], ['gap']],
  ])('a chain that is %s', (_name, events, flags) => expect(custodyFlags(events)).toEqual(flags))
})
