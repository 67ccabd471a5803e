import fs from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'
import { type ContractView, renderContract } from '../../templates/contract.docx.ts'
import { unzip } from '../../templates/zip.ts'

const template = fs.readFileSync(new URL('../../templates/assets/contract.docx', import.meta.url))

const VIEW: ContractView = {
  number: 'LC-2026-H1-S1',
  tenderCode: 'LC-2026',
  tenderTitle: '中药饮片联盟采购',
  parties: {
    supplier: { code: '91370000S1', name: '亳州<饮片>&公司', signedAt: new Date('2026-03-01T01:02:00Z') },
    distributor: { code: 'D1', name: '{#lines}配送{/lines}', signedAt: null },
    hospital: { code: 'H1', name: '济南\u0001第一医院', signedAt: null },
  },
  lines: [
    { lot: 'DG-X', variety: '当归', grade: 'sorted', quantityKg: 1_200, priceFen: 12_850n },
    { lot: 'HQ-T', variety: '黄芪', grade: 'ungraded', quantityKg: 7, priceFen: 9_999n },
  ],
  totalKg: 1_207,
  totalFen: 15_489_993n,
  terms: DEFAULT_RULE_PACK.contract,
  contentHash: 'ab'.repeat(32),
  status: 'partlySigned',
}

/** The visible text of each paragraph of a part. */
function paragraphs(docx: Uint8Array, part: string): string[] {
  const zip = unzip(docx, 10_000_000)
  const xml = zip.ok ? (zip.files.get(part)?.toString('utf8') ?? '') : ''
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([p]) =>
    plain([...p.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')),
  )
}

describe('the contract as a Word document', () => {
  let docx: Uint8Array
  let text: string[]
  beforeAll(async () => {
    docx = await renderContract(template, VIEW)
    text = paragraphs(docx, 'word/document.xml')
  })

  it('names the parties, literally', () => {
    expect(text).toContain('亳州<饮片>&公司')
    expect(text).toContain('{#lines}配送{/lines}')
    expect(text).toContain('济南 第一医院')
    expect(text).toContain('协议编号：LC-2026-H1-S1')
    expect(paragraphs(docx, 'word/footer1.xml').join('')).toContain('LC-2026-H1-S1')
  })

  it('has a row per line, with amounts and totals', () => {
    const at = text.indexOf('DG-X')
    expect(text.slice(at - 1, at + 6)).toEqual(['1', 'DG-X', '当归', '选货', '1,200', '128.50', '154,200.00'])
    expect(text.slice(at + 6, at + 13)).toEqual(['2', 'HQ-T', '黄芪', '统货', '7', '99.99', '699.93'])
    expect(text).toContain('1,207')
    expect(text).toContain('154,899.93')
  })

  it('prints the terms of the pack, the hash and the signatures, and leaves no tag unfilled', () => {
    const whole = text.join('\n')
    expect(whole).toContain('自验收合格之日起 30 日内付清货款')
    expect(whole).toContain(
      '24 小时内确认，48 小时内送达；偏远地区 72 小时内送达；急用订单 12 小时内送达。配送率不低于 95%',
    )
    expect(text).toContain(VIEW.contentHash)
    const at = text.indexOf('乙方（供货企业）', text.indexOf(VIEW.contentHash))
    expect(text.slice(at, at + 9)).toEqual([
      '乙方（供货企业）',
      '亳州<饮片>&公司',
      '已签署 2026-03-01 09:02 +08:00',
      '丙方（配送企业）',
      '{#lines}配送{/lines}',
      '未签署',
      '甲方（医疗机构）',
      '济南 第一医院',
      '未签署',
    ])
    expect(whole.replaceAll('{#lines}配送{/lines}', '')).not.toMatch(/[{}]/)
  })
})
