import type { Readable } from 'node:stream'

/** Bytes from `start` to `end`, both counted in. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Where bytes are kept, by key (`blobs/ab/…`). A key that was put once is there whole, or not at all. */
export interface Storage {
  /** Puts a local file under a key; returns when it would survive a power cut. */
  putFile(key: string, file: string): Promise<void>
  putBytes(key: string, bytes: Uint8Array): Promise<void>
  /** The bytes of a key or a range of them; null if there is no such key. */
  open(key: string, range?: ByteRange): Promise<Readable | null>
  /** Removes a key; one that is not there is no error. */
  remove(key: string): Promise<void>
  /** Keys that begin with a folder (`pieces/`) and when each was written. */
  list(folder: string): Promise<readonly { readonly key: string; readonly writtenAt: Date }[]>
}
