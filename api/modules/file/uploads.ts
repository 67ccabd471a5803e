import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type AnnouncedFile, checkAnnounced, checkQuota } from '#domain/files.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { ownerOf } from './owner.ts'
import * as store from './store.ts'
import * as uploads from './uploadStore.ts'

/** What follows from announcing a file: it is here already, or its bytes are wanted from `received` on. */
export type Announced = { readonly file: store.StoredFileRow } | { readonly upload: uploads.UploadRow }

/**
 * Announces a file before a byte is sent: name, size, and its content's hash, under which the organisation may have it
 * already, or may have begun to send it. That another organisation has the same content is not told: who knows a hash
 * has not shown the file. Refuses what is too large, of no allowed kind, or beyond the organisation's quota.
 */
export async function announceFile(ctx: CommandContext, input: AnnouncedFile): Promise<Announced> {
  const actor = actorFor(ctx, 'uploadFiles')
  refuseIf(checkAnnounced(input, ctx.files.limits))
  const owner = ownerOf(actor)
  return ctx.db.tx(async tx => {
    const file = await store.findByContent(tx, owner, input.sha256)
    if (file) return { file }
    await store.lockOwner(tx, owner)
    if (!(await uploads.findUploadOf(tx, owner, input.sha256)))
      refuseIf(checkQuota(await store.loadUsedBytes(tx, owner), input.bytes, ctx.files.limits))
    const upload = await uploads.openUpload(tx, owner, { ...input, startedBy: actor.userId })
    return upload ? { upload } : refuse('uploadMismatch', 'bytes')
  })
}

/** An upload of the signed-in organisation. @throws Refusal notFound */
export async function loadUpload(ctx: CommandContext, uploadId: string): Promise<uploads.UploadRow> {
  actorFor(ctx, 'uploadFiles')
  return ctx.db.tx(async tx => (await uploads.findUpload(tx, uploadId)) ?? refuse('notFound', 'uploadId'))
}

/**
 * Takes one piece of an upload. It counts when it is safe in the file store and its row is committed; a connection or a
 * process that ends before leaves the upload where it stood.
 * @returns the bytes received so far; they differ from `atByte` plus the piece when it was not wanted
 */
export async function takePiece(
  ctx: CommandContext,
  input: { uploadId: string; atByte: number; bytes: Uint8Array },
): Promise<{ received: number }> {
  const upload = await loadUpload(ctx, input.uploadId)
  const { length } = input.bytes
  if (upload.received !== input.atByte || length === 0) return { received: upload.received }
  if (input.atByte + length > upload.bytes) refuse('uploadMismatch', 'bytes')
  const key = `pieces/${upload.id}/${String(input.atByte).padStart(10, '0')}-${randomBytes(6).toString('hex')}`
  await ctx.files.storage.putBytes(key, input.bytes)
  const received = await ctx.db.tx(tx => uploads.addPiece(tx, upload.id, { atByte: input.atByte, bytes: length, key }))
  if (received !== null) return { received }
  await ctx.files.storage.remove(key)
  return { received: (await loadUpload(ctx, upload.id)).received }
}

/** Gives an upload up. */
export async function dropUpload(ctx: CommandContext, uploadId: string): Promise<void> {
  const upload = await loadUpload(ctx, uploadId)
  await forgetUpload(ctx, upload.id)
}

/** Forgets an upload and removes its pieces; rows first, so that a crash leaves bytes without rows, never rows without bytes. */
export async function forgetUpload(ctx: CommandContext, uploadId: string): Promise<void> {
  const keys = await ctx.db.tx(async tx => {
    const found = await uploads.loadPieceKeys(tx, uploadId)
    await uploads.deleteUpload(tx, uploadId)
    return found
  })
  await removePieces(ctx, keys)
}

/** Removes pieces from the file store. */
export async function removePieces(ctx: CommandContext, keys: readonly string[]): Promise<void> {
  for (const key of keys) await ctx.files.storage.remove(key)
}

/** The pieces of an upload as streams, in order. */
export async function* openPieces(ctx: CommandContext, keys: readonly string[]): AsyncIterable<Readable> {
  for (const key of keys) {
    const piece = await ctx.files.storage.open(key)
    if (!piece) throw new Error(`piece ${key} is not in the file storage`)
    yield piece
  }
}

/**
 * Forgets uploads that nobody went on with for a day and removes pieces that belong to none. For the platform.
 * @returns how many uploads and stray pieces
 */
export async function expireUploads(ctx: CommandContext): Promise<{ uploads: number; pieces: number }> {
  const expired = await ctx.db.tx(tx => uploads.deleteExpired(tx))
  await removePieces(ctx, expired.keys)
  const pieces = await ctx.files.storage.list('pieces/')
  const strays = await ctx.db.tx(tx => uploads.findStrays(tx, pieces))
  await removePieces(ctx, strays)
  return { uploads: expired.count, pieces: strays.length }
}
