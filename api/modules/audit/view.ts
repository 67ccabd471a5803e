import { createHash, timingSafeEqual } from 'node:crypto'
import { type NoteKey, parseNoteKey, verifyCheckpoint, verifyCosignature } from '#domain/auditLog.ts'
import { equalBytes, hex } from '#domain/bytes.ts'
import { consistencyRanges, subtrees } from '#domain/merkle.ts'
import { may } from '#domain/permissions.ts'
import { type CommandContext, refuse } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { rangeHash } from './log.ts'
import { checkpointOf, logRowOf, newestCheckpoint, nodesAt, type StoredCheckpoint } from './logStore.ts'
import * as view from './viewStore.ts'

/** Who looks at the log, and what lets a witness in. */
export interface Viewer {
  readonly ctx: CommandContext
  /** Value of the Authorization header. */
  readonly authorization: string | undefined
}

/** Witnesses of the log. */
export interface Witnesses {
  /** Verifier keys, text. */
  readonly keys: readonly string[]
  readonly token: string | undefined
}

const SIZE_READERS: readonly (string | undefined)[] = ['office', 'officer', 'supervisor', 'auditor', 'admin']

/** How much of the log tells nothing about bids (docs/decisions/0007): null for those who may see all of it. Refuses a wrong token. */
async function limitFor(tx: Tx, { ctx, authorization }: Viewer, { token }: Witnesses): Promise<number | null> {
  if (SIZE_READERS.includes(ctx.actor?.role)) return null
  // A wrong token is refused and not taken for none: to its witness the log would seem to go back.
  if (authorization !== undefined) return token && isSame(authorization, `Bearer ${token}`) ? null : refuse('forbidden')
  return view.sizeBeforeBids(tx)
}

/** Compared by hash: the time taken tells nothing of the token. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The newest checkpoint that the viewer may see, with the lines of its witnesses; `notFound` before the first one. */
export function readCheckpoint(viewer: Viewer, witnesses: Witnesses): Promise<string> {
  return viewer.ctx.db.once(async tx => {
    const { size, note } = await visible(tx, viewer, witnesses)
    return note + (await view.cosignaturesOf(tx, size)).map(({ line }) => `${line}\n`).join('')
  })
}

async function visible(tx: Tx, viewer: Viewer, witnesses: Witnesses): Promise<StoredCheckpoint> {
  return (await newestCheckpoint(tx, await limitFor(tx, viewer, witnesses))) ?? refuse('notFound', 'checkpoint')
}

/** The consistency proof between two sizes, hex; `outOfRange` beyond what the viewer may see. */
export function readProof(viewer: Viewer, witnesses: Witnesses, from: number, to: number): Promise<readonly string[]> {
  return viewer.ctx.db.once(async tx => {
    const { size } = await visible(tx, viewer, witnesses)
    if (to > size) refuse('outOfRange', 'to', { min: 0, max: size })
    if (from > to) refuse('outOfRange', 'from', { min: 0, max: to })
    if (from === 0) return []
    const ranges = consistencyRanges(from, to)
    const nodes = await nodesAt(
      tx,
      ranges.flatMap(([start, end]) => subtrees(start, end)),
    )
    const hashes = new Map([...nodes].map(([name, node]) => [name, node.hash]))
    const proof: string[] = []
    for (const [start, end] of ranges) proof.push(hex(await rangeHash(start, end, hashes)))
    return proof
  })
}

const CLOCK_SECONDS = 300

/**
 * Keeps the cosignatures in a checkpoint's text.
 * Refuses a text that is not a checkpoint of this log (`badSignature`) and one that no known witness has signed, or at
 * a time off by more than five minutes (`forbidden`).
 * @returns how many are new
 */
export async function addCosignatures(ctx: CommandContext, witnesses: Witnesses, text: string): Promise<number> {
  const log = await parseNoteKey(ctx.log.key, nodeCrypto)
  const checkpoint = log && (await verifyCheckpoint(text, log, nodeCrypto))
  if (!checkpoint) return refuse('badSignature', 'checkpoint')
  const signed: NoteKey[] = []
  for (const key of witnesses.keys) {
    const witness = await parseNoteKey(key, nodeCrypto)
    const seconds = witness && (await verifyCosignature(text, witness, nodeCrypto))
    if (witness && seconds !== null && Math.abs(Date.now() / 1000 - seconds) <= CLOCK_SECONDS) signed.push(witness)
  }
  if (signed.length === 0) return refuse('forbidden')
  return ctx.db.tx(async tx => {
    const stored = await checkpointOf(tx, checkpoint.size)
    if (!stored || !equalBytes(stored.root, checkpoint.root)) return refuse('notFound', 'checkpoint')
    let added = 0
    for (const { name } of signed) {
      const line = text.split('\n').find(one => one.startsWith(`— ${name} `)) ?? refuse('badSignature', 'checkpoint')
      if (await view.saveCosignature(tx, { size: checkpoint.size, witness: name, line })) added++
    }
    return added
  })
}

const PAGE = 1000

/**
 * The log as a file that anyone can check (`bencao-audit/1`), piece by piece. Rows that must stay hidden show their leaf
 * only. Who controls sees all tenders; anyone else one tender, once its award notice is published (`forbidden` before).
 */
export async function* exportLog(
  viewer: Viewer,
  witnesses: Witnesses,
  tenderId: string | null,
): AsyncGenerator<string> {
  const { ctx } = viewer
  const isControl = may(ctx.actor?.role ?? 'public', 'auditLog')
  const { checkpoint, hiding } = await ctx.db.once(async tx => {
    if (!isControl && !(tenderId !== null && (await view.isAwardPublished(tx, tenderId))))
      return refuse(ctx.actor ? 'forbidden' : 'notSignedIn')
    const takingBids = await view.tendersTakingBids(tx)
    return { checkpoint: await visible(tx, viewer, witnesses), hiding: { tenderId, takingBids } }
  })
  const { note, size } = checkpoint
  const head = { type: 'bencao-audit/1', logKey: ctx.log.key, checkpoint: note }
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`
  let previous: Uint8Array | null = null
  for (let from = 0; from < size; ) {
    const rows: view.ExportRow[] = await ctx.db.once(tx => view.exportRows(tx, from, size, hiding, PAGE))
    if (rows.length === 0) break
    let text = ''
    for (const row of rows) {
      const index = Number(row.index)
      const shown = row.isHidden ? { index, leaf: hex(row.leaf) } : await logRowOf(row, index, previous)
      text += `${index === 0 ? '' : ','}\n${JSON.stringify(shown)}`
      previous = row.leaf
      from = index + 1
    }
    yield text
  }
  yield '\n]}\n'
}

/** What the people who control see of the log beside its rows. */
export interface LogState {
  readonly key: string
  /** SHA-256 of the key's text, for comparing it by eye. */
  readonly fingerprint: string
  readonly checkpoint: StoredCheckpoint | null
  readonly cosignatures: readonly view.Cosignature[]
}

/** The log's key, its newest checkpoint, and how far each witness has followed. */
export async function readLogState(ctx: CommandContext): Promise<LogState> {
  const { checkpoint, cosignatures } = await ctx.db.once(async tx => ({
    checkpoint: await newestCheckpoint(tx),
    cosignatures: await view.newestCosignatures(tx),
  }))
  return { key: ctx.log.key, fingerprint: digest(ctx.log.key).toString('hex'), checkpoint, cosignatures }
}
