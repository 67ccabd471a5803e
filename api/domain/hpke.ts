/**
 * HPKE base mode (RFC 9180), single shot: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-GCM. The ephemeral key comes
 * from given key material instead of a random source: an envelope must seal again to the same bytes when it is opened
 * (integrity design §1). Give fresh, secret material for every message.
 */
import { concat, u16, utf8 } from './bytes.ts'
import { type CryptoPort, hkdfExpand, hkdfExtract, x25519PublicKey } from './crypto.ts'

/** An AEAD of RFC 9180 §7.3. */
export interface HpkeAead {
  readonly id: number
  readonly keyBytes: number
}

/** AEAD 0x0001; here only because RFC 9180 publishes its test vector A.1.1 with it. */
export const HPKE_AES_128_GCM: HpkeAead = { id: 1, keyBytes: 16 }
/** AEAD 0x0002, the one in use. */
export const HPKE_AES_256_GCM: HpkeAead = { id: 2, keyBytes: 32 }

/** A raw X25519 key pair, 32 bytes each. */
export interface KeyPair {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
}

export interface HpkeSeal {
  readonly recipient: Uint8Array
  readonly info: Uint8Array
  readonly aad: Uint8Array
  readonly plaintext: Uint8Array
  readonly ephemeralIkm: Uint8Array
  readonly aead?: HpkeAead
}

export interface HpkeOpen {
  readonly recipient: KeyPair
  readonly info: Uint8Array
  readonly aad: Uint8Array
  readonly sealed: Uint8Array
  readonly aead?: HpkeAead
}

const NOTHING = new Uint8Array(0)
const VERSION = utf8('HPKE-v1')
const KEM_SUITE = concat(utf8('KEM'), u16(0x20))
const ENC_BYTES = 32

async function labeledExtract(
  suite: Uint8Array,
  salt: Uint8Array,
  label: string,
  ikm: Uint8Array,
  crypto: CryptoPort,
): Promise<Uint8Array> {
  return hkdfExtract(salt, concat(VERSION, suite, utf8(label), ikm), crypto)
}

async function labeledExpand(
  suite: Uint8Array,
  prk: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
  crypto: CryptoPort,
): Promise<Uint8Array> {
  return hkdfExpand(prk, concat(u16(length), VERSION, suite, utf8(label), info), length, crypto)
}

/** DeriveKeyPair for X25519 (RFC 9180 §7.1.3): the key pair of at least 32 bytes of secret key material. */
export async function deriveKeyPair(ikm: Uint8Array, crypto: CryptoPort): Promise<KeyPair> {
  const prk = await labeledExtract(KEM_SUITE, NOTHING, 'dkp_prk', ikm, crypto)
  const privateKey = await labeledExpand(KEM_SUITE, prk, 'sk', NOTHING, 32, crypto)
  return { privateKey, publicKey: await x25519PublicKey(privateKey, crypto) }
}

/** ExtractAndExpand over the Diffie-Hellman value (RFC 9180 §4.1). */
async function sharedSecret(dh: Uint8Array, kemContext: Uint8Array, crypto: CryptoPort): Promise<Uint8Array> {
  const prk = await labeledExtract(KEM_SUITE, NOTHING, 'eae_prk', dh, crypto)
  return labeledExpand(KEM_SUITE, prk, 'shared_secret', kemContext, 32, crypto)
}

/** KeySchedule of base mode (RFC 9180 §5.1): key and nonce of message 0. */
async function keySchedule(
  secretOfKem: Uint8Array,
  info: Uint8Array,
  aead: HpkeAead,
  crypto: CryptoPort,
): Promise<{ readonly key: Uint8Array; readonly nonce: Uint8Array }> {
  const suite = concat(utf8('HPKE'), u16(0x20), u16(1), u16(aead.id))
  const pskIdHash = await labeledExtract(suite, NOTHING, 'psk_id_hash', NOTHING, crypto)
  const infoHash = await labeledExtract(suite, NOTHING, 'info_hash', info, crypto)
  const context = concat(Uint8Array.of(0), pskIdHash, infoHash)
  const secret = await labeledExtract(suite, secretOfKem, 'secret', NOTHING, crypto)
  return {
    key: await labeledExpand(suite, secret, 'key', context, aead.keyBytes, crypto),
    nonce: await labeledExpand(suite, secret, 'base_nonce', context, 12, crypto),
  }
}

/**
 * SealBase (RFC 9180 §6.1) of one message to the recipient's 32-byte public key. The answer is enc (32 bytes) ‖
 * ciphertext (plaintext + 16 bytes).
 * @throws RangeError for a recipient key of small order, to which nothing can be sealed (RFC 9180 §7.1.4).
 */
export async function hpkeSeal(message: HpkeSeal, crypto: CryptoPort): Promise<Uint8Array> {
  const ephemeral = await deriveKeyPair(message.ephemeralIkm, crypto)
  const dh = await crypto.x25519(ephemeral.privateKey, message.recipient)
  if (dh === null) throw new RangeError('the recipient public key is of small order')
  const secret = await sharedSecret(dh, concat(ephemeral.publicKey, message.recipient), crypto)
  const { key, nonce } = await keySchedule(secret, message.info, message.aead ?? HPKE_AES_256_GCM, crypto)
  return concat(ephemeral.publicKey, await crypto.aesGcmSeal(key, nonce, message.aad, message.plaintext))
}

/** OpenBase (RFC 9180 §6.1): the plaintext, or null when the message is not one sealed to this key, info and aad. */
export async function hpkeOpen(message: HpkeOpen, crypto: CryptoPort): Promise<Uint8Array | null> {
  if (message.sealed.length < ENC_BYTES + 16) return null
  const enc = message.sealed.slice(0, ENC_BYTES)
  const dh = await crypto.x25519(message.recipient.privateKey, enc)
  if (dh === null) return null
  const secret = await sharedSecret(dh, concat(enc, message.recipient.publicKey), crypto)
  const { key, nonce } = await keySchedule(secret, message.info, message.aead ?? HPKE_AES_256_GCM, crypto)
  return crypto.aesGcmOpen(key, nonce, message.aad, message.sealed.slice(ENC_BYTES))
}
