/** The domain's crypto port on node:crypto, written for the verifier alone: it shares no code with the platform's. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  sign,
  verify,
} from 'node:crypto'
import type { CryptoPort } from '#domain/crypto.ts'

/** DER frames of raw keys (RFC 8410); the ninth or twelfth byte names the curve. */
const PUBLIC = { X25519: '302a300506032b656e032100', Ed25519: '302a300506032b6570032100' }
const PRIVATE = { X25519: '302e020100300506032b656e04220420', Ed25519: '302e020100300506032b657004220420' }

type Curve = keyof typeof PUBLIC

const publicKey = (curve: Curve, raw: Uint8Array) =>
  createPublicKey({ key: Buffer.concat([Buffer.from(PUBLIC[curve], 'hex'), raw]), format: 'der', type: 'spki' })

const privateKey = (curve: Curve, raw: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([Buffer.from(PRIVATE[curve], 'hex'), raw]), format: 'der', type: 'pkcs8' })

const TAG_BYTES = 16
const cipherOf = (key: Uint8Array) => (key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm')

export const nodeCrypto: CryptoPort = {
  sha256: bytes => new Uint8Array(createHash('sha256').update(bytes).digest()),
  hmacSha256: (key, bytes) => new Uint8Array(createHmac('sha256', key).update(bytes).digest()),
  x25519: (own, other) => {
    try {
      const shared = diffieHellman({ privateKey: privateKey('X25519', own), publicKey: publicKey('X25519', other) })
      return shared.some(byte => byte !== 0) ? new Uint8Array(shared) : null
    } catch {
      return null // OpenSSL refuses a result that is all zero
    }
  },
  aesGcmSeal: (key, nonce, aad, plaintext) => {
    const cipher = createCipheriv(cipherOf(key), key, nonce).setAAD(aad)
    return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]))
  },
  aesGcmOpen: (key, nonce, aad, ciphertext) => {
    if (ciphertext.length < TAG_BYTES) return null
    const decipher = createDecipheriv(cipherOf(key), key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad)
    decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES))
    try {
      return new Uint8Array(Buffer.concat([decipher.update(ciphertext.subarray(0, -TAG_BYTES)), decipher.final()]))
    } catch {
      return null
    }
  },
  ed25519Verify: (key, message, signature) => {
    try {
      return verify(null, message, publicKey('Ed25519', key), signature)
    } catch {
      return false // no point of the curve
    }
  },
  ed25519Sign: (key, message) => new Uint8Array(sign(null, message, privateKey('Ed25519', key))),
}
