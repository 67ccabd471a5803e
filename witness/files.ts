import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** What a witness keeps, all in one folder. */
export interface WitnessFiles {
  /** Ed25519 private key, 32 bytes. */
  readonly privateKey: Uint8Array
  /** The log's verifier key and the last signed checkpoint that was cosigned; null before the first. */
  readState(): State | null
  writeState(state: State): void
  /** Evidence of a fork, once written; null while there is none. */
  readEvidence(): string | null
  /** @returns the file's path */
  writeEvidence(text: string): string
}

export interface State {
  readonly logKey: string
  readonly checkpoint: string
}

/** Opens the folder; makes it, and a key of mode 600, on first use. @throws Error when a file is not what it should be */
export function openFiles(dir: string): WitnessFiles {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const [keyFile, stateFile, evidenceFile] = ['witness.key', 'state.json', 'evidence.txt'].map(name =>
    path.join(dir, name),
  ) as [string, string, string]
  return {
    privateKey: readOrMakeKey(keyFile),
    readState: () => (fs.existsSync(stateFile) ? parseState(stateFile) : null),
    writeState: state => replaceFile(stateFile, JSON.stringify(state)),
    readEvidence: () => (fs.existsSync(evidenceFile) ? evidenceFile : null),
    writeEvidence: text => {
      replaceFile(evidenceFile, text)
      return evidenceFile
    },
  }
}

function readOrMakeKey(file: string): Uint8Array {
  try {
    fs.writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const text = fs.readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${file}: must be 64 hexadecimal digits`)
  return new Uint8Array(Buffer.from(text, 'hex'))
}

function parseState(file: string): State {
  const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'))
  if (typeof value === 'object' && value !== null && 'logKey' in value && 'checkpoint' in value) {
    const { logKey, checkpoint } = value
    if (typeof logKey === 'string' && typeof checkpoint === 'string') return { logKey, checkpoint }
  }
  throw new Error(`${file}: is damaged; without it the witness does not know what it has seen`)
}

/** On the disk before it is there under its name: a witness must not forget what it signed. */
function replaceFile(file: string, text: string): void {
  const handle = fs.openSync(`${file}.new`, 'w', 0o600)
  fs.writeFileSync(handle, text)
  fs.fsyncSync(handle)
  fs.closeSync(handle)
  fs.renameSync(`${file}.new`, file)
}
