import { createHmac, randomBytes } from 'node:crypto'
import { generateSecret, generateSync, generateURI, verifySync } from 'otplib'
import { toString as drawQr } from 'qrcode'

const PERIOD_SECONDS = 30
const RECOVERY_CODES = 10
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A new secret, base32. */
export const newSecret = (): string => generateSecret()

/** Whether a text may be a secret: base32, 16 to 64 bytes. */
export const isSecret = (text: string): boolean => /^[A-Z2-7]{26,104}$/.test(text)

/**
 * The 30-second step whose code this is: SHA-1, six digits, one step early or late; null for any other text.
 * @param nowSeconds since 1970
 */
export function stepOf(secret: string, code: string, nowSeconds: number): bigint | null {
  if (!/^\d{6}$/.test(code)) return null
  const found = verifySync({ secret, token: code, epoch: nowSeconds, epochTolerance: PERIOD_SECONDS })
  return found.valid && 'timeStep' in found ? BigInt(found.timeStep) : null
}

/** A code of a demo account that will count: of this step, or of the next when this one's was used. */
export function demoCode(secret: string, usedStep: bigint, nowSeconds: number): string {
  const now = Math.floor(nowSeconds / PERIOD_SECONDS)
  const step = BigInt(now) > usedStep ? now : now + 1
  return generateSync({ secret, epoch: step * PERIOD_SECONDS })
}

/** What an authenticator app reads, and its picture as SVG. */
export async function enrolment(login: string, secret: string): Promise<{ uri: string; svg: string }> {
  const uri = generateURI({ issuer: '本草联采', label: login, secret })
  return { uri, svg: await drawQr(uri, { type: 'svg', margin: 3, errorCorrectionLevel: 'M' }) }
}

/** Ten codes for the day the phone is lost, and what is kept of them. */
export function newRecoveryCodes(key: Uint8Array): { codes: string[]; hashes: Uint8Array[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const text = Array.from(randomBytes(10), byte => ALPHABET[byte % ALPHABET.length]).join('')
    return `${text.slice(0, 5)}-${text.slice(5)}`
  })
  return { codes, hashes: codes.map(code => recoveryHash(key, code)) }
}

/** Keyed, because fifty bits alone could be tried out. */
export function recoveryHash(key: Uint8Array, code: string): Uint8Array {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return new Uint8Array(createHmac('sha256', key).update(`recovery/${plain}`).digest())
}
