/**
 * `npm run test:torture -- [--kills 1000] [--minutes N] [--seed 42]`: kill -9 of PostgreSQL, API and worker at random moments while
 * suppliers, hospitals and the office work. Nothing that was acknowledged may be lost, nothing doubled.
 * Ends with 1 and the first broken promise by name.
 */
import { parseArgs } from 'node:util'
import type { Campaign } from '../../rehearsal/campaign.ts'
import { play } from '../../rehearsal/play.ts'
import { random } from '../../rehearsal/random.ts'
import { SCALES } from '../../rehearsal/scale.ts'
import { openSession } from '../../rehearsal/session.ts'
import { openRound, policyOf } from '../../rehearsal/stages/officers.ts'
import { type Bidding, bidLane, openBidding } from './bidLane.ts'
import { closeAndOpen, signInAnew } from './closing.ts'
import { killOften } from './killing.ts'
import { checkLog } from './logCheck.ts'
import { demandLane, jobLane, type Reported } from './otherLanes.ts'
import { Broken } from './promise.ts'
import { checkEntries, checkJobs, checkReports, checkTraces, checkVerdicts, reading } from './rowCheck.ts'
import { openStand, type Stand } from './stand.ts'

const USAGE = 'usage: npm run test:torture -- [--kills N] [--minutes N: at most] [--seed N] [--keep]'
const HOSPITALS = 3
const PRINT_MS = 5000

function readArguments() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '1000' },
      minutes: { type: 'string', default: '1440' },
      seed: { type: 'string', default: '42' },
      keep: { type: 'boolean', default: false },
    },
  })
  if (![values.kills, values.minutes, values.seed].every(text => /^\d{1,9}$/.test(text))) throw new Error(USAGE)
  return { kills: Number(values.kills), minutes: Number(values.minutes), seed: Number(values.seed), keep: values.keep }
}

type Plan = ReturnType<typeof readArguments>

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Three tenders of one world: one takes bids, one demand, one has a shortlist to compute. */
interface Worlds {
  readonly bidding: Campaign
  readonly reporting: Campaign
  readonly ranking: Campaign
}

async function prepare(stand: Stand, seed: number): Promise<Worlds> {
  const { url, adminPassword } = stand
  const common = {
    url,
    adminPassword,
    scale: SCALES.tiny,
    seed,
    title: '压力演练',
    password: 'torture-people',
    print: null,
  }
  const ranking = await openSession({ ...common, tenderCode: 'TORTURE-C' })
  await play(ranking, { until: 'shortlist' })
  const bidding = await openSession({ ...common, tenderCode: 'TORTURE-A', after: ranking })
  await play(bidding, { until: 'bidRound1', registered: true })
  const reporting = await openSession({ ...common, tenderCode: 'TORTURE-B', after: ranking })
  await play(reporting, { until: 'demand', registered: true })
  return { bidding, reporting, ranking }
}

/** Everybody works while the parts are killed. @returns what hospitals were last told to be saved */
async function torment(
  stand: Stand,
  worlds: Worlds,
  bidding: Bidding,
  plan: Plan,
): Promise<ReadonlyMap<string, Reported>> {
  const { counts } = stand
  const reports = new Map<string, Reported>()
  counts.lastAnswerAt = performance.now()
  const hospitals = worlds.reporting.world.hospitals.slice(0, HOSPITALS).map(hospital => hospital.code)
  const lanes = [
    ...worlds.bidding.world.suppliers.map(supplier => bidLane(bidding, supplier.code)),
    ...hospitals.map(async code => {
      reports.set(code, await demandLane(worlds.reporting, code, counts, bidding))
    }),
    jobLane(worlds.ranking, counts, bidding),
  ]
  const r = random(plan.seed, 'torture/kills')
  const until = performance.now() + plan.minutes * 60_000
  const killing = killOften(counts, stand.parts, { kills: plan.kills, r, gapMs: [10, 1500], afterAnswer: 0.7, until })
  const timer = setInterval(() => say(`  ${progress(stand, plan.kills)}`), PRINT_MS)
  try {
    // A broken promise ends it at once.
    await Promise.race([killing.ended, Promise.all(lanes)])
    await stand.ready()
    bidding.isOver = true
    await Promise.all(lanes)
    return reports
  } finally {
    bidding.isOver = true
    clearInterval(timer)
    killing.stop()
  }
}

function progress({ counts, parts }: Stand, kills: number): string {
  const done = [...counts.kills.values()].reduce((sum, n) => sum + n, 0)
  const each = parts.map(part => `${part.name} ${counts.kills.get(part.name) ?? 0}`).join(', ')
  const { receipts, repeats, reports, jobs, retries, longestOutageMs } = counts
  const work = `${receipts} receipts, ${repeats} repeated, ${reports} reports, ${jobs} jobs, ${retries} retries`
  return `${done}/${kills} kills (${each}), ${work}, longest outage ${(longestOutageMs / 1000).toFixed(1)} s`
}

async function torture(stand: Stand, plan: Plan): Promise<void> {
  const { counts, databaseUrl } = stand
  say('three tenders are being prepared')
  const worlds = await prepare(stand, plan.seed)
  const round = await openRound(worlds.bidding, 1)
  const bidding = await openBidding(worlds.bidding, round, policyOf(round), counts)
  const reports = await torment(stand, worlds, bidding, plan)
  say(`✓ ${progress(stand, plan.kills)}`)
  await closeAndOpen(
    stand,
    bidding,
    Math.min(12, 3 + Math.floor(plan.kills / 100)),
    random(plan.seed, 'torture/closing'),
  )
  say(`✓ closed and opened; ${counts.kills.get('worker')} kills of the worker in all`)
  const [entries, jobs] = await reading(databaseUrl, async ask => {
    const found = await checkEntries(ask, bidding)
    await checkTraces(ask, bidding)
    await checkReports(ask, worlds.reporting.tenderId, reports)
    await checkVerdicts(ask, round.id)
    return [found, await checkJobs(ask)] as const
  })
  const rows = await checkLog(
    stand,
    await signInAnew(worlds.bidding),
    bidding.receipts,
    random(plan.seed, 'torture/proofs'),
  )
  say(`✓ ${entries} entries for ${bidding.receipts.length} receipts, ${jobs} jobs, ${rows} rows of the log`)
  for (const part of stand.parts) say(`  ${part.name} ended by itself ${part.endedByItself()} times`)
}

async function main(): Promise<boolean> {
  const plan = readArguments()
  const started = performance.now()
  const stand = await openStand()
  let keep = plan.keep
  try {
    await torture(stand, plan)
    say(`every promise held, ${Math.round((performance.now() - started) / 1000)} s, seed ${plan.seed}`)
    return true
  } catch (error) {
    keep = true
    say(`✗ ${error instanceof Broken ? error.promise : 'the torture itself failed'}, seed ${plan.seed}`)
    say(error instanceof Error ? (error instanceof Broken ? error.message : String(error.stack)) : String(error))
    say(`logs: ${stand.dir}`)
    return false
  } finally {
    await stand.close(keep)
  }
}

process.exit((await main()) ? 0 : 1)
