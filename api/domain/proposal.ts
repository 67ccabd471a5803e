import { type AnswerValue, answerNumber } from './declaration.ts'
import { compare, type Fraction, formatDecimal } from './fraction.ts'
import type { Indicator, Named } from './indicators.ts'
import { proposePoints, toCenti } from './scoring.ts'

/** What the rule of an indicator proposes for an answer, and the figures it used, step by step. */
export interface ProposalExplanation {
  /** Hundredths of a point, rounded half up; null where the rule proposes nothing (yet). */
  readonly pointsCenti: number | null
  /** Sentences in the order of the calculation, in both languages. */
  readonly parts: readonly Named[]
}

const CENTI_PLACES = 2

/** Enough for a share in percent or a value as typed; a longer one is shown rounded. */
const SHOWN_PLACES = 4

const shown = (value: Fraction): string => {
  const text = formatDecimal(value, SHOWN_PLACES)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

const centi = (points: Fraction): string => formatDecimal(points, CENTI_PLACES)

const WAITS: Readonly<Record<'expert' | 'rank' | 'misfit', Named>> = {
  expert: {
    zh: '本指标由专家按材料评分，规则不提出分数。',
    en: 'Judged by experts from the material; no score is proposed.',
  },
  rank: {
    zh: '按同一品种全部申报企业的数值排名计分，申报截止后才能算出。',
    en: 'Scored by place among all suppliers of the variety; known only after declarations close.',
  },
  misfit: { zh: '答复的形式与规则不符，无法计算。', en: 'The answer does not have the form the rule asks for.' },
}

/**
 * The score the rule of an indicator proposes for an answer, in words with every figure used (1-domain §3.2). It proposes
 * only: experts decide. In: `peers` are the values of all suppliers on the same subject, the own one included (rank rules).
 * Out: `pointsCenti` is what {@link proposePoints} proposes, null for expert rules, rank rules without peers, and misfits.
 */
export function explainProposal(
  indicator: Indicator,
  answer: AnswerValue,
  peers: readonly Fraction[] = [],
): ProposalExplanation {
  const points = proposePoints(indicator, answer, peers)
  if (!points) return { pointsCenti: null, parts: [whyNone(indicator, answer)] }
  return { pointsCenti: toCenti(points), parts: partsOf(indicator, answer, points, peers) }
}

function whyNone({ rule }: Indicator, answer: AnswerValue): Named {
  if (rule.type === 'expert') return WAITS.expert
  return rule.type === 'rank' && answerNumber(answer) ? WAITS.rank : WAITS.misfit
}

function partsOf({ rule, points: full }: Indicator, answer: AnswerValue, points: Fraction, peers: readonly Fraction[]) {
  const result = centi(points)
  switch (rule.type) {
    case 'boolean':
      return answer === true
        ? [{ zh: `答复“是”，得满分 ${full} 分。`, en: `Answered yes: all ${full} points.` }]
        : [{ zh: '答复“否”，得 0 分。', en: 'Answered no: 0 points.' }]
    case 'tier': {
      const name = rule.tiers.find(tier => tier.code === answer)?.name
      return [{ zh: `所选档次“${name?.zh}”得 ${result} 分。`, en: `The step “${name?.en}” gives ${result} points.` }]
    }
    case 'linear':
      return linearParts(rule, shown(answerNumber(answer) ?? points), full, result)
    case 'deduction': {
      const count = shown(answerNumber(answer) ?? points)
      return [
        {
          zh: `${rule.unit.zh}：${count}，每项扣 ${rule.perUnit} 分。`,
          en: `${rule.unit.en}: ${count}, ${rule.perUnit} points off for each.`,
        },
        {
          zh: `${full} − ${count} × ${rule.perUnit}，最低 0 分，得 ${result} 分。`,
          en: `${full} − ${count} × ${rule.perUnit}, never below 0: ${result} points.`,
        },
      ]
    }
    case 'rank':
      return rankParts(rule, answerNumber(answer) ?? points, peers, full, result)
    case 'expert':
      return [WAITS.expert]
  }
}

function linearParts(
  { unit, from, to }: { readonly unit: Named; readonly from: number; readonly to: number },
  value: string,
  full: number,
  result: string,
): Named[] {
  return [
    {
      zh: `${unit.zh}：${value}。${from} 得 0 分，${to} 得满分 ${full} 分，其间按比例，两端封顶。`,
      en: `${unit.en}: ${value}. ${from} gives 0, ${to} all ${full} points, straight between, cut off outside.`,
    },
    {
      zh: `（${value} − ${from}）÷（${to} − ${from}）× ${full}，得 ${result} 分。`,
      en: `(${value} − ${from}) ÷ (${to} − ${from}) × ${full}: ${result} points.`,
    },
  ]
}

function rankParts(
  { unit }: { readonly unit: Named },
  value: Fraction,
  peers: readonly Fraction[],
  full: number,
  result: string,
): Named[] {
  const better = peers.filter(peer => compare(peer, value) > 0).length
  const all = peers.length
  return [
    {
      zh: `${unit.zh}：${shown(value)}。同一品种申报 ${all} 家，其中 ${better} 家更高。`,
      en: `${unit.en}: ${shown(value)}. ${all} suppliers answered for this, ${better} of them higher.`,
    },
    {
      zh: `（${all} − ${better}）÷ ${all} × ${full}，得 ${result} 分。`,
      en: `(${all} − ${better}) ÷ ${all} × ${full}: ${result} points.`,
    },
  ]
}
