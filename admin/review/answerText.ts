import type { TranslateFunction } from 'ra-core'
import type { Indicator } from '#domain/indicators.ts'
import { currentLocale } from '../i18n/locale.ts'

/** A supplier's answer in words: the tier's name, yes or no, the number with its unit. */
export function answerText(indicator: Indicator, value: unknown, translate: TranslateFunction): string {
  if (value === null || value === undefined || value === '') return translate('page.score.unanswered')
  const { rule } = indicator
  const locale = currentLocale()
  if (rule.type === 'tier') return rule.tiers.find(tier => tier.code === value)?.name[locale] ?? String(value)
  if (typeof value === 'boolean') return translate(`ra.boolean.${value}`)
  if ('unit' in rule) return `${String(value)}（${rule.unit[locale]}）`
  return String(value)
}

/** How an indicator is judged, in one line: the steps of its rule. */
export function criterionText({ rule, points }: Indicator, translate: TranslateFunction): string {
  const locale = currentLocale()
  switch (rule.type) {
    case 'tier':
      return rule.tiers.map(tier => `${tier.name[locale]} ${tier.points}`).join('；')
    case 'linear':
      return translate('criterion.linear', { unit: rule.unit[locale], from: rule.from, to: rule.to, points })
    case 'deduction':
      return translate('criterion.deduction', { unit: rule.unit[locale], perUnit: rule.perUnit, points })
    case 'rank':
      return translate('criterion.rank', { unit: rule.unit[locale], points })
    default:
      return translate(`criterion.${rule.type}`, { points })
  }
}
