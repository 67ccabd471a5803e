import { describe, expect, it } from 'vitest'
import {
  checkSigning,
  contractNumber,
  contractStatus,
  contractText,
  contractTotal,
  distributorFor,
  PARTIES,
} from '#domain/contract.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'

const content = {
  number: 'HT-0001',
  tender: 'YP2023',
  supplier: { code: 'S1', name: '亳州饮片' },
  distributor: { code: 'D1', name: '山东医药' },
  hospital: { code: 'H1', name: '济南"一"院\n' },
  lines: [
    { lot: 'L2', quantityKg: 3, priceFen: 12_850n },
    { lot: 'L1', quantityKg: 10, priceFen: 9_999n },
  ],
  terms: DEFAULT_RULE_PACK.contract,
}

describe('contractText (1-domain §2, stage 16)', () => {
  it('is canonical: lines by lot, totals exact, names quoted', () => {
    const text = contractText(content)
    expect(text.split('\n').slice(0, 9)).toEqual([
      'bencao.contract/1',
      '"number"\t"HT-0001"',
      '"tender"\t"YP2023"',
      '"supplier"\t"S1"\t"亳州饮片"',
      '"distributor"\t"D1"\t"山东医药"',
      '"hospital"\t"H1"\t"济南\\"一\\"院\\n"',
      '"line"\t"L1"\t10\t9999\t99990',
      '"line"\t"L2"\t3\t12850\t38550',
      '"total"\t13\t138540',
    ])
    expect(text).toContain('"term"\t"paymentDays"\t30\n')
    expect(contractText({ ...content, lines: [...content.lines].reverse() })).toBe(text)
  })

  it('adds up', () => expect(contractTotal(content.lines)).toEqual({ totalKg: 13, totalFen: 138_540n }))

  it('refuses a lot twice and lines without whole kg', () => {
    const [line] = content.lines
    const again = line ? [line, line] : []
    expect(() => contractText({ ...content, lines: again })).toThrow(RangeError)
    expect(() => contractText({ ...content, lines: again.slice(1).map(l => ({ ...l, quantityKg: 0 })) })).toThrow(
      RangeError,
    )
  })
})

describe('who delivers (1-domain §2, stage 15)', () => {
  const named = ['D2', 'D1', 'D3'].map(code => ({ code, name: `配送${code}` }))

  it.each([
    ['D3', 'D3'],
    ['D9', 'D1'],
    [null, 'D1'],
  ])('pick %s → %s', (pick, code) => expect(distributorFor(named, pick)?.code).toBe(code))

  it('is nobody without a name', () => expect(distributorFor([], 'D1')).toBeNull())

  it('numbers contracts by their parties', () => expect(contractNumber('LC-1', 'H1', 'S1')).toBe('LC-1-H1-S1'))
})

describe('three signatures', () => {
  it.each([
    [[], 'drafted'],
    [['hospital'], 'partlySigned'],
    [['hospital', 'supplier'], 'partlySigned'],
    [['hospital', 'supplier', 'distributor'], 'effective'],
    [['hospital', 'hospital', 'hospital'], 'partlySigned'],
  ] as const)('%j → %s', (signed, status) => expect(contractStatus(signed)).toBe(status))

  it('takes each party once, in any order', () => {
    for (const party of PARTIES) expect(checkSigning([], party)).toEqual([])
    expect(checkSigning(['hospital'], 'supplier')).toEqual([])
    expect(checkSigning(['hospital'], 'hospital')).toMatchObject([
      { code: 'alreadySigned', params: { party: 'hospital' } },
    ])
    expect(checkSigning(PARTIES, 'supplier')).toMatchObject([{ code: 'alreadySigned' }])
  })
})
