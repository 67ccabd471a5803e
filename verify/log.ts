import { type Anchor, type Checkpoint, parseNoteKey, verifyAnchor, verifyCheckpoint } from '#domain/auditLog.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import {
  EVIDENCE_TYPE,
  type EvidenceFile,
  type EvidenceKind,
  type LoggedRows,
  SEAL_ACTION,
  sealSubject,
} from '#domain/evidence.ts'
import type { Checker } from './report.ts'

/** The rows about a matter by subject, each shown to be in the log. */
export type Rows = ReadonlyMap<string, Anchor['row']>

async function checkpointOf(text: string, logKey: string, crypto: CryptoPort, check: Checker): Promise<Checkpoint> {
  const key = await parseNoteKey(logKey, crypto)
  check.expect(key !== null, 'logKey')
  const checkpoint = await verifyCheckpoint(text, key, crypto)
  check.expect(checkpoint !== null, 'checkpoint')
  check.saw('checkpoints')
  return checkpoint
}

/** Checks that every row is in the tree of the signed checkpoint. */
export async function checkLog(
  log: LoggedRows,
  logKey: string,
  tenderId: string,
  crypto: CryptoPort,
  check: Checker,
): Promise<Rows> {
  const checkpoint = await checkpointOf(log.checkpoint, logKey, crypto, check)
  const rows = new Map<string, Anchor['row']>()
  for (const anchor of log.anchors) {
    const { index, action, subject } = anchor.row
    check.expect(await verifyAnchor(anchor, checkpoint, crypto), 'anchor', { index, action })
    check.expect(anchor.row.tenderId === tenderId, 'foreignRow', { index, action })
    check.expect(!rows.has(subject) || rows.get(subject)?.action !== action, 'repeatedRow', { subject })
    if (!rows.has(subject)) rows.set(subject, anchor.row)
    check.saw('logRows')
  }
  return rows
}

/** The row with this subject. */
export function rowOf(rows: Rows, subject: string, check: Checker): Anchor['row'] {
  const row = rows.get(subject)
  check.expect(row !== undefined, 'rowMissing', { subject })
  return row
}

/** Checks that every one of `first` stands in the log before every one of `then`. */
export function checkOrder(first: readonly Anchor['row'][], then: readonly Anchor['row'][], check: Checker): void {
  const last = first.reduce<Anchor['row'] | null>((a, b) => (a === null || b.index > a.index ? b : a), null)
  for (const row of then)
    check.expect(last === null || last.index < row.index, 'order', {
      first: last?.subject ?? '',
      second: row.subject,
    })
}

/**
 * Checks the file's frame before its content: type, kind, and the log's key against the one that the caller trusts.
 * @param trustedKey null when none is known; the key's text is then for people to compare
 */
export function checkFrame(
  file: EvidenceFile,
  kinds: readonly EvidenceKind[],
  trustedKey: string | null,
  check: Checker,
): void {
  check.expect(file.type === EVIDENCE_TYPE && kinds.includes(file.kind), 'kind', { kinds: kinds.join(', ') })
  check.expect(trustedKey === null || trustedKey === file.seal.logKey, 'otherLogKey')
}

/** Checks last that the content, byte for byte, is the one that the log knows: whatever else was changed shows here. */
export async function checkSeal(file: EvidenceFile, crypto: CryptoPort, check: Checker): Promise<void> {
  const { anchor, checkpoint, logKey } = file.seal
  const tree = await checkpointOf(checkpoint, logKey, crypto, check)
  const { index, action } = anchor.row
  check.expect(await verifyAnchor(anchor, tree, crypto), 'anchor', { index, action })
  const subject = await sealSubject(file.kind, file.content, crypto)
  check.expect(action === SEAL_ACTION && anchor.row.subject === subject, 'content', { kind: file.kind })
  const extra = Object.keys(file).find(name => !['type', 'kind', 'content', 'seal'].includes(name))
  check.expect(extra === undefined, 'malformed', { detail: extra ?? '' })
  check.saw('seals')
}
