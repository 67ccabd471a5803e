import { INDICATOR_LEVELS } from '#domain/indicators.ts'
import { PRICE_CAP_BASES, PRICE_STRATEGIES, REREVIEWS } from '#domain/policies.ts'
import { DAY_COUNTS, REST_DAY_ENDS } from '#domain/workingDays.ts'

/** The values that fields with a fixed choice may have. */
export const CHOICES: Readonly<Record<string, readonly (string | number)[]>> = {
  'price.strategy': PRICE_STRATEGIES,
  'cuts.priceCapBase': PRICE_CAP_BASES,
  'review.expertsPerItem': [2],
  'review.panelSize': [0, 5, 7],
  'review.rereview': REREVIEWS,
  'indicators.*.level': INDICATOR_LEVELS,
  'calendar.questions': DAY_COUNTS,
  'calendar.notice': DAY_COUNTS,
  'calendar.objection': DAY_COUNTS,
  'calendar.complaint': DAY_COUNTS,
  'calendar.clarification': DAY_COUNTS,
  'calendar.retest': DAY_COUNTS,
  'calendar.contract': DAY_COUNTS,
  'calendar.credit': DAY_COUNTS,
  'calendar.restDayEnd': REST_DAY_ENDS,
  'allocation.mode': ['slicesDefault'],
}
