import fs from 'node:fs/promises'
import path from 'node:path'
import { type Checkpoint, type NoteKey, splitCheckpoints, verifyCheckpoint } from '#domain/auditLog.ts'
import { nodeCrypto } from '../../platform/crypto.ts'

/** Long enough for the last checkpoint and a piece of one that was cut short. */
const TAIL_BYTES = 16_384

/** The last checkpoint of the file that the key has signed; null when there is none, or no file. */
export async function lastCheckpoint(file: string, key: NoteKey): Promise<Checkpoint | null> {
  for (const note of splitCheckpoints(await tailOf(file)).toReversed()) {
    const checkpoint = await verifyCheckpoint(note, key, nodeCrypto)
    if (checkpoint) return checkpoint
  }
  return null
}

async function tailOf(file: string): Promise<string> {
  const handle = await fs.open(file, 'r').catch(() => null)
  if (!handle) return ''
  try {
    const { size } = await handle.stat()
    const start = Math.max(0, size - TAIL_BYTES)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start)
    // A tail may begin within a checkpoint: what is left of that one does not parse.
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** The file, open for what comes. */
export interface CheckpointFile {
  /** Appends checkpoints' texts; they are on the disk when it returns. */
  append(notes: readonly string[]): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the file to append; makes it and its folder. What was cut short is closed off, so that the next checkpoint stands
 * by itself: checkpoints are parted by empty lines, so the file must end with whole ones.
 */
export async function openCheckpointFile(file: string): Promise<CheckpointFile> {
  await fs.mkdir(path.dirname(file), { recursive: true })
  const tail = await tailOf(file)
  const lineEnds = /\n*$/.exec(tail)?.[0].length ?? 0
  const missing = lineEnds === 0 ? 2 : lineEnds % 2
  const handle = await fs.open(file, 'a', 0o644)
  if (tail !== '' && missing > 0) await handle.writeFile('\n'.repeat(missing))
  return {
    async append(notes) {
      if (notes.length === 0) return
      await handle.writeFile(notes.map(note => `${note}\n`).join(''))
      await handle.datasync()
    },
    close: () => handle.close(),
  }
}
