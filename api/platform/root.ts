import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's folder, from the sources and from the bundle alike: migrations, fonts and the admin UI lie below it. */
export const ROOT: string = (() => {
  let dir = path.dirname(fileURLToPath(import.meta.url))
  while (!fs.existsSync(path.join(dir, 'prisma/migrations'))) {
    const parent = path.dirname(dir)
    if (parent === dir) throw new Error('package folder not found')
    dir = parent
  }
  return dir
})()
