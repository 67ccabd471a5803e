import fs from 'node:fs'
import path from 'node:path'

/**
 * Makes sure that one platform at a time uses a data directory.
 * @returns releases the lock
 * @throws Error with one line when another process holds it
 */
export function lockDataDir(dataDir: string): () => void {
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const file = path.join(dataDir, 'bencao.pid')
  const holder = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0
  if (holder > 0 && holder !== process.pid && isAlive(holder))
    throw new Error(`${dataDir} is in use by process ${holder}: stop it, or choose another folder with DATA_DIR=….`)
  fs.writeFileSync(file, String(process.pid))
  return () => fs.rmSync(file, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
