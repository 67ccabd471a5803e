/** The shortest passphrase that locks a key file. */
export const MIN_PASSPHRASE_CHARS = 12

export type Strength = 'tooShort' | 'weak' | 'fair' | 'strong'

const KINDS: readonly (readonly [pattern: RegExp, size: number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[\u4e00-\u9fff]/, 2000],
  [/[^a-zA-Z\d\u4e00-\u9fff]/, 20],
]
const FAIR_BITS = 50
const STRONG_BITS = 70

/** Characters that tell something new: neither the one before again nor its neighbour in the alphabet. */
function freshChars(text: string): number {
  const points = [...text].map(character => character.codePointAt(0) ?? 0)
  return points.filter((point, i) => i === 0 || Math.abs(point - (points[i - 1] ?? 0)) > 1).length
}

/** A rough hint while a passphrase is typed; repeated and running characters count for nothing. */
export function strengthOf(passphrase: string): Strength {
  if ([...passphrase].length < MIN_PASSPHRASE_CHARS) return 'tooShort'
  const pool = KINDS.reduce((sum, [pattern, size]) => sum + (pattern.test(passphrase) ? size : 0), 0)
  const distinct = new Set(passphrase).size
  const bits = Math.min(freshChars(passphrase), distinct * 2) * Math.log2(pool)
  return bits < FAIR_BITS ? 'weak' : bits < STRONG_BITS ? 'fair' : 'strong'
}

/** No 0/o, 1/l/i, u/v: it is written down by hand and typed again weeks later. */
const ALPHABET = 'abcdefghjkmnpqrstwxyz23456789'
const GROUPS = 5
const GROUP_CHARS = 4

/**
 * A passphrase of five groups of four characters, about 97 bits. `random` gives that many fresh random bytes.
 */
export function makePassphrase(random: (length: number) => Uint8Array): string {
  const chars: string[] = []
  // Bytes beyond the last whole multiple of the alphabet would favour its first letters.
  const limit = 256 - (256 % ALPHABET.length)
  while (chars.length < GROUPS * GROUP_CHARS)
    for (const byte of random(32)) if (byte < limit) chars.push(ALPHABET[byte % ALPHABET.length] ?? '')
  return Array.from({ length: GROUPS }, (_, i) => chars.slice(i * GROUP_CHARS, (i + 1) * GROUP_CHARS).join('')).join(
    '-',
  )
}
