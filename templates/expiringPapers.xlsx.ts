import type { Writable } from 'node:stream'
import ExcelJS from 'exceljs'
import { formatInstant } from '#domain/period.ts'

/** One paper that ends too early. */
export interface ExpiringPaperLine {
  readonly supplierCode: string
  readonly supplierName: string
  readonly indicator: string
  readonly lotCodes: readonly string[]
  readonly fileName: string
  readonly note: string | null
  /** YYYY-MM-DD */
  readonly validUntil: string
  readonly isExpired: boolean
  readonly daysLeft: number
}

export interface ExpiringPapersHead {
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly at: Date
  readonly suppliers: readonly {
    readonly supplierCode: string
    readonly supplierName: string
    readonly expired: number
    readonly endsEarly: number
  }[]
}

const COLUMNS = [
  ['企业编码', 20],
  ['企业名称', 32],
  ['指标', 24],
  ['涉及品规', 30],
  ['材料', 40],
  ['说明', 24],
  ['有效期至', 12],
  ['剩余天数', 10],
  ['状态', 18],
] as const
const COUNTS = ['企业编码', '企业名称', '已过期（份）', '项目结束前后将到期（份）']

/** Writes the list of papers that end too early (到期材料) as xlsx into `out`, and how many each supplier has. */
export async function writeExpiringPapers(
  out: Writable,
  head: ExpiringPapersHead,
  lines: AsyncIterable<ExpiringPaperLine>,
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  workbook.creator = '本草联采'
  workbook.created = head.at
  workbook.modified = head.at
  const sheet = workbook.addWorksheet('到期材料', { views: [{ state: 'frozen', ySplit: 2 }] })
  sheet.columns = COLUMNS.map(([, width]) => ({ width }))
  boldRow(sheet, [`${head.tenderTitle}（${head.tenderCode}）到期材料　${formatInstant(head.at)}`])
  boldRow(
    sheet,
    COLUMNS.map(([title]) => title),
  )
  for await (const line of lines) sheet.addRow(cellsOf(line)).commit()
  sheet.commit()
  const counts = workbook.addWorksheet('按企业汇总', { views: [{ state: 'frozen', ySplit: 1 }] })
  counts.columns = [20, 32, 14, 26].map(width => ({ width }))
  boldRow(counts, COUNTS)
  for (const one of head.suppliers)
    counts.addRow([one.supplierCode, one.supplierName, one.expired, one.endsEarly]).commit()
  counts.commit()
  await workbook.commit()
}

function boldRow(sheet: ExcelJS.Worksheet, cells: readonly string[]): void {
  const row = sheet.addRow([...cells])
  row.font = { bold: true }
  row.commit()
}

const cellsOf = (line: ExpiringPaperLine): (string | number)[] => [
  line.supplierCode,
  line.supplierName,
  line.indicator,
  line.lotCodes.join('、'),
  line.fileName,
  line.note ?? '',
  line.validUntil,
  line.daysLeft,
  line.isExpired ? '已过期' : '项目结束前后将到期',
]
