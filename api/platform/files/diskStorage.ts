import { randomBytes } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Storage } from './storage.ts'

const PRIVATE = 0o600
const PRIVATE_DIR = 0o700
const UNFINISHED = '.part'

/** Keeps bytes below a directory: written to a temporary name, synced, renamed. A crash leaves a temporary name at most. */
export function diskStorage(root: string): Storage {
  const placeOf = (key: string) => path.join(root, key)
  const put = async (key: string, write: (unfinished: string) => Promise<void>) => {
    const place = placeOf(key)
    const folder = path.dirname(place)
    await fs.mkdir(folder, { recursive: true, mode: PRIVATE_DIR })
    const unfinished = `${place}.${randomBytes(6).toString('hex')}${UNFINISHED}`
    try {
      await write(unfinished)
      await sync(unfinished)
      await fs.rename(unfinished, place)
    } catch (error) {
      await fs.rm(unfinished, { force: true })
      throw error
    }
    await sync(folder)
  }
  return {
    putFile: (key, file) =>
      put(key, async to => {
        await fs.copyFile(file, to, constants.COPYFILE_FICLONE)
        await fs.chmod(to, PRIVATE)
      }),
    putBytes: (key, bytes) => put(key, to => fs.writeFile(to, bytes, { mode: PRIVATE })),
    async open(key, range) {
      try {
        const handle = await fs.open(placeOf(key))
        return createReadStream('', { fd: handle, ...range })
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    async remove(key) {
      await fs.rm(placeOf(key), { force: true })
      // A folder with something in it stays.
      await fs.rmdir(path.dirname(placeOf(key))).catch(() => undefined)
    },
    async list(folder) {
      const names = await fs.readdir(placeOf(folder), { recursive: true, withFileTypes: true }).catch(() => [])
      const files = names.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
      const times = await Promise.all(files.map(file => fs.stat(file).catch(() => null)))
      return files.flatMap((file, i) => {
        const stat = times[i]
        return stat ? [{ key: path.relative(root, file).split(path.sep).join('/'), writtenAt: stat.mtime }] : []
      })
    },
  }
}

async function sync(place: string): Promise<void> {
  const handle = await fs.open(place, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
