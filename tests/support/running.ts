import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../api/platform/root.ts'
import { WITNESS_TOKEN } from './platform.ts'

const TSX = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs')

interface Run {
  readonly status: number | null
  readonly output: string
}

function run(program: string, directory: string, args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSX, path.join(ROOT, program), ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  })
  return { status, output: stdout + stderr }
}

/** The verifier as a stranger runs it: in a folder of their own, with nothing of the platform in its surroundings. */
export const runVerifier = (directory: string, ...args: readonly string[]): Run =>
  run('verify/main.ts', directory, args)

/** The offline client, in a supplier's folder. */
export const runSealing = (directory: string, ...args: readonly string[]): Run => run('seal/main.ts', directory, args)

/** An own process that cosigns a platform's log ten times a second, with a key of its own. */
export function startWitness(
  url: string,
  directory: string,
  { name, privateKey }: { readonly name: string; readonly privateKey: Uint8Array },
): ChildProcess {
  fs.mkdirSync(directory, { recursive: true })
  fs.writeFileSync(path.join(directory, 'witness.key'), Buffer.from(privateKey).toString('hex'), { mode: 0o600 })
  const env = {
    PATH: process.env.PATH,
    LOG_URL: url,
    WITNESS_TOKEN,
    WITNESS_DIR: directory,
    WITNESS_NAME: name,
    WITNESS_SECONDS: '0.1',
  }
  return spawn(process.execPath, ['--import', 'tsx', 'witness/main.ts'], { cwd: ROOT, env, stdio: 'ignore' })
}
