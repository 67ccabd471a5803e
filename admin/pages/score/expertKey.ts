import { base64url, utf8 } from '#domain/bytes.ts'
import { type KeptKey, keepKey, keptKey } from './localDrafts.ts'

const ALGORITHM = 'Ed25519'

/** This browser cannot sign. */
export class NoSigning extends Error {
  override readonly name = 'NoSigning'
}

async function makeKey(login: string): Promise<KeptKey> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']).catch(() => null)
  if (!pair || !('privateKey' in pair)) throw new NoSigning()
  const publicKey = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
  return { login, publicKey, privateKey: pair.privateKey, isRegistered: false }
}

/**
 * The person's key pair in this browser, made and registered when there is none; the private half cannot be read out.
 * @throws NoSigning where the browser knows no Ed25519; whatever `register` throws
 */
export async function ownKey(login: string, register: (publicKey: string) => Promise<unknown>): Promise<KeptKey> {
  if (!globalThis.crypto?.subtle) throw new NoSigning()
  const key = (await keptKey(login)) ?? (await makeKey(login))
  if (key.isRegistered) return key
  await keepKey(key)
  await register(key.publicKey)
  const registered = { ...key, isRegistered: true }
  await keepKey(registered)
  return registered
}

/** Signature under the UTF-8 bytes of a text, base64url. */
export async function signText(key: KeptKey, text: string): Promise<string> {
  const bytes = new Uint8Array(utf8(text))
  return base64url(new Uint8Array(await crypto.subtle.sign(ALGORITHM, key.privateKey, bytes)))
}
