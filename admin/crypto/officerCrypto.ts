/** WebCrypto for one officer who decrypts thousands of shares with one key: what repeats is done once. */
import { type CryptoPort, x25519PublicKey } from '#domain/crypto.ts'
import { deriveShared, hmacKey, hmacWith, importPrivate, webCrypto } from './webCrypto.ts'

const BASE_U = 9
/** Labels of HPKE's key schedule that do not depend on the message are shorter than this, headers longer. */
const SHORT_BYTES = 64

const isBasePoint = (point: Uint8Array): boolean =>
  point[0] === BASE_U && point.every((byte, i) => i === 0 || byte === 0)

/**
 * The port with the officer's private key imported once, its public key derived once, and the HMACs under the empty key
 * that are the same for every envelope remembered.
 */
export async function officerCrypto(privateKey: Uint8Array): Promise<CryptoPort> {
  const imported = await importPrivate('X25519', privateKey)
  const publicKey = await x25519PublicKey(privateKey, webCrypto)
  const emptyKey = await hmacKey(new Uint8Array(0))
  const known = new Map<string, Promise<Uint8Array>>()
  function withEmptyKey(bytes: Uint8Array): Promise<Uint8Array> {
    if (bytes.length >= SHORT_BYTES) return hmacWith(emptyKey, bytes)
    const name = bytes.join()
    const made = known.get(name) ?? hmacWith(emptyKey, bytes)
    known.set(name, made)
    return made
  }
  return {
    ...webCrypto,
    hmacSha256: (key, bytes) => (key.length === 0 ? withEmptyKey(bytes) : webCrypto.hmacSha256(key, bytes)),
    x25519: (secret, point) => {
      if (secret !== privateKey) return webCrypto.x25519(secret, point)
      return isBasePoint(point) ? publicKey : deriveShared(imported, point)
    },
  }
}
