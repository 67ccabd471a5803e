import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkExtension, checkRemark, questionsUntil } from '#domain/consultation.ts'
import { checkDocuments, documentManifest } from '#domain/documentSet.ts'
import { lineDiff } from '#domain/lineDiff.ts'
import { isRunningKind, NOTICE_KINDS, noticeNumber } from '#domain/notice.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'

describe('lineDiff', () => {
  const text = fc.array(fc.constantFrom('甲', '乙', '丙', ''), { maxLength: 12 }).map(lines => lines.join('\n'))
  const without = (kind: string, before: string, after: string) =>
    lineDiff(before, after)
      .filter(line => line.kind !== kind)
      .map(line => line.text)
      .join('\n')

  it('gives back both texts, whatever they are', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(without('added', before, after)).toBe(before)
        expect(without('removed', before, after)).toBe(after)
      }),
    )
  })

  it('changes nothing between equal texts, and says the least', () => {
    expect(lineDiff('甲\n乙', '甲\n乙').every(line => line.kind === 'same')).toBe(true)
    expect(lineDiff('甲\n乙\n丙', '甲\n丁\n丙').map(line => line.kind)).toEqual(['same', 'removed', 'added', 'same'])
  })

  it('takes texts of tens of thousands of other lines without trying them all', () => {
    const lines = (name: string) => Array.from({ length: 20_000 }, (_, i) => `${name}${i}`).join('\n')
    expect(lineDiff(lines('a'), lines('b'))).toHaveLength(40_000)
  })
})

describe('the number of a notice', () => {
  it('names year in Asia/Shanghai, tender and place in the row', () => {
    expect(noticeNumber('LC-1', 7, new Date('2026-12-31T16:00:00Z'))).toBe('本草联采公告〔2027〕LC-1第7号')
  })

  it('runs and takes objections for results that are not final yet (实施条例 54)', () => {
    expect(NOTICE_KINDS.filter(isRunningKind)).toEqual(['shortlist', 'samples', 'proposedAward'])
  })
})

describe('checkExtension (招标投标法 23, 36)', () => {
  const deadline = new Date('2026-03-05T09:00:00Z')
  const at = (minutes: number) => new Date(deadline.getTime() + minutes * 60_000)
  it.each([
    ['later, in time', deadline, at(60), at(-1), []],
    ['the same', deadline, at(0), at(-1), ['notLater']],
    ['earlier', deadline, at(-10), at(-20), ['notLater']],
    ['at the deadline', deadline, at(60), at(0), ['deadlinePassed']],
    ['after it', deadline, at(60), at(1), ['deadlinePassed']],
    ['none planned', null, at(60), at(0), ['wrongStatus']],
  ] as const)('%s', (_name, from, to, now, codes) => {
    expect(checkExtension(from, to, now).map(found => found.code)).toEqual(codes)
  })
})

describe('remarks of strangers', () => {
  it.each([
    ['两行\n文字', []],
    ['<script>', []],
    ['', ['required']],
    ['x'.repeat(2001), ['tooLong']],
    ['a\u0000', ['notText']],
    ['a\u001b[31m', ['notText']],
    ['a\u202eb', ['notText']],
  ])('%j', (text, codes) => expect(checkRemark(text, 'text').map(found => found.code)).toEqual(codes))

  it('questions end ten days before the deadline (实施条例 22)', () => {
    const { stages, calendar } = DEFAULT_RULE_PACK
    const until = (days: number, questions: 'calendar' | 'working', at = '2026-03-15T09:00:00Z') => {
      const rules = {
        stages: { ...stages, clocks: { ...stages.clocks, questionDays: days } },
        calendar: { ...calendar, questions },
      }
      return questionsUntil(new Date(at), rules)?.toISOString()
    }
    expect(until(10, 'calendar')).toBe('2026-03-05T09:00:00.000Z')
    expect(until(5, 'calendar')).toBe('2026-03-10T09:00:00.000Z')
    expect(until(10, 'working')).toBe('2026-03-02T09:00:00.000Z')
    // Spring Festival: 15 to 23 February are days off, 14 is worked.
    expect(until(2, 'working', '2026-02-25T09:00:00Z')).toBe('2026-02-14T09:00:00.000Z')
    expect(questionsUntil(null, DEFAULT_RULE_PACK)).toBeNull()
  })
})

describe('a set of documents', () => {
  const draft = { title: '采购文件', body: '正文', summary: null, parts: [] }
  it('needs a summary from the second version on, and whole annexes', () => {
    expect(checkDocuments(draft, true)).toEqual([])
    expect(checkDocuments(draft, false).map(found => found.path)).toEqual(['summary'])
    const parts = [
      { title: ' ', body: '', hasFile: false },
      { title: '附件', body: '', hasFile: true },
    ]
    expect(checkDocuments({ ...draft, parts }, true).map(found => found.path)).toEqual([
      'parts[0].title',
      'parts[0].body',
    ])
  })

  it('has another manifest for another order, title or hash', () => {
    const part = { title: 'a', textHash: '1', fileHash: null }
    const sets = [[part], [part, part], [{ ...part, title: 'b' }], [{ ...part, fileHash: '2' }]]
    expect(new Set(sets.map(documentManifest)).size).toBe(sets.length)
  })
})
