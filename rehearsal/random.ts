/**
 * Repeatable randomness for rehearsals: a stream is named, so that what one part draws never shifts another part.
 * (xmur3 to hash the name, sfc32 to draw; both public domain, by B. Griffioen and C. Doty-Humphrey.)
 */
export interface Random {
  /** A fraction in [0, 1). */
  next(): number
  /** A whole number in [from, to]. */
  int(from: number, to: number): number
  pick<T>(items: readonly T[]): T
  shuffle<T>(items: readonly T[]): T[]
  bytes(length: number): Uint8Array
}

export function random(seed: number, name: string): Random {
  const draw = sfc32(`${seed}/${name}`)
  const next = () => draw() / 4294967296
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    pick: items => items[int(0, items.length - 1)] as (typeof items)[number],
    shuffle: items => {
      const copy = [...items]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i)
        const held = copy[i] as (typeof copy)[number]
        copy[i] = copy[j] as (typeof copy)[number]
        copy[j] = held
      }
      return copy
    },
    bytes: length => Uint8Array.from({ length }, () => draw() & 255),
  }
}

function sfc32(name: string): () => number {
  let h = 1779033703 ^ name.length
  for (let i = 0; i < name.length; i++) {
    h = Math.imul(h ^ name.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  const word = () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507)
    h = Math.imul(h ^ (h >>> 13), 3266489909)
    h ^= h >>> 16
    return h >>> 0
  }
  let [a, b, c, d] = [word(), word(), word(), word()]
  return () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return t >>> 0
  }
}
