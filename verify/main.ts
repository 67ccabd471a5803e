/** `npm run verify`: checks published evidence with the pure rules and node:crypto only — no database, no server code. */
import { parseArgs } from 'node:util'
import { rfc3797Key, rfc3797Select } from '#domain/rfc3797.ts'

const USAGE = 'usage: npm run verify -- draw --rfc3797 --sources "9319" "2 5 12 8 10" … --pool N --select N'

function verifyRfc3797(args: readonly string[]): readonly number[] {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rfc3797: { type: 'boolean' },
      sources: { type: 'string' },
      pool: { type: 'string' },
      select: { type: 'string' },
    },
  })
  const pool = Number(values.pool)
  const select = Number(values.select)
  if (!values.sources || !Number.isSafeInteger(pool) || !Number.isSafeInteger(select)) throw new Error(USAGE)
  return rfc3797Select(rfc3797Key([values.sources, ...positionals]), pool, select)
}

function main(args: readonly string[]): void {
  if (args[0] !== 'draw' || !args.includes('--rfc3797')) throw new Error(USAGE)
  for (const number of verifyRfc3797(args.slice(1))) process.stdout.write(`${number}\n`)
}

try {
  main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
