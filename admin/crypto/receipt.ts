/**
 * The receipt of a sealed bid (integrity design §1): the platform's word counts only when the log carries it. Checked in
 * the supplier's browser before it says "handed in", and again from the saved file at any later time.
 */
import { type Anchor, isLogRow, parseNoteKey, verifyAnchor, verifyCheckpoint } from '#domain/auditLog.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { hasTexts, readJson } from './fileBytes.ts'

export const RECEIPT_KIND = 'bencao.receipt/1'

/** What a supplier keeps. All hashes are lower-case hex. */
export interface ReceiptFile {
  readonly kind: typeof RECEIPT_KIND
  readonly tender: string
  readonly round: number
  readonly lot: string
  readonly supplier: string
  readonly seq: number
  readonly leaf: string
  /** SHA-256 of the envelope's bytes. */
  readonly envelopeHash: string
  readonly policyHash: string
  readonly submittedAt: string
  /** The log's key, from the policy that all officers signed. */
  readonly logKey: string
  readonly row: Anchor['row']
  readonly proof: readonly string[]
  readonly checkpoint: string
}

/**
 * `leaf`: of another envelope. `row`: not a row of the log, or not the one of this envelope. `logKey`: not a key, or
 * another log's. `checkpoint`: not signed by the log. `proof`: the row is not in the checkpoint's tree.
 */
export type ReceiptFault = 'leaf' | 'row' | 'logKey' | 'checkpoint' | 'proof'

export interface ReceiptClaim {
  /** Leaf hash that this browser computed from its own envelope. */
  readonly ownLeaf: string
  /** Leaf hash that the platform names. */
  readonly leaf: string
  readonly anchor: unknown
  readonly checkpoint: string
  /** The key of the log as the policy pins it. */
  readonly logKey: string
}

function isAnchor(value: unknown): value is Anchor {
  if (typeof value !== 'object' || value === null || !('row' in value) || !('proof' in value)) return false
  const { row, proof } = value
  if (typeof row !== 'object' || row === null || !Array.isArray(proof)) return false
  return proof.every(hash => typeof hash === 'string')
}

/** The row and proof of an answer; null for anything without their form. */
export function readAnchor(value: unknown): Anchor | null {
  return isAnchor(value) ? value : null
}

/** The subject under which the log names an entry of a round. */
export function entrySubject(leaf: string): string {
  return `sealedBid:${leaf}`
}

/** Everything that is wrong with a receipt; empty when the entry is certainly on the log. */
export async function checkReceipt(claim: ReceiptClaim, crypto: CryptoPort): Promise<readonly ReceiptFault[]> {
  const { anchor, leaf, ownLeaf } = claim
  const key = await parseNoteKey(claim.logKey, crypto)
  const checkpoint = key ? await verifyCheckpoint(claim.checkpoint, key, crypto) : null
  const isRow = isAnchor(anchor) && isLogRow(anchor.row) && anchor.row.subject === entrySubject(leaf)
  const isProven = checkpoint !== null && isRow && (await verifyAnchor(anchor, checkpoint, crypto))
  const faults: readonly (readonly [ReceiptFault, boolean])[] = [
    ['leaf', leaf !== ownLeaf],
    ['row', !isRow],
    ['logKey', key === null],
    ['checkpoint', key !== null && checkpoint === null],
    ['proof', checkpoint !== null && isRow && !isProven],
  ]
  return faults.filter(([, isFault]) => isFault).map(([fault]) => fault)
}

/** The receipts of a saved file, one or many; null for any other text. Nothing in them is checked yet. */
export function readReceipts(text: string): readonly ReceiptFile[] | null {
  const value = readJson(text)
  const all = (Array.isArray(value) ? value : [value]).map(readReceipt)
  const receipts = all.filter(one => one !== null)
  return receipts.length === all.length && all.length > 0 ? receipts : null
}

function readReceipt(value: unknown): ReceiptFile | null {
  const texts = ['kind', 'tender', 'lot', 'leaf', 'envelopeHash', 'policyHash', 'logKey', 'checkpoint'] as const
  return hasTexts(value, ...texts) && value.kind === RECEIPT_KIND && isReceipt(value) ? value : null
}

function isReceipt(value: object): value is ReceiptFile {
  return isAnchor(value) && 'round' in value && 'seq' in value && 'supplier' in value && 'submittedAt' in value
}

/** Checks a saved receipt against the log's key as the round's policy pins it. */
export function checkReceiptFile(
  file: ReceiptFile,
  pinned: { readonly logKey: string },
  crypto: CryptoPort,
): Promise<readonly ReceiptFault[]> {
  const { leaf, row, proof, checkpoint } = file
  return checkReceipt({ ownLeaf: leaf, leaf, anchor: { row, proof }, checkpoint, logKey: pinned.logKey }, crypto)
}
