import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contractDueAt } from '#domain/award.ts'
import {
  composeLetters,
  type LetterFrame,
  type LotOutcome,
  letterNumber,
  letterTitle,
  type OutcomeRow,
  outcomeOf,
} from '#domain/awardLetter.ts'
import { letterView } from '#domain/awardLetterView.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'

const issuedAt = new Date('2026-03-05T02:00:00Z')
const FRAME: LetterFrame = {
  tender: 'LC-1',
  tenderTitle: '2026年联盟采购',
  contractDays: 30,
  contractUntil: contractDueAt(issuedAt, DEFAULT_RULE_PACK),
}

function row(supplier: string, lot: string, more: Partial<OutcomeRow> = {}): OutcomeRow {
  return {
    supplierId: `id-${supplier}`,
    supplierCode: supplier,
    supplierName: `饮片企业${supplier}`,
    lot,
    variety: '黄芪',
    grade: 'ungraded',
    rank: null,
    priceFen: null,
    shortlisted: true,
    sampleRemoved: false,
    ...more,
  }
}
const won = (supplier: string, lot: string, rank: number, priceFen: bigint) => row(supplier, lot, { rank, priceFen })

describe('what became of a declaration (1-domain §2)', () => {
  it.each<[string, Partial<OutcomeRow>, LotOutcome]>([
    ['won', { rank: 1, priceFen: 100n }, 'won'],
    ['no valid quote', { shortlisted: null }, 'noValidQuote'],
    ['not shortlisted', { shortlisted: false }, 'notShortlisted'],
    ['a failed sample', { sampleRemoved: true }, 'sampleFailed'],
    ['beaten at the end', {}, 'notSelected'],
    ['never shortlisted, whatever the sample', { shortlisted: false, sampleRemoved: true }, 'notShortlisted'],
  ])('%s', (_name, more, expected) => expect(outcomeOf(row('S1', 'HQ-T', more))).toBe(expected))
})

describe('letters about the outcome (招标投标法 45)', () => {
  const rows = [
    won('S2', 'HQ-T', 1, 12_345n),
    won('S1', 'HQ-T', 2, 12_000n),
    row('S3', 'HQ-T', { shortlisted: false }),
    row('S1', 'DG-T'),
    won('S2', 'DG-T', 1, 9_900n),
  ]
  const letters = composeLetters(rows, FRAME)

  it('go to everybody who took part, one each, by supplier code', () => {
    expect(letters.map(({ supplierId, body }) => `${supplierId} ${body.kind}`)).toEqual([
      'id-S1 award',
      'id-S2 award',
      'id-S3 result',
    ])
  })

  it('say the reader’s own prices, who won what the reader has not, and nobody else’s price', () => {
    const [s1, , s3] = letters.map(({ body }) => body)
    expect(s1?.lots).toMatchObject([
      { lot: 'DG-T', outcome: 'notSelected', priceFen: null, winners: ['饮片企业S2'] },
      { lot: 'HQ-T', outcome: 'won', rank: 2, priceFen: '12000' },
    ])
    expect(s3?.lots).toMatchObject([{ outcome: 'notShortlisted', winners: ['饮片企业S2', '饮片企业S1'] }])
    expect(JSON.stringify([s1, s3])).not.toMatch(/12345|9900/)
  })

  it('name the duty to contract within 30 days to winners only (招标投标法 46)', () => {
    const [s1, , s3] = letters.map(({ body }) => body)
    expect(s1?.contract).toEqual({ days: 30, until: FRAME.contractUntil.toISOString() })
    expect(s3?.contract).toBeNull()
  })

  it('read the same wherever they are read', () => {
    const [s1, , s3] = letters.map(({ body }) => body)
    if (!s1 || !s3) throw new Error('no letters')
    const head = { title: letterTitle('award', FRAME.tenderTitle), number: 'N', issuedAt }
    const view = letterView(s1, head)
    expect(view).toMatchObject({
      title: '2026年联盟采购中选通知书',
      addressee: '饮片企业S1（S1）：',
      date: '2026年3月5日',
    })
    expect(view.tables.map(table => table.rows)).toEqual([
      [['1', 'HQ-T', '黄芪（统货）', '2', '120.00']],
      [['DG-T', '黄芪（统货）', '未中选', '饮片企业S2']],
    ])
    // 30 days after 5 March end on Saturday 4 April, within the Qingming rest of 2026 (4–6 April): on to the 7th (民法典 203).
    expect(view.after.join('')).toContain('30日内（至2026年4月7日止）')
    const lost = letterView(s3, head)
    expect(lost.before.join('')).toContain('均未中选')
    expect(lost.after.join('')).not.toContain('30日')
  })

  it('are numbered within the campaign and kind', () => {
    expect(letterNumber('award', 'LC-1', 7, issuedAt)).toBe('本草联采中选〔2026〕LC-1第7号')
    expect(letterNumber('result', 'LC-1', 1, new Date('2026-12-31T16:00:00Z'))).toBe('本草联采结果〔2027〕LC-1第1号')
  })

  it('do not depend on the order in which the rows come', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), shuffled => {
        expect(composeLetters(shuffled, FRAME)).toEqual(letters)
      }),
    ))
})
