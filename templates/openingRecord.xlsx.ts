import ExcelJS from 'exceljs'
import { type Fen, plainYuan } from '#domain/money.ts'
import { type BidVoidReason, faultOf, splitReason } from '#domain/openingRecord.ts'
import { formatInstant } from '#domain/period.ts'

export interface OpeningRecordBid {
  readonly lot: string
  readonly lotName: string
  readonly supplier: string
  readonly supplierName: string
  readonly verdict: 'opened' | 'void'
  readonly priceFen: Fen | null
  /** As the domain's `reasonText` gives it. */
  readonly reason: string | null
}

export interface OpeningRecordView {
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly round: number
  readonly openedAt: Date
  readonly policyHash: string
  readonly manifestHash: string
  readonly recordHash: string
  readonly officers: readonly { readonly ordinal: number; readonly name: string; readonly body: string }[]
  readonly bids: readonly OpeningRecordBid[]
}

const SHEET = '开标记录表'
const COLUMNS = [
  { title: '序号', width: 7 },
  { title: '品规编码', width: 14 },
  { title: '品规', width: 20 },
  { title: '企业编码', width: 14 },
  { title: '企业名称', width: 36 },
  { title: '结果', width: 8 },
  { title: '报价（元/公斤）', width: 16 },
  { title: '说明', width: 40 },
] as const
const PRICE_COLUMN = 7

const REASONS: Readonly<Record<BidVoidReason, string>> = {
  malformed: '加密报价文件无法识别',
  foreign: '加密报价不属于本轮次、品规或企业',
  badSeal: '加密报价未按规则密封，解密核验不符',
  badPrice: '报价不是大于 0 的金额',
  tampered: '存储的加密报价与回执不符',
  aboveCeiling: '报价高于最高申报限价',
  aboveRound1: '第二轮报价高于本企业首轮报价',
}

const isReason = (text: string): text is BidVoidReason => Object.hasOwn(REASONS, text)

/** The reason in words and whose fault it is: a void bid is its bidder's, a share that does not fit its officer's, by name. */
function reasonWords(text: string | null, officers: OpeningRecordView['officers']): string {
  const { reason, badOfficers } = splitReason(text)
  const words = reason === null ? [] : [`${isReason(reason) ? REASONS[reason] : reason}（责任方：${partyOf(reason)}）`]
  const nameOf = (n: number) => `${n} 号 ${officers.find(({ ordinal }) => ordinal === n)?.name ?? ''}`.trim()
  const share =
    badOfficers.length > 0
      ? [`开标人员 ${badOfficers.map(nameOf).join('、')} 提交的密钥份额与承诺不符（责任方：开标人员）`]
      : []
  return [...words, ...share].join('；')
}

const PARTIES = { bidder: '投标企业', officer: '开标人员', platform: '平台' } as const

const partyOf = (reason: string): string => PARTIES[faultOf(reason) ?? 'bidder']

/** The record of an opening (开标记录表) as xlsx, ready to print on A4 and sign: prices are numbers in yuan per kg. */
export async function renderOpeningRecord(view: OpeningRecordView): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = '本草联采'
  workbook.created = view.openedAt
  workbook.modified = view.openedAt
  const sheet = workbook.addWorksheet(SHEET)
  sheet.columns = COLUMNS.map(({ width }) => ({ width }))
  addHead(sheet, view)
  const headRow = addTable(sheet, view)
  addSignatures(sheet, view)
  setUpPrint(sheet, view, headRow)
  return new Uint8Array(await workbook.xlsx.writeBuffer({ useSharedStrings: true }))
}

function addHead(sheet: ExcelJS.Worksheet, view: OpeningRecordView): void {
  const voids = view.bids.filter(bid => bid.verdict === 'void').length
  const officers = view.officers.map(({ ordinal, name, body }) => `${ordinal} 号 ${name}（${body}）`).join('、')
  sheet.addRow([SHEET]).font = { bold: true, size: 16 }
  const facts: readonly (readonly [string, string])[] = [
    ['采购项目', `${view.tenderTitle}（${view.tenderCode}）`],
    ['报价轮次', `第 ${view.round} 轮`],
    ['开标时间', formatInstant(view.openedAt)],
    ['开标人员', officers],
    ['报价份数', `共 ${view.bids.length} 份，有效开启 ${view.bids.length - voids} 份，无效 ${voids} 份`],
    ['密封规则哈希', view.policyHash],
    ['开标清单哈希', view.manifestHash],
    ['开标记录哈希', view.recordHash],
  ]
  for (const [label, value] of facts) {
    const row = sheet.addRow([label, null, value])
    row.getCell(1).font = { bold: true }
    sheet.mergeCells(row.number, 1, row.number, 2)
    sheet.mergeCells(row.number, 3, row.number, COLUMNS.length)
    row.getCell(3).alignment = { wrapText: true, vertical: 'top' }
  }
  sheet.mergeCells(1, 1, 1, COLUMNS.length)
  sheet.getCell('A1').alignment = { horizontal: 'center' }
}

/** @returns the row of the table's head */
function addTable(sheet: ExcelJS.Worksheet, { bids, officers }: OpeningRecordView): number {
  sheet.addRow([])
  const head = sheet.addRow(COLUMNS.map(({ title }) => title))
  head.font = { bold: true }
  head.eachCell(cell => {
    cell.border = GRID
  })
  for (const [i, bid] of bids.entries()) {
    const price = bid.priceFen === null ? null : Number(plainYuan(bid.priceFen))
    const verdict = bid.verdict === 'opened' ? '开启' : '无效'
    const { lot, lotName, supplier, supplierName } = bid
    const words = reasonWords(bid.reason, officers)
    const row = sheet.addRow([i + 1, lot, lotName, supplier, supplierName, verdict, price, words])
    row.getCell(PRICE_COLUMN).numFmt = '#,##0.00'
    row.getCell(COLUMNS.length).alignment = { wrapText: true }
    for (let column = 1; column <= COLUMNS.length; column++) row.getCell(column).border = GRID
  }
  return head.number
}

const LINE = { style: 'thin' } as const
const GRID = { top: LINE, left: LINE, bottom: LINE, right: LINE }

function addSignatures(sheet: ExcelJS.Worksheet, view: OpeningRecordView): void {
  sheet.addRow([])
  for (const { name, body } of view.officers) {
    const row = sheet.addRow([`开标人员 ${name}（${body}）签字：`])
    row.height = 28
  }
}

/** A4 across, as many pages down as it takes, the head of the table on each. */
function setUpPrint(sheet: ExcelJS.Worksheet, view: OpeningRecordView, headRow: number): void {
  sheet.views = [{ state: 'frozen', ySplit: headRow }]
  sheet.pageSetup = {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${headRow}:${headRow}`,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.2, footer: 0.3 },
  }
  sheet.headerFooter.oddFooter = `&L${view.tenderCode} 第 ${view.round} 轮&C第 &P 页 共 &N 页&R${view.recordHash.slice(0, 16)}`
}
