/** The log in the end, against everything that was received on the way. */
import fs from 'node:fs'
import { type Checkpoint, parseNoteKey, splitCheckpoints, verifyCheckpoint } from '#domain/auditLog.ts'
import { fromHex, hex } from '#domain/bytes.ts'
import { verifyConsistency } from '#domain/merkle.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { type Campaign, personOf } from '../../rehearsal/campaign.ts'
import type { Random } from '../../rehearsal/random.ts'
import { verifyAudit } from '../../verify/audit.ts'
import { faultText } from '../../verify/texts.ts'
import type { Kept } from './bidLane.ts'
import { hold } from './promise.ts'
import type { Stand } from './stand.ts'

const PROOFS = 400

interface ExportedLog {
  readonly checkpoint: string
  readonly rows: readonly unknown[]
}

/** @returns how many rows the log has */
export async function checkLog(stand: Stand, c: Campaign, receipts: readonly Kept[], r: Random): Promise<number> {
  const auditor = await personOf(c, 'auditor-1')
  const logKey = (await auditor.download('/log/key')).toString('utf8').trim()
  const log = JSON.parse((await auditor.download('/log/audit.json')).toString('utf8')) as ExportedLog
  // Read after the log: a checkpoint is in the database first and in the file at once after it.
  const checkpoints = fs.readFileSync(stand.checkpointFile, 'utf8')
  const { fault } = await verifyAudit(log, { logKey, checkpoints: upTo(checkpoints, log.checkpoint) }, nodeCrypto)
  hold(fault === null, 'the final log verifies against its file of checkpoints', () =>
    fault ? faultText(fault, 'en') : '',
  )
  for (const { key, anchor } of receipts) {
    const same = JSON.stringify(sorted(log.rows[anchor.row.index])) === JSON.stringify(sorted(anchor.row))
    hold(same, 'every row of a receipt is still at its place in the log', () => `${key}: row ${anchor.row.index}`)
  }
  const noteKey = await parseNoteKey(logKey, nodeCrypto)
  const final = noteKey && (await verifyCheckpoint(log.checkpoint, noteKey, nodeCrypto))
  hold(final !== null, 'the final checkpoint is signed', () => log.checkpoint)
  const mirrored = new Map<number, string>()
  for (const note of splitCheckpoints(checkpoints)) {
    const checkpoint = noteKey && (await verifyCheckpoint(note, noteKey, nodeCrypto))
    if (checkpoint) mirrored.set(checkpoint.size, hex(checkpoint.root))
  }
  for (const { key, checkpoint } of receipts) {
    const same = mirrored.get(checkpoint.size) === hex(checkpoint.root)
    hold(same, 'every received checkpoint is in the file outside the database', () => `${key}: ${checkpoint.size}`)
  }
  const received = [...new Map(receipts.map(({ checkpoint }) => [checkpoint.size, checkpoint])).values()]
  for (const checkpoint of r.shuffle(received).slice(0, PROOFS)) await checkPrefix(auditor, checkpoint, final)
  return log.rows.length
}

/** The file may have grown since the log was read. */
function upTo(checkpoints: string, last: string): string {
  const at = checkpoints.indexOf(last)
  return at < 0 ? checkpoints : `${checkpoints.slice(0, at + last.length)}\n`
}

const sorted = (row: unknown) =>
  Object.entries(typeof row === 'object' && row !== null ? row : {}).sort(([a], [b]) => (a < b ? -1 : 1))

async function checkPrefix(
  auditor: { download(path: string): Promise<Buffer> },
  first: Checkpoint,
  second: Checkpoint,
): Promise<void> {
  const answer = await auditor.download(`/log/proof?from=${first.size}&to=${second.size}`)
  const { proof } = JSON.parse(answer.toString('utf8')) as { proof: readonly string[] }
  const hashes = proof.map(text => fromHex(text) ?? new Uint8Array(0))
  const claim = {
    first: first.size,
    firstRoot: first.root,
    second: second.size,
    secondRoot: second.root,
    proof: hashes,
  }
  const isPrefix = await verifyConsistency(claim, nodeCrypto)
  hold(isPrefix, 'every received checkpoint is a prefix of the final log', () => `${first.size} in ${second.size}`)
}
