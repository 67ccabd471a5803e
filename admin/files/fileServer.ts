import type { StoredFile, Violation } from '../contract/index.ts'
import { RefusalError, requestHeaders } from '../graphqlClient.ts'

/** Where a file is read. */
export const fileUrl = (id: string): string => `/files/${id}`

/** An upload as it stands on the server. */
export interface UploadState {
  readonly id: string
  readonly received: number
  readonly bytes: number
}

/** What follows from announcing a file. */
export type Announced = { readonly file: StoredFile } | { readonly upload: UploadState }

/** The connection or the server failed; nothing was refused, and trying again may help. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      ...init,
      headers: { ...requestHeaders(), ...init.headers },
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Unreachable('network')
  }
  if (response.status >= 500 || response.status === 429) throw new Unreachable(String(response.status))
  const answer: T & { readonly violations?: readonly Violation[] } = await response.json()
  if (answer.violations) throw new RefusalError(answer.violations)
  return answer
}

/** Announces a file: it is there already, or its bytes are wanted from `received` on. */
export const announce = (file: { name: string; bytes: number; sha256: string }): Promise<Announced> =>
  ask('/files', { method: 'POST', body: JSON.stringify(file) })

/** Sends one piece; answers with the bytes that have arrived in all. */
export const sendPiece = (
  uploadId: string,
  atByte: number,
  piece: Blob,
  signal: AbortSignal,
): Promise<{ received: number }> =>
  ask(`/files/uploads/${uploadId}`, {
    method: 'PATCH',
    body: piece,
    signal,
    headers: { 'upload-offset': String(atByte), 'content-type': 'application/octet-stream' },
  })

/** Ends an upload: the file is checked and stored, or refused. */
export const finish = (uploadId: string): Promise<{ file: StoredFile }> =>
  ask(`/files/uploads/${uploadId}/finish`, { method: 'POST' })

/** Gives an upload up. */
export const drop = (uploadId: string): Promise<object> => ask(`/files/uploads/${uploadId}`, { method: 'DELETE' })
