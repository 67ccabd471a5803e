import type { Named } from './indicators.ts'

/** How items are judged (1-domain §3.2). Percentages are of the indicator's maximum. */
export interface ReviewPolicy {
  /** Blind experts per item; a third one decides where they differ too much. */
  readonly expertsPerItem: 2
  /** Two scores further apart than this go to a third expert. */
  readonly arbitrationPercent: number
  /** A score further from the mean than this needs a written reason. */
  readonly reasonPercent: number
  /** Experts on the panel of a subjective item, whose best and worst score are dropped; 0: two experts as for any item. */
  readonly panelSize: 0 | 5 | 7
  /** What other experts judge anew after the suppliers have seen their scores (复审): nothing, what was contested, or all. */
  readonly rereview: Rereview
  /** Days in which a supplier may contest its scores, from their announcement. */
  readonly clarificationDays: number
  /** Experts drawn in all; the quotas of the strata add up to it. */
  readonly drawnTotal: number
  readonly strata: readonly Stratum[]
}

/** The scopes of the re-review. */
export const REREVIEWS = ['none', 'contested', 'all'] as const

/** none: the first review stands · contested: what a supplier has clarified · all: every item. */
export type Rereview = (typeof REREVIEWS)[number]

/** A specialty of the expert pool and how many are drawn from it. */
export interface Stratum {
  readonly code: string
  readonly name: Named
  readonly quota: number
}

/** The formulas of the price score (1-domain §3.3). */
export const PRICE_STRATEGIES = ['A', 'B', 'C', 'D'] as const

/** A: Pmin/Pi · B: (ceiling−Pi)/(ceiling−Pmin) · C: distance from the mean · D: rank by drop. */
export type PriceStrategy = (typeof PRICE_STRATEGIES)[number]

/** How a price becomes a score from 0 to 100. */
export interface PricePolicy {
  readonly strategy: PriceStrategy
  /** C only: the score F of a quote equal to the mean. */
  readonly fullScore: number
  /** C only: the factor E of the distance, in percent of F per 100 % of distance. */
  readonly distancePercent: number
  /** D only: the quality score needed to take part. */
  readonly passLine: number
}

/** Weights of the composite score in percent; they add up to 100. */
export interface WeightPolicy {
  readonly qualityPercent: number
  readonly pricePercent: number
}

/** Whose price the price cap counts from. */
export const PRICE_CAP_BASES = ['lowestWinner', 'lowestOrdinaryWinner'] as const

/** lowestWinner 最低拟中选价 · lowestOrdinaryWinner: the lowest of those that need not be justified (不含须作低价说明的). */
export type PriceCapBase = (typeof PRICE_CAP_BASES)[number]

/** How many stay (1-domain §3.3). */
export interface CutPolicy {
  /** Quality points needed for the shortlist. */
  readonly qualityFloor: number
  /** Fewer valid declarers than this go to the published fallback (招标投标法 28). */
  readonly minimumDeclarers: number
  readonly shortlistCap: number
  /** S = min(cap, ⌈percent × M⌉). */
  readonly shortlistPercent: number
  readonly winnerCap: number
  /** W = min(cap, ⌊percent × S⌋). */
  readonly winnerPercent: number
  /** A winner's price may be at most this percentage of the lowest proposed winner's. */
  readonly priceCapPercent: number
  /** Which winner that is; left out in packs from before this was a choice: the lowest of all. */
  readonly priceCapBase?: PriceCapBase
  /** A price below this percentage of the shortlisted mean must be justified. */
  readonly lowPricePercent: number
}

/** The criteria that can break a tie. */
export const TIE_CRITERIA = ['demand', 'quality', 'sample', 'price', 'lastSupply', 'draw'] as const

/** One criterion: larger demand, quality, sample score; lower price; larger last supply; witnessed seeded draw. */
export type TieCriterion = (typeof TIE_CRITERIA)[number]

/** How the agreed volumes are shared (1-domain §3.4, mode 4). */
export interface AllocationPolicy {
  readonly mode: 'slicesDefault'
  /** Agreed volume in percent of the demand. */
  readonly ratePercent: number
  /** Base volume in percent of the agreed volume; the rest is adjustment. */
  readonly basePercent: number
  /** The adjustment goes to this many winners by rank. */
  readonly adjustmentTop: number
  /** A line with less demand than this, in kg, goes to one winner. */
  readonly smallLineKg: number
  /** A hospital may pick at most this many suppliers per lot. */
  readonly maxPicks: number
  /** One winner's share of a lot's agreed volume in percent at most, beside its declared capacity. */
  readonly volumeCapPercent: number
}

/** How samples are taken and judged (1-domain §2, stage 11) [D]. */
export interface SamplePolicy {
  /** A failed sample removes its declaration from what follows. */
  readonly failRemoves: boolean
  /** Equal portions of a sample: one is tested, the others are kept. */
  readonly portions: number
  readonly portionGrams: number
  /** A supplier may ask once for a test of a retained portion by another laboratory. */
  readonly retest: boolean
  /** Days after the results were made known in which it may. */
  readonly retestDays: number
  /** Passed samples get a score, which the tie chain may use. */
  readonly scored: boolean
}

/** Terms printed into each contract (1-domain §5). */
export interface ContractPolicy {
  readonly months: number
  readonly extensionMonths: number
  readonly paymentDays: number
  readonly prepaymentPercent: number
  readonly confirmHours: number
  readonly deliveryHours: number
  readonly remoteHours: number
  readonly emergencyHours: number
  readonly deliveryRatePercent: number
}

/** How hospital lines are checked and the default ceiling is computed (1-domain §2, stages 2 and 3). */
export interface DemandPolicy {
  /** A line below this percentage of last year's use needs a reason. */
  readonly reasonBelowPercent: number
  /** A line above this percentage of last year's use is flagged as an outlier. */
  readonly outlierAbovePercent: number
  /** The market survey may be exceeded by this percentage in the default ceiling. */
  readonly surveyFactorPercent: number
}
