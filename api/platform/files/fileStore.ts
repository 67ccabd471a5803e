import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileLimits } from '#domain/files.ts'
import { diskStorage } from './diskStorage.ts'
import { type S3Place, s3Storage } from './s3Storage.ts'
import { commandScanner, type Scanner } from './scanner.ts'
import type { ByteRange, Storage } from './storage.ts'

/** How files are kept. */
export interface FileSettings {
  /** Where bytes lie by default, and temporary copies always. */
  readonly directory: string
  readonly s3: S3Place | null
  readonly limits: FileLimits
  /** Program that scans for viruses; null scans nothing. */
  readonly scanCommand: string | null
  readonly scanTimeoutMs: number
}

/** The platform's files: content by its SHA-256, pieces of uploads under way, what is derived from content. */
export interface FileStore {
  readonly storage: Storage
  readonly limits: FileLimits
  readonly scan: Scanner | null
  /** Puts a local file as the content with this hash; content that is there already stays as it is. */
  keep(sha256: string, file: string): Promise<void>
  /**
   * The content with this hash, or a range of it, checked against the hash at most ten minutes ago.
   * @throws Error when the bytes are missing or are not what they were
   */
  open(sha256: string, range?: ByteRange): Promise<Readable>
  /** Runs `use` with a temporary local path that is removed afterwards. */
  withTemporary<R>(use: (file: string) => Promise<R>): Promise<R>
  /** Writes streams one after the other into a local file. @returns the SHA-256 and the length of the whole */
  join(parts: AsyncIterable<Readable>, file: string): Promise<{ readonly sha256: string; readonly bytes: number }>
}

const VERIFIED_MS = 600_000
const VERIFIED_MAX = 2_000

/** The key of content. */
export const blobKey = (sha256: string): string => `blobs/${sha256.slice(0, 2)}/${sha256}`

/** Opens the store; directories are made when they are first needed. */
export function openFileStore(settings: FileSettings): FileStore {
  const storage = settings.s3 ? s3Storage(settings.s3) : diskStorage(settings.directory)
  const temporary = path.join(settings.directory, 'tmp')
  const verified = new Map<string, number>()
  const open = async (sha256: string, range?: ByteRange): Promise<Readable> => {
    if (performance.now() - (verified.get(sha256) ?? -VERIFIED_MS) >= VERIFIED_MS) {
      await verify(storage, sha256)
      if (verified.size >= VERIFIED_MAX) verified.clear()
      verified.set(sha256, performance.now())
    }
    return (await storage.open(blobKey(sha256), range)) ?? missing(sha256)
  }
  return {
    storage,
    limits: settings.limits,
    scan: settings.scanCommand ? commandScanner(settings.scanCommand, settings.scanTimeoutMs) : null,
    async keep(sha256, file) {
      // What is there is only trusted as far as its bytes go: damaged content is healed by whoever brings it again.
      const isThere = await verify(storage, sha256).then(
        () => true,
        () => false,
      )
      if (!isThere) await storage.putFile(blobKey(sha256), file)
    },
    open,
    async withTemporary(use) {
      await fs.mkdir(temporary, { recursive: true, mode: 0o700 })
      const file = path.join(temporary, randomUUID())
      try {
        return await use(file)
      } finally {
        await fs.rm(file, { force: true })
      }
    },
    join: joinParts,
  }
}

function missing(sha256: string): never {
  throw new Error(`content ${sha256} is not in the file storage`)
}

async function verify(storage: Storage, sha256: string): Promise<void> {
  const content = (await storage.open(blobKey(sha256))) ?? missing(sha256)
  const hash = createHash('sha256')
  for await (const chunk of content) hash.update(chunk as Uint8Array)
  if (hash.digest('hex') !== sha256) throw new Error(`content ${sha256} in the file storage is damaged`)
}

async function joinParts(parts: AsyncIterable<Readable>, file: string) {
  const hash = createHash('sha256')
  let bytes = 0
  async function* chunks() {
    for await (const part of parts)
      for await (const chunk of part) {
        hash.update(chunk as Uint8Array)
        bytes += (chunk as Uint8Array).length
        yield chunk as Uint8Array
      }
  }
  await pipeline(Readable.from(chunks(), { objectMode: false }), createWriteStream(file, { mode: 0o600 }))
  return { sha256: hash.digest('hex'), bytes }
}
