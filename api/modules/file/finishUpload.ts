import { createHash } from 'node:crypto'
import { checkFileType, type FileType } from '#domain/files.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, Refusal, type RequestContext, refuse, refuseIf } from '../../context.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { enqueue } from '../../platform/outbox.ts'
import { appendAudit } from '../audit/index.ts'
import type { Checked } from './content.ts'
import { CONTENT_SECONDS, onContent, TooComplex } from './contentTask.ts'
import { ownerOf } from './owner.ts'
import * as store from './store.ts'
import { deleteUpload, loadPieceKeys, type UploadRow } from './uploadStore.ts'
import { forgetUpload, loadUpload, openPieces, removePieces } from './uploads.ts'

/** Kinds whose words are read afterwards. */
const WITH_TEXT: readonly FileType[] = ['pdf', 'xlsx', 'docx']

/**
 * Ends an upload whose bytes have all arrived: they are put together, must have the announced hash, are judged by their
 * content, scanned, and stored once; then the organisation has the file. What is refused is forgotten as a whole. Ending
 * twice gives the same file.
 */
export async function finishUpload(
  ctx: CommandContext & Pick<RequestContext, 'address' | 'agent'>,
  uploadId: string,
): Promise<store.StoredFileRow> {
  const actor = actorFor(ctx, 'uploadFiles')
  const upload = await loadUpload(ctx, uploadId)
  if (upload.received < upload.bytes)
    refuse('incomplete', 'bytes', { count: upload.bytes - upload.received, missing: 'bytes' })
  const keys = await ctx.db.tx(tx => loadPieceKeys(tx, upload.id))
  const blob = await ctx.files
    .withTemporary(async file => {
      const joined = await ctx.files.join(openPieces(ctx, keys), file)
      if (joined.sha256 !== upload.sha256 || joined.bytes !== upload.bytes) refuse('uploadMismatch', 'bytes')
      const found = await judge(ctx, upload, file)
      await ctx.files.keep(upload.sha256, file)
      return found
    })
    .catch(async (error: unknown) => {
      if (error instanceof Refusal && error.violations[0]?.code !== 'scannerDown') await forgetUpload(ctx, upload.id)
      throw error
    })
  const owner = ownerOf(actor)
  // The content may be another organisation's too, whose rows the actor does not see.
  const stored = await ctx.db.as(PLATFORM).tx(async tx => {
    const isNew = await store.insertBlob(tx, blob)
    if (isNew > 0 && blob.textStatus === 'pending') await enqueue(tx, 'extractText', [{ sha256: blob.sha256 }])
    const { sha256, name } = upload
    const origin = { address: ctx.address, agentHash: agentHash(ctx.agent) }
    const added = await store.insertFile(tx, owner, { sha256, name, uploadedBy: actor.userId, ...origin })
    await deleteUpload(tx, upload.id)
    const payload = { name, sha256, bytes: blob.bytes, type: blob.type }
    if (added > 0)
      await appendAudit(tx, actor, {
        tenderId: null,
        action: 'uploadFile',
        subject: `file:${sha256}`,
        payload,
        changes: 1,
      })
    return store.findByContent(tx, owner, sha256)
  })
  await removePieces(ctx, keys)
  return stored ?? refuse('notFound', 'uploadId')
}

/** What a browser calls itself, so that it can be compared (实施条例 40) and is not kept in clear. */
const agentHash = (agent: string): string => (agent === '' ? '' : createHash('sha256').update(agent).digest('hex'))

/** What the content is, or why it is refused. Content that is known was judged when it first came. */
async function judge(ctx: CommandContext, upload: UploadRow, file: string): Promise<store.NewBlob> {
  const { sha256, bytes, name } = upload
  const known = await ctx.db.as(PLATFORM).tx(tx => store.findBlob(tx, sha256))
  if (known) {
    refuseIf(checkFileType(name, known.type))
    return { sha256, bytes, type: known.type, pages: null, scan: 'unscanned', textStatus: known.textStatus }
  }
  const found = await check(file)
  const { type, pages } = found
  refuseIf(checkFileType(name, type))
  refuseIf(found.violations.map(one => ({ ...one, path: 'name' })))
  if (!type) return refuse('fileTypeNotAllowed', 'name')
  const scan = await scanFile(ctx, file)
  return { sha256, bytes, type, pages, scan, textStatus: WITH_TEXT.includes(type) ? 'pending' : 'none' }
}

async function check(file: string): Promise<Checked> {
  try {
    return await onContent<'check'>({ kind: 'check', file })
  } catch (error) {
    if (error instanceof TooComplex) refuse('checkTookTooLong', 'name', { seconds: CONTENT_SECONDS })
    throw error
  }
}

async function scanFile({ files }: CommandContext, file: string): Promise<'clean' | 'unscanned'> {
  if (!files.scan) return 'unscanned'
  const result = await files.scan(file)
  const refusal: Readonly<Record<string, Violation>> = {
    infected: violation('infectedFile', 'name'),
    failed: violation('scannerDown', 'name'),
  }
  const found = refusal[result]
  if (found) throw new Refusal([found])
  return 'clean'
}
