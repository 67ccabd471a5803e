/**
 * The cryptographic primitives the domain needs, as an argument: node:crypto in the worker, WebCrypto in the browser.
 * HKDF and key agreement are written here once, in terms of them, so both sides run the same code.
 */
import { concat } from './bytes.ts'

/** A value now or later: node:crypto answers at once, WebCrypto with a promise. */
export type MaybePromise<T> = T | Promise<T>

/** Primitives only; keys are raw bytes. Every function is pure: same arguments, same bytes. */
export interface CryptoPort {
  /** SHA-256, 32 bytes. */
  sha256(bytes: Uint8Array): MaybePromise<Uint8Array>
  /** HMAC-SHA-256, 32 bytes; the key may be empty. */
  hmacSha256(key: Uint8Array, bytes: Uint8Array): MaybePromise<Uint8Array>
  /** X25519 (RFC 7748) of 32-byte keys; null when the result is all zero, which RFC 9180 §7.1.4 refuses. */
  x25519(privateKey: Uint8Array, publicKey: Uint8Array): MaybePromise<Uint8Array | null>
  /** AES-GCM under a 16- or 32-byte key and a 12-byte nonce; the answer ends with the 16-byte tag. */
  aesGcmSeal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): MaybePromise<Uint8Array>
  /** The reverse; null when the tag does not hold. */
  aesGcmOpen(
    key: Uint8Array,
    nonce: Uint8Array,
    aad: Uint8Array,
    ciphertext: Uint8Array,
  ): MaybePromise<Uint8Array | null>
  /** Ed25519 (RFC 8032): whether the 64-byte signature of the message holds under the 32-byte public key. */
  ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): MaybePromise<boolean>
  /** Ed25519 signature, 64 bytes, by a 32-byte private key (the seed of RFC 8032). */
  ed25519Sign(privateKey: Uint8Array, message: Uint8Array): MaybePromise<Uint8Array>
}

/** HKDF-Extract with SHA-256 (RFC 5869 §2.2): a 32-byte pseudorandom key. An empty salt equals 32 zero bytes. */
export async function hkdfExtract(salt: Uint8Array, ikm: Uint8Array, crypto: CryptoPort): Promise<Uint8Array> {
  return crypto.hmacSha256(salt, ikm)
}

/**
 * HKDF-Expand with SHA-256 (RFC 5869 §2.3) to `length` bytes.
 * @throws RangeError when length is more than 255 · 32.
 */
export async function hkdfExpand(
  prk: Uint8Array,
  info: Uint8Array,
  length: number,
  crypto: CryptoPort,
): Promise<Uint8Array> {
  if (length > 255 * 32) throw new RangeError('HKDF-Expand gives at most 8,160 bytes')
  const blocks: Uint8Array[] = []
  let block: Uint8Array = new Uint8Array(0)
  for (let counter = 1; (counter - 1) * 32 < length; counter++) {
    block = await crypto.hmacSha256(prk, concat(block, info, Uint8Array.of(counter)))
    blocks.push(block)
  }
  return concat(...blocks).slice(0, length)
}

const BASE_POINT = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 9 : 0))

/**
 * The public key of a 32-byte X25519 private key: the base point u = 9 times it (RFC 7748 §6.1).
 * @throws Error never for a working port: clamping makes a zero result impossible.
 */
export async function x25519PublicKey(privateKey: Uint8Array, crypto: CryptoPort): Promise<Uint8Array> {
  const publicKey = await crypto.x25519(privateKey, BASE_POINT)
  if (publicKey === null) throw new Error('x25519 of the base point is never zero')
  return publicKey
}
