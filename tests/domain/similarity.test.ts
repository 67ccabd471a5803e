import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  candidatePairs,
  commonFrom,
  jaccardBp,
  ownShingles,
  plainTextOf,
  SHINGLE,
  SharedShingles,
  sharedPassages,
  shingleHashes,
  sketch,
} from '#domain/similarity.ts'

const NONE: ReadonlySet<number> = new Set()
const own = (text: string) => ownShingles(plainTextOf(text), NONE)
const chinese = (min: number, max: number) =>
  fc
    .array(
      fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(code => String.fromCharCode(code)),
      { minLength: min, maxLength: max },
    )
    .map(chars => chars.join(''))

describe('plain text', () => {
  it('has no blanks and no punctuation, and knows where each character stood', () => {
    const { chars, at } = plainTextOf('（一）黄芪 ＡＢ，C')
    expect(chars).toBe('一黄芪abc')
    expect([...at]).toEqual([1, 3, 4, 6, 7, 9])
  })
})

describe('the share of two texts', () => {
  it('is 100 % of the same, 0 % of different ones, and does not care which is first', () => {
    fc.assert(
      fc.property(chinese(SHINGLE, 200), chinese(SHINGLE, 200), (a, b) => {
        expect(jaccardBp(own(a), own(a))).toBe(10_000)
        expect(jaccardBp(own(a), own(`，${a}。`))).toBe(10_000)
        expect(jaccardBp(own(a), own(b))).toBe(jaccardBp(own(b), own(a)))
      }),
    )
    expect(jaccardBp(own('甲'), own('乙'))).toBe(0)
  })

  it('is counted exactly', () => {
    const a = new Set(['1', '2', '3'])
    expect(jaccardBp(a, new Set(['2', '3', '4']))).toBe(5_000)
    expect(jaccardBp(a, new Set(['3', '4', '5']))).toBe(2_000)
  })

  it('leaves out what is common', () => {
    const law = '药品生产质量管理规范要求企业建立药品质量管理体系'
    const common = shingleHashes(plainTextOf(law))
    expect(ownShingles(plainTextOf(law), common).size).toBe(0)
  })
})

describe('boilerplate', () => {
  it.each([
    [2, 4],
    [20, 4],
    [21, 5],
    [308, 62],
  ])('of %i suppliers is what %i share', (suppliers, from) => expect(commonFrom(suppliers)).toBe(from))

  it('is counted by supplier', () => {
    const shared = new SharedShingles()
    shared.add(new Set([1, 2]))
    shared.add(new Set([2, 3]))
    shared.add(new Set([2]))
    expect([...shared.common(2)]).toEqual([2])
    expect([...shared.common(1)].sort()).toEqual([1, 2, 3])
  })
})

describe('candidates', () => {
  it('hold every pair of near texts: one with a name replaced, among many others', () => {
    fc.assert(
      fc.property(
        fc.array(chinese(300, 400), { minLength: 3, maxLength: 8 }),
        fc.nat(),
        fc.integer({ min: 0, max: 250 }),
        (texts, pick, cut) => {
          const one = texts[pick % texts.length] ?? ''
          const copy = `${one.slice(0, cut)}某某药业${one.slice(cut + 4)}`
          const all = [...texts, copy].map((text, i) => ({
            key: String(i),
            sketch: sketch(shingleHashes(plainTextOf(text))),
          }))
          const near = jaccardBp(own(one), own(copy))
          expect(near).toBeGreaterThanOrEqual(8_000)
          expect(candidatePairs(all)).toContainEqual([pick % texts.length, texts.length])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('are few among texts that have nothing in common', () => {
    const texts = fc.sample(chinese(200, 300), { numRuns: 120, seed: 7 })
    const all = texts.map((text, i) => ({ key: String(i), sketch: sketch(shingleHashes(plainTextOf(text))) }))
    expect(candidatePairs(all)).toEqual([])
  })
})

describe('shared passages', () => {
  it('stand in both texts, word for word but for blanks and punctuation', () => {
    const a = '甲公司建有规范化种植基地，三千亩；实行“五统一”管理。地址：济南。'
    const b = '我司建有规范化种植基地 三千亩, 实行五统一管理！'
    const passages = sharedPassages(a, b)
    expect(passages.map(({ startA, endA }) => a.slice(startA, endA))).toEqual([
      '司建有规范化种植基地，三千亩；实行“五统一”管理',
    ])
    expect(passages.map(({ startB, endB }) => b.slice(startB, endB))).toEqual([
      '司建有规范化种植基地 三千亩, 实行五统一管理',
    ])
  })

  it('are the same text wherever they are found, in order, and never overlap in the first', () => {
    const part = fc.stringMatching(/^[甲乙丙 。]{0,80}$/)
    fc.assert(
      fc.property(part, part, (a, b) => {
        let last = 0
        for (const { startA, endA, startB, endB } of sharedPassages(a, b)) {
          expect(startA).toBeGreaterThanOrEqual(last)
          expect(plainTextOf(a.slice(startA, endA)).chars).toBe(plainTextOf(b.slice(startB, endB)).chars)
          last = endA
        }
      }),
    )
  })
})
