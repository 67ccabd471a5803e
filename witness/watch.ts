import {
  type Checkpoint,
  cosignCheckpoint,
  type NoteKey,
  parseNoteKey,
  verifyCheckpoint,
  verifyCosignature,
} from '#domain/auditLog.ts'
import { equalBytes, fromHex } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { verifyConsistency } from '#domain/merkle.ts'
import type { State, WitnessFiles } from './files.ts'

/** The log as a witness meets it; throws when it cannot be reached or answers something else. */
export interface LogDoor {
  key(): Promise<string>
  checkpoint(): Promise<string>
  proof(from: number, to: number): Promise<readonly string[]>
  cosign(note: string): Promise<void>
}

export type WitnessKey = NoteKey & { readonly privateKey: Uint8Array }

/** The log contradicts what it signed before. Nothing is signed after this. */
export class Contradiction extends Error {
  override readonly name = 'Contradiction'
}

/**
 * Looks at the log once: takes its newest checkpoint, makes sure that it continues the last one seen, remembers it and
 * then cosigns it.
 * @returns the size cosigned; null when the log has not grown
 * @throws Contradiction when the log went back, forked or changed its key: both signed checkpoints are in the evidence file
 */
export async function lookOnce(
  door: LogDoor,
  files: WitnessFiles,
  witness: WitnessKey,
  now: () => number,
  crypto: CryptoPort,
): Promise<number | null> {
  const before = files.readState()
  const logKey = before?.logKey ?? (await door.key())
  const log = (await parseNoteKey(logKey, crypto)) ?? fail(`the log names no readable key: ${logKey}`)
  const note = await door.checkpoint()
  const text = signedPart(note)
  const next = await verifyCheckpoint(text, log, crypto)
  if (!next) return fail('the checkpoint is not signed by the key of the log that this witness began with')
  const last = before && (await verifyCheckpoint(before.checkpoint, log, crypto))
  if (before && !last) return fail('the state file holds no checkpoint of this log')
  if (last) await requireContinuation(door, { last, next, before, text }, files, crypto)
  // The log hands back what it took: a cosignature that got lost on its way is sent again.
  if (last?.size === next.size && (await verifyCosignature(note, witness, crypto)) !== null) return null
  files.writeState({ logKey, checkpoint: text })
  const line = await cosignCheckpoint(next, Math.floor(now() / 1000), witness, crypto)
  await door.cosign(`${text}${line}\n`)
  return next.size
}

/** Without the lines of other witnesses. */
const signedPart = (note: string): string => {
  const [body, signatures] = note.split('\n\n')
  return `${body}\n\n${signatures?.split('\n')[0] ?? ''}\n`
}

interface Step {
  readonly last: Checkpoint
  readonly next: Checkpoint
  readonly before: State | null
  readonly text: string
}

async function requireContinuation(door: LogDoor, step: Step, files: WitnessFiles, crypto: CryptoPort): Promise<void> {
  const { last, next } = step
  if (next.size < last.size) return contradict(step, files, `it went back from ${last.size} rows to ${next.size}`)
  if (next.size === last.size) {
    if (equalBytes(last.root, next.root)) return
    return contradict(step, files, `it signed two different trees of ${next.size} rows`)
  }
  if (last.size === 0) return
  const proof = (await door.proof(last.size, next.size)).map(fromHex)
  const hashes = proof.flatMap(hash => (hash?.length === 32 ? [hash] : []))
  const claim = { first: last.size, firstRoot: last.root, second: next.size, secondRoot: next.root, proof: hashes }
  if (hashes.length === proof.length && (await verifyConsistency(claim, crypto))) return
  contradict(step, files, `its ${next.size} rows do not begin with the ${last.size} rows it signed before`)
}

function contradict({ before, text }: Step, files: WitnessFiles, what: string): never {
  const file = files.writeEvidence(`${what}\n\nseen before:\n${before?.checkpoint}\nseen now:\n${text}`)
  throw new Contradiction(`The log contradicts itself: ${what}. Evidence: ${file}`)
}

function fail(line: string): never {
  throw new Error(line)
}
