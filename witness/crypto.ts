import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { CryptoPort } from '#domain/crypto.ts'

const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex')
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

const privateKey = (raw: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, raw]), format: 'der', type: 'pkcs8' })

/** The public key of a 32-byte Ed25519 private key. */
export function publicKeyOf(raw: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(raw)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(der.subarray(PUBLIC_HEAD.length))
}

const unused = (): never => {
  throw new Error('a witness only hashes and signs')
}

/** The domain's crypto port as far as a witness needs it, on node:crypto: it shares no code with the platform it watches. */
export const nodeCrypto: CryptoPort = {
  sha256: bytes => new Uint8Array(createHash('sha256').update(bytes).digest()),
  ed25519Sign: (key, message) => new Uint8Array(sign(null, message, privateKey(key))),
  ed25519Verify: (raw, message, signature) => {
    const key = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, raw]), format: 'der', type: 'spki' })
    return verify(null, message, key, signature)
  },
  hmacSha256: unused,
  x25519: unused,
  aesGcmSeal: unused,
  aesGcmOpen: unused,
}
