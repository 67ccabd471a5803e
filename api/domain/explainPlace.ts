import { add, fraction, mul } from './fraction.ts'
import type { Fen } from './money.ts'
import type { PriceCapBase, PricePolicy, TieCriterion } from './policies.ts'
import { capBaseFen, capBaseOf, capFen } from './priceCap.ts'
import { priceScore } from './priceScore.ts'
import {
  awardLot,
  countedPrices,
  floorCenti,
  type RankedEntry,
  type RankingField,
  type RankingReason,
  type RankingRules,
  type Selection,
  shortlistLot,
} from './ranking.ts'
import { toCenti } from './scoring.ts'

/** Which cut is explained: 入围 or 中选. */
export type RankingPhase = 'shortlist' | 'award'

/** One step of a comparison with the entry above: what was compared, both figures as text, and whether it decided. */
export interface ComparisonStep {
  readonly by: 'floor' | 'lowPrice' | 'composite' | TieCriterion
  readonly above: string
  readonly own: string
  readonly decided: boolean
}

/** Everything that leads to one place; prices in fen per kg as text, scores in hundredths of a point. Plain JSON. */
export interface PlaceExplanation {
  readonly supplier: string
  readonly rank: number
  readonly selected: boolean
  readonly reasons: readonly RankingReason[]
  readonly quality: { readonly centi: number; readonly floorCenti: number; readonly reached: boolean }
  readonly price: {
    readonly policy: PricePolicy
    readonly ownFen: string
    readonly ceilingFen: string
    /** Prices that count, cheapest first: of those who can win. */
    readonly countedFen: readonly string[]
    readonly scoreCenti: number
  }
  readonly composite: { readonly qualityPercent: number; readonly pricePercent: number; readonly centi: number }
  readonly cut: {
    readonly entered: number
    readonly places: number
    readonly fallback: boolean
    readonly minimumDeclarers: number
    /** Whose price the cap counts from. */
    readonly capBase: PriceCapBase
    /** That price and the highest that is allowed beside it; null before the award, or where no winner's price counts. */
    readonly baseFen: string | null
    readonly capFen: string | null
  }
  readonly lowPrice: { readonly flagged: boolean; readonly percent: number; readonly rejected: boolean }
  /** Who stands directly above; null for the first. */
  readonly aboveSupplier: string | null
  readonly steps: readonly ComparisonStep[]
  /** How many stand above by what: rank = 1 + all of them. */
  readonly ahead: { readonly byFloor: number; readonly byComposite: number; readonly byTie: number }
}

const FIGURES: Readonly<Record<TieCriterion, (entry: RankedEntry) => string>> = {
  demand: entry => String(entry.reportedDemandKg),
  quality: entry => String(entry.qualityCenti),
  sample: entry => String(entry.sampleCenti ?? 0),
  price: entry => String(entry.priceFen),
  lastSupply: entry => String(entry.lastSupplyKg),
  draw: entry => entry.drawKey,
}

/** The comparison with the entry above, criterion by criterion, up to the one that decided. */
function stepsBetween(above: RankedEntry, own: RankedEntry, ties: readonly TieCriterion[]): ComparisonStep[] {
  if (above.eligible !== own.eligible) {
    const by = own.lowPriceRejected ? 'lowPrice' : 'floor'
    return [{ by, above: String(above.qualityCenti), own: String(own.qualityCenti), decided: true }]
  }
  const figures = [String(above.compositeCenti), String(own.compositeCenti)] as const
  const decided = above.compositeCenti !== own.compositeCenti
  const steps: ComparisonStep[] = [{ by: 'composite', above: figures[0], own: figures[1], decided }]
  for (const by of decided ? [] : ties) {
    const step = { by, above: FIGURES[by](above), own: FIGURES[by](own) }
    steps.push({ ...step, decided: step.above !== step.own })
    if (step.above !== step.own) break
  }
  return steps
}

function cutOf(selection: Selection, rules: RankingRules, phase: RankingPhase): PlaceExplanation['cut'] {
  const winners = selection.entries.filter(entry => entry.selected)
  const baseFen = phase === 'award' ? capBaseFen(winners, rules.cuts) : null
  return {
    entered: selection.entered,
    places: selection.places,
    fallback: selection.fallback,
    minimumDeclarers: rules.cuts.minimumDeclarers,
    capBase: capBaseOf(rules.cuts),
    baseFen: baseFen === null ? null : String(baseFen),
    capFen: baseFen === null ? null : String(capFen(baseFen, rules.cuts)),
  }
}

function ascending(a: Fen, b: Fen): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/**
 * Why everybody in a lot has its place, best first: every figure of 1-domain §3.3 that led to it, so that a page only has
 * to word them and anybody can compute it again ({@link placeFrom}). The same rules decide here and in the ranking.
 */
export function explainPlaces(field: RankingField, rules: RankingRules, phase: RankingPhase): PlaceExplanation[] {
  const selection = (phase === 'shortlist' ? shortlistLot : awardLot)(field, rules)
  const countedFen = countedPrices(field, rules).sort(ascending).map(String)
  const cut = cutOf(selection, rules, phase)
  const floor = floorCenti(rules)
  return selection.entries.map((own, at) => {
    const above = selection.entries[at - 1]
    return {
      supplier: own.supplier,
      rank: own.rank,
      selected: own.selected,
      reasons: own.reasons,
      quality: { centi: own.qualityCenti, floorCenti: floor, reached: own.qualityCenti >= floor },
      price: {
        policy: rules.price,
        ownFen: String(own.priceFen),
        ceilingFen: String(field.ceilingFen),
        countedFen,
        scoreCenti: own.priceScoreCenti,
      },
      composite: { ...rules.weights, centi: own.compositeCenti },
      cut,
      lowPrice: { flagged: own.lowPrice, percent: rules.cuts.lowPricePercent, rejected: own.lowPriceRejected === true },
      aboveSupplier: above?.supplier ?? null,
      steps: above ? stepsBetween(above, own, rules.ties) : [],
      ahead: aheadOf(selection.entries.slice(0, at), own),
    }
  })
}

/** How many stand above an entry, by what puts them there. */
function aheadOf(before: readonly RankedEntry[], own: RankedEntry): PlaceExplanation['ahead'] {
  const sameClass = before.filter(entry => entry.eligible === own.eligible)
  const tied = sameClass.filter(entry => entry.compositeCenti === own.compositeCenti)
  return {
    byFloor: before.length - sameClass.length,
    byComposite: sameClass.length - tied.length,
    byTie: tied.length,
  }
}

/**
 * The same for one supplier.
 * @throws RangeError if the supplier does not stand in the field
 */
export function explainPlace(
  field: RankingField,
  rules: RankingRules,
  phase: RankingPhase,
  supplier: string,
): PlaceExplanation {
  const own = explainPlaces(field, rules, phase).find(place => place.supplier === supplier)
  if (!own) throw new RangeError(`${supplier} does not stand in this ranking`)
  return own
}

/** Computes price score, composite and rank again from nothing but an explanation. */
export function placeFrom({ quality, price, composite, ahead }: PlaceExplanation): {
  readonly rank: number
  readonly priceScoreCenti: number
  readonly compositeCenti: number
} {
  const field = { ceilingFen: BigInt(price.ceilingFen), pricesFen: price.countedFen.map(BigInt) }
  const exact = priceScore(BigInt(price.ownFen), field, price.policy)
  const weighed = add(
    fraction(quality.centi * composite.qualityPercent, 10_000),
    mul(exact, fraction(composite.pricePercent, 100)),
  )
  return {
    rank: 1 + ahead.byFloor + ahead.byComposite + ahead.byTie,
    priceScoreCenti: toCenti(exact),
    compositeCenti: toCenti(weighed),
  }
}
