/** `npm run rehearse -- --scale tiny|seed|x10 --seed 42 --json report.json [--bundle DIR] [--url http://…]`: a whole campaign, played. */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { type OwnPlatform, startOwnPlatform } from './platform.ts'
import { play } from './play.ts'
import { makeReport, type Report } from './report.ts'
import { SCALES, type Scale } from './scale.ts'
import { openSession } from './session.ts'

const USAGE =
  'usage: npm run rehearse -- [--scale tiny|seed|x10] [--seed N] [--json FILE] [--bundle DIR] [--url http://… (ADMIN_PASSWORD in the environment)]'

const isScale = (name: string): name is Scale['name'] => Object.hasOwn(SCALES, name)

function readArguments() {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: 'tiny' },
      seed: { type: 'string', default: '42' },
      json: { type: 'string' },
      bundle: { type: 'string' },
      url: { type: 'string' },
      quiet: { type: 'boolean', default: false },
    },
  })
  if (!isScale(values.scale) || !/^\d{1,9}$/.test(values.seed)) throw new Error(USAGE)
  return { ...values, scale: SCALES[values.scale], seed: Number(values.seed) }
}

async function rehearse(): Promise<boolean> {
  const args = readArguments()
  const own: OwnPlatform | null = args.url ? null : await startOwnPlatform()
  const adminPassword = own?.adminPassword ?? process.env.ADMIN_PASSWORD ?? ''
  const stop = () => void own?.stop().then(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const campaign = await openSession({
      url: own?.url ?? args.url ?? '',
      adminPassword,
      scale: args.scale,
      seed: args.seed,
      tenderCode: own ? `YL-${args.seed}` : `YL-${args.seed}-${randomBytes(3).toString('hex').toUpperCase()}`,
      title: `中药饮片联盟采购（演练 ${args.scale.name}）`,
      password: `rehearsal-${args.seed}`,
      print: args.quiet ? null : line => process.stderr.write(`${line}\n`),
    })
    await play(campaign, args.bundle === undefined ? {} : { bundleDir: args.bundle })
    const report: Report = { ...(await makeReport(campaign)), ...(own ? { peakMemoryMib: own.peakMemoryMib() } : {}) }
    campaign.door.close()
    if (args.json) fs.writeFileSync(args.json, `${JSON.stringify(report, null, 2)}\n`)
    return summarise(report)
  } finally {
    await own?.stop()
  }
}

function summarise(report: Report): boolean {
  for (const { name, ok } of report.invariants) process.stdout.write(`${ok ? '✓' : '✗'} ${name}\n`)
  const seconds = report.stages.reduce((sum, stage) => sum + stage.seconds, 0)
  process.stdout.write(
    `${report.counts.contracts} contracts, ${report.totals.allocatedKg} kg, ${seconds.toFixed(0)} s, digest ${report.digest}\n`,
  )
  return report.invariants.length > 0 && report.invariants.every(invariant => invariant.ok)
}

rehearse().then(
  ok => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
