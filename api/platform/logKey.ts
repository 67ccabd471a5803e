import { createHash } from 'node:crypto'
import { type NoteKey, noteKeyText } from '#domain/auditLog.ts'
import { hex } from '#domain/bytes.ts'
import { ed25519PublicKey, nodeCrypto } from './crypto.ts'
import type { PlatformKey } from './platformKey.ts'

/**
 * The key that signs the log's checkpoints. The log's name is LOG_ORIGIN, else it follows from the key, so that two
 * platforms never sign under one name.
 */
export function logNoteKey(
  platformKey: PlatformKey,
  origin: string | undefined = process.env.LOG_ORIGIN,
): NoteKey & { readonly privateKey: Uint8Array } {
  const publicKey = ed25519PublicKey(platformKey.logPrivateKey)
  const name = origin || `bencao/${hex(createHash('sha256').update(publicKey).digest()).slice(0, 16)}`
  return { name, publicKey, privateKey: platformKey.logPrivateKey }
}

/** Its public half as text, as policies and evidence name it. */
export const logKeyText = (platformKey: PlatformKey): Promise<string> =>
  noteKeyText(logNoteKey(platformKey), nodeCrypto)
