import { commonFrom } from './similarity.ts'

/** A fact about a supplier, worth comparing: the content of a file, its author, an address. */
export interface SupplierFact<T> {
  readonly supplierId: string
  /** Equal keys are the same fact. */
  readonly key: string
  readonly of: T
}

/** Two suppliers that share a fact; the lesser id first. */
export interface SharedFact<T> {
  readonly key: string
  readonly a: SupplierFact<T>
  readonly b: SupplierFact<T>
}

/**
 * The pairs of suppliers that share a fact, each pair once for each. What a fifth of the suppliers share is ordinary: a
 * form of the office, a public network, a common program. In: each supplier's facts; the first with a key counts.
 */
export function sharedFacts<T>(facts: readonly SupplierFact<T>[], suppliers: number): SharedFact<T>[] {
  const holders = new Map<string, Map<string, SupplierFact<T>>>()
  for (const fact of facts) {
    const known = holders.get(fact.key) ?? new Map<string, SupplierFact<T>>()
    if (!known.has(fact.supplierId)) known.set(fact.supplierId, fact)
    holders.set(fact.key, known)
  }
  const from = commonFrom(suppliers)
  return [...holders].flatMap(([key, known]) => {
    if (known.size < 2 || known.size >= from) return []
    const sorted = [...known.values()].sort((x, y) => (x.supplierId < y.supplierId ? -1 : 1))
    return sorted.flatMap((a, i) => sorted.slice(i + 1).map(b => ({ key, a, b })))
  })
}
