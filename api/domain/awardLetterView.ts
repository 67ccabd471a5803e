import type { LetterBody, LetterLot, LotOutcome } from './awardLetter.ts'
import type { NoticeTable, NoticeView } from './noticeView.ts'
import { chineseDate, column, ISSUER, lotName, yuan } from './paperWords.ts'
import { addMs } from './period.ts'

/** What of a letter stands beside its body. */
export interface LetterHead {
  readonly title: string
  readonly number: string
  readonly issuedAt: Date
}

const OUTCOMES: Readonly<Record<LotOutcome, string>> = {
  won: '中选',
  noValidQuote: '无有效报价',
  notShortlisted: '未入围',
  sampleFailed: '样品评审不合格',
  notSelected: '未中选',
}

/** A letter in words and tables. Everything comes from the frozen body, so the same letter always reads the same. */
export function letterView(body: LetterBody, { title, number, issuedAt }: LetterHead): NoticeView {
  const won = body.lots.filter(lot => lot.outcome === 'won')
  const lost = body.lots.filter(lot => lot.outcome !== 'won')
  return {
    title,
    number,
    addressee: `${body.supplierName}（${body.supplierCode}）：`,
    before: [won.length > 0 ? wonText(body) : lostText(body)],
    tables: [...(won.length > 0 ? [wonTable(won)] : []), ...(lost.length > 0 ? [lostTable(lost, won.length > 0)] : [])],
    after: [...dutyText(body), '中选企业及价格以平台公布的中选结果公告为准。'],
    issuer: ISSUER,
    date: chineseDate(issuedAt),
  }
}

const wonText = ({ tenderTitle, tender }: LetterBody): string =>
  `贵公司参加${tenderTitle}（项目编号：${tender}）申报。经评审和公示，公示期满且异议均已答复，依照招标投标法第四十五条，现确定贵公司在下列品规中选：`

const lostText = ({ tenderTitle, tender }: LetterBody): string =>
  `感谢贵公司参加${tenderTitle}（项目编号：${tender}）申报。中选企业已经确定，依照招标投标法第四十五条，现将结果通知贵公司：贵公司申报的下列品规均未中选。`

function wonTable(lots: readonly LetterLot[]): NoticeTable {
  return {
    caption: '中选品规',
    columns: [
      column('序号', 1, 'center'),
      column('品规代码', 2.5),
      column('品规', 3.5),
      column('名次', 1.2, 'center'),
      column('中选价格（元/公斤）', 3, 'right'),
    ],
    rows: lots.map((lot, i) => [String(i + 1), lot.lot, lotName(lot), String(lot.rank ?? '—'), yuan(lot.priceFen)]),
  }
}

function lostTable(lots: readonly LetterLot[], hasWon: boolean): NoticeTable {
  return {
    caption: hasWon ? '贵公司申报的下列品规未中选' : '申报品规的结果',
    columns: [column('品规代码', 2), column('品规', 2.6), column('结果', 2, 'center'), column('中选企业', 6)],
    rows: lots.map(lot => [
      lot.lot,
      lotName(lot),
      OUTCOMES[lot.outcome],
      lot.winners && lot.winners.length > 0 ? lot.winners.join('、') : '无企业中选',
    ]),
  }
}

/** The duty to conclude the contract, for who has won (招标投标法 45, 46). */
function dutyText({ contract }: LetterBody): string[] {
  if (!contract) return []
  // A period ends at 24:00 of its last day: that day, not the next one, is named.
  const lastDay = chineseDate(addMs(new Date(contract.until), -1))
  return [
    `请贵公司自本通知书发出之日起${contract.days}日内（至${lastDay}止），按照采购文件和贵公司的申报与报价订立供货协议，不得再行订立背离协议实质性内容的其他协议（招标投标法第四十六条）。约定采购量以公布的分量结果为准。`,
    '本通知书对采购人和中选企业具有法律效力。中选企业放弃中选项目的，应当依法承担法律责任（招标投标法第四十五条）。',
  ]
}
