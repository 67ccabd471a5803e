/** What gets killed: PostgreSQL, the API and the worker, each a process of its own that is started again at once. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { startEmbeddedPostgres } from '../../api/platform/embeddedPostgres.ts'
import { pause } from './promise.ts'

export interface Part {
  readonly name: string
  /** kill -9. @returns false when there was no process to kill at that moment */
  kill(): boolean
  /** How often the process ended without having been killed, and was started again. */
  endedByItself(): number
  /** Ends it for good. */
  stop(): Promise<void>
}

/** How a process is started. */
interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly uid?: number
  readonly gid?: number
  /** Gets what the program prints. */
  readonly logFile: string
  /** What asks it to end. */
  readonly endSignal: 'SIGTERM' | 'SIGINT'
  /** Processes that must be gone before the next one may start: what a killed one leaves behind. */
  readonly leftovers: (pid: number) => readonly number[]
}

const AGAIN_MS = 200

/** Keeps a program running: killed, it is started again at once; ended by itself, after a moment. */
export function keepRunning(name: string, program: Program): Part {
  let [stopped, wasKilled, ownEnds] = [false, false, 0]
  let child: ChildProcess | null = null
  let left: readonly number[] = []
  const start = (): void => {
    if (stopped) return
    wasKilled = false
    left = []
    child = launch(program)
    child.once('exit', ended)
  }
  const ended = (): void => {
    child = null
    if (wasKilled) return void allGone(left).then(start)
    if (!stopped) ownEnds++
    setTimeout(start, AGAIN_MS)
  }
  start()
  return {
    name,
    endedByItself: () => ownEnds,
    kill() {
      const pid = child?.pid
      if (pid === undefined || wasKilled) return false
      left = program.leftovers(pid)
      wasKilled = true
      return child?.kill('SIGKILL') ?? false
    },
    async stop() {
      stopped = true
      if (!child) return
      const gone = new Promise(resolve => child?.once('exit', resolve))
      child.kill(program.endSignal)
      await gone
    },
  }
}

function launch({ command, args, env, uid, gid, logFile }: Program): ChildProcess {
  const out = fs.openSync(logFile, 'a')
  const owner = uid === undefined ? {} : { uid, gid }
  const child = spawn(command, args, { env, ...owner, stdio: ['ignore', out, out] })
  fs.closeSync(out)
  return child
}

async function allGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await pause(5)
}

/** A child whose parent was killed is reaped by somebody else: until then it is a zombie and holds nothing. */
function isAlive(pid: number): boolean {
  try {
    const state = /^\d+ \(.*\) (\S)/s.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
    return state !== 'Z' && state !== 'X'
  } catch {
    return false
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    const text = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return text === '' ? [] : text.split(/\s+/).map(Number)
  } catch {
    return []
  }
}

/** A built part of the platform. */
export function keepPlatformPart(name: 'api' | 'worker', bundle: string, env: NodeJS.ProcessEnv, dir: string): Part {
  return keepRunning(name, {
    command: process.execPath,
    args: ['--enable-source-maps', bundle, name],
    env,
    logFile: path.join(dir, `${name}.log`),
    endSignal: 'SIGTERM',
    leftovers: () => [],
  })
}

/** Normal durability; to sync the whole file system is the quicker way to begin a crash recovery. */
const FLAGS = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'recovery_init_sync_method=syncfs',
  'max_connections=100',
]

/** PostgreSQL on a port and a directory that stay the same. @returns also the connection string */
export async function keepPostgres(dir: string): Promise<{ part: Part; url: string }> {
  const data = path.join(dir, 'postgres')
  const first = await startEmbeddedPostgres(
    data,
    FLAGS.flatMap(flag => ['-c', flag]),
  )
  const url = first.url('postgres')
  // How the server was started: its program, and every argument in quotation marks.
  const started = fs.readFileSync(path.join(data, 'postmaster.opts'), 'utf8').trim()
  const [, command = '', quoted = ''] = /^(.*?postgres) (.*)$/.exec(started) ?? []
  const args = [...quoted.matchAll(/"([^"]*)"/g)].map(match => match[1] ?? '')
  const { uid, gid } = fs.statSync(data)
  await first.stop()
  const owner = process.getuid?.() === 0 ? { uid, gid } : {}
  const logFile = path.join(dir, 'postgres.log')
  const env = { ...process.env, LC_MESSAGES: 'C' }
  const program: Program = { command, args, env, ...owner, logFile, endSignal: 'SIGINT', leftovers: childrenOf }
  return { url, part: keepRunning('postgres', program) }
}
