/** The domain's CryptoPort on WebCrypto: for the browser, and for the offline client where it is the same. */
import { fromBase64url } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'

const { subtle } = globalThis.crypto

type Curve = 'X25519' | 'Ed25519'
type Bytes = Uint8Array<ArrayBuffer>

// WebCrypto takes raw private keys only inside their PKCS #8 frame (RFC 8410), where byte 11 names the curve.
const PRIVATE_FRAME = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0, 4, 0x22, 4, 0x20]
const CURVE_BYTE_AT = 11
const CURVE_BYTE = { X25519: 0x6e, Ed25519: 0x70 }

/** WebCrypto does not take bytes over shared memory; a copy is certainly over its own. */
function own(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes)
}

/** A raw private key of 32 bytes for use by WebCrypto. */
export function importPrivate(curve: Curve, raw: Uint8Array): Promise<CryptoKey> {
  const der = Uint8Array.from([...PRIVATE_FRAME, ...raw])
  der[CURVE_BYTE_AT] = CURVE_BYTE[curve]
  return subtle.importKey('pkcs8', der, { name: curve }, false, curve === 'X25519' ? ['deriveBits'] : ['sign'])
}

function importPublic(curve: Curve, raw: Uint8Array): Promise<CryptoKey> {
  return subtle.importKey('raw', own(raw), { name: curve }, false, curve === 'X25519' ? [] : ['verify'])
}

/** The public key of a raw Ed25519 private key (the seed of RFC 8032), 32 bytes. */
export async function ed25519PublicKey(privateKey: Uint8Array): Promise<Uint8Array> {
  const der = Uint8Array.from([...PRIVATE_FRAME, ...privateKey])
  der[CURVE_BYTE_AT] = CURVE_BYTE.Ed25519
  const key = await subtle.importKey('pkcs8', der, { name: 'Ed25519' }, true, ['sign'])
  const { x } = await subtle.exportKey('jwk', key)
  const publicKey = fromBase64url(x ?? '')
  if (publicKey?.length !== 32) throw new Error('an Ed25519 key has a public part of 32 bytes')
  return publicKey
}

/** An HMAC-SHA-256 key, empty ones included. */
export function hmacKey(key: Uint8Array): Promise<CryptoKey> {
  // HMAC pads its key with zeros to 64 bytes; WebCrypto refuses an empty key, so it gets one of those zeros.
  const material = key.length === 0 ? new Uint8Array(1) : own(key)
  return subtle.importKey('raw', material, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

/** HMAC-SHA-256 under an imported key, 32 bytes. */
export async function hmacWith(key: CryptoKey, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await subtle.sign('HMAC', key, own(bytes)))
}

/** X25519 of an imported private key and a raw public one; null when the result is all zero. */
export async function deriveShared(secret: CryptoKey, publicKey: Uint8Array): Promise<Uint8Array | null> {
  const other = await importPublic('X25519', publicKey)
  try {
    const bits = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: other }, secret, 256))
    return bits.some(byte => byte !== 0) ? bits : null
  } catch {
    // An all-zero result is an OperationError in WebCrypto.
    return null
  }
}

async function aesGcm(
  use: 'encrypt' | 'decrypt',
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  data: Uint8Array,
): Promise<Uint8Array> {
  const imported = await subtle.importKey('raw', own(key), 'AES-GCM', false, [use])
  const parameters = { name: 'AES-GCM', iv: own(nonce), additionalData: own(aad), tagLength: 128 }
  return new Uint8Array(await subtle[use](parameters, imported, own(data)))
}

/** The port on WebCrypto; needs a browser with X25519 and Ed25519 (Chrome 137, Firefox 130, Safari 17 or later). */
export const webCrypto: CryptoPort = {
  sha256: async bytes => new Uint8Array(await subtle.digest('SHA-256', own(bytes))),
  hmacSha256: async (key, bytes) => hmacWith(await hmacKey(key), bytes),
  x25519: async (privateKey, publicKey) => deriveShared(await importPrivate('X25519', privateKey), publicKey),
  aesGcmSeal: (key, nonce, aad, plaintext) => aesGcm('encrypt', key, nonce, aad, plaintext),
  aesGcmOpen: (key, nonce, aad, ciphertext) =>
    aesGcm('decrypt', key, nonce, aad, ciphertext).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'OperationError') return null
      throw error
    }),
  ed25519Verify: async (publicKey, message, signature) =>
    subtle.verify('Ed25519', await importPublic('Ed25519', publicKey), own(signature), own(message)),
  ed25519Sign: async (privateKey, message) =>
    new Uint8Array(await subtle.sign('Ed25519', await importPrivate('Ed25519', privateKey), own(message))),
}
