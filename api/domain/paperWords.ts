import { formatYuan } from './money.ts'
import type { NoticeLot } from './notice.ts'
import { dayOf } from './workingDays.ts'

/** Words that notices and letters share. */

/** Who signs them. */
export const ISSUER = '中药饮片联合采购办公室'

const GRADES: Readonly<Record<string, string>> = { ungraded: '统货', sorted: '选货' }

/** A column of a printed table. */
export interface NoticeColumn {
  readonly head: string
  readonly align: 'left' | 'center' | 'right'
  /** Share of the width. */
  readonly width: number
}

/** The same in short. */
export const column = (head: string, width: number, align: NoticeColumn['align'] = 'left'): NoticeColumn => ({
  head,
  align,
  width,
})

/** 黄芪（统货） */
export const lotName = ({ variety, grade }: NoticeLot): string => `${variety}（${GRADES[grade] ?? grade}）`

/** A price in fen, as text, in yuan. */
export const yuan = (fen: string | null | undefined): string => (fen == null ? '—' : formatYuan(BigInt(fen)))

/** 2026年3月5日, in Asia/Shanghai. */
export function chineseDate(at: Date): string {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日`
}
