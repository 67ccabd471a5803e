/** Over 300 lines: each part of the document once, in its order. */
import { checkCalendar } from './calendarPolicy.ts'
import { checkCredit } from './creditPolicy.ts'
import { INDICATOR_LEVELS, RULE_TYPES } from './indicators.ts'
import { PRICE_CAP_BASES, PRICE_STRATEGIES, REREVIEWS, TIE_CRITERIA } from './policies.ts'
import {
  codes,
  type Fields,
  type Found,
  fieldsOf,
  isFields,
  join,
  listOf,
  nameOf,
  oneOf,
  text,
  unique,
  whole,
  wholes,
} from './shape.ts'
import { checkStageOrder, LEGAL_CLOCKS } from './stage.ts'
import { type Violation, violation } from './violation.ts'

const INDICATORS_NEEDED = 14
const QUALITY_INDICATORS_NEEDED = 10

function checkStages(found: Found, value: unknown): void {
  const fields = fieldsOf(found, value, 'stages', ['order', 'clocks'])
  if (!fields) return
  const order = listOf(found, fields.order, 'stages.order')
  if (order.length > 0) found.push(...checkStageOrder(order))
  // A pack may be stricter than the law, never laxer: minimums may grow, maximums may shrink.
  wholes(found, fields.clocks, 'stages.clocks', {
    bidDays: [LEGAL_CLOCKS.bidDays, 365],
    amendmentDays: [LEGAL_CLOCKS.amendmentDays, 365],
    noticeDays: [LEGAL_CLOCKS.noticeDays, 365],
    objectionDays: [1, LEGAL_CLOCKS.objectionDays],
    contractDays: [1, LEGAL_CLOCKS.contractDays],
    complaintDays: [LEGAL_CLOCKS.complaintDays, 365],
    // Fewer days leave suppliers more time to ask.
    questionDays: [1, LEGAL_CLOCKS.questionDays],
  })
}

function checkTiers(found: Found, value: unknown, path: string, points: number): void {
  const tiers = listOf(found, value, path)
  if (tiers.length < 2) found.push(violation('tooShort', path, { min: 2 }))
  let best = 0
  tiers.forEach((tier, index) => {
    const at = `${path}[${index}]`
    const fields = fieldsOf(found, tier, at, ['code', 'name', 'points'])
    if (!fields) return
    text(found, fields.code, join(at, 'code'))
    nameOf(found, fields.name, join(at, 'name'))
    best = Math.max(best, whole(found, fields.points, join(at, 'points'), 0, points))
  })
  unique(found, codes(tiers), path, 'code')
  if (best !== points) found.push(violation('outOfRange', path, { min: points, max: points }))
}

const RULE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  boolean: ['type'],
  tier: ['type', 'tiers'],
  linear: ['type', 'unit', 'from', 'to'],
  deduction: ['type', 'unit', 'perUnit'],
  rank: ['type', 'unit'],
  expert: ['type'],
}

function checkRule(found: Found, value: unknown, path: string, points: number): void {
  const type = isFields(value) ? value.type : undefined
  oneOf(found, type, join(path, 'type'), RULE_TYPES)
  const names = typeof type === 'string' && Object.hasOwn(RULE_FIELDS, type) ? RULE_FIELDS[type] : undefined
  const fields = names && fieldsOf(found, value, path, names)
  if (!names || !fields) return
  if (names.includes('unit')) nameOf(found, fields.unit, join(path, 'unit'))
  if (type === 'tier') checkTiers(found, fields.tiers, join(path, 'tiers'), points)
  if (type === 'deduction') whole(found, fields.perUnit, join(path, 'perUnit'), 1, 100)
  if (type !== 'linear') return
  const from = whole(found, fields.from, join(path, 'from'), -1_000_000_000, 1_000_000_000)
  const to = whole(found, fields.to, join(path, 'to'), -1_000_000_000, 1_000_000_000)
  // Falling scales (less is better) have from > to; equal ends would divide by 0.
  if (from === to) found.push(violation('duplicate', join(path, 'to'), { value: to }))
}

const INDICATOR_FIELDS = ['code', 'name', 'points', 'level', 'quality', 'objective', 'specialty', 'rule', 'evidence']

/** Checks one indicator; returns its points. */
function checkIndicator(found: Found, value: unknown, path: string): number {
  const fields = fieldsOf(found, value, path, INDICATOR_FIELDS)
  if (!fields) return 0
  text(found, fields.code, join(path, 'code'))
  nameOf(found, fields.name, join(path, 'name'))
  const points = whole(found, fields.points, join(path, 'points'), 1, 100)
  oneOf(found, fields.level, join(path, 'level'), INDICATOR_LEVELS)
  oneOf(found, fields.quality, join(path, 'quality'), [true, false])
  oneOf(found, fields.objective, join(path, 'objective'), [true, false])
  if (fields.specialty !== null) text(found, fields.specialty, join(path, 'specialty'))
  checkRule(found, fields.rule, join(path, 'rule'), points)
  if (fields.evidence !== null) nameOf(found, fields.evidence, join(path, 'evidence'))
  return points
}

function checkIndicators(found: Found, value: unknown): void {
  const path = 'indicators'
  const indicators = listOf(found, value, path)
  const count = indicators.length
  if (count !== INDICATORS_NEEDED) {
    found.push(violation('indicatorCount', path, { expected: INDICATORS_NEEDED, count }))
  }
  const quality = indicators.filter(one => isFields(one) && one.quality === true).length
  if (quality !== QUALITY_INDICATORS_NEEDED) {
    found.push(violation('qualityIndicatorCount', path, { expected: QUALITY_INDICATORS_NEEDED, count: quality }))
  }
  const sum = indicators.reduce<number>((total, one, i) => total + checkIndicator(found, one, `${path}[${i}]`), 0)
  if (sum !== 100) found.push(violation('pointsSum', path, { sum }))
  unique(found, codes(indicators), path, 'code')
}

function checkReview(found: Found, value: unknown): void {
  const fields = wholes(
    found,
    value,
    'review',
    { arbitrationPercent: [0, 100], reasonPercent: [0, 100], clarificationDays: [1, 30], drawnTotal: [5, 10_000] },
    ['expertsPerItem', 'panelSize', 'rereview', 'strata'],
  )
  oneOf(found, fields.expertsPerItem, 'review.expertsPerItem', [2])
  oneOf(found, fields.panelSize, 'review.panelSize', [0, 5, 7])
  oneOf(found, fields.rereview, 'review.rereview', REREVIEWS)
  const strata = listOf(found, fields.strata, 'review.strata')
  const sum = strata.reduce<number>((total, one, index) => {
    const path = `review.strata[${index}]`
    const stratum = wholes(found, one, path, { quota: [1, 10_000] }, ['code', 'name'])
    text(found, stratum.code, join(path, 'code'))
    nameOf(found, stratum.name, join(path, 'name'))
    return total + (typeof stratum.quota === 'number' ? stratum.quota : 0)
  }, 0)
  unique(found, codes(strata), 'review.strata', 'code')
  if (sum !== fields.drawnTotal) {
    found.push(violation('quotaSum', 'review.strata', { sum, expected: Number(fields.drawnTotal) }))
  }
}

function checkOfficers(found: Found, value: unknown): void {
  const { count, threshold } = wholes(found, value, 'officers', { count: [2, 255], threshold: [2, 255] })
  if (typeof count !== 'number' || typeof threshold !== 'number') return
  if (threshold > count || 2 * threshold <= count) found.push(violation('officerThreshold', 'officers', { count }))
}

function checkPrice(found: Found, pack: Fields): void {
  const price = wholes(
    found,
    pack.price,
    'price',
    { fullScore: [1, 100], distancePercent: [1, 1_000], passLine: [0, 100] },
    ['strategy'],
  )
  oneOf(found, price.strategy, 'price.strategy', PRICE_STRATEGIES)
  const weights = wholes(found, pack.weights, 'weights', { qualityPercent: [0, 100], pricePercent: [0, 100] })
  const sum = Number(weights.qualityPercent) + Number(weights.pricePercent)
  if (sum !== 100) found.push(violation('weightsSum', 'weights', { sum }))
}

function checkTies(found: Found, value: unknown): void {
  const ties = listOf(found, value, 'ties')
  for (const [index, tie] of ties.entries()) oneOf(found, tie, `ties[${index}]`, TIE_CRITERIA)
  ties.forEach((tie, index) => {
    if (ties.indexOf(tie) < index) found.push(violation('duplicate', `ties[${index}]`, { value: String(tie) }))
  })
  // Without the draw at the end two entries could stay equal, and the order would fall back on chance.
  if (ties.at(-1) !== 'draw') found.push(violation('notOneOf', 'ties', { allowed: 'draw' }))
}

const SECTIONS: readonly (readonly [string, Readonly<Record<string, readonly [number, number]>>])[] = [
  ['demand', { reasonBelowPercent: [0, 100], outlierAbovePercent: [101, 100_000], surveyFactorPercent: [0, 1_000] }],
  [
    'contract',
    {
      months: [1, 60],
      extensionMonths: [0, 60],
      paymentDays: [1, 30],
      prepaymentPercent: [0, 100],
      confirmHours: [1, 240],
      deliveryHours: [1, 240],
      remoteHours: [1, 240],
      emergencyHours: [1, 240],
      deliveryRatePercent: [1, 100],
    },
  ],
]

function checkCuts(found: Found, value: unknown): void {
  const fields = wholes(
    found,
    value,
    'cuts',
    {
      qualityFloor: [0, 100],
      minimumDeclarers: [1, 100],
      shortlistCap: [1, 1_000],
      shortlistPercent: [1, 100],
      winnerCap: [1, 1_000],
      winnerPercent: [1, 100],
      priceCapPercent: [100, 10_000],
      lowPricePercent: [0, 100],
    },
    ['priceCapBase'],
  )
  // Packs from before this was a choice are in force, and in evidence, without it.
  if (fields.priceCapBase !== undefined) oneOf(found, fields.priceCapBase, 'cuts.priceCapBase', PRICE_CAP_BASES)
}

function checkAllocation(found: Found, value: unknown): void {
  const fields = wholes(
    found,
    value,
    'allocation',
    {
      ratePercent: [1, 100],
      basePercent: [0, 100],
      adjustmentTop: [1, 1_000],
      smallLineKg: [0, 1_000],
      maxPicks: [1, 10],
      volumeCapPercent: [1, 100],
    },
    ['mode'],
  )
  oneOf(found, fields.mode, 'allocation.mode', ['slicesDefault'])
}

/** Experts that one item may need: a panel, or two and an arbiter; as many again where others judge it a second time. */
function expertsNeeded(indicators: readonly unknown[], specialty: unknown, review: Fields): number {
  const own = indicators.filter(isFields).filter(one => one.specialty === specialty)
  if (own.length === 0) return 0
  const panel = own.some(one => one.objective === false) ? Number(review.panelSize) : 0
  return Math.max(3, panel) * (review.rereview === 'none' ? 1 : 2)
}

/** Each specialty asked for is a stratum of the draw, and large enough for panels and re-reviews by others. */
function checkSpecialties(found: Found, pack: Fields): void {
  if (!isFields(pack.review) || !Array.isArray(pack.indicators) || !Array.isArray(pack.review.strata)) return
  const { review } = pack
  const quotas = new Map(pack.review.strata.filter(isFields).map(one => [one.code, Number(one.quota)]))
  pack.indicators.forEach((one, index) => {
    if (!isFields(one) || typeof one.specialty !== 'string' || quotas.has(one.specialty)) return
    found.push(violation('unknownCode', `indicators[${index}].specialty`, { value: one.specialty.slice(0, 50) }))
  })
  for (const [code, quota] of [...quotas, [null, Number(review.drawnTotal)] as const]) {
    const needed = expertsNeeded(pack.indicators, code, review)
    if (quota < needed)
      found.push(violation('tooFewExperts', 'review.strata', { subject: String(code ?? '*'), count: quota, needed }))
  }
}

function checkSamples(found: Found, value: unknown): void {
  const ranges = { portions: [1, 10], portionGrams: [1, 10_000], retestDays: [1, 30] } as const
  const fields = wholes(found, value, 'samples', ranges, ['failRemoves', 'retest', 'scored'])
  for (const name of ['failRemoves', 'retest', 'scored']) oneOf(found, fields[name], `samples.${name}`, [true, false])
  // What is tested again has to be kept first.
  if (fields.retest === true && fields.portions === 1)
    found.push(violation('outOfRange', 'samples.portions', { min: 2, max: 10 }))
}

const PACK_FIELDS = [
  'schema',
  'version',
  'name',
  'stages',
  'indicators',
  'review',
  'officers',
  'demand',
  'price',
  'weights',
  'cuts',
  'ties',
  'samples',
  'allocation',
  'contract',
  'calendar',
  'credit',
]

/**
 * Checks that a value is a rule pack (1-domain §3): every field there, none unknown, numbers in range, 14 indicators of
 * which 10 about quality, points adding up to 100, strata to the number drawn, weights to 100 %, clocks not laxer than
 * the law, ties ending in the draw. Out: every violation with its path; empty if the pack may be published.
 */
export function checkRulePack(value: unknown): Violation[] {
  const found: Found = []
  const pack = fieldsOf(found, value, '', PACK_FIELDS)
  if (!pack) return found
  oneOf(found, pack.schema, 'schema', ['bencao.rulePack/1'])
  whole(found, pack.version, 'version', 1, 1_000_000)
  nameOf(found, pack.name, 'name')
  checkStages(found, pack.stages)
  checkIndicators(found, pack.indicators)
  checkReview(found, pack.review)
  checkSpecialties(found, pack)
  checkOfficers(found, pack.officers)
  checkPrice(found, pack)
  checkCuts(found, pack.cuts)
  checkTies(found, pack.ties)
  checkSamples(found, pack.samples)
  checkAllocation(found, pack.allocation)
  checkCalendar(found, pack.calendar)
  checkCredit(found, pack.credit)
  for (const [section, ranges] of SECTIONS) wholes(found, pack[section], section, ranges)
  return found
}
