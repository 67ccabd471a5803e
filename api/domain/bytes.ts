/**
 * Bytes and their canonical encodings. Everything that is hashed or signed in Bencao passes through this file, so one
 * value has exactly one encoding, on every machine, in every locale.
 */

/**
 * UTF-8 bytes of a text.
 * @throws RangeError on a lone surrogate: it has no UTF-8 form, and replacing it would let two texts share one hash.
 */
export function utf8(text: string): Uint8Array {
  // Three bytes for each UTF-16 unit are enough: evidence files are long, so the bytes are written where they stay.
  const out = new Uint8Array(text.length * 3)
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) ?? 0
    if (point >= 0xd800 && point <= 0xdfff) throw new RangeError('text with a lone surrogate has no UTF-8 form')
    if (point < 0x80) out[at++] = point
    else if (point < 0x800) {
      out[at++] = 0xc0 | (point >> 6)
      out[at++] = 0x80 | (point & 63)
    } else if (point < 0x10000) {
      out[at++] = 0xe0 | (point >> 12)
      out[at++] = 0x80 | ((point >> 6) & 63)
      out[at++] = 0x80 | (point & 63)
    } else {
      i++
      out[at++] = 0xf0 | (point >> 18)
      out[at++] = 0x80 | ((point >> 12) & 63)
      out[at++] = 0x80 | ((point >> 6) & 63)
      out[at++] = 0x80 | (point & 63)
    }
  }
  return out.slice(0, at)
}

/** The text of UTF-8 bytes; null unless the bytes are the one strict encoding (no overlong forms, no surrogates). */
export function utf8Text(bytes: Uint8Array): string | null {
  let escaped = ''
  for (const byte of bytes) escaped += `%${HEX_PAIRS[byte]}`
  try {
    return decodeURIComponent(escaped)
  } catch {
    return null
  }
}

const HEX_PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hexadecimal text of bytes. */
export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX_PAIRS[byte]
  return text
}

/** Bytes of lower-case hexadecimal text; null for anything else, upper case included (one value, one text). */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) return null
  const out = new Uint8Array(text.length / 2)
  for (let i = 0; i < out.length; i++) {
    const byte = (hexDigit(text.charCodeAt(2 * i)) << 4) | hexDigit(text.charCodeAt(2 * i + 1))
    if (byte < 0) return null
    out[i] = byte
  }
  return out
}

/** The value of a digit 0–9 a–f by its character code; −1 for any other. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Unpadded base64url text of bytes (RFC 4648 §5). */
export function base64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const triple = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let digit = 0; digit < Math.min(left, 3) + 1; digit++) text += BASE64URL[(triple >> (18 - 6 * digit)) & 63]
  }
  return text
}

/** Bytes of unpadded base64url text; null when malformed or when the unused last bits are not zero. */
export function fromBase64url(text: string): Uint8Array | null {
  const out: number[] = []
  let bits = 0
  let count = 0
  for (const character of text) {
    const digit = BASE64URL.indexOf(character)
    if (digit < 0) return null
    bits = ((bits << 6) | digit) & 0xffff
    count += 6
    if (count >= 8) {
      count -= 8
      out.push((bits >> count) & 255)
    }
  }
  return count < 6 && (bits & ((1 << count) - 1)) === 0 ? Uint8Array.from(out) : null
}

/** Padded standard base64 text of bytes (RFC 4648 §4). */
export function base64(bytes: Uint8Array): string {
  const text = base64url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

/** Bytes of padded standard base64 text; null for anything that {@link base64} would not write. */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = fromBase64url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
  return bytes !== null && base64(bytes) === text ? bytes : null
}

/** The parts one after the other. Ambiguous for parts of variable length: use {@link lengthPrefixed} for those. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Whether two byte strings are equal; looks at every byte, so the time taken does not tell where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}

/** Order of two byte strings, byte by byte, the shorter first: negative, zero or positive, as for `sort`. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Two bytes, big-endian. @throws RangeError outside 0 … 65,535 or for a fraction. */
export function u16(value: number): Uint8Array {
  if (value >>> 16 !== 0 || value >>> 0 !== value) throw new RangeError('not an unsigned 16-bit integer')
  return Uint8Array.of(value >>> 8, value)
}

/** Four bytes, big-endian. @throws RangeError outside 0 … 2³²−1 or for a fraction. */
export function u32(value: number): Uint8Array {
  if (value >>> 0 !== value) throw new RangeError('not an unsigned 32-bit integer')
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

/** Eight bytes, big-endian. @throws RangeError outside 0 … 2⁶⁴−1. */
export function u64(value: bigint): Uint8Array {
  if (BigInt.asUintN(64, value) !== value) throw new RangeError('not an unsigned 64-bit integer')
  return concat(u32(Number(value >> 32n)), u32(Number(value & 0xffffffffn)))
}

/** The unsigned big-endian integer in the bytes. */
export function readUint(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

/**
 * Canonical encoding of a list of byte strings: each part after its length in four bytes, big-endian. No two lists
 * share an encoding, so nothing can slide over a field's border inside a hash (integrity design §2, §3).
 */
export function lengthPrefixed(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0))
  let at = 0
  for (const part of parts) {
    out[at] = part.length >>> 24
    out[at + 1] = part.length >>> 16
    out[at + 2] = part.length >>> 8
    out[at + 3] = part.length
    out.set(part, at + 4)
    at += 4 + part.length
  }
  return out
}

/** The parts of a {@link lengthPrefixed} encoding; null when a length overruns or bytes are left over. */
export function splitLengthPrefixed(bytes: Uint8Array): readonly Uint8Array[] | null {
  const parts: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null
    const start = at + 4
    at = start + Number(readUint(bytes.subarray(at, start)))
    if (at > bytes.length) return null
    parts.push(bytes.slice(start, at))
  }
  return parts
}

/**
 * Canonical JSON text of a value: keys sorted by UTF-16 code unit, no white space, a bigint as its decimal string.
 * The signed and hashed form of policies, manifests and snapshots (integrity design §1–§4).
 * @throws RangeError on anything without one exact form: NaN, fractions, unsafe integers, −0, undefined, functions,
 * lone surrogates, and objects that are not plain (Date, Map, Uint8Array: the caller names their text form).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return `"${value}"`
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (isPlainObject(value)) {
    const fields = Object.keys(value).sort()
    return `{${fields.map(key => `${canonicalString(key)}:${canonicalJson(value[key])}`).join(',')}}`
  }
  throw new RangeError(`no canonical JSON for ${typeof value}`)
}

/** UTF-8 bytes of {@link canonicalJson}, the bytes that are hashed or signed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value))
}

function canonicalString(text: string): string {
  // With the u flag a lone surrogate is a code point of its own; JSON.stringify would escape it and utf8 refuse later.
  if (/\p{Surrogate}/u.test(text)) throw new RangeError('no canonical JSON for a lone surrogate')
  return JSON.stringify(text)
}

function canonicalNumber(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new RangeError(`no canonical JSON for ${value}`)
  return String(value)
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
