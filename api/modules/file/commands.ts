import { violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, Refusal, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { ownerOf } from './owner.ts'
import * as store from './store.ts'

/**
 * Files that a command is about to refer to. Each must be stored, belong to the actor's own organisation and not have
 * failed the virus scan; whoever refers to them does it by a foreign key, which keeps them.
 * @param path of the list in the command's input: a refusal names `path[i]`
 * @returns the files in the order asked
 */
export async function claimFiles(
  tx: Tx,
  actor: SignedIn,
  fileIds: readonly string[],
  path: string,
): Promise<readonly store.StoredFileRow[]> {
  const found = new Map((await store.lockFiles(tx, ownerOf(actor), fileIds)).map(file => [file.id, file]))
  return fileIds.map((id, i) => {
    const file = found.get(id) ?? refuse('notFound', `${path}[${i}]`)
    if (file.scan === 'infected') refuse('fileNotClean', `${path}[${i}]`, { name: file.name })
    return file
  })
}

/** Removes files of the signed-in organisation that nothing refers to; all of them, or none. @returns how many */
export async function removeFiles(ctx: CommandContext, fileIds: readonly string[]): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'removeFiles')
  if (fileIds.length === 0) refuse('required', 'fileIds')
  refuseIf(
    fileIds.flatMap((id, i) =>
      fileIds.indexOf(id) < i ? [violation('duplicate', `fileIds[${i}]`, { value: id })] : [],
    ),
  )
  return ctx.db.tx(async tx => {
    const files = await claimFiles(tx, actor, fileIds, 'fileIds')
    for (const [i, file] of files.entries()) {
      if (!(await store.deleteFile(tx, file.id)))
        throw new Refusal([violation('fileInUse', `fileIds[${i}]`, { name: file.name })])
      const payload = { name: file.name, sha256: file.sha256 }
      await appendAudit(tx, actor, {
        tenderId: null,
        action: 'removeFile',
        subject: `file:${file.sha256}`,
        payload,
        changes: 1,
      })
    }
    return { count: files.length }
  })
}
