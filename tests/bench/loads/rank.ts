/** Load 3: 112,000 scores → 4,000 totals → 42 rankings, asked for over HTTP and worked off by a worker through the queue. */
import { randomBytes, randomUUID } from 'node:crypto'
import http from 'node:http'
import { reviewParts, seatsOf } from '#domain/reviewPlan.ts'
import { insertKey, insertSignature } from '../../../api/modules/evaluation/signatureStore.ts'
import { loadStatements } from '../../../api/modules/evaluation/signatures.ts'
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

/** Submitted sheets of all seats of every part, and of a third expert where two lie apart; signed. */
async function seedSheets(tx: Tx, stand: Stand): Promise<void> {
  const { world } = stand.size
  const { indicators, review } = world.pack
  const points = new Map(indicators.map(indicator => [indicator.code, indicator.points]))
  const [suppliers, experts] = [await idsOf(tx, 'supplier'), await someExperts(tx, world.scale.drawn)]
  const r = random(world.seed, 'bench/scores')
  const sheets: CopyValue[][] = []
  const scores: CopyValue[][] = []
  const declared = world.lots.flatMap((lot, l) =>
    (world.declarers[l] ?? []).map(s => ({
      supplier: world.suppliers[s]?.code ?? '',
      variety: lot.variety.code,
      lot: lot.code,
    })),
  )
  for (const [n, part] of reviewParts(declared, indicators, review).entries()) {
    const given = part.indicatorCodes.map(code => ({
      code,
      points: points.get(code) ?? 0,
      centi: Math.floor((points.get(code) ?? 0) * (60 + 35 * r.next())),
      isApart: !part.panel && r.next() < DISPUTED,
    }))
    const addSheet = (slot: number, asked: typeof given) => {
      const id = randomUUID()
      const expert = experts[(n * 3 + slot) % experts.length] ?? ''
      const codes = `{${asked.map(one => `"${one.code}"`).join(',')}}`
      const { supplier, subjectKey, part: specialty, panel } = part
      const hash = id.replaceAll('-', '').padEnd(64, '0')
      const keys = [suppliers.get(supplier) ?? '', subjectKey, specialty, panel]
      sheets.push([id, stand.tenderId, expert, ...keys, slot, 'submitted', codes, hash])
      for (const one of asked) {
        const less = one.isApart && slot === 2 ? one.points * review.arbitrationPercent + 1 : 0
        scores.push([id, one.code, one.centi - less])
      }
    }
    for (let slot = 1; slot <= seatsOf(part, review); slot++) addSheet(slot, given)
    const apart = given.filter(one => one.isApart)
    if (apart.length > 0) addSheet(3, apart)
  }
  await tx.copy(
    'review_sheet',
    'id tender_id expert_id supplier_id subject_key part panel slot status indicator_codes hash'.split(' '),
    sheets,
  )
  await tx.copy('score', ['sheet_id', 'indicator_code', 'points_centi'], scores)
  await signAll(tx, stand.tenderId)
}

const someExperts = async (tx: Tx, count: number) => [...(await idsOf(tx, 'expert')).values()].slice(0, count)

/** Every expert's signature under what is there. */
async function signAll(tx: Tx, tenderId: string): Promise<void> {
  const ids = await idsOf(tx, 'expert')
  for (const { expert, phase, hash, sheets } of await loadStatements(tx, tenderId, null)) {
    const expertId = ids.get(expert) ?? ''
    const keyId = (await insertKey(tx, expertId, randomBytes(32).toString('base64url'))) ?? ''
    await insertSignature(tx, { tenderId, phase, expertId, keyId, hash, sheets, signature: '' })
  }
}

/** What the ranking needs beside scores: a draw, an opened round with a price for everybody. */
async function seedSurroundings(tx: Tx, { tenderId }: Stand): Promise<void> {
  await tx.run(`INSERT INTO draw (tender_id, status, pool_secret, strata) VALUES ($1, 'drawn', $2, '[]')`, [
    tenderId,
    randomBytes(32),
  ])
  await tx.run(
    `INSERT INTO price_round (tender_id, number, status, officers_needed, platform_public_key) VALUES ($1, 1, 'opening', 3, '')
     ON CONFLICT (tender_id, number) DO UPDATE SET status = 'opening'`,
    [tenderId],
  )
  await tx.run(
    `INSERT INTO opened_bid (round_id, declaration_id, verdict, price_fen) SELECT r.id, d.id, 'opened', l.ceiling_fen * (55 + abs(hashtext(d.id::text)) % 45) / 100
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN price_round r ON r.tender_id = d.tender_id WHERE d.tender_id = $1`,
    [tenderId],
  )
  await tx.run(`UPDATE price_round SET status = 'opened' WHERE tender_id = $1`, [tenderId])
  await tx.run('ALTER TABLE score_freeze DISABLE TRIGGER score_freeze_append')
}

/** The limit's table: one row per declaration and score, nothing left to join. */
const seedLimit = (tx: Tx) =>
  tx.run(
    `CREATE TABLE bench_score AS SELECT d.lot_id, d.id AS declaration_id, s.indicator_code, s.points_centi
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
     JOIN review_sheet r ON r.supplier_id = d.supplier_id AND r.slot <= 2 AND r.subject_key IN ('company', 'variety:' || v.code, 'lot:' || l.code)
     JOIN score s ON s.sheet_id = r.id`,
  )

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
