import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../api/platform/root.ts'
import type { Report } from '../../rehearsal/report.ts'

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-rehearsal-test-'))
fs.chmodSync(scratch, 0o755)
const children: ChildProcess[] = []
afterAll(async () => {
  await Promise.all(children.map(stop))
  fs.rmSync(scratch, { recursive: true, force: true })
})

/** Plays a tiny campaign with the built command, as an office would. */
async function rehearse(
  name: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Report> {
  const file = path.join(scratch, `${name}.json`)
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'dist/rehearse.js'), '--scale', 'tiny', '--seed', '7', '--json', file, ...args],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  children.push(child)
  let told = ''
  child.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')))
  const code = await new Promise(resolve => child.once('close', resolve))
  // How far it came is what somebody needs who asks why.
  if (code !== 0) process.stderr.write(told.slice(-4000))
  if (!fs.existsSync(file)) throw new Error(`the rehearsal ended with ${String(code)} and no report`)
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Report
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** A platform as `npm start` runs it: parent with API and PostgreSQL, a supervised worker as its child. */
async function startPlatform(): Promise<{ url: string; workers: () => number[] }> {
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/main.js')], {
    env: {
      ...process.env,
      DATA_DIR: path.join(scratch, 'data'),
      DATABASE_URL: '',
      PORT: '0',
      DEMO: 'off',
      LOG_LEVEL: 'error',
      ADMIN_PASSWORD: 'rehearsal-admin',
      ARGON2_MEMORY_KIB: '64',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const url = await new Promise<string>(resolve => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const found = /http:\/\/localhost:\d+/.exec(chunk.toString('utf8'))?.[0]
      if (found) resolve(found)
    })
  })
  const childrenFile = `/proc/${child.pid}/task/${child.pid}/children`
  const isWorker = (pid: number) => {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('worker')
    } catch {
      return false
    }
  }
  return { url, workers: () => fs.readFileSync(childrenFile, 'utf8').trim().split(/\s+/).map(Number).filter(isWorker) }
}

/** A worker is killed at these moments; the supervisor brings the next one. */
const KILL_AT_MS = [2_000, 4_500, 8_000, 15_000]

describe('a whole campaign, played over HTTP as every role', () => {
  let first: Report

  it('keeps every invariant', async () => {
    first = await rehearse('first')
    expect(first.invariants.length).toBeGreaterThan(14)
    expect(first.invariants.filter(i => !i.ok)).toEqual([])
    expect(first.counts).toMatchObject({
      hospitals: 12,
      lots: 4,
      declarations: 30,
      indicatorItems: 420,
      expertsDrawn: 12,
      bidsRound1: 30,
    })
    expect(first.totals.agreedKg).toBe(first.totals.allocatedKg)
  })

  it('gives the same digest again, even when its workers are killed again and again', async () => {
    const platform = await startPlatform()
    let kills = 0
    const kill = () => {
      for (const pid of platform.workers()) {
        process.kill(pid, 'SIGKILL')
        kills++
      }
    }
    const timers = KILL_AT_MS.map(ms => setTimeout(kill, ms))
    const again = await rehearse('killed', ['--url', platform.url], { ADMIN_PASSWORD: 'rehearsal-admin' }).finally(() =>
      timers.forEach(clearTimeout),
    )
    expect(kills).toBeGreaterThan(0)
    expect(again.invariants.filter(i => !i.ok)).toEqual([])
    expect(again.digest).toBe(first.digest)
  })
})
