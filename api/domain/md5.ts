/**
 * MD5 (RFC 1321). Broken as a hash and used for one thing only: RFC 3797 prescribes it for its published selection
 * algorithm, and a conformance check must use what is prescribed. Neither node:crypto's port nor WebCrypto offers it.
 */
import { concat } from './bytes.ts'

// floor(2³² · |sin(i + 1)|), RFC 1321 §3.4; a table, because Math.sin may differ in its last bit between engines.
// biome-ignore format: eight words a line, as a table
const SINES: readonly number[] = [
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
  0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
  0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
  0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
  0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
]
const ROTATIONS: readonly (readonly number[])[] = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
]

/** The 16-byte MD5 digest of the bytes (RFC 1321). Not for security. */
export function md5(bytes: Uint8Array): Uint8Array {
  const zeros = new Uint8Array((119 - (bytes.length % 64)) % 64)
  const lengthBits = new Uint8Array(8)
  new DataView(lengthBits.buffer).setBigUint64(0, BigInt(bytes.length) * 8n, true)
  const padded = concat(bytes, Uint8Array.of(0x80), zeros, lengthBits)
  const words = new DataView(padded.buffer)
  let current: Block = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let at = 0; at < padded.length; at += 64) current = mixBlock(current, words, at)
  const digest = new DataView(new ArrayBuffer(16))
  current.forEach((word, i) => {
    digest.setUint32(4 * i, word, true)
  })
  return new Uint8Array(digest.buffer)
}

type Block = readonly [number, number, number, number]

function mixBlock(state: Block, words: DataView, at: number): Block {
  let [a, b, c, d] = state
  for (let i = 0; i < 64; i++) {
    const round = i >> 4
    const [mixed, index] = step(round, i, b, c, d)
    const sum = (a + mixed + (SINES[i] ?? 0) + words.getUint32(at + 4 * index, true)) | 0
    const by = ROTATIONS[round]?.[i % 4] ?? 0
    const next = (b + ((sum << by) | (sum >>> (32 - by)))) | 0
    ;[a, d, c, b] = [d, c, b, next]
  }
  return [(a + state[0]) | 0, (b + state[1]) | 0, (c + state[2]) | 0, (d + state[3]) | 0]
}

/** The round's mixing function and the index of the message word it takes (RFC 1321 §3.4). */
function step(round: number, i: number, b: number, c: number, d: number): readonly [number, number] {
  if (round === 0) return [(b & c) | (~b & d), i]
  if (round === 1) return [(d & b) | (~d & c), (5 * i + 1) % 16]
  if (round === 2) return [b ^ c ^ d, (3 * i + 5) % 16]
  return [c ^ (b | ~d), (7 * i) % 16]
}
