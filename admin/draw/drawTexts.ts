import type { TranslateFunction } from 'ra-core'
import { TIE_KINDS } from '#domain/recusal.ts'
import type { PublicDraw, Recusal } from '../contract/index.ts'

/** Who contributes, in words: a body by its name, a supplier by its code or, to other bidders, without one. */
export function sourceName(source: string, translate: TranslateFunction): string {
  const [kind, code] = source.split(':')
  if (kind !== 'supplier') return translate(`officerBody.${source}`, { _: source })
  return code ? translate('draw.source.supplier', { code }) : translate('draw.source.aSupplier')
}

/** Why somebody stays out: a tie that was looked up (`holding:S1`), or the words of who recorded it. */
export function recusalReason({ reason, source }: Pick<Recusal, 'reason' | 'source'>, translate: TranslateFunction) {
  const kind = TIE_KINDS.find(one => source === 'automatic' && reason.startsWith(`${one}:`))
  if (kind === undefined) return reason
  return translate(`draw.tie.${kind}`, { supplier: reason.slice(kind.length + 1) })
}

interface NamedStratum {
  readonly name: string
  readonly specialty: string
}

/** The names of a draw's strata by code. */
export function stratumNames({ strata }: Pick<PublicDraw, 'strata'>): ReadonlyMap<string, string> {
  const rows: readonly unknown[] = Array.isArray(strata) ? strata : []
  return new Map(rows.filter(isNamed).map(row => [row.specialty, row.name]))
}

function isNamed(row: unknown): row is NamedStratum {
  if (typeof row !== 'object' || row === null) return false
  return typeof Reflect.get(row, 'name') === 'string' && typeof Reflect.get(row, 'specialty') === 'string'
}
