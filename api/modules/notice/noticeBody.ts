import type { NoticeBody, NoticePlace, RefusedPrice } from '#domain/notice.ts'
import type { ResultRow } from './store.ts'

type Result = Extract<NoticeBody, { kind: 'shortlist' | 'proposedAward' | 'award' }>
type LotResult = Result['lots'][number] & { readonly selected: NoticePlace[] }

/** The body of a result's notice; `rows` ordered by lot and rank. A lot in which nobody was selected is listed with nobody. */
export function noticeBody(
  kind: Result['kind'],
  tender: string,
  rows: readonly ResultRow[],
  refused: readonly RefusedPrice[] = [],
): Result {
  const lots: LotResult[] = []
  for (const row of rows) {
    let last = lots.at(-1)
    if (last?.lot !== row.lot) {
      last = { lot: row.lot, variety: row.variety, grade: row.grade, selected: [] }
      lots.push(last)
    }
    if (row.rank !== null) last.selected.push(place(kind, row, row.rank))
  }
  return { kind, tender, lots, ...(refused.length > 0 && { refusedPrices: refused }) }
}

/** Quality and composite together give the price away, and after the shortlist the second round is still to come. */
function place(kind: Result['kind'], row: ResultRow, rank: number): NoticePlace {
  const { supplierCode, supplierName, qualityCenti, compositeCenti } = row
  const published = { rank, supplierCode, supplierName, qualityCenti }
  return kind === 'shortlist' ? published : { ...published, compositeCenti, priceFen: String(row.priceFen) }
}
