import { hex } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'

/** SHA-256 of a public key in groups of four digits, sixteen of them: to be read aloud and compared. */
export async function fingerprint(publicKey: Uint8Array, crypto: CryptoPort): Promise<readonly string[]> {
  return groupsOf(hex(await crypto.sha256(publicKey)))
}

/** Hexadecimal text in groups of four, capitals. */
export function groupsOf(hexText: string): readonly string[] {
  return hexText.toUpperCase().match(/.{1,4}/g) ?? []
}
