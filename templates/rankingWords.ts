import type { ComparisonStep, PlaceExplanation } from '#domain/explainPlace.ts'
import { formatYuan } from '#domain/money.ts'
import type { RankingReason } from '#domain/ranking.ts'

/** A place of a ranking in the words of a workbook; figures come from the domain, nothing is computed here. */

const points = (centi: number): string => (centi / 100).toFixed(2)
const yuan = (fen: string): string => formatYuan(BigInt(fen))

const REASONS: Readonly<Record<RankingReason, string>> = {
  belowFloor: '质量分未达质量线',
  lowPriceRejected: '低价说明不成立',
  tooFewDeclarers: '有效申报企业不足',
  beyondCut: '超出名额',
  priceAboveCap: '报价高于价差上限',
}

const CRITERIA: Readonly<Record<ComparisonStep['by'], string>> = {
  floor: '质量线',
  lowPrice: '低价认定',
  composite: '综合得分',
  demand: '填报需求量',
  quality: '质量分',
  sample: '样品得分',
  price: '报价',
  lastSupply: '上批供应量',
  draw: '见证抽签序号',
}

/** Why a place is not selected. */
export const reasonWords = ({ reasons }: PlaceExplanation): string => reasons.map(one => REASONS[one]).join('；')

/** The formula of the price score with the figures put in. */
export function priceFormula({ price }: PlaceExplanation): string {
  const { policy, countedFen, scoreCenti } = price
  const [own, lowest, score] = [yuan(price.ownFen), yuan(countedFen[0] ?? '0'), points(scoreCenti)]
  if (countedFen.length === 0) return '没有可比较的报价，记 0 分'
  switch (policy.strategy) {
    case 'A':
      return `100 × ${lowest} ÷ ${own}（最高 100）= ${score}`
    case 'B':
      return `100 ×（${yuan(price.ceilingFen)} − ${own}）÷（${yuan(price.ceilingFen)} − ${lowest}）= ${score}`
    case 'C':
      return `${policy.fullScore} − |${own} − 均价| ÷ 均价 × ${policy.fullScore} × ${policy.distancePercent}% = ${score}`
    case 'D':
      return `按 ${own} 由低到高的位次计 = ${score}`
  }
}

/** The composite score with the figures put in. */
export const compositeFormula = ({ quality, price, composite }: PlaceExplanation): string =>
  `${points(quality.centi)} × ${composite.qualityPercent}% + ${points(price.scoreCenti)} × ${composite.pricePercent}% = ${points(composite.centi)}`

/** The comparison with the place above, criterion by criterion. */
export const tieWords = ({ steps }: PlaceExplanation): string => steps.map(stepWords).join('；')

function stepWords(step: ComparisonStep): string {
  const { by, decided } = step
  const [above, own] = [figure(by, step.above), figure(by, step.own)]
  return `${CRITERIA[by]}：前一名 ${above}，本企业 ${own}${decided ? '，据此确定先后' : ''}`
}

/** Empty where the reader may not know it. */
function figure(by: ComparisonStep['by'], value: string): string {
  if (value === '') return '不公开'
  if (by === 'price') return yuan(value)
  if (by === 'demand' || by === 'lastSupply') return `${value} 公斤`
  return by === 'draw' ? `${value.slice(0, 12)}…` : points(Number(value))
}
