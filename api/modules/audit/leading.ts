import { logLeaf, type NoteKey, signCheckpoint, verifyCheckpoint } from '#domain/auditLog.ts'
import { equalBytes } from '#domain/bytes.ts'
import { type Edge, foldSubtrees, growTree, subtrees, treeRoot } from '#domain/merkle.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { type CheckpointFile, lastCheckpoint, openCheckpointFile } from './checkpointFile.ts'
import * as store from './logStore.ts'

/** What a leader signs with and writes to. */
export interface LogBook {
  readonly key: NoteKey & { readonly privateKey: Uint8Array }
  /** Append-only file of all checkpoints, outside the database. */
  readonly checkpointFile: string
}

const PASS_ROWS = 5000
/** How long after a number was missed the transactions are noted that may still bring its row. */
const NOTE_AFTER_MS = 1000

/** A number without a row: its transaction still runs or was rolled back. `until` is null until that is looked at. */
interface Hole {
  readonly seen: number
  until: bigint | null
}

/**
 * The one who orders the log, on the connection that holds the leader's lock: when that is lost, nothing can be written
 * any more. Rows are found behind the highest number in use and among the numbers missed so far. A number is given up
 * when every transaction that ran a second after it was missed has ended: it was rolled back then.
 */
export interface Leader {
  /** Puts all rows that were committed before the call under a checkpoint that is on the disk. */
  pass(): Promise<void>
  /** Lets go of the file. */
  close(): Promise<void>
  /** Adds rows that a sweep found without a leaf. */
  remind(seqs: readonly bigint[]): void
  /** Sweeps are due for transactions that ran when the leader took over, once they have ended. */
  readonly sweptBefore: bigint
}

interface Tree {
  size: number
  edge: Edge
  last: Uint8Array | null
}

/**
 * Takes over: reads the tree's right edge, writes to the file of checkpoints what it lacks, looks for rows left behind.
 * @throws Error when the log was signed by another key, or the file knows more than the database
 */
export async function takeOver(tx: Tx, book: LogBook): Promise<Leader> {
  const newest = (await store.newestCheckpoint(tx)) ?? (await signFirst(tx, book))
  if (!(await verifyCheckpoint(newest.note, book.key, nodeCrypto)))
    throw new Error('the log was signed by another key: start with the platform key and LOG_ORIGIN it was begun with')
  const file = await openCheckpointFile(book.checkpointFile)
  try {
    await catchUp(tx, book, file, newest)
    return await lead(tx, book, file, newest)
  } catch (error) {
    await file.close()
    throw error
  }
}

async function lead(tx: Tx, book: LogBook, file: CheckpointFile, newest: store.StoredCheckpoint): Promise<Leader> {
  const tree = await loadTree(tx, newest)
  const { missing, unused, head, xmax } = await store.sweep(tx)
  const now = performance.now()
  const holes = new Map<bigint, Hole>([...missing, ...unused].map(seq => [seq, { seen: now, until: null }]))
  const state = { head, holes }
  return {
    sweptBefore: xmax,
    close: () => file.close(),
    remind: seqs => {
      for (const seq of seqs) if (!holes.has(seq)) holes.set(seq, { seen: performance.now(), until: null })
    },
    pass: async () => {
      for (let more = true; more; ) {
        const seqs = [...holes.keys()].sort((a, b) => (a < b ? -1 : 1))
        const seen = await store.rowsWithoutLeaf(tx, state.head, seqs, PASS_ROWS)
        more = seen.rows.length === PASS_ROWS
        if (seen.rows.length > 0) await file.append([await write(tx, book, tree, seen.rows)])
        advance(state, seen, more)
      }
    },
  }
}

async function signFirst(tx: Tx, book: LogBook): Promise<store.StoredCheckpoint> {
  const root = await treeRoot([], nodeCrypto)
  const note = await signCheckpoint({ origin: book.key.name, size: 0, root }, book.key, nodeCrypto)
  await store.grow(tx, { leaves: [], nodes: [], checkpoint: { size: 0, root, note } })
  return { size: 0, root, note, at: new Date(0) }
}

/** A file that is ahead of the database means that the database lost rows which were promised: nothing may be signed on. */
async function catchUp(tx: Tx, book: LogBook, file: CheckpointFile, newest: store.StoredCheckpoint): Promise<void> {
  const last = await lastCheckpoint(book.checkpointFile, book.key)
  const same = last && (await store.checkpointOf(tx, last.size))
  if (last && !(same && equalBytes(same.root, last.root)))
    throw new Error(
      `${book.checkpointFile} knows ${last.size} rows that the database does not have (it has ${newest.size}): restore it`,
    )
  for (let size = last?.size ?? -1; size < newest.size; ) {
    const next = await store.checkpointsAfter(tx, size, 1000)
    await file.append(next.map(checkpoint => checkpoint.note))
    size = next.at(-1)?.size ?? newest.size
  }
}

async function loadTree(tx: Tx, { size }: store.StoredCheckpoint): Promise<Tree> {
  const parts = subtrees(0, size)
  const nodes = await store.nodesAt(tx, parts)
  const edge = parts.map(part => nodes.get(`${part.level}/${part.index}`) ?? lost(size))
  return { size, edge, last: size === 0 ? null : ((await store.leafAt(tx, size - 1)) ?? lost(size)) }
}

function lost(size: number): never {
  throw new Error(`the log's tree of ${size} rows is not whole in the database`)
}

/** @returns the signed checkpoint over the tree with these rows */
async function write(tx: Tx, book: LogBook, tree: Tree, rows: readonly store.StoredRow[]): Promise<string> {
  const leaves: store.Growth['leaves'][number][] = []
  let { size, last } = tree
  for (const row of rows) {
    const hash = await logLeaf(await store.logRowOf(row, size, last), nodeCrypto)
    leaves.push({ index: size, seq: row.seq, hash })
    last = hash
    size++
  }
  const { edge, completed } = await growTree(
    tree.edge,
    leaves.map(leaf => leaf.hash),
    nodeCrypto,
  )
  const root = await foldSubtrees(
    edge.map(node => node.hash),
    nodeCrypto,
  )
  const note = await signCheckpoint({ origin: book.key.name, size, root }, book.key, nodeCrypto)
  await store.grow(tx, { leaves, nodes: completed, checkpoint: { size, root, note } })
  Object.assign(tree, { size, edge, last })
  return note
}

function advance(state: { head: bigint; holes: Map<bigint, Hole> }, seen: store.Seen, isCut: boolean): void {
  const { holes } = state
  const now = performance.now()
  for (const { seq } of seen.rows) {
    holes.delete(seq)
    if (seq <= state.head) continue
    for (let gap = state.head + 1n; gap < seq; gap++) holes.set(gap, { seen: now, until: null })
    state.head = seq
  }
  if (isCut) return
  for (const [seq, hole] of holes) {
    if (hole.until === null && now - hole.seen >= NOTE_AFTER_MS) hole.until = seen.xmax
    else if (hole.until !== null && seen.xmin >= hole.until) holes.delete(seq)
  }
}
