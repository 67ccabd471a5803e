import type { Fen } from './money.ts'
import type { NoticeLot } from './notice.ts'
import { compareCodes } from './order.ts'
import { dayOf } from './workingDays.ts'

/** Kinds of letters about the outcome (招标投标法 45). */
export const LETTER_KINDS = ['award', 'result'] as const

/** award 中选通知书, to every winner · result 结果通知书, to everybody else who took part */
export type LetterKind = (typeof LETTER_KINDS)[number]

/** won 中选 · noValidQuote 无有效报价 · notShortlisted 未入围 · sampleFailed 样品不合格 · notSelected 未中选 */
export type LotOutcome = 'won' | 'noValidQuote' | 'notShortlisted' | 'sampleFailed' | 'notSelected'

/** What became of one declaration, as the platform knows it once the award is final. */
export interface OutcomeRow extends NoticeLot {
  readonly supplierId: string
  readonly supplierCode: string
  readonly supplierName: string
  /** Null where the lot is not won. */
  readonly rank: number | null
  readonly priceFen: Fen | null
  /** Null where no valid quote stood in the first ranking. */
  readonly shortlisted: boolean | null
  readonly sampleRemoved: boolean
}

/** A lot in a letter. Of others nothing but who won: their prices stand in the notice of the award. */
export interface LetterLot extends NoticeLot {
  readonly outcome: LotOutcome
  readonly rank: number | null
  /** fen per kg as text; the reader's own. */
  readonly priceFen: string | null
  /** Names in rank order; left out where the reader has won. */
  readonly winners?: readonly string[]
}

/** What a letter says, frozen when it is issued. */
export interface LetterBody {
  readonly kind: LetterKind
  readonly tender: string
  readonly tenderTitle: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly lots: readonly LetterLot[]
  /** Days in which the contract must be concluded, and the end of them (招标投标法 46); null for who has not won. */
  readonly contract: { readonly days: number; readonly until: string } | null
}

/** What of the campaign stands in every letter. */
export interface LetterFrame {
  readonly tender: string
  readonly tenderTitle: string
  readonly contractDays: number
  readonly contractUntil: Date
}

/** A letter with whom it is for. */
export interface Letter {
  readonly supplierId: string
  readonly body: LetterBody
}

/** What became of a declaration: the first stage in which it fell out, or won. */
export function outcomeOf({ rank, shortlisted, sampleRemoved }: OutcomeRow): LotOutcome {
  if (rank !== null) return 'won'
  if (shortlisted === null) return 'noValidQuote'
  if (!shortlisted) return 'notShortlisted'
  return sampleRemoved ? 'sampleFailed' : 'notSelected'
}

/**
 * One letter for everybody who took part, by supplier code (招标投标法 45): who has won a lot gets the letter of award, with
 * the lots not won in it too; nobody is told of others more than who won. The order of the rows does not matter.
 */
export function composeLetters(rows: readonly OutcomeRow[], frame: LetterFrame): Letter[] {
  const winners = winnersByLot(rows)
  const bySupplier = new Map<string, OutcomeRow[]>()
  for (const row of rows) bySupplier.set(row.supplierId, [...(bySupplier.get(row.supplierId) ?? []), row])
  return [...bySupplier.values()]
    .flatMap(own => {
      const [first] = own
      return first ? [{ supplierId: first.supplierId, body: bodyOf(first, own, winners, frame) }] : []
    })
    .sort((a, b) => compareCodes(a.body.supplierCode, b.body.supplierCode))
}

function winnersByLot(rows: readonly OutcomeRow[]): ReadonlyMap<string, readonly string[]> {
  const won = rows.filter(row => row.rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const names = new Map<string, string[]>()
  for (const { lot, supplierName } of won) names.set(lot, [...(names.get(lot) ?? []), supplierName])
  return names
}

function bodyOf(
  { supplierCode, supplierName }: OutcomeRow,
  own: readonly OutcomeRow[],
  winners: ReadonlyMap<string, readonly string[]>,
  frame: LetterFrame,
): LetterBody {
  const lots = [...own].sort((a, b) => compareCodes(a.lot, b.lot)).map(row => lotOf(row, winners))
  const hasWon = lots.some(lot => lot.outcome === 'won')
  const { tender, tenderTitle, contractDays, contractUntil } = frame
  return {
    kind: hasWon ? 'award' : 'result',
    tender,
    tenderTitle,
    supplierCode,
    supplierName,
    lots,
    contract: hasWon ? { days: contractDays, until: contractUntil.toISOString() } : null,
  }
}

function lotOf(row: OutcomeRow, winners: ReadonlyMap<string, readonly string[]>): LetterLot {
  const { lot, variety, grade, rank, priceFen } = row
  const outcome = outcomeOf(row)
  const told = { lot, variety, grade, outcome, rank, priceFen: priceFen === null ? null : String(priceFen) }
  return outcome === 'won' ? told : { ...told, winners: winners.get(lot) ?? [] }
}

const HEADINGS: Readonly<Record<LetterKind, string>> = { award: '中选通知书', result: '结果通知书' }
const SERIES: Readonly<Record<LetterKind, string>> = { award: '中选', result: '结果' }

/** The heading of a letter. */
export const letterTitle = (kind: LetterKind, tenderTitle: string): string => `${tenderTitle}${HEADINGS[kind]}`

/**
 * The number of a letter: counted within its tender and kind without gaps.
 * @param at when it is issued; the year is that of Asia/Shanghai
 */
export const letterNumber = (kind: LetterKind, tenderCode: string, serial: number, at: Date): string =>
  `本草联采${SERIES[kind]}〔${dayOf(at).slice(0, 4)}〕${tenderCode}第${serial}号`
