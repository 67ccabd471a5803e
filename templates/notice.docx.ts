import type { NoticeTable } from '#domain/noticeView.ts'
import type { NoticeColumn } from '#domain/paperWords.ts'
import { type PrintView, printable } from './noticePrint.ts'
import { zip } from './zipWriter.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
/** Width between the margins of A4, in twentieths of a point. */
const WIDTH = 8960

const CONTENT_TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`
const ROOT_RELS = `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
const DOCUMENT_RELS = `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`

/**
 * Writes a notice as a Word file: one that an office edits on, with the same words as the PDF. Written part by part instead
 * of filled into a template, because the tables of notices differ and the same notice must give the same bytes.
 */
export function renderNoticeDocx(view: PrintView): Uint8Array {
  const body = [
    paragraph(view.title, { size: 36, bold: true, align: 'center', face: '黑体' }),
    paragraph(view.number, { size: 22, align: 'center' }),
    ...(view.addressee === undefined ? [] : [paragraph(view.addressee, {})]),
    ...view.before.map(text => paragraph(text, { indent: true })),
    ...view.tables.flatMap(table => [
      table.caption === null ? '' : paragraph(table.caption, { size: 22, bold: true, face: '黑体', keepNext: true }),
      tableXml(table),
      paragraph('', { size: 12 }),
    ]),
    ...view.after.map(text => paragraph(text, { indent: true })),
    paragraph(view.issuer, { align: 'right' }),
    paragraph('（盖章）', { align: 'right' }),
    paragraph(view.date, { align: 'right' }),
    ...(view.url === '' ? [] : [paragraph(`公示网页：${view.url}`, { size: 16 })]),
    paragraph(`正文 SHA-256：${view.hash}`, { size: 16 }),
  ].join('')
  const section =
    '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1814" w:right="1474" w:bottom="1588" w:left="1474" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
  const document = `${HEAD}<w:document xmlns:w="${W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>${body}${section}</w:body></w:document>`
  return zip([
    ['[Content_Types].xml', CONTENT_TYPES],
    ['_rels/.rels', ROOT_RELS],
    ['word/document.xml', document],
    ['word/_rels/document.xml.rels', DOCUMENT_RELS],
    ['word/footer1.xml', footer()],
  ])
}

interface Look {
  /** Half points. */
  readonly size?: number
  readonly bold?: boolean
  readonly align?: NoticeColumn['align']
  readonly face?: string
  /** Two characters at the start of the first line. */
  readonly indent?: boolean
  /** On one page with what follows. */
  readonly keepNext?: boolean
}

/** Text of a document can hold neither markup nor what XML cannot hold. */
const escaped = (text: string): string =>
  printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function run(text: string, { size = 24, bold = false, face = '仿宋' }: Look): string {
  const fonts = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${face}"/>`
  const looks = `${fonts}${bold ? '<w:b/>' : ''}<w:sz w:val="${size}"/><w:lang w:eastAsia="zh-CN"/>`
  return `<w:r><w:rPr>${looks}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
}

function paragraph(text: string, look: Look): string {
  const keep = look.keepNext ? '<w:keepNext/>' : ''
  const indent = look.indent ? '<w:ind w:firstLineChars="200" w:firstLine="480"/>' : ''
  const align = look.align ? `<w:jc w:val="${look.align}"/>` : ''
  return `<w:p><w:pPr>${keep}<w:spacing w:after="120" w:line="360" w:lineRule="auto"/>${indent}${align}</w:pPr>${run(text, look)}</w:p>`
}

function tableXml({ columns, rows }: NoticeTable): string {
  const sum = columns.reduce((total, column) => total + column.width, 0)
  const widths = columns.map(column => Math.round((WIDTH * column.width) / sum))
  const edge = (name: string) => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('')
  const head = columns.map((column, i) =>
    cell(column.head, widths[i] ?? 0, { align: 'center', bold: true, face: '黑体' }),
  )
  const body = rows.map(row => {
    const cells = row.map((text, i) => cell(text, widths[i] ?? 0, { align: columns[i]?.align ?? 'left' }))
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`
  })
  const grid = widths.map(width => `<w:gridCol w:w="${width}"/>`).join('')
  return `<w:tbl><w:tblPr><w:tblW w:w="${WIDTH}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.join('')}</w:tr>${body.join('')}</w:tbl>`
}

const cell = (text: string, width: number, look: Look): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:jc w:val="${look.align ?? 'left'}"/></w:pPr>${run(text, { size: 20, ...look })}</w:p></w:tc>`

function footer(): string {
  const field = (name: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${name} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
  const look = { size: 18 }
  return `${HEAD}<w:ftr xmlns:w="${W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run('第 ', look)}${field('PAGE')}${run(' 页　共 ', look)}${field('NUMPAGES')}${run(' 页', look)}</w:p></w:ftr>`
}
