import { createHash } from 'node:crypto'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import type { NoticeBody } from '../../api/domain/notice.ts'
import { noticeView } from '../../api/domain/noticeView.ts'
import { renderNoticeDocx } from '../../templates/notice.docx.ts'
import { countPages } from '../../templates/notice.pdf.ts'
import { type PrintView, qrText } from '../../templates/noticePrint.ts'
import { unzip } from '../../templates/zip.ts'
import { typesetNotice } from '../../workers/typesetNotice.ts'

const publishedAt = new Date('2026-03-05T02:00:00Z')
const hash = createHash('sha256').update('body').digest('hex')

/** A notice of winners: `lots` × `places` rows. */
function winners(lots: number, places: number, name = '安徽某某中药饮片有限公司'): PrintView {
  const body: NoticeBody = {
    kind: 'award',
    tender: 'LC-1',
    lots: Array.from({ length: lots }, (_, lot) => ({
      lot: `HQ-${lot}`,
      variety: '黄芪',
      grade: 'sorted',
      selected: Array.from({ length: places }, (_x, i) => ({
        rank: i + 1,
        supplierCode: `S${lot}-${i}`,
        supplierName: `${name}${i}`,
        qualityCenti: 9000,
        compositeCenti: 8812,
        priceFen: '123456',
      })),
    })),
  }
  const frame = { title: '联盟采购中选结果公告', number: '本草联采公告〔2026〕LC-1第7号', publishedAt, closesAt: null }
  return { ...noticeView(body, frame), url: 'https://caigou.example.cn/portal/notices/1', hash }
}

async function read(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages: string[] = []
  for (let n = 1; n <= document.numPages; n++) {
    const { items } = await (await document.getPage(n)).getTextContent()
    pages.push(items.map(item => ('str' in item ? item.str : '')).join(''))
  }
  return pages
}

describe('a notice as PDF', () => {
  it('says what the notice says, with number, date, seal place, address and hash', async () => {
    const pdf = typesetNotice({ view: winners(1, 3), publishedAt })
    const page = (await read(pdf)).join('').replaceAll(/\s/g, '')
    for (const text of [
      '中选结果公告',
      '〔2026〕LC-1第7号',
      '安徽某某中药饮片有限公司2',
      '1,234.56',
      '88.12',
      '2026年3月5日',
      '盖章',
    ])
      expect(page).toContain(text)
    expect(page).toContain(hash.slice(0, 32))
    expect(page).toContain('/portal/notices/1')
    expect(countPages(pdf)).toBe(1)
  })

  it('is the same bytes for the same notice, and others for another', () => {
    const bytes = (view: PrintView) => createHash('sha256').update(typesetNotice({ view, publishedAt })).digest('hex')
    expect(bytes(winners(1, 3))).toBe(bytes(winners(1, 3)))
    expect(bytes(winners(1, 3))).not.toBe(bytes(winners(1, 4)))
  })

  it('repeats the head of a table on every page it runs over, for 2,100 rows', async () => {
    const pdf = typesetNotice({ view: winners(42, 50), publishedAt })
    const pages = await read(pdf)
    expect(countPages(pdf)).toBe(pages.length)
    expect(pages.length).toBeGreaterThan(40)
    expect(pages.filter(page => page.includes('企业名称')).length).toBeGreaterThanOrEqual(pages.length - 1)
    expect(pages.join('')).toContain('S41-49')
  })

  it('takes markup of its own language for text', async () => {
    const name = '#panic("x") $x$ *粗* <b>&amp; \\ ` @ref [a] '
    const [page = ''] = await read(typesetNotice({ view: winners(1, 1, name), publishedAt }))
    expect(page.replaceAll(/\s/g, '')).toContain(name.replaceAll(/\s/g, ''))
  })
})

describe('a notice as a Word file', () => {
  const text = (bytes: Uint8Array) => {
    const files = unzip(bytes, 50_000_000)
    if (!files.ok) throw new Error(files.reason)
    return files.files.get('word/document.xml')?.toString() ?? ''
  }

  it('holds the same words, a repeated head, and no markup from data', () => {
    const xml = text(renderNoticeDocx(winners(2, 3, '<w:p/>&\u0001')))
    expect(xml).toContain('&lt;w:p/&gt;&amp; 2')
    expect(xml).toContain('1,234.56')
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2)
  })

  it('is the same bytes for the same notice', () => {
    expect(Buffer.from(renderNoticeDocx(winners(2, 3))).equals(Buffer.from(renderNoticeDocx(winners(2, 3))))).toBe(true)
  })
})

describe('the code on paper', () => {
  it('leads to the public page and carries the body’s hash', () => {
    expect(qrText(winners(1, 1))).toBe(`https://caigou.example.cn/portal/notices/1#sha256=${hash}`)
    expect(qrText({ ...winners(1, 1), url: '' })).toContain(`sha256:${hash}`)
  })
})
