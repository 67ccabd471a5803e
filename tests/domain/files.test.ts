import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  campaignEndOf,
  checkAnnounced,
  checkFileName,
  checkFileType,
  checkPages,
  checkQuota,
  endingOf,
  FILE_KINDS,
  FILE_TYPES,
  firstSafeDay,
  judgedAt,
  lastInstantOf,
  sizeText,
  validityOf,
} from '#domain/files.ts'

const LIMITS = { maxBytes: 50_000_000, quotaBytes: 100_000_000 }
const SHA = 'ab'.repeat(32)
const codes = (found: readonly { code: string; path?: string }[]) => found.map(one => one.code)

describe('names of files', () => {
  it.each([
    ['GMP证书（2027）.pdf', []],
    ['SCAN.PDF', []],
    ['photo.JPEG', []],
    ['', ['required']],
    [`${'x'.repeat(198)}.pdf`, ['tooLong']],
    ['a\0.pdf', ['notText']],
    ['a/b.pdf', ['badFileName']],
    ['a\\b.pdf', ['badFileName']],
    ['a\nb.pdf', ['badFileName']],
    ['a\u202efdp.exe.pdf', ['badFileName']],
    ['.pdf', ['badFileName']],
    ['setup.exe', ['fileTypeNotAllowed']],
    ['pdf', ['fileTypeNotAllowed']],
    ['a.pdf.exe', ['fileTypeNotAllowed']],
    ['a.xlsm', ['fileTypeNotAllowed']],
    ['a.svg', ['fileTypeNotAllowed']],
  ])('%j: %j', (name, expected) => expect(codes(checkFileName(name))).toEqual(expected))

  it('agree with the content, whatever the case', () => {
    for (const type of FILE_TYPES)
      for (const other of FILE_TYPES)
        for (const ending of FILE_KINDS[other].endings)
          expect(codes(checkFileType(`x.${ending.toUpperCase()}`, type))).toEqual(
            type === other ? [] : ['fileNameMismatch'],
          )
    expect(codes(checkFileType('x.pdf', null))).toEqual(['fileTypeNotAllowed'])
  })

  it('have an ending that never holds a dot', () => {
    fc.assert(fc.property(fc.string(), name => !endingOf(name).includes('.')))
  })
})

describe('what is announced', () => {
  const announced = (bytes: number, sha256 = SHA) => codes(checkAnnounced({ name: 'a.pdf', bytes, sha256 }, LIMITS))
  it.each([
    [1, []],
    [50_000_000, []],
    [50_000_001, ['fileTooLarge']],
    [2_000_000_000, ['fileTooLarge']],
    [0, ['emptyFile']],
    [-1, ['notANumber']],
    [1.5, ['notANumber']],
    [Number.NaN, ['notANumber']],
    [1e21, ['notANumber']],
  ])('%d bytes: %j', (bytes, expected) => expect(announced(bytes)).toEqual(expected))

  it('brings a hash of 64 small hex digits', () => {
    for (const wrong of ['', 'x', SHA.toUpperCase(), `${SHA}0`]) expect(announced(1, wrong)).toEqual(['notText'])
  })

  it('fits the room that is left, to the byte', () => {
    fc.assert(
      fc.property(fc.nat(200_000_000), fc.integer({ min: 1, max: 200_000_000 }), (used, more) => {
        expect(checkQuota(used, more, LIMITS).length === 0).toBe(used + more <= LIMITS.quotaBytes)
      }),
    )
  })

  it('is named in sizes that people read', () =>
    expect([1, 999_999, 50_000_000].map(sizeText)).toEqual(['1 kB', '1000 kB', '50 MB']))
})

describe('pages', () => {
  const pages = (firstPage: number | null, lastPage: number | null, count: number | null = 5) =>
    checkPages({ firstPage, lastPage }, count, 'e').map(one => one.path)
  it.each([
    [null, null, []],
    [1, null, []],
    [2, 5, []],
    [5, 5, []],
    [0, 1, ['e.firstPage']],
    [6, null, ['e.firstPage']],
    [null, 3, ['e.firstPage']],
    [3, 2, ['e.lastPage']],
    [3, 6, ['e.lastPage']],
    [1.5, 2, ['e.firstPage']],
  ])('%j to %j: %j', (first, last, expected) => expect(pages(first, last)).toEqual(expected))
})

describe('validity against the campaign (60 days after its end)', () => {
  const day = 86_400_000
  it.each([
    [null, 'none'],
    [99 * day, 'expired'],
    [100 * day, 'endsEarly'],
    [200 * day, 'endsEarly'],
    [260 * day - 1, 'endsEarly'],
    [260 * day, 'valid'],
  ] as const)('%j: %s', (until, expected) => expect(validityOf(until, 100 * day, 200 * day)).toBe(expected))
  it('is counted from now while no end is planned', () => {
    expect(validityOf(159 * day, 100 * day, null)).toBe('endsEarly')
    expect(validityOf(160 * day, 100 * day, null)).toBe('valid')
  })
  it('looks further where somebody asks for other days', () => {
    expect(validityOf(299 * day, 100 * day, 200 * day, 100)).toBe('endsEarly')
    expect(validityOf(200 * day, 100 * day, 200 * day, 0)).toBe('valid')
  })
  it('ends with the last planned stage', () => {
    expect(campaignEndOf([null, new Date(5), new Date(3)])).toBe(5)
    expect(campaignEndOf([null])).toBeNull()
  })
  it('is judged when declarations close, while they are open', () => {
    expect(judgedAt(new Date(5), new Date(9))).toBe(9)
    expect(judgedAt(new Date(9), new Date(5))).toBe(9)
    expect(judgedAt(new Date(9), null)).toBe(9)
  })
  it('lists by day what the rule says of each instant', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * day }),
        fc.option(fc.integer({ min: 0, max: 400 * day })),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 700 }),
        (now, end, days, at) => {
          const paper = new Date(at * day).toISOString().slice(0, 10)
          const isListed = paper < firstSafeDay(now, end, days)
          expect(['expired', 'endsEarly'].includes(validityOf(lastInstantOf(paper), now, end, days))).toBe(isListed)
        },
      ),
    ))
})
