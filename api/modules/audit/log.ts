import { createHash } from 'node:crypto'
import { type Anchor, noteKeyText } from '#domain/auditLog.ts'
import { hex } from '#domain/bytes.ts'
import { foldSubtrees, inclusionRanges, type NodeAt, subtrees } from '#domain/merkle.ts'
import { type Anchors, type AuditLog, refuse } from '../../context.ts'
import { ed25519PublicKey, nodeCrypto } from '../../platform/crypto.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { groupCommit } from '../../platform/groupCommit.ts'
import type { Log } from '../../platform/log.ts'
import { logRowOf, nodesAt, type PlacedRow, placesOf } from './logStore.ts'
import { startSequencer } from './sequencer.ts'

export interface AuditLogParts {
  readonly db: Db
  readonly databaseUrl: string
  /** Ed25519 key that signs checkpoints, 32 bytes. */
  readonly privateKey: Uint8Array
  /** Append-only file of all checkpoints, outside the database. */
  readonly checkpointFile: string
  /** First line of checkpoints; by default `bencao/` and the beginning of the public key's hash. */
  readonly origin?: string
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}

const PATIENCE_MS = 20_000
const BATCH_LIMIT = 512

/** Opens the log of a database; this process stands ready to order it. */
export async function openAuditLog(parts: AuditLogParts): Promise<AuditLog> {
  const { db, databaseUrl, privateKey, checkpointFile, log } = parts
  const publicKey = ed25519PublicKey(privateKey)
  const name = parts.origin ?? `bencao/${createHash('sha256').update(publicKey).digest('hex').slice(0, 16)}`
  const key = { name, publicKey, privateKey }
  const sequencer = startSequencer({ key, checkpointFile, db, databaseUrl, log })
  const settle = () => inTime(sequencer.settle())
  // Requests that wait for the same checkpoint are read together.
  const read = groupCommit((wanted: readonly (readonly bigint[])[]) => readAnchors(db, wanted), BATCH_LIMIT)
  return {
    key: await noteKeyText(key, nodeCrypto),
    settle,
    async anchorsOf(rowSeqs) {
      await settle()
      return read(rowSeqs)
    },
    close: () => sequencer.close(),
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(true), PATIENCE_MS)
  })
  const isLate = await Promise.race([work.then(() => false), late])
  clearTimeout(timer)
  if (isLate) refuse('logBusy')
}

async function readAnchors(db: Db, wanted: readonly (readonly bigint[])[]): Promise<readonly Anchors[]> {
  return db.once(async tx => {
    const rows = await placesOf(tx, [...new Set(wanted.flat())])
    const checkpoint = rows[0]?.note ?? ''
    const anchors = new Map<bigint, Anchor>()
    const hashes = await proofNodes(tx, rows)
    for (const row of rows) anchors.set(row.seq, await anchorOf(row, hashes))
    for (const seq of wanted.flat()) if (!anchors.has(seq)) throw new Error(`audit row ${seq} is not in the log`)
    return wanted.map(seqs => ({ anchors: new Map(seqs.flatMap(seq => pair(anchors, seq))), checkpoint }))
  })
}

const pair = (anchors: ReadonlyMap<bigint, Anchor>, seq: bigint): [bigint, Anchor][] => {
  const anchor = anchors.get(seq)
  return anchor ? [[seq, anchor]] : []
}

const nameOf = (node: NodeAt): string => `${node.level}/${node.index}`

async function proofNodes(tx: Tx, rows: readonly PlacedRow[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = new Map<string, NodeAt>()
  for (const row of rows)
    for (const [start, end] of inclusionRanges(Number(row.index), Number(row.size)))
      for (const node of subtrees(start, end)) wanted.set(nameOf(node), node)
  const found = await nodesAt(tx, [...wanted.values()])
  return new Map([...found].map(([name, node]) => [name, node.hash]))
}

async function anchorOf(row: PlacedRow, hashes: ReadonlyMap<string, Uint8Array>): Promise<Anchor> {
  const proof: string[] = []
  for (const [start, end] of inclusionRanges(Number(row.index), Number(row.size)))
    proof.push(hex(await rangeHash(start, end, hashes)))
  return { row: await logRowOf(row, Number(row.index), row.previous), proof }
}

/** The root of a range of leaves of a proof, from the complete subtrees it is made of. */
export async function rangeHash(
  start: number,
  end: number,
  hashes: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> {
  const parts = subtrees(start, end).map(node => hashes.get(nameOf(node)))
  return foldSubtrees(
    parts.map(hash => hash ?? missing()),
    nodeCrypto,
  )
}

function missing(): never {
  throw new Error("a subtree of the log's tree is not in the database")
}
