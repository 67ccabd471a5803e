import { type Fraction, fraction } from './fraction.ts'

/** An amount of money in whole fen (1 yuan = 100 fen). Prices are fen per kilogram (1-domain §4). */
export type Fen = bigint

/** The largest amount that can be typed: 999,999,999,999.99 yuan, far above the whole campaign and below bigint columns. */
export const MAX_FEN: Fen = 99_999_999_999_999n

/**
 * Reads an amount in yuan as people type it: '12', '12.3', '12.34'. In: text. Out: fen, or null if it is anything else:
 * negative, exponent, thousands separators, more than two decimals, full-width digits, blanks, above {@link MAX_FEN}.
 */
export function parseYuan(text: string): Fen | null {
  const found = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text)
  if (!found) return null
  return BigInt(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`)
}

/** Prints fen as yuan with thousands separators and two decimals: 123456n → '1,234.56'. No currency sign. */
export function formatYuan(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0n ? '-' : ''}${yuan}.${digits.slice(-2)}`
}

/** Prints fen as plain yuan for files and canonical texts: 123456n → '1234.56'. parseYuan reads it back. */
export function plainYuan(fen: Fen): string {
  return formatYuan(fen).replaceAll(',', '')
}

/** How much cheaper `after` is than `before`, in percent, exact; null if there is nothing to compare with (before ≤ 0). */
export function savingPercent(before: Fen, after: Fen): Fraction | null {
  return before > 0n ? fraction((before - after) * 100n, before) : null
}
