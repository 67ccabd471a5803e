import { hkdfSync, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** The platform's half of every opening. It is never in the database. */
export interface PlatformKey {
  /** X25519 private key of a price round, 32 bytes. */
  roundPrivateKey(roundId: string): Uint8Array
}

/**
 * Loads the platform's secret from PLATFORM_KEY (64 hex digits) or from a file of mode 600 in the data directory, made
 * on first use. Processes on several hosts share it by the variable.
 * @throws Error when PLATFORM_KEY is not 64 hex digits
 */
export function loadPlatformKey(dataDir: string, fromEnv: string | undefined = process.env.PLATFORM_KEY): PlatformKey {
  const secret = fromEnv === undefined ? readOrMake(path.join(dataDir, 'platform.key')) : Buffer.from(fromEnv, 'hex')
  if (secret.length !== 32) throw new Error('Configuration: PLATFORM_KEY: must be 64 hexadecimal digits')
  return {
    roundPrivateKey: roundId => new Uint8Array(hkdfSync('sha256', secret, 'bencao/platform', `round/${roundId}`, 32)),
  }
}

function readOrMake(file: string): Buffer {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  try {
    fs.writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return Buffer.from(fs.readFileSync(file, 'utf8'), 'hex')
}
