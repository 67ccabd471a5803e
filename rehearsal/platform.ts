import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '../api/platform/root.ts'

export interface OwnPlatform {
  readonly url: string
  readonly adminPassword: string
  /** Highest resident memory so far, in MiB, of the API and of the workers. */
  peakMemoryMib(): { readonly api: number; readonly worker: number }
  stop(): Promise<void>
}

const READY_MS = 60_000
const SAMPLE_MS = 500

/** Starts a platform of its own in a temporary directory, as `npm start` does, and removes it afterwards. */
export async function startOwnPlatform(): Promise<OwnPlatform> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-rehearsal-'))
  fs.chmodSync(dir, 0o755)
  const adminPassword = randomBytes(12).toString('hex')
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/main.js')], {
    env: {
      ...process.env,
      DATA_DIR: dir,
      DATABASE_URL: '',
      PORT: '0',
      DEMO: 'off',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      ADMIN_PASSWORD: adminPassword,
      // Six thousand people sign in within minutes, all with one made-up password.
      ARGON2_MEMORY_KIB: '64',
      // … and all from one address, with documents of the rehearsal's own.
      RATE_PER_SESSION: '10000000',
      RATE_PER_ADDRESS: '10000000',
      PERSISTED_ONLY: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await readUrl(child)
  const memory = watchMemory(child.pid ?? 0)
  return {
    url,
    adminPassword,
    peakMemoryMib: memory.peak,
    async stop() {
      memory.stop()
      if (child.exitCode === null) {
        const ended = new Promise(resolve => child.once('exit', resolve))
        child.kill('SIGTERM')
        await ended
      }
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the platform did not start')), READY_MS)
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const url = /http:\/\/localhost:\d+/.exec(text)?.[0]
      if (!url) return
      clearTimeout(timer)
      resolve(url)
    })
    child.once('exit', code => reject(new Error(`the platform ended with code ${code}`)))
  })
}

/** Samples resident memory from /proc; elsewhere it stays 0. */
function watchMemory(pid: number) {
  const peak = { api: 0, worker: 0 }
  const timer = setInterval(() => {
    peak.api = Math.max(peak.api, residentMib(pid))
    for (const worker of childrenOf(pid)) peak.worker = Math.max(peak.worker, residentMib(worker))
  }, SAMPLE_MS)
  return { peak: () => ({ ...peak }), stop: () => clearInterval(timer) }
}

function residentMib(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

function childrenOf(pid: number): number[] {
  try {
    const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).map(Number)
    return children.filter(child => fs.readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('worker'))
  } catch {
    return []
  }
}
