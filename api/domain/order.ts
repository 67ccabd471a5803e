/**
 * Orders two business codes by UTF-16 code unit, the same on every machine. Never localeCompare (its answer depends on
 * the locale), never database ids or times: the same inputs must give the same bytes (1-domain §3.4).
 */
export function compareCodes(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}
