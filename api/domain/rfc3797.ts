/**
 * Publicly verifiable random selection by RFC 3797, the second algorithm of the expert draw, kept for conformance with
 * draws held elsewhere (integrity design §2).
 */
import { concat, readUint, u16, utf8 } from './bytes.ts'
import { md5 } from './md5.ts'

/**
 * The key string of the entropy sources, in their announced order (RFC 3797 §4): each source's numbers ascending, without
 * leading zeros, each followed by a full stop; the source ends with a slash. "2 5 12 8 10" gives "2.5.8.10.12./".
 * @throws RangeError for a source that is not whole numbers apart by blanks or commas. Sources in words are refused: agree on numbers.
 */
export function rfc3797Key(sources: readonly string[]): string {
  return sources.map(canonicalSource).join('')
}

function canonicalSource(source: string): string {
  const words = source.trim().split(/[\s,]+/)
  if (!words.every(word => /^[0-9]+$/.test(word))) throw new RangeError('an RFC 3797 source holds whole numbers')
  const numbers = words.map(BigInt).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return `${numbers.map(number => `${number}.`).join('')}/`
}

/**
 * The first `count` selections, as positions counted from 1, out of a pool of that size (RFC 3797 §4): for selection i,
 * MD5(i ‖ key ‖ i) with i in two bytes counted from 0, modulo the number of those left, picks among those left.
 * @throws RangeError when the pool is not 1 … 65,535 or count exceeds it.
 */
export function rfc3797Select(key: string, pool: number, count: number): number[] {
  if (!(Number.isInteger(pool) && pool >= 1 && pool <= 65_535)) throw new RangeError('a pool has 1 to 65,535 members')
  if (!(Number.isInteger(count) && count >= 0 && count <= pool))
    throw new RangeError('cannot select more than the pool')
  const left = Array.from({ length: pool }, (_, i) => i + 1)
  const keyBytes = utf8(key)
  return Array.from({ length: count }, (_, i) => {
    const digest = readUint(md5(concat(u16(i), keyBytes, u16(i))))
    return left.splice(Number(digest % BigInt(left.length)), 1)
  }).flat()
}
