import { type CalendarPolicy, DEFAULT_CALENDAR } from './calendarPolicy.ts'
import { type CreditPolicy, DEFAULT_CREDIT } from './creditPolicy.ts'
import { DEFAULT_INDICATORS, type Indicator, type Named } from './indicators.ts'
import {
  type AllocationPolicy,
  type ContractPolicy,
  type CutPolicy,
  type DemandPolicy,
  type PricePolicy,
  type ReviewPolicy,
  type SamplePolicy,
  TIE_CRITERIA,
  type TieCriterion,
  type WeightPolicy,
} from './policies.ts'
import { checkRulePack } from './rulePackCheck.ts'
import { LEGAL_CLOCKS, STAGES, type Stage, type StageClocks } from './stage.ts'
import type { Violation } from './violation.ts'

export type * from './policies.ts'
export { checkRulePack } from './rulePackCheck.ts'

/** The rules of one campaign: one versioned JSON document, immutable once published (1-domain §3). */
export interface RulePack {
  readonly schema: 'bencao.rulePack/1'
  readonly version: number
  readonly name: Named
  readonly stages: { readonly order: readonly Stage[]; readonly clocks: StageClocks }
  readonly indicators: readonly Indicator[]
  readonly review: ReviewPolicy
  /** n officers hold keys, t of them open. */
  readonly officers: { readonly count: number; readonly threshold: number }
  readonly demand: DemandPolicy
  readonly price: PricePolicy
  readonly weights: WeightPolicy
  readonly cuts: CutPolicy
  readonly ties: readonly TieCriterion[]
  readonly samples: SamplePolicy
  readonly allocation: AllocationPolicy
  readonly contract: ContractPolicy
  readonly calendar: CalendarPolicy
  readonly credit: CreditPolicy
}

/** The first batch as far as it was published, our defaults elsewhere (1-domain §3, marks [A] and [D]). */
export const DEFAULT_RULE_PACK: RulePack = {
  schema: 'bencao.rulePack/1',
  version: 1,
  name: { zh: '中药饮片联盟采购默认规则', en: 'Herbal slices, default rules' },
  stages: { order: STAGES, clocks: LEGAL_CLOCKS },
  indicators: DEFAULT_INDICATORS,
  review: {
    expertsPerItem: 2,
    arbitrationPercent: 20,
    reasonPercent: 20,
    panelSize: 5,
    rereview: 'contested',
    clarificationDays: 3,
    drawnTotal: 70,
    strata: [
      { code: 'identification', name: { zh: '鉴定', en: 'identification' }, quota: 20 },
      { code: 'processing', name: { zh: '炮制', en: 'processing' }, quota: 15 },
      { code: 'quality', name: { zh: '质量检验', en: 'quality testing' }, quota: 20 },
      { code: 'pharmacy', name: { zh: '医院药学', en: 'hospital pharmacy' }, quota: 15 },
    ],
  },
  officers: { count: 5, threshold: 3 },
  demand: { reasonBelowPercent: 80, outlierAbovePercent: 300, surveyFactorPercent: 10 },
  price: { strategy: 'A', fullScore: 100, distancePercent: 100, passLine: 60 },
  weights: { qualityPercent: 60, pricePercent: 40 },
  cuts: {
    qualityFloor: 60,
    minimumDeclarers: 3,
    shortlistCap: 60,
    shortlistPercent: 80,
    winnerCap: 50,
    winnerPercent: 80,
    priceCapPercent: 150,
    priceCapBase: 'lowestWinner',
    lowPricePercent: 50,
  },
  ties: TIE_CRITERIA,
  samples: { failRemoves: true, portions: 3, portionGrams: 100, retest: true, retestDays: 3, scored: true },
  allocation: {
    mode: 'slicesDefault',
    ratePercent: 80,
    basePercent: 70,
    adjustmentTop: 10,
    smallLineKg: 5,
    maxPicks: 3,
    volumeCapPercent: 100,
  },
  contract: {
    months: 12,
    extensionMonths: 12,
    paymentDays: 30,
    prepaymentPercent: 30,
    confirmHours: 24,
    deliveryHours: 48,
    remoteHours: 72,
    emergencyHours: 12,
    deliveryRatePercent: 95,
  },
  calendar: DEFAULT_CALENDAR,
  credit: DEFAULT_CREDIT,
}

/** A checked pack, or every violation with its path. In: anything, such as parsed JSON. */
export type ParsedRulePack =
  | { readonly ok: true; readonly pack: RulePack }
  | { readonly ok: false; readonly violations: readonly Violation[] }

function isRulePack(value: unknown, violations: readonly Violation[]): value is RulePack {
  return violations.length === 0
}

/** Checks an unknown value and, if it keeps every rule of {@link checkRulePack}, hands it on as a rule pack. */
export function parseRulePack(value: unknown): ParsedRulePack {
  const violations = checkRulePack(value)
  return isRulePack(value, violations) ? { ok: true, pack: value } : { ok: false, violations }
}
