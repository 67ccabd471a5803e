/** The domain's CryptoPort on node:crypto: synchronous, for the API and the workers. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { CryptoPort } from '#domain/crypto.ts'

type Curve = 'X25519' | 'Ed25519'

const TAG_BYTES = 16
const BASE_POINT = Buffer.from(`09${'00'.repeat(31)}`, 'hex')

function base64url(raw: Uint8Array): string {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('base64url')
}

// Keys go in as JWK (RFC 8037): OpenSSL takes those raw, ten times faster than through its DER decoder.
function privateKeyObject(crv: Curve, raw: Uint8Array): KeyObject {
  // x may be empty: OpenSSL computes the public key from d.
  return createPrivateKey({ key: { kty: 'OKP', crv, d: base64url(raw), x: '' }, format: 'jwk' })
}

function publicKeyObject(crv: Curve, raw: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv, x: base64url(raw) }, format: 'jwk' })
}

/** Remembers the last few imports: parsing a key costs as much as using it, and one round has only a few keys. */
function remembering(importKey: (curve: Curve, raw: Uint8Array) => KeyObject, capacity: number): typeof importKey {
  const known = new Map<string, KeyObject>()
  return (curve, raw) => {
    const name = curve + base64url(raw)
    const found = known.get(name)
    if (found) return found
    const imported = importKey(curve, raw)
    const oldest = known.size >= capacity ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    known.set(name, imported)
    return imported
  }
}

const cachedPublicKey = remembering(publicKeyObject, 64)
const cachedPrivateKey = remembering(privateKeyObject, 8)

function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}

function cipherName(key: Uint8Array): 'aes-128-gcm' | 'aes-256-gcm' {
  return key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm'
}

function publicHalf(privateKey: KeyObject): Uint8Array {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return plain(Buffer.from(x ?? '', 'base64url'))
}

/** X25519; OpenSSL refuses an all-zero result by throwing, which the port reports as null. */
function x25519(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  const secret = cachedPrivateKey('X25519', privateKey)
  // The import has already multiplied the base point; half the time of sealing would go into doing it again.
  if (BASE_POINT.equals(publicKey)) return publicHalf(secret)
  const keys = { privateKey: secret, publicKey: cachedPublicKey('X25519', publicKey) }
  try {
    return plain(diffieHellman(keys))
  } catch {
    return null
  }
}

function aesGcmSeal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv(cipherName(key), key, nonce).setAAD(aad)
  return plain(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]))
}

function aesGcmOpen(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, ciphertext: Uint8Array): Uint8Array | null {
  if (ciphertext.length < TAG_BYTES) return null
  const end = ciphertext.length - TAG_BYTES
  const decipher = createDecipheriv(cipherName(key), key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad)
  decipher.setAuthTag(ciphertext.subarray(end))
  const head = decipher.update(ciphertext.subarray(0, end))
  try {
    return plain(Buffer.concat([head, decipher.final()]))
  } catch {
    return null
  }
}

/** The port on node:crypto, all synchronous. About 550 envelopes opened and sealed again per second and core, n = 5. */
export const nodeCrypto: CryptoPort = {
  sha256: bytes => plain(hash('sha256', bytes, 'buffer')),
  hmacSha256: (key, bytes) => plain(createHmac('sha256', key).update(bytes).digest()),
  x25519,
  aesGcmSeal,
  aesGcmOpen,
  ed25519Verify: (publicKey, message, signature) =>
    signature.length === 64 && verify(null, message, cachedPublicKey('Ed25519', publicKey), signature),
  ed25519Sign: (privateKey, message) => plain(sign(null, message, cachedPrivateKey('Ed25519', privateKey))),
}

/** The 32-byte public key of a 32-byte Ed25519 private key (the seed of RFC 8032). */
export function ed25519PublicKey(privateKey: Uint8Array): Uint8Array {
  return publicHalf(cachedPrivateKey('Ed25519', privateKey))
}
