/** Load 3: 112,000 scores → 4,000 totals → 42 rankings, asked for over HTTP and worked off by a worker through the queue. */
import http from 'node:http'
import { alternate, graphql, inform, median, promise, type Row, timed } from '../measure.ts'
import { setStage, signIn } from '../rows.ts'
import { type Stand, settle } from '../stand.ts'
import { emptyStores, seedLimit, seedSheets, seedStores, seedSurroundings } from './rankRows.ts'

const POLL_MS = 3
const JOB = '{__typename ...on Job{id} ...on Refusal{violations{code path message}}}'

const BARE = `SELECT lot_id, declaration_id, rank() OVER (PARTITION BY lot_id ORDER BY total DESC) FROM
  (SELECT lot_id, declaration_id, sum(points_centi) AS total FROM bench_score GROUP BY 1, 2) t`

/**
 * The same sheets read, about the same worked out, as many rows stored: what one statement needs for it. It knows no
 * thresholds, third experts, reviews, price formulas or ties, and hashes nothing.
 */
const STORING = `WITH given AS (
    SELECT d.id, d.lot_id, s.indicator_code, sum(s.points_centi) AS sum, count(*) AS seats
    FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
    JOIN review_sheet r ON r.supplier_id = d.supplier_id AND r.subject_key IN ('company', 'variety:' || v.code, 'lot:' || l.code)
    JOIN score s ON s.sheet_id = r.id GROUP BY d.id, d.lot_id, s.indicator_code),
  item AS (INSERT INTO bench_item (declaration_id, indicator_code, numerator, denominator, basis) SELECT id, indicator_code, sum, seats, 'mean' FROM given),
  total AS (SELECT id, lot_id, sum(sum / seats)::int AS centi FROM given GROUP BY id, lot_id),
  summed AS (INSERT INTO bench_total SELECT id, centi, 1, centi FROM total)
  INSERT INTO bench_place (lot_id, phase, declaration_id, rank, selected, quality_centi, price_fen, price_score_centi, composite_centi, explanation)
  SELECT t.lot_id, 'shortlist', t.id, row_number() OVER (PARTITION BY t.lot_id ORDER BY t.centi DESC, t.id), true, t.centi, b.price_fen, 0, t.centi, '{}'
  FROM total t JOIN opened_bid b ON b.declaration_id = t.id`

async function storeInOne({ db }: Stand): Promise<number> {
  await db.tx(emptyStores)
  return timed(() =>
    db.tx(async tx => {
      await tx.run(`SET LOCAL work_mem = '64MB'`)
      await tx.run(STORING)
    }),
  )
}

/** Nothing judged, ranked or frozen. */
async function reset(stand: Stand): Promise<void> {
  await stand.db.tx(async tx => {
    await tx.run('TRUNCATE item_result, declaration_total, ranking_entry, score_freeze, lot_score, review_round')
    await tx.run(
      `INSERT INTO review_round (tender_id, phase, opened_at) SELECT $1, p, now() FROM UNNEST(ARRAY['first', 'second']) p`,
      [stand.tenderId],
    )
  })
  await setStage(stand.db, stand.tenderId, 'review')
}

export async function scoreAndRank(stand: Stand): Promise<readonly Row[]> {
  const { db, tenderId } = stand
  await db.tx(async tx => {
    await seedSurroundings(tx, stand)
    await seedSheets(tx, stand)
    await seedLimit(tx)
    await seedStores(tx)
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
    const ms = await alternate(stand.size.runs, {
      bare: () => timed(() => db.tx(tx => tx.rows(BARE))),
      storing: () => storeInOne(stand),
      ours,
    })
    const what = `${counted?.n.toLocaleString('en')} scores, totals and rankings`
    const figure = { load: '3', unit: 'ms', ours: ms.ours }
    return [
      promise({ ...figure, what: `${what}; limit: one bare statement`, limit: ms.bare }, { atMost: 2 }),
      inform({ ...figure, what: 'the same; limit: one statement that stores as many rows', limit: ms.storing }),
      inform({ load: '3', what: 'of it: judge, total, hash and freeze', unit: 'ms', ours: median(parts.score) }),
      inform({ load: '3', what: 'of it: rank, cut', unit: 'ms', ours: median(parts.rank) }),
    ]
  } finally {
    agent.destroy()
    await worker.stop()
    await api.stop()
    await reset(stand) // what comes next finds scores that may be given
  }
}
