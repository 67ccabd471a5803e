import type { Writable } from 'node:stream'
import ExcelJS from 'exceljs'
import type { PlaceExplanation, RankingPhase } from '#domain/explainPlace.ts'
import { plainYuan } from '#domain/money.ts'
import { formatInstant } from '#domain/period.ts'
import { compositeFormula, priceFormula, reasonWords, tieWords } from './rankingWords.ts'

/** One place with the name of whose it is. */
export interface RankedPlace {
  readonly supplierName: string
  readonly place: PlaceExplanation
}

/** The places of one lot that the reader may see, best first; at least one. */
export interface RankedLot {
  readonly lot: string
  readonly lotName: string
  readonly places: readonly RankedPlace[]
}

export interface RankingHead {
  readonly tenderCode: string
  readonly tenderTitle: string
  readonly phase: RankingPhase
  /** When it was asked for. */
  readonly at: Date
}

type Cell = string | number | null

interface Column {
  readonly title: string
  readonly width: number
  readonly format?: string
  readonly value: (lot: RankedLot, place: PlaceExplanation, supplierName: string) => Cell
}

const MONEY = '#,##0.00'
const yuan = (fen: string | null): number | null => (fen === null ? null : Number(plainYuan(BigInt(fen))))
const points = (centi: number): number => centi / 100

const COLUMNS: readonly Column[] = [
  { title: '品规编码', width: 12, value: lot => lot.lot },
  { title: '品规', width: 16, value: lot => lot.lotName },
  { title: '名次', width: 6, value: (_, place) => place.rank },
  { title: '企业编码', width: 20, value: (_, place) => place.supplier },
  { title: '企业名称', width: 32, value: (_lot, _place, supplierName) => supplierName },
  { title: '入选', width: 8, value: (_, place) => (place.selected ? '是' : '否') },
  { title: '质量分 Q', width: 10, format: '0.00', value: (_, place) => points(place.quality.centi) },
  { title: '质量线', width: 9, format: '0.00', value: (_, place) => points(place.quality.floorCenti) },
  { title: '报价（元/公斤）', width: 14, format: MONEY, value: (_, place) => yuan(place.price.ownFen) },
  { title: '最高申报限价（元/公斤）', width: 16, format: MONEY, value: (_, place) => yuan(place.price.ceilingFen) },
  { title: '价格分 P', width: 10, format: '0.00', value: (_, place) => points(place.price.scoreCenti) },
  { title: '价格分算式', width: 44, value: (_, place) => priceFormula(place) },
  { title: '综合得分', width: 10, format: '0.00', value: (_, place) => points(place.composite.centi) },
  { title: '综合得分算式', width: 40, value: (_, place) => compositeFormula(place) },
  { title: '参加排序（家）', width: 10, value: (_, place) => place.cut.entered },
  { title: '名额（家）', width: 10, value: (_, place) => place.cut.places },
  { title: '价差上限基准（元/公斤）', width: 14, format: MONEY, value: (_, place) => yuan(place.cut.baseFen) },
  { title: '价差上限（元/公斤）', width: 14, format: MONEY, value: (_, place) => yuan(place.cut.capFen) },
  { title: '须作低价说明', width: 10, value: (_, place) => (place.lowPrice.flagged ? '是' : '') },
  { title: '未入选原因', width: 24, value: (_, place) => reasonWords(place) },
  { title: '与前一名比较', width: 60, value: (_, place) => tieWords(place) },
]
const PHASES: Readonly<Record<RankingPhase, string>> = { shortlist: '入围排序', award: '中选排序' }
const SUMMARY = ['品规编码', '品规', '参加排序（家）', '名额（家）', '入选（家）', '最低入选价（元/公斤）', '说明']

/**
 * Writes the ranking of lots as xlsx, lot by lot into `out`: a campaign's would not fit into memory at once. A table of all
 * places, and a line for each lot.
 */
export async function writeRankings(out: Writable, head: RankingHead, lots: AsyncIterable<RankedLot>): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  workbook.creator = '本草联采'
  workbook.created = head.at
  workbook.modified = head.at
  const table = workbook.addWorksheet(PHASES[head.phase], { views: [{ state: 'frozen', xSplit: 5, ySplit: 2 }] })
  table.columns = COLUMNS.map(({ width, format }) => ({ width, ...(format && { style: { numFmt: format } }) }))
  const summary = workbook.addWorksheet('各品规汇总', { views: [{ state: 'frozen', ySplit: 1 }] })
  summary.columns = [12, 16, 14, 12, 12, 20, 30].map(width => ({ width }))
  const title = `${head.tenderTitle}（${head.tenderCode}）${PHASES[head.phase]}　${formatInstant(head.at)}`
  boldRow(table, [title])
  boldRow(
    table,
    COLUMNS.map(column => column.title),
  )
  boldRow(summary, SUMMARY)
  for await (const lot of lots) {
    for (const { place, supplierName } of lot.places)
      table.addRow(COLUMNS.map(column => column.value(lot, place, supplierName))).commit()
    summary.addRow(summaryOf(lot)).commit()
  }
  table.commit()
  summary.commit()
  await workbook.commit()
}

function boldRow(sheet: ExcelJS.Worksheet, cells: readonly string[]): void {
  const row = sheet.addRow([...cells])
  row.font = { bold: true }
  row.commit()
}

/** What of a lot can be said from the places that the reader sees. */
function summaryOf({ lot, lotName, places }: RankedLot): Cell[] {
  const cut = places[0]?.place.cut
  const prices = places.filter(({ place }) => place.selected).map(({ place }) => BigInt(place.price.ownFen))
  const lowest = prices.reduce<bigint | null>((low, price) => (low === null || price < low ? price : low), null)
  return [
    lot,
    lotName,
    cut?.entered ?? null,
    cut?.places ?? null,
    prices.length,
    lowest === null ? null : Number(plainYuan(lowest)),
    cut?.fallback ? `有效申报不足 ${cut.minimumDeclarers} 家，按公布的办法处理` : '',
  ]
}
