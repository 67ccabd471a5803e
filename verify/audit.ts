import {
  type Checkpoint,
  isLogRow,
  type LogRow,
  logLeaf,
  NO_LEAF,
  type NoteKey,
  parseCheckpoint,
  parseNoteKey,
  splitCheckpoints,
  verifyCheckpoint,
} from '#domain/auditLog.ts'
import { equalBytes, fromHex, hex } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { type Edge, foldSubtrees, growTree, treeRoot } from '#domain/merkle.ts'
import { type Checker, type Progress, type Report, reporting } from './report.ts'

/** The exported log: rows in order; of those that must stay hidden the place and the leaf only. */
export interface AuditFile {
  readonly type: 'bencao-audit/1'
  readonly logKey: string
  /** Signed checkpoint over exactly these rows, C2SP text. */
  readonly checkpoint: string
  readonly rows: readonly (LogRow | HiddenRow)[]
}

interface HiddenRow {
  readonly index: number
  readonly leaf: string
}

/** What the caller has from elsewhere. */
export interface Trusted {
  /** The file of checkpoints that is kept outside the database. */
  readonly checkpoints?: string
  /** The log's verifier key. */
  readonly logKey?: string
}

/** Whether a parsed file says that it is an exported log. */
export function isAudit(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'bencao-audit/1'
}

/**
 * Checks the log on its own: computes every leaf, the chain of leaves and every tree again, and holds them against the
 * signed checkpoint and each one of the file of checkpoints. The first bad row is named.
 */
export function verifyAudit(
  value: unknown,
  trusted: Trusted,
  crypto: CryptoPort,
  progress?: Progress,
): Promise<Report> {
  return reporting(async (check: Checker) => {
    const file = shaped(value, check)
    check.expect(trusted.logKey === undefined || trusted.logKey === file.logKey, 'otherLogKey')
    const key = await parseNoteKey(file.logKey, crypto)
    check.expect(key !== null, 'logKey')
    const signed = await verifyCheckpoint(file.checkpoint, key, crypto)
    check.expect(signed !== null, 'checkpoint')
    const known = trusted.checkpoints === undefined ? [] : await mirrored(trusted.checkpoints, key, crypto, check)
    check.expect(file.rows.length === signed.size, 'logSize', { size: signed.size, rows: file.rows.length })
    const within = known.filter(checkpoint => checkpoint.size <= signed.size)
    await checkTree(file.rows, [...within, signed], crypto, check)
    const newest = known.at(-1)?.size ?? 0
    check.expect(newest <= signed.size, 'cutOff', { known: newest, found: signed.size })
  }, progress)
}

const FILE_FIELDS = ['checkpoint', 'logKey', 'rows', 'type']

function shaped(value: unknown, check: Checker): AuditFile {
  const isObject = typeof value === 'object' && value !== null
  check.expect(isObject && Object.keys(value).sort().join() === FILE_FIELDS.join(), 'malformed', { detail: '' })
  const { type, logKey, checkpoint, rows } = value as Partial<Record<keyof AuditFile, unknown>>
  check.expect(type === 'bencao-audit/1', 'kind', { kinds: 'bencao-audit/1' })
  check.expect(typeof logKey === 'string' && typeof checkpoint === 'string', 'malformed', { detail: '' })
  check.expect(Array.isArray(rows), 'malformed', { detail: 'rows' })
  return { type, logKey, checkpoint, rows }
}

/** The checkpoints of the file in order of size, one of each. A piece of a write that was cut short is passed over. */
async function mirrored(text: string, key: NoteKey, crypto: CryptoPort, check: Checker): Promise<Checkpoint[]> {
  const bySize = new Map<number, Checkpoint>()
  const unsigned: number[] = []
  for (const note of splitCheckpoints(text)) {
    const checkpoint = await verifyCheckpoint(note, key, crypto)
    if (!checkpoint) {
      unsigned.push(parseCheckpoint(note)?.checkpoint.size ?? 0)
      continue
    }
    const same = bySize.get(checkpoint.size)
    check.expect(!same || equalBytes(same.root, checkpoint.root), 'fork', { size: checkpoint.size })
    bySize.set(checkpoint.size, checkpoint)
  }
  for (const size of unsigned) check.expect(bySize.has(size), 'mirrorSignature', { size })
  check.expect(bySize.size > 0, 'mirrorEmpty')
  return [...bySize.values()].sort((a, b) => a.size - b.size)
}

/** Walks the rows once, from checkpoint to checkpoint. */
async function checkTree(
  rows: AuditFile['rows'],
  checkpoints: readonly Checkpoint[],
  crypto: CryptoPort,
  check: Checker,
): Promise<void> {
  let [from, last]: [number, string] = [0, NO_LEAF]
  let edge: Edge = []
  for (const { size, root } of checkpoints) {
    const leaves: Uint8Array[] = []
    for (let i = from; i < size; i++) {
      checkPrevious(rows, i, last, check)
      const leaf = await leafOf(rows[i], i, crypto, check)
      leaves.push(leaf)
      last = hex(leaf)
    }
    edge = (await growTree(edge, leaves, crypto)).edge
    const hashes = edge.map(node => node.hash)
    const found = hashes.length === 0 ? await treeRoot([], crypto) : await foldSubtrees(hashes, crypto)
    if (!equalBytes(found, root)) nameChange(rows, from, size, last, check)
    check.saw('checkpoints')
    from = size
  }
}

const actionOf = (row: LogRow | HiddenRow | undefined): string => (row && 'action' in row ? row.action : '…')

/** Every row names the leaf before it. */
function checkPrevious(rows: AuditFile['rows'], i: number, last: string, check: Checker): void {
  const row = rows[i]
  if (!row || !('previous' in row)) return
  const params = { index: i - 1, action: actionOf(rows[i - 1]), next: i }
  check.expect(row.previous === last, i === 0 ? 'rowForm' : 'rowChain', i === 0 ? { index: 0 } : params)
}

/** The tree is not the signed one: the row before a broken link is the bad one; else it is one of those since the last. */
function nameChange(rows: AuditFile['rows'], from: number, size: number, last: string, check: Checker): void {
  if (size < rows.length) checkPrevious(rows, size, last, check)
  const index = size - 1
  check.expect(size - from !== 1, 'rowUnsigned', { index, action: actionOf(rows[index]) })
  check.expect(false, 'rowsUnsigned', { from, to: index })
}

const ROW_FIELDS = 10

async function leafOf(
  row: LogRow | HiddenRow | undefined,
  index: number,
  crypto: CryptoPort,
  check: Checker,
): Promise<Uint8Array> {
  check.expect(row?.index === index, 'rowGap', { index })
  if ('leaf' in row) {
    const leaf = typeof row.leaf === 'string' ? fromHex(row.leaf) : null
    check.expect(leaf?.length === 32 && Object.keys(row).length === 2, 'rowForm', { index })
    check.saw('hiddenRows')
    return leaf
  }
  check.expect(Object.keys(row).length === ROW_FIELDS && isLogRow(row), 'rowForm', { index })
  check.saw('logRows')
  return logLeaf(row, crypto)
}
