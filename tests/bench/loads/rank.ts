/** Load 3: 112,000 scores → 4,000 totals → 42 rankings, asked for over HTTP and worked off by a worker through the queue. */
import { randomBytes, randomUUID } from 'node:crypto'
import http from 'node:http'
import { answersFor, subjectKey } from '#domain/declaration.ts'
import { INDICATOR_LEVELS } from '#domain/indicators.ts'
import type { CopyValue, Tx } from '../../../api/platform/db.ts'
import { random } from '../../../rehearsal/random.ts'
import { alternate, graphql, inform, median, promise, type Row, timed } from '../measure.ts'
import { idsOf, setStage, signIn } from '../rows.ts'
import { type Stand, settle } from '../stand.ts'

const POLL_MS = 3
const DISPUTED = 0.03
const JOB = '{__typename ...on Job{id} ...on Refusal{violations{code path message}}}'

const BARE = `SELECT lot_id, declaration_id, rank() OVER (PARTITION BY lot_id ORDER BY total DESC) FROM
  (SELECT lot_id, declaration_id, sum(points_centi) AS total FROM bench_score GROUP BY 1, 2) t`

/** Submitted sheets of two experts for every subject of every supplier, and of a third where they lie apart. */
async function seedSheets(tx: Tx, stand: Stand): Promise<void> {
  const { world } = stand.size
  const [suppliers, experts] = [await idsOf(tx, 'supplier'), [...(await idsOf(tx, 'expert')).values()]]
  const r = random(world.seed, 'bench/scores')
  const sheets: CopyValue[][] = []
  const scores: CopyValue[][] = []
  const seen = new Set<string>()
  const addSubject = (supplier: string, key: string, indicators: ReturnType<typeof answersFor>) => {
    if (indicators.length === 0 || seen.has(`${supplier}/${key}`)) return
    seen.add(`${supplier}/${key}`)
    const addSheet = (slot: number, points: readonly (readonly [string, number])[]) => {
      const id = randomUUID()
      const expert = experts[(seen.size * 3 + slot) % experts.length] ?? ''
      sheets.push([
        id,
        stand.tenderId,
        expert,
        suppliers.get(supplier) ?? '',
        key,
        slot,
        'submitted',
        `{${points.map(([code]) => `"${code}"`).join(',')}}`,
      ])
      for (const [code, centi] of points) scores.push([id, code, centi])
    }
    const first = indicators.map(one => [one.code, Math.floor(one.points * (60 + 40 * r.next()))] as const)
    const apart = indicators.map(() => r.next() < DISPUTED)
    addSheet(1, first)
    addSheet(
      2,
      first.map(([code, centi], i) => [
        code,
        centi - (apart[i] ? (indicators[i]?.points ?? 0) * world.pack.review.arbitrationPercent + 1 : 0),
      ]),
    )
    if (apart.includes(true))
      addSheet(
        3,
        first.filter((_, i) => apart[i]),
      )
  }
  for (const [l, lot] of world.lots.entries())
    for (const s of world.declarers[l] ?? [])
      for (const level of INDICATOR_LEVELS)
        addSubject(
          world.suppliers[s]?.code ?? '',
          subjectKey(level, lot.variety.code, lot.code),
          answersFor(level, world.pack.indicators),
        )
  await tx.copy(
    'review_sheet',
    ['id', 'tender_id', 'expert_id', 'supplier_id', 'subject_key', 'slot', 'status', 'indicator_codes'],
    sheets,
  )
  await tx.copy('score', ['sheet_id', 'indicator_code', 'points_centi'], scores)
}

/** What the ranking needs beside scores: a draw, an opened round with a price for everybody. */
async function seedSurroundings(tx: Tx, { tenderId }: Stand): Promise<void> {
  await tx.run(`INSERT INTO draw (tender_id, status, pool_secret, strata) VALUES ($1, 'drawn', $2, '[]')`, [
    tenderId,
    randomBytes(32),
  ])
  await tx.run(
    `INSERT INTO price_round (tender_id, number, status, officers_needed, platform_public_key) VALUES ($1, 1, 'opened', 3, '')
     ON CONFLICT (tender_id, number) DO UPDATE SET status = 'opened'`,
    [tenderId],
  )
  await tx.run(
    `INSERT INTO opened_bid (round_id, declaration_id, verdict, price_fen) SELECT r.id, d.id, 'opened', l.ceiling_fen * (55 + abs(hashtext(d.id::text)) % 45) / 100
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN price_round r ON r.tender_id = d.tender_id WHERE d.tender_id = $1`,
    [tenderId],
  )
  // The limit's table: one row per declaration and score, nothing left to join.
  await tx.run(
    `CREATE TABLE bench_score AS SELECT d.lot_id, d.id AS declaration_id, s.indicator_code, s.points_centi
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
     JOIN review_sheet r ON r.supplier_id = d.supplier_id AND r.slot IN (1, 2) AND r.subject_key IN ('company', 'variety:' || v.code, 'lot:' || l.code)
     JOIN score s ON s.sheet_id = r.id`,
  )
  await tx.run('ALTER TABLE score_freeze DISABLE TRIGGER score_freeze_append')
}

async function reset(stand: Stand): Promise<void> {
  await stand.db.tx(async tx => {
    await tx.run('TRUNCATE item_result, declaration_total, ranking_entry, score_freeze')
  })
  await setStage(stand.db, stand.tenderId, 'review')
}

export async function scoreAndRank(stand: Stand): Promise<readonly Row[]> {
  const { db, tenderId } = stand
  await db.tx(async tx => {
    await seedSheets(tx, stand)
    await seedSurroundings(tx, stand)
  })
  await settle(stand.databaseUrl)
  const counted = await db.tx(tx => tx.row<{ n: number }>('SELECT count(*)::int AS n FROM bench_score'))
  const cookie = (await signIn(db, ['office-1'])).get('office-1') ?? ''
  const [api, worker] = [await stand.startApi(), await stand.startWorker()]
  const agent = new http.Agent({ keepAlive: true })
  const runJob = async (name: string) => {
    const data = await graphql<Record<string, { id: string }>>(
      agent,
      api.url,
      cookie,
      `mutation($id:ID!){${name}(tenderId:$id)${JOB}}`,
      { id: tenderId },
    )
    for (;;) {
      const job = await db.once(tx =>
        tx.row<{ status: string; error: string }>('SELECT status, error FROM job WHERE id = $1', [data[name]?.id]),
      )
      if (job?.status === 'done') return
      if (job?.status !== 'running') throw new Error(`${name}: ${job?.error}`)
      await new Promise(resolve => setTimeout(resolve, POLL_MS))
    }
  }
  const parts = { score: [] as number[], rank: [] as number[] }
  const ours = async () => {
    await reset(stand)
    const score = await timed(() => runJob('freezeScores'))
    await setStage(db, tenderId, 'shortlist')
    const rank = await timed(() => runJob('computeShortlist'))
    parts.score.push(score)
    parts.rank.push(rank)
    return score + rank
  }
  try {
    const ms = await alternate(stand.size.runs, { limit: () => timed(() => db.tx(tx => tx.rows(BARE))), ours })
    return [
      promise(
        {
          load: '3',
          what: `${counted?.n.toLocaleString('en')} scores, totals and rankings; limit: one bare statement`,
          unit: 'ms',
          ours: ms.ours,
          limit: ms.limit,
        },
        { atMost: 2 },
      ),
      inform({ load: '3', what: 'of it: judge, total, hash and freeze', unit: 'ms', ours: median(parts.score) }),
      inform({ load: '3', what: 'of it: rank, cut', unit: 'ms', ours: median(parts.rank) }),
    ]
  } finally {
    agent.destroy()
    await worker.stop()
    await api.stop()
  }
}
