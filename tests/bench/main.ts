/**
 * `npm run bench`: the loads of the platform beside their limits, on one machine in one run (docs/bench.md).
 *   npm run bench -- [LOAD …] [--small] [--json FILE]     loads: 1 3 4 5 6 8 9 10 calls desk
 */
import fs from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { allocation } from './loads/allocation.ts'
import { deadlineBurst } from './loads/bids.ts'
import { hospitalCalls } from './loads/calls.ts'
import { scoringDesk } from './loads/desk.ts'
import { listPage } from './loads/list.ts'
import { openingLoad, verifyLoad } from './loads/opening.ts'
import { scoreAndRank } from './loads/rank.ts'
import { scoringPaint } from './loads/scoring.ts'
import { start } from './loads/start.ts'
import type { Row } from './measure.ts'
import { fullSize, type Size, smallSize } from './size.ts'
import { openStand, type Stand } from './stand.ts'

/** By name; Map keeps the order: load 3 ends the round that load 4 bids in, the calls empty the table of load 1. */
const ON_STAND = new Map<string, (stand: Stand) => Promise<readonly Row[]>>([
  ['1', listPage],
  ['4', deadlineBurst],
  ['3', scoreAndRank],
  ['calls', hospitalCalls],
  ['9', scoringPaint],
  ['desk', scoringDesk],
])
const ALONE = new Map<string, (size: Size) => Promise<readonly Row[]>>([
  ['5', openingLoad],
  ['6', allocation],
  ['8', start],
  ['10', verifyLoad],
])

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false }, json: { type: 'string' } },
})
const wanted = (name: string) => positionals.length === 0 || positionals.includes(name)
const size = values.small ? smallSize() : fullSize()
const rows: Row[] = []
const take = (found: readonly Row[]) => {
  rows.push(...found)
  for (const row of found) process.stdout.write(`${line(row)}\n`)
}

process.stdout.write(`| load | | ours | limit | ratio | target | |\n|---|---|---|---|---|---|---|\n`)
for (const [name, load] of ALONE) if (wanted(name)) take(await load(size))
if ([...ON_STAND.keys()].some(wanted)) {
  const stand = await openStand(size)
  try {
    for (const [name, load] of ON_STAND) if (wanted(name)) take(await load(stand))
  } finally {
    await stand.close()
  }
}
if (values.json)
  fs.writeFileSync(values.json, `${JSON.stringify({ size: size.name, machine: machine(), rows }, null, 2)}\n`)

function line(row: Row): string {
  const verdict = row.met === null ? '' : row.met ? 'met' : '**missed**'
  const cells = [
    row.load,
    row.what,
    `${round(row.ours)} ${row.unit}`,
    row.limit === null ? '' : `${round(row.limit)} ${row.unit}`,
  ]
  return `| ${[...cells, row.ratio === null ? '' : `${row.ratio.toFixed(2)} ×`, row.target, verdict].join(' | ')} |`
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

function machine(): object {
  return {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
}
