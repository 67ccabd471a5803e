import type { AnswerValue } from './declaration.ts'
import { answerNumber } from './declaration.ts'
import { type Fraction, fraction } from './fraction.ts'
import type { Indicator } from './indicators.ts'
import type { Fen } from './money.ts'
import type { ItemGround, PlayDeclarer, PlayField } from './rulePlay.ts'

/**
 * An invented market to try a rule pack on before any real price is known: deterministic from a seed, the same for every
 * pack that is tried, so that only the rules make a difference. The chance in here decides nothing real.
 */

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
const PERMILLE = 1_000
/** Companies in the market; a lot has fewer. */
const COMPANIES = 160
/** Opinions invented per item: the largest panel. */
const OPINIONS = 7
const RANKED_KG_MAX = 60_000
const DEDUCTIONS_MAX = 4
/** Who declares at all is not without skill. */
const WEAKEST = 250

/** Declarers per lot on average in the first batch: 4,000 declarations in 42 lots (1-domain §1). */
export const DECLARERS_PER_LOT = 95

/** A number from 0 to 999 that depends on all the words: FNV-1a over their text, its bits mixed (murmur3's last step). */
export function invented(...words: readonly (string | number)[]): number {
  let hash = FNV_OFFSET
  for (const char of words.join('\u0000')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), FNV_PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % PERMILLE
}

/** How good a company is at one indicator, 0 to 999: partly the company, partly the matter. */
function skill(seed: number, supplier: string, lot: string, { code, level }: Indicator): number {
  const subject = level === 'company' ? '' : lot
  const own = Math.floor((3 * invented(seed, supplier) + 2 * invented(seed, supplier, subject, code)) / 5)
  return WEAKEST + Math.floor((own * (PERMILLE - WEAKEST)) / PERMILLE)
}

/** The answer that a company of this skill gives, in the form its indicator's rule asks for. */
function answerOf({ rule }: Indicator, level: number): AnswerValue | null {
  switch (rule.type) {
    case 'boolean':
      return level >= 250
    case 'tier': {
      const ranked = [...rule.tiers].sort((a, b) => b.points - a.points)
      return ranked[Math.min(ranked.length - 1, Math.floor(((999 - level) * ranked.length) / PERMILLE))]?.code ?? null
    }
    case 'linear':
      return String(rule.from + Math.round(((rule.to - rule.from) * level) / 850))
    case 'deduction':
      return Math.floor(((999 - level) * DEDUCTIONS_MAX) / PERMILLE)
    case 'rank':
      return Math.floor((level * RANKED_KG_MAX) / PERMILLE)
    case 'expert':
      return null
  }
}

function opinionsOf(seed: number, supplier: string, lot: string, code: string, level: number): Fraction[] {
  return Array.from({ length: OPINIONS }, (_, expert) => {
    const noise = Math.floor(invented(seed, supplier, lot, code, expert) / 5) - 100
    return fraction(Math.max(0, Math.min(PERMILLE, level + noise)), PERMILLE)
  })
}

/** Who declares for a lot: about as many as asked for, some lots crowded and some with hardly anybody. */
function declarersOf(seed: number, lot: string, average: number): string[] {
  const size = Math.max(1, Math.floor((average * (200 + Math.floor(invented(seed, lot, 'size') * 1.6))) / PERMILLE))
  return Array.from({ length: COMPANIES }, (_, n) => `M${String(n + 1).padStart(3, '0')}`)
    .map(supplier => ({ supplier, place: invented(seed, lot, supplier, 'in') * COMPANIES + Number(supplier.slice(1)) }))
    .sort((a, b) => a.place - b.place)
    .slice(0, Math.min(COMPANIES, size))
    .map(({ supplier }) => supplier)
}

/** Quotes between 45 and 100 % of the ceiling, a little dearer for the better; round 2 up to 15 % lower. */
function quotesOf(seed: number, supplier: string, lot: string, ceilingFen: Fen): { first: Fen; second: Fen } {
  const share = 450 + Math.floor((2 * invented(seed, supplier, lot, 'price') + invented(seed, supplier)) / 5.5)
  const first = (ceilingFen * BigInt(share)) / 1_000n
  const second = (first * BigInt(1_000 - Math.floor(invented(seed, supplier, lot, 'second') / 6.7))) / 1_000n
  return { first: first > 0n ? first : 1n, second: second > 0n ? second : 1n }
}

/** What a synthetic market is made from. */
export interface MarketTerms {
  readonly seed: number
  readonly lot: string
  readonly ceilingFen: Fen
  /** Declarers wanted on average. */
  readonly declarers: number
  /** Sort key of the tie draw of a supplier; hashing is not done here. */
  readonly drawKeyOf: (supplier: string) => string
}

/**
 * One lot of the invented market with answers to these indicators. The same terms give the same companies, skills and
 * quotes whatever the indicators are.
 */
export function inventLot(
  { seed, lot, ceilingFen, declarers, drawKeyOf }: MarketTerms,
  indicators: readonly Indicator[],
): PlayField {
  const suppliers = declarersOf(seed, lot, declarers)
  const items = suppliers.map(supplier => itemsOf(seed, supplier, lot, indicators))
  const peers = new Map(indicators.map(({ code }) => [code, valuesOf(items, code)]))
  return {
    lot,
    ceilingFen,
    declarers: suppliers.map((supplier, index): PlayDeclarer => {
      const { first, second } = quotesOf(seed, supplier, lot, ceilingFen)
      const own = [...(items[index] ?? [])].map(
        ([code, item]) => [code, { ...item, peers: peers.get(code) ?? [] }] as const,
      )
      return {
        supplier,
        items: new Map(own),
        frozenCenti: null,
        priceFen: first,
        secondFen: invented(seed, supplier, lot, 'again') < 900 ? second : null,
        sampleFailed: invented(seed, supplier, lot, 'sample') < 30,
        drawKey: drawKeyOf(supplier),
      }
    }),
  }
}

function itemsOf(
  seed: number,
  supplier: string,
  lot: string,
  indicators: readonly Indicator[],
): Map<string, ItemGround> {
  return new Map(
    indicators.map(one => {
      const level = skill(seed, supplier, lot, one)
      const opinions = opinionsOf(seed, supplier, lot, one.code, level)
      return [one.code, { answer: answerOf(one, level), peers: [], judged: null, opinions, ruleKept: false }]
    }),
  )
}

function valuesOf(items: readonly ReadonlyMap<string, ItemGround>[], code: string): Fraction[] {
  return items.flatMap(own => answerNumber(own.get(code)?.answer) ?? [])
}
