import { checkQuote } from '#domain/ceiling.ts'
import { parseYuan } from '#domain/money.ts'
import type { Policy } from '#domain/sealing.ts'
import type { Declaration, SealedBid } from '../../contract/index.ts'
import { lastBid, type Quote } from './sealQuote.ts'

/** What the state of a declaration's quote is called. */
export type QuoteStatus = 'unsealed' | 'sealed' | 'withdrawn' | 'stale'

/** The state of the latest entry of a declaration. */
export function quoteStatus(bid: SealedBid | null): QuoteStatus {
  if (bid === null) return 'unsealed'
  if (bid.withdrawn) return 'withdrawn'
  return bid.isStale ? 'stale' : 'sealed'
}

/** Own prices of round 1 by declaration; empty in round 1. */
export type Round1Prices = ReadonlyMap<string, string | null>

/** Texts by declaration. */
export type Texts = ReadonlyMap<string, string>

/** The message key of what is wrong with a typed price; null if nothing is. */
export function faultOf(text: string, declaration: Declaration, round1: Round1Prices): string | null {
  if (text.trim() === '') return null
  const priceFen = parseYuan(text.trim())
  if (priceFen === null) return 'error.yuan'
  const earlier = round1.get(declaration.id)
  const [found] = checkQuote(priceFen, BigInt(declaration.lot.ceilingFen ?? 0), earlier ? BigInt(earlier) : null)
  return found ? `error.quote.${found.code}` : null
}

/** Whether a typed price still has to be sealed: it is not the sealed one, or its envelope is void. */
function isUnsent(text: string, sealed: string | undefined, bid: SealedBid | null): boolean {
  return text !== '' && (text !== sealed || bid?.isStale === true)
}

export interface Desk {
  readonly declarations: readonly Declaration[]
  readonly bids: readonly SealedBid[]
  /** As typed, by declaration. */
  readonly typed: Texts
  /** What was typed when it was sealed, by declaration. */
  readonly sealed: Texts
  readonly round1: Round1Prices
}

const isWaiting = ({ bids, typed, sealed }: Desk, { id }: Declaration): boolean =>
  isUnsent((typed.get(id) ?? '').trim(), sealed.get(id), lastBid(bids, id))

/** The declarations that have no quote that counts, or one that is being replaced. */
export function unsealedOnly(desk: Desk): readonly Declaration[] {
  return desk.declarations.filter(one => quoteStatus(lastBid(desk.bids, one.id)) !== 'sealed' || isWaiting(desk, one))
}

/** Typed prices that are not sealed yet: how many are ready, and how many there are with the faulty ones. */
export function unsentQuotes(desk: Desk): { readonly ready: readonly Quote[]; readonly count: number } {
  const { declarations, typed, round1 } = desk
  const waiting = declarations.filter(one => isWaiting(desk, one))
  const ready = waiting.flatMap((declaration): Quote[] => {
    const text = (typed.get(declaration.id) ?? '').trim()
    const priceFen = parseYuan(text)
    return priceFen === null || faultOf(text, declaration, round1) ? [] : [[declaration, priceFen]]
  })
  return { ready, count: waiting.length }
}

/** What a new policy changed; the officers' fresh signatures alone are no change. */
export type PolicyChange = 'deadline' | 'documents' | 'lots' | 'officers' | 'threshold' | 'platformKey' | 'logKey'

/** What differs between the policy a bid was sealed under and the present one. */
export function policyChanges(before: Policy, now: Policy): readonly PolicyChange[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const parts: readonly (readonly [PolicyChange, boolean])[] = [
    ['deadline', before.deadline === now.deadline],
    ['documents', before.documentsHash === now.documentsHash],
    ['lots', same([...before.lots].sort(), [...now.lots].sort())],
    ['officers', same(before.officers, now.officers)],
    ['threshold', before.threshold === now.threshold],
    ['platformKey', before.platformKey === now.platformKey],
    ['logKey', before.logKey === now.logKey],
  ]
  return parts.filter(([, isSame]) => !isSame).map(([change]) => change)
}
