/**
 * How alike the texts of two files are (实施条例 40: abnormally alike files). Texts are compared as sets of shingles:
 * the runs of {@link SHINGLE} characters, blanks and punctuation left out. MinHash sketches find the pairs that are worth
 * comparing; the Jaccard share of each such pair is then counted exactly.
 */

/** Characters of a shingle: half a Chinese clause, so that chance repetitions are rare. */
export const SHINGLE = 8
/** From this share on, in hundredths of a percent, two texts are near the same. */
export const NEAR_BP = 8_000
/** Fewer shingles than this are a stamp or a heading, not a text. */
export const LEAST_SHINGLES = 40
/** What at least this many suppliers share comes from a form or a law, however few suppliers there are. */
const LEAST_COMMON = 4
const COMMON_SHARE = 5

const FULL_BP = 10_000
const ROWS = 4
const BANDS = 16
const HASHES = ROWS * BANDS

/** From how many suppliers on a shared thing is boilerplate: a fifth of them. */
export const commonFrom = (suppliers: number): number => Math.max(LEAST_COMMON, Math.ceil(suppliers / COMMON_SHARE))

/** A text without what has no meaning, and where each of its characters stood. */
export interface PlainText {
  readonly chars: string
  readonly at: Uint32Array
}

const MEANS_NOTHING = /[\s\p{P}\p{S}\p{C}]/u

/** Leaves out blanks and punctuation; full-width and upper-case forms become plain ones. */
export function plainTextOf(text: string): PlainText {
  const at = new Uint32Array(text.length)
  let chars = ''
  for (let i = 0; i < text.length; i++) {
    const found = text[i] ?? ''
    if (MEANS_NOTHING.test(found)) continue
    const plain = found.normalize('NFKC').toLowerCase()[0] ?? ''
    at[chars.length] = i
    chars += plain
  }
  return { chars, at: at.subarray(0, chars.length) }
}

/** The hashes (32 bits, FNV-1a) of a text's shingles, each once. */
export function shingleHashes({ chars }: PlainText): Set<number> {
  const found = new Set<number>()
  for (let i = 0; i + SHINGLE <= chars.length; i++) found.add(hashAt(chars, i))
  return found
}

function hashAt(chars: string, start: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < start + SHINGLE; i++) hash = Math.imul(hash ^ chars.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Counts how many suppliers share each shingle; hand in each supplier's texts together, once. */
export class SharedShingles {
  private readonly counts = new Map<number, number>()

  /** In: the hashes of all texts of one supplier, each once. */
  add(ofSupplier: ReadonlySet<number>): void {
    for (const hash of ofSupplier) this.counts.set(hash, (this.counts.get(hash) ?? 0) + 1)
  }

  /** The shingles that at least `from` suppliers share. */
  common(from: number): Set<number> {
    const found = new Set<number>()
    for (const [hash, count] of this.counts) if (count >= from) found.add(hash)
    return found
  }
}

/** The least value of each of 64 hash functions: two sets agree in about as many of them as their Jaccard share says. */
export function sketch(hashes: Iterable<number>): Uint32Array {
  const least = new Uint32Array(HASHES).fill(0xffffffff)
  for (const hash of hashes) {
    for (let k = 0; k < HASHES; k++) {
      const value = mixed(hash, k)
      if (value < (least[k] ?? 0)) least[k] = value
    }
  }
  return least
}

/** The finaliser of MurmurHash3 over the hash and the function's number. */
function mixed(hash: number, k: number): number {
  let x = hash ^ Math.imul(k + 1, 0x9e3779b1)
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** One text in the search for pairs. */
export interface Sketched {
  readonly key: string
  readonly sketch: Uint32Array
}

/**
 * The pairs of texts that agree in one of 16 bands of 4 hash values: a pair that shares 80 % is missed once in 5,000
 * times, one that shares 30 % is met in 12 of 100. Out: pairs of indexes, the lesser first, each once.
 */
export function candidatePairs(texts: readonly Sketched[]): (readonly [number, number])[] {
  const pairs = new Map<string, readonly [number, number]>()
  for (let band = 0; band < BANDS; band++) {
    const buckets = new Map<string, number[]>()
    for (const [i, text] of texts.entries()) {
      const bucket = text.sketch.subarray(band * ROWS, (band + 1) * ROWS).join()
      const others = buckets.get(bucket)
      if (!others) buckets.set(bucket, [i])
      else {
        for (const other of others) pairs.set(`${other} ${i}`, [other, i])
        others.push(i)
      }
    }
  }
  return [...pairs.values()]
}

/** A text's shingles as text, without those that are common: what an exact comparison counts. */
export function ownShingles(text: PlainText, common: ReadonlySet<number>): Set<string> {
  const own = new Set<string>()
  for (let i = 0; i + SHINGLE <= text.chars.length; i++)
    if (!common.has(hashAt(text.chars, i))) own.add(text.chars.slice(i, i + SHINGLE))
  return own
}

/** The share of two sets that they have in common, in hundredths of a percent, rounded down; 0 for two empty ones. */
export function jaccardBp(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const one of a) if (b.has(one)) shared++
  const all = a.size + b.size - shared
  return all === 0 ? 0 : Math.floor((FULL_BP * shared) / all)
}

/** A passage that stands in both texts, by its places in them as they were typed. */
export interface Passage {
  readonly startA: number
  readonly endA: number
  readonly startB: number
  readonly endB: number
}

/**
 * The passages that two texts share, from the first text's beginning to its end: at each place the earliest match in the
 * second, made as long as it gets. Shorter ones than a shingle do not count.
 */
export function sharedPassages(a: string, b: string): Passage[] {
  const textA = plainTextOf(a)
  const textB = plainTextOf(b)
  const places = new Map<string, number>()
  for (let i = textB.chars.length - SHINGLE; i >= 0; i--) places.set(textB.chars.slice(i, i + SHINGLE), i)
  const found: Passage[] = []
  let i = 0
  while (i + SHINGLE <= textA.chars.length) {
    const j = places.get(textA.chars.slice(i, i + SHINGLE))
    if (j === undefined) {
      i++
      continue
    }
    let length = SHINGLE
    while (i + length < textA.chars.length && textA.chars[i + length] === textB.chars[j + length]) length++
    found.push({
      startA: textA.at[i] ?? 0,
      endA: (textA.at[i + length - 1] ?? 0) + 1,
      startB: textB.at[j] ?? 0,
      endB: (textB.at[j + length - 1] ?? 0) + 1,
    })
    i += length
  }
  return found
}
