import type { NoticeKind, ResultRow } from './store.ts'

const TITLES: Readonly<Record<NoticeKind, string>> = {
  shortlist: '入围结果公示',
  proposedAward: '拟中选结果公示',
  award: '中选结果公告',
}

export const noticeTitle = (kind: NoticeKind, tenderTitle: string): string => `${tenderTitle}${TITLES[kind]}`

/**
 * One selected supplier as published. Price (fen per kg, as text) and composite only once they are awarded: quality and
 * composite together give the price away, and the second round is still to come.
 */
interface Place {
  readonly rank: number
  readonly supplierCode: string
  readonly supplierName: string
  readonly qualityCenti: number
  readonly compositeCenti?: number
  readonly priceFen?: string
}

interface LotResult {
  readonly lot: string
  readonly variety: string
  readonly grade: string
  readonly selected: Place[]
}

/** What a notice says, by lot code and rank. A lot in which nobody was selected is listed with nobody. */
export interface NoticeBody {
  readonly kind: NoticeKind
  readonly tender: string
  readonly lots: readonly LotResult[]
}

/** The body of a notice; `rows` ordered by lot and rank. Canonical: the same result always gives the same bytes. */
export function noticeBody(kind: NoticeKind, tender: string, rows: readonly ResultRow[]): NoticeBody {
  const lots: LotResult[] = []
  for (const row of rows) {
    let last = lots.at(-1)
    if (last?.lot !== row.lot) {
      last = { lot: row.lot, variety: row.variety, grade: row.grade, selected: [] }
      lots.push(last)
    }
    if (row.rank !== null) last.selected.push(place(kind, row, row.rank))
  }
  return { kind, tender, lots }
}

function place(kind: NoticeKind, row: ResultRow, rank: number): Place {
  const { supplierCode, supplierName, qualityCenti, compositeCenti } = row
  const published = { rank, supplierCode, supplierName, qualityCenti }
  return kind === 'shortlist' ? published : { ...published, compositeCenti, priceFen: String(row.priceFen) }
}
