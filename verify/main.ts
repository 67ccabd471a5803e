/** `npm run verify`: checks published evidence with the pure rules and node:crypto only — no database, no server code. */
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { rfc3797Key, rfc3797Select } from '#domain/rfc3797.ts'
import { verifyAudit } from './audit.ts'
import { isEvidence, verifyEvidence } from './evidence.ts'
import { nodeCrypto } from './nodeCrypto.ts'
import type { Report } from './report.ts'
import { checkedText, faultText } from './texts.ts'

const USAGE = `usage: npm run verify -- draw|opening|scores|ranking|allocation FILE [--key VKEY]
       npm run verify -- audit FILE [--checkpoints FILE] [--key VKEY]
       npm run verify -- audit --url http://… [--cookie NAME=VALUE] [--tender ID] [--checkpoints FILE] [--key VKEY]
       npm run verify -- draw --rfc3797 --sources "9319" "2 5 12 8 10" … --pool N --select N`

function parsed(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rfc3797: { type: 'boolean' },
      sources: { type: 'string' },
      pool: { type: 'string' },
      select: { type: 'string' },
      key: { type: 'string' },
      checkpoints: { type: 'string' },
      url: { type: 'string' },
      cookie: { type: 'string' },
      tender: { type: 'string' },
    },
  })
}

type Parsed = ReturnType<typeof parsed>

function verifyRfc3797({ values, positionals }: Parsed): readonly number[] {
  const pool = Number(values.pool)
  const select = Number(values.select)
  if (!values.sources || !Number.isSafeInteger(pool) || !Number.isSafeInteger(select)) throw new Error(USAGE)
  return rfc3797Select(rfc3797Key([values.sources, ...positionals]), pool, select)
}

/** The file as JSON. @throws Error with one line that says what is wrong */
function readJson(file: string): unknown {
  const text = fs.readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file}: not a JSON file`)
  }
}

async function verifyFile(command: string, file: string, { values }: Parsed): Promise<boolean> {
  const value = readJson(file)
  if (!isEvidence(value) || !value.kind.startsWith(command)) throw new Error(`${file}: no evidence of kind ${command}`)
  const report = await verifyEvidence(value, values.key ?? null, nodeCrypto)
  if (!values.key) process.stdout.write(`log key ${value.seal.logKey} — compare it with the published one\n`)
  return print(file, report)
}

function print(file: string, { checked, fault }: Report): boolean {
  const counts = Object.entries(checked).map(([what, count]) => `${count} ${checkedText(what, 'en')}`)
  process.stdout.write(`${file}: ${fault ? 'until the fault ' : ''}checked ${counts.join(', ') || 'nothing'}\n`)
  process.stdout.write(fault ? `✗ ${faultText(fault, 'en')}\n` : '✓ everything holds\n')
  return fault === null
}

/** The log, from a file or straight from a platform. */
async function verifyLog(file: string | undefined, { values }: Parsed): Promise<boolean> {
  const source = values.url ?? file
  if (!source) throw new Error(USAGE)
  const value = values.url === undefined ? readJson(source) : await fetchLog(values.url, values.tender, values.cookie)
  const checkpoints = values.checkpoints === undefined ? undefined : fs.readFileSync(values.checkpoints, 'utf8')
  const report = await verifyAudit(value, { checkpoints, logKey: values.key }, nodeCrypto)
  if (!values.key) process.stdout.write('log key: the one the file names — compare it with the published one\n')
  if (!checkpoints) process.stdout.write('no file of checkpoints given: a log cut off at its end would not show\n')
  return print(source, report)
}

async function fetchLog(url: string, tenderId: string | undefined, cookie: string | undefined): Promise<unknown> {
  const address = new URL(`/log/audit.json${tenderId ? `?tenderId=${encodeURIComponent(tenderId)}` : ''}`, url)
  const response = await fetch(address, { headers: cookie ? { cookie } : {} })
  if (!response.ok) throw new Error(`${address}: ${response.status} ${(await response.text()).slice(0, 300)}`)
  return response.json()
}

const KINDS = ['draw', 'opening', 'scores', 'ranking', 'allocation']

async function main([command = '', ...rest]: readonly string[]): Promise<boolean> {
  const args = parsed(rest)
  if (command === 'draw' && args.values.rfc3797) {
    for (const number of verifyRfc3797(args)) process.stdout.write(`${number}\n`)
    return true
  }
  const [file] = args.positionals
  if (command === 'audit') return verifyLog(file, args)
  if (!KINDS.includes(command) || !file) throw new Error(USAGE)
  return verifyFile(command, file, args)
}

main(process.argv.slice(2)).then(
  ok => {
    process.exitCode = ok ? 0 : 1
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
