/** The largest quantity of one line, in kg. The whole first batch is 6,558,800 kg (1-domain §1). */
export const MAX_LINE_KG = 9_999_999

/**
 * Reads a whole number of kilograms, 0 to 9,999,999. In: text as typed. Out: kg, or null for anything else:
 * decimals, signs, exponents, separators, full-width digits, blanks. Sums stay exact as numbers below 2^53 kg.
 */
export function parseKg(text: string): number | null {
  return /^\d{1,7}$/.test(text) ? Number(text) : null
}

/** Whether the value is a whole number of kilograms that one line may hold. */
export function isWholeKg(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MAX_LINE_KG
}

/** Prints kilograms with thousands separators: 6558800 → '6,558,800'. No unit; the unit stands in the table head. */
export function formatKg(kg: number | bigint): string {
  return kg.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}
