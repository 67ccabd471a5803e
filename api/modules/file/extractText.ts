import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { FileType } from '#domain/files.ts'
import type { CommandContext } from '../../context.ts'
import type { FileStore } from '../../platform/files/fileStore.ts'
import { onContent } from './contentTask.ts'
import { findPendingText, saveText, setTextFailed } from './store.ts'

/** Reads the words of stored content, once. Content that is not waiting for it is left alone. */
export async function extractText(ctx: CommandContext, sha256: string): Promise<void> {
  const waiting = await ctx.db.tx(tx => findPendingText(tx, sha256))
  if (!waiting) return
  const stored = await ctx.files.open(sha256) // an outage of the store is tried again
  stored.destroy()
  const found = await localCopy(ctx.files, sha256, file =>
    // Whatever the file does to its reader it would do again: it is marked.
    onContent<'extract'>({ kind: 'extract', file, type: waiting.type }).catch(() => null),
  )
  await ctx.db.tx(tx => (found ? saveText(tx, sha256, found) : setTextFailed(tx, sha256)))
}

/** Marks content whose text could not be read after all tries. */
export const failText = (ctx: CommandContext, sha256: string): Promise<number> =>
  ctx.db.tx(tx => setTextFailed(tx, sha256))

/** Runs `use` with a local copy of stored content. */
export const localCopy = <R>(files: FileStore, sha256: string, use: (file: string) => Promise<R>): Promise<R> =>
  files.withTemporary(async file => {
    await pipeline(await files.open(sha256), createWriteStream(file, { mode: 0o600 }))
    return use(file)
  })

/** The beginning of a workbook's or csv's sheets as text; null when it is beyond what is read. */
export const tableOf = (files: FileStore, sha256: string, type: FileType) =>
  localCopy(files, sha256, file => onContent<'table'>({ kind: 'table', file, type }))
