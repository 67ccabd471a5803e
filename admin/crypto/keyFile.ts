/**
 * The officer's key file (integrity design §1): private keys of one round in the age format, locked by a passphrase
 * that only the officer knows. The platform never sees it; without it the officer cannot take part in the opening.
 */
import { canonicalJson, utf8 } from '#domain/bytes.ts'
import { toBase64 } from '../randomness.ts'
import { hasTexts, readBase64, readJson } from './fileBytes.ts'

export const KEY_FILE_KIND = 'bencao.officer-key/1'

/** What a key file holds; keys are raw private keys in standard base64. */
export interface OfficerKeyFile {
  readonly kind: typeof KEY_FILE_KIND
  /** The tender's code. */
  readonly tender: string
  readonly round: number
  /** The officer's login, which is the code that the policy names. */
  readonly officer: string
  readonly x25519: string
  readonly ed25519: string
  /** UTC with milliseconds. */
  readonly createdAt: string
}

/** The private keys of a key file, 32 bytes each. */
export interface OfficerSecrets {
  readonly x25519: Uint8Array
  readonly ed25519: Uint8Array
}

/** Why a file gives no keys: not an age file, another passphrase, damaged, or something else inside. */
export type KeyFileFault = 'notAgeFile' | 'wrongPassphrase' | 'damaged' | 'notKeyFile'

/** The answer to reading a key file. */
export type ReadKeyFile =
  | { readonly ok: true; readonly file: OfficerKeyFile; readonly secrets: OfficerSecrets }
  | { readonly ok: false; readonly fault: KeyFileFault }

/** log₂ of scrypt's N: about a second on an office computer, and 128 MB of memory for each guess of a thief. */
const WORK_FACTOR = 17
const KEY_BYTES = 32

/** Full-width and half-width letters count as one: what was typed with an input method opens without it, too. */
const plain = (passphrase: string): string => passphrase.normalize('NFKC')

/** The armoured age file of an officer's keys, a text. The passphrase's length is the form's business. */
export async function lockKeyFile(file: OfficerKeyFile, passphrase: string, workFactor = WORK_FACTOR): Promise<string> {
  const { armor, Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  encrypter.setScryptWorkFactor(workFactor)
  encrypter.setPassphrase(plain(passphrase))
  return armor.encode(await encrypter.encrypt(utf8(canonicalJson(file))))
}

/** Reads an armoured key file; a wrong passphrase is told apart from a damaged file. */
export async function unlockKeyFile(text: string, passphrase: string): Promise<ReadKeyFile> {
  const { armor, Decrypter } = await import('age-encryption')
  let locked: Uint8Array
  try {
    locked = armor.decode(text)
  } catch {
    return { ok: false, fault: 'notAgeFile' }
  }
  const decrypter = new Decrypter()
  decrypter.addPassphrase(plain(passphrase))
  try {
    return readKeys(await decrypter.decrypt(locked, 'text'))
  } catch (error) {
    const isUnmatched = error instanceof Error && error.message.includes('no identity matched')
    return { ok: false, fault: isUnmatched ? 'wrongPassphrase' : 'damaged' }
  }
}

function readKeys(text: string): ReadKeyFile {
  const value = readJson(text)
  const x25519 = isKeyFile(value) ? readBase64(value.x25519) : null
  const ed25519 = isKeyFile(value) ? readBase64(value.ed25519) : null
  if (!isKeyFile(value) || x25519?.length !== KEY_BYTES || ed25519?.length !== KEY_BYTES)
    return { ok: false, fault: 'notKeyFile' }
  return { ok: true, file: value, secrets: { x25519, ed25519 } }
}

function isKeyFile(value: unknown): value is OfficerKeyFile {
  return (
    hasTexts(value, 'kind', 'tender', 'officer', 'x25519', 'ed25519', 'createdAt') &&
    value.kind === KEY_FILE_KIND &&
    'round' in value &&
    Number.isSafeInteger(value.round)
  )
}

/** A key file's content; `at` is UTC with milliseconds. */
export function keyFileOf(
  place: { readonly tender: string; readonly round: number; readonly officer: string },
  secrets: OfficerSecrets,
  at: string,
): OfficerKeyFile {
  const { tender, round, officer } = place
  const keys = { x25519: toBase64(secrets.x25519), ed25519: toBase64(secrets.ed25519) }
  return { kind: KEY_FILE_KIND, tender, round, officer, ...keys, createdAt: at }
}

/** A name that says whose key it is and for what: people keep several of them. */
export function keyFileName({ tender, round, officer }: OfficerKeyFile): string {
  return `bencao-key-${tender}-r${round}-${officer}.age`
}
