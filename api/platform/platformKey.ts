import { execSync } from 'node:child_process'
import { hkdfSync, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** The platform's half of every opening. It is never in the database. */
export interface PlatformKey {
  /** X25519 private key of a price round, 32 bytes. */
  roundPrivateKey(roundId: string): Uint8Array
  /** Ed25519 private key that signs the log's checkpoints, 32 bytes. */
  readonly logPrivateKey: Uint8Array
  /** AES-256 key for what must be kept readable inside but not in a dump: second-factor secrets. */
  readonly storageKey: Uint8Array
}

/** Where the secret comes from; the first that is set counts. */
export interface KeySource {
  /** 64 hex digits. */
  readonly PLATFORM_KEY?: string | undefined
  /** A program that prints the 64 hex digits, such as a key service's command-line client; run by the shell, once. */
  readonly PLATFORM_KEY_COMMAND?: string | undefined
}

/**
 * Loads the platform's secret from PLATFORM_KEY, from what PLATFORM_KEY_COMMAND prints, or from a file of mode 600 in the
 * data directory, made on first use. Processes on several hosts share it by the variable or the command.
 * @throws Error when it is not 64 hex digits, or the command fails
 */
export function loadPlatformKey(dataDir: string, source: KeySource = process.env): PlatformKey {
  const [name, text] = secretText(dataDir, source)
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`Configuration: ${name}: must be 64 hexadecimal digits`)
  const secret = Buffer.from(text, 'hex')
  const derive = (label: string) => new Uint8Array(hkdfSync('sha256', secret, 'bencao/platform', label, 32))
  return {
    roundPrivateKey: roundId => derive(`round/${roundId}`),
    logPrivateKey: derive('log'),
    storageKey: derive('storage'),
  }
}

function secretText(dataDir: string, source: KeySource): readonly [name: string, text: string] {
  if (source.PLATFORM_KEY) return ['PLATFORM_KEY', source.PLATFORM_KEY]
  const command = source.PLATFORM_KEY_COMMAND
  if (command) return ['PLATFORM_KEY_COMMAND', execSync(command, { encoding: 'utf8', timeout: 30_000 }).trim()]
  const file = path.join(dataDir, 'platform.key')
  return [file, readOrMake(file)]
}

function readOrMake(file: string): string {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  try {
    fs.writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return fs.readFileSync(file, 'utf8').trim()
}
