/**
 * The tamper-evident audit log (integrity design §3): what a row's leaf is made of, and the signed checkpoints over the
 * tree of all leaves, in the text format of C2SP (c2sp.org/tlog-checkpoint, /signed-note, /tlog-cosignature).
 */
import { base64, concat, equalBytes, fromBase64, fromHex, hex, lengthPrefixed, u32, u64, utf8 } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'
import { leafHash, verifyInclusion } from './merkle.ts'

/** A row of the log as it is hashed and published. */
export interface LogRow {
  /** Place in the log, from 0 without a gap. */
  readonly index: number
  readonly tenderId: string | null
  /** Who acted, from {@link actorHash}; null when the platform did. */
  readonly actor: string | null
  readonly role: string
  readonly action: string
  /** What changed: business codes, ids and hashes, never personal data. */
  readonly subject: string
  /** From {@link payloadHash}, lower-case hex. */
  readonly payloadHash: string
  /** How many rows of the database changed. */
  readonly changes: number
  /** Database time of the change, UTC with milliseconds. */
  readonly at: string
  /** Leaf hash of the row before, lower-case hex; {@link NO_LEAF} for the first. */
  readonly previous: string
}

/** What the first row names as its previous leaf. */
export const NO_LEAF = '0'.repeat(64)

const HASH_TEXT = /^[0-9a-f]{64}$/
const UTC_TEXT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

const bytesOf = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0)

/** Pseudonym of who acted, salted per row: rows of one person cannot be joined without the salts, which stay inside. */
export async function actorHash(salt: Uint8Array, userId: string, crypto: CryptoPort): Promise<string> {
  return hex(await crypto.sha256(lengthPrefixed(utf8('actor'), salt, utf8(userId))))
}

/** Hash of a row's canonical payload, salted: a payload that can be guessed (a name, a code) is not proven by its hash. */
export async function payloadHash(salt: Uint8Array, payload: Uint8Array, crypto: CryptoPort): Promise<string> {
  return hex(await crypto.sha256(lengthPrefixed(utf8('payload'), salt, payload)))
}

/** Whether the row has the form that {@link logRowBytes} encodes one way only. */
export function isLogRow(row: LogRow): boolean {
  const hashes = [row.payloadHash, row.previous, ...(row.actor === null ? [] : [row.actor])]
  const texts = [row.role, row.action, row.subject, row.tenderId ?? '-']
  return (
    [row.index, row.changes].every(n => Number.isSafeInteger(n) && n >= 0) &&
    hashes.every(text => typeof text === 'string' && HASH_TEXT.test(text)) &&
    texts.every(text => typeof text === 'string' && text !== '') &&
    UTC_TEXT.test(row.at) &&
    new Date(row.at).toISOString() === row.at
  )
}

/** Canonical bytes of a row. @throws RangeError for a row without the form ({@link isLogRow}) */
export function logRowBytes(row: LogRow): Uint8Array {
  if (!isLogRow(row)) throw new RangeError('not a row of the log')
  return lengthPrefixed(
    utf8('bencao-log/1'),
    u64(BigInt(row.index)),
    utf8(row.tenderId ?? ''),
    bytesOf(row.actor ?? ''),
    utf8(row.role),
    utf8(row.action),
    utf8(row.subject),
    bytesOf(row.payloadHash),
    u32(row.changes),
    u64(BigInt(Date.parse(row.at))),
    bytesOf(row.previous),
  )
}

/** The row's leaf in the tree, 32 bytes. */
export async function logLeaf(row: LogRow, crypto: CryptoPort): Promise<Uint8Array> {
  return leafHash(logRowBytes(row), crypto)
}

/** Size and root of the log at one moment. */
export interface Checkpoint {
  /** First line of the text: which log this is. */
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** A key that signs checkpoints. */
export interface NoteKey {
  readonly name: string
  /** Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array
}

const LOG_SIGNATURE = 1
const COSIGNATURE = 4

/** First four bytes of SHA-256(name ‖ "\n" ‖ algorithm ‖ public key). */
async function keyId({ name, publicKey }: NoteKey, algorithm: number, crypto: CryptoPort): Promise<Uint8Array> {
  return (await crypto.sha256(concat(utf8(name), Uint8Array.of(0x0a, algorithm), publicKey))).slice(0, 4)
}

/** The verifier key in its text form, name+hash+key (C2SP signed-note): what is printed, pinned and put into a policy. */
export async function noteKeyText(key: NoteKey, crypto: CryptoPort): Promise<string> {
  const id = hex(await keyId(key, LOG_SIGNATURE, crypto))
  return `${key.name}+${id}+${base64(concat(Uint8Array.of(LOG_SIGNATURE), key.publicKey))}`
}

/** The reverse; null unless the text is exactly what {@link noteKeyText} writes. */
export async function parseNoteKey(text: string, crypto: CryptoPort): Promise<NoteKey | null> {
  const [name, , ...rest] = text.split('+')
  const bytes = fromBase64(rest.join('+'))
  if (!name || bytes?.length !== 33) return null
  const key = { name, publicKey: bytes.slice(1) }
  return (await noteKeyText(key, crypto)) === text ? key : null
}

/** The signed part of a checkpoint's text. */
export function checkpointBody({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(root)}\n`
}

/** A checkpoint's text, signed by the log. */
export async function signCheckpoint(
  checkpoint: Checkpoint,
  key: NoteKey & { readonly privateKey: Uint8Array },
  crypto: CryptoPort,
): Promise<string> {
  const body = checkpointBody(checkpoint)
  const signature = await crypto.ed25519Sign(key.privateKey, utf8(body))
  return `${body}\n— ${key.name} ${base64(concat(await keyId(key, LOG_SIGNATURE, crypto), signature))}\n`
}

/** The signature line with which a witness vouches, at a time in seconds, that it has seen no other tree. */
export async function cosignCheckpoint(
  checkpoint: Checkpoint,
  unixSeconds: number,
  key: NoteKey & { readonly privateKey: Uint8Array },
  crypto: CryptoPort,
): Promise<string> {
  const signature = await crypto.ed25519Sign(key.privateKey, cosignedBytes(checkpoint, unixSeconds))
  const blob = concat(await keyId(key, COSIGNATURE, crypto), u64(BigInt(unixSeconds)), signature)
  return `— ${key.name} ${base64(blob)}`
}

const cosignedBytes = (checkpoint: Checkpoint, unixSeconds: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${unixSeconds}\n${checkpointBody(checkpoint)}`)

interface NoteSignature {
  readonly name: string
  readonly blob: Uint8Array
}

/** A checkpoint's text taken apart; null when it is not exactly one. Signatures are not checked here. */
export function parseCheckpoint(
  text: string,
): { readonly checkpoint: Checkpoint; readonly signatures: readonly NoteSignature[] } | null {
  const [body, tail, ...more] = text.split('\n\n')
  const [origin, sizeText, rootText, ...rest] = (body ?? '').split('\n')
  const root = fromBase64(rootText ?? '')
  if (!origin || !/^(0|[1-9]\d{0,14})$/.test(sizeText ?? '') || root?.length !== 32) return null
  if (rest.length > 0 || more.length > 0 || !tail?.endsWith('\n')) return null
  const signatures: NoteSignature[] = []
  for (const line of tail.slice(0, -1).split('\n')) {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? []
    const blob = fromBase64(encoded ?? '')
    if (!name || !blob || blob.length < 5) return null
    signatures.push({ name, blob })
  }
  return { checkpoint: { origin, size: Number(sizeText), root }, signatures }
}

/**
 * The checkpoints' texts in a file of many, each followed by an empty line. What is not one is passed over: a write that
 * was cut short leaves a piece, and the same checkpoint comes whole after it.
 */
export function splitCheckpoints(file: string): readonly string[] {
  const pieces = file.split('\n\n')
  const notes: string[] = []
  for (let i = 0; i + 1 < pieces.length; i++) {
    const note = `${pieces[i]}\n\n${pieces[i + 1]}\n`
    if (!parseCheckpoint(note)) continue
    notes.push(note)
    i++
  }
  return notes
}

/** The checkpoint in a text that the log's key has signed; null for anything else, other logs' checkpoints included. */
export async function verifyCheckpoint(text: string, key: NoteKey, crypto: CryptoPort): Promise<Checkpoint | null> {
  const parsed = parseCheckpoint(text)
  if (!parsed || parsed.checkpoint.origin !== key.name) return null
  const id = await keyId(key, LOG_SIGNATURE, crypto)
  const body = utf8(checkpointBody(parsed.checkpoint))
  for (const { name, blob } of parsed.signatures) {
    if (name !== key.name || blob.length !== 68 || !equalBytes(blob.slice(0, 4), id)) continue
    if (await crypto.ed25519Verify(key.publicKey, body, blob.slice(4))) return parsed.checkpoint
  }
  return null
}

/** When a witness cosigned the checkpoint, in Unix seconds; null when its signature is not there or does not hold. */
export async function verifyCosignature(text: string, witness: NoteKey, crypto: CryptoPort): Promise<number | null> {
  const parsed = parseCheckpoint(text)
  const id = await keyId(witness, COSIGNATURE, crypto)
  for (const { name, blob } of parsed?.signatures ?? []) {
    if (!parsed || name !== witness.name || blob.length !== 76 || !equalBytes(blob.slice(0, 4), id)) continue
    const seconds = Number(blob.slice(4, 12).reduce((value, byte) => value * 256n + BigInt(byte), 0n))
    const bytes = cosignedBytes(parsed.checkpoint, seconds)
    if (await crypto.ed25519Verify(witness.publicKey, bytes, blob.slice(12))) return seconds
  }
  return null
}

/** A row of the log and the proof that it is in the tree of a checkpoint. */
export interface Anchor {
  readonly row: LogRow
  /** Sibling hashes from the leaf upwards, lower-case hex. */
  readonly proof: readonly string[]
}

/** Whether the anchor's row is in the checkpoint's tree. */
export async function verifyAnchor(anchor: Anchor, checkpoint: Checkpoint, crypto: CryptoPort): Promise<boolean> {
  if (!isLogRow(anchor.row)) return false
  const proof = anchor.proof.map(text => fromHex(text))
  if (!proof.every(hash => hash?.length === 32)) return false
  const leaf = await logLeaf(anchor.row, crypto)
  const path = proof.map(hash => hash ?? new Uint8Array(0))
  return verifyInclusion({ leaf, index: anchor.row.index, ...checkpoint, proof: path }, crypto)
}
