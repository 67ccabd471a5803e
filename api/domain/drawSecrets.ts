/** What a draw publishes of its secrets: labels that lead to no name, commitments that tell no value. */
import { hex, lengthPrefixed, utf8 } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'

/**
 * The secret salt of one expert's label: HMAC-SHA-256(pool secret, ⟨"alliance-draw/salt/v1", expert code⟩). Whoever holds
 * the pool's secret can name every label; without it no label leads back to a name.
 */
export async function poolSalt(poolSecret: Uint8Array, expertCode: string, crypto: CryptoPort): Promise<Uint8Array> {
  return crypto.hmacSha256(poolSecret, lengthPrefixed(utf8('alliance-draw/salt/v1'), utf8(expertCode)))
}

/**
 * An expert's label in the published pool: SHA-256⟨"alliance-draw/pool/v1", salt, expert code⟩ in hex. The salt (32
 * secret bytes, one per expert) keeps names secret until the result is public (实施条例 46).
 */
export async function poolLabel(salt: Uint8Array, expertCode: string, crypto: CryptoPort): Promise<string> {
  return hex(await crypto.sha256(lengthPrefixed(utf8('alliance-draw/pool/v1'), salt, utf8(expertCode))))
}

/** The commitment to a contribution: SHA-256 of its bytes in hex, so that any tool can make one. */
export async function entropyCommitment(value: Uint8Array, crypto: CryptoPort): Promise<string> {
  return hex(await crypto.sha256(value))
}
