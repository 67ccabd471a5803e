import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Person } from './platform.ts'

/** A file of an organisation as the server shows it. */
export interface SentFile {
  readonly id: string
  readonly sha256: string
  readonly name: string
  readonly bytes: number
  readonly type: string
  readonly pages: number | null
  readonly scan: string
}

export interface FileAnswer {
  readonly status: number
  readonly file?: SentFile
  readonly upload?: { readonly id: string; readonly received: number; readonly bytes: number }
  readonly received?: number
  readonly violations?: readonly { readonly code: string; readonly path: string | null; readonly message: string }[]
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function answerOf(response: Response): Promise<FileAnswer> {
  return { status: response.status, ...((await response.json()) as object) }
}

const json = { 'content-type': 'application/json' }

/** Announces a file by name, size and hash. */
export const announce = async (
  person: Person,
  name: string,
  bytes: Uint8Array | { readonly length: number },
  sha256 = bytes instanceof Uint8Array ? sha256Of(bytes) : '0'.repeat(64),
): Promise<FileAnswer> =>
  answerOf(
    await person.fetch('/files', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ name, bytes: bytes.length, sha256 }),
    }),
  )

/** Sends one piece. */
export const sendPiece = async (
  person: Person,
  uploadId: string,
  atByte: number,
  bytes: Uint8Array,
): Promise<FileAnswer> =>
  answerOf(
    await person.fetch(`/files/uploads/${uploadId}`, {
      method: 'PATCH',
      headers: { 'upload-offset': String(atByte), 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    }),
  )

export const finish = async (person: Person, uploadId: string): Promise<FileAnswer> =>
  answerOf(await person.fetch(`/files/uploads/${uploadId}/finish`, { method: 'POST' }))

const PIECE = 1_000_000

/** Uploads a file as the screens do; what was there already is not sent again. */
export async function uploadFile(person: Person, name: string, bytes: Uint8Array): Promise<FileAnswer> {
  const announced = await announce(person, name, bytes)
  if (!announced.upload) return announced
  const { id, received } = announced.upload
  for (let at = received; at < bytes.length; at += PIECE) {
    const answer = await sendPiece(person, id, at, bytes.subarray(at, at + PIECE))
    if (answer.violations) return answer
  }
  return finish(person, id)
}

/** The id of a file that was uploaded. @throws Error when it was refused */
export async function uploadedId(person: Person, name: string, bytes: Uint8Array): Promise<string> {
  const { file, violations } = await uploadFile(person, name, bytes)
  if (!file) throw new Error(JSON.stringify(violations))
  return file.id
}

/** A picture of so many pixels by as many, another content for another size. */
export async function png(side: number): Promise<Uint8Array> {
  const create = { width: side, height: side, channels: 3, background: { r: side % 256, g: 120, b: 60 } } as const
  return new Uint8Array(await sharp({ create }).png().toBuffer())
}
