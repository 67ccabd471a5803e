import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { subjectKey } from '#domain/declaration.ts'
import { compareCodes } from '#domain/order.ts'
import { isPanelled } from '#domain/reviewPlan.ts'
import type { RulePack } from '#domain/rulePack.ts'
import { freezeBytes, freezeLine } from '#domain/scoreSheet.ts'
import { fromCenti, judgeItem, judgePanel, qualityTotal } from '#domain/scoring.ts'
import { runChunk } from '../../workers/runChunk.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { seedDeclarations, seedDraw, signReviews } from '../support/review.ts'

const platform = usePlatform()
let office: Person

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
})

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const JOB = '{__typename ...on Job{id status} ...on Refusal{violations{code path message}}}'
const FREEZE = `mutation($id:ID!){freezeScores(tenderId:$id)${JOB}}`

const PANELS: RulePack = { ...SMALL_PACK, review: { ...SMALL_PACK.review, panelSize: 5 } }

/** A review in which everything is scored at random, with a third score wherever the first two lie too far apart. */
async function scoredAtRandom(pack = SMALL_PACK): Promise<string> {
  const id = await seedTender(platform, 'review', pack)
  await seedDeclarations(platform, id)
  await seedDraw(platform, id)
  await office.act(`mutation($id:ID!){assignReview(tenderId:$id)${JOB}}`, { id })
  await platform.drainJobs()
  const limits = SMALL_PACK.indicators.map(one => one.points * SMALL_PACK.review.arbitrationPercent)
  const params = [id, SMALL_PACK.indicators.map(one => one.code), SMALL_PACK.indicators.map(one => one.points), limits]
  await platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO score SELECT r.id, i.code, CASE WHEN random() < 0.5 THEN floor(random() * (i.points * 100 + 1)) ELSE i.points * 70 + floor(random() * 3) END
       FROM review_sheet r JOIN UNNEST($2::text[], $3::int[], $4::int[]) AS i(code, points, threshold) ON i.code = ANY(r.indicator_codes) WHERE r.tender_id = $1`,
      params,
    )
    await tx.run(
      `INSERT INTO review_sheet (tender_id, expert_id, supplier_id, subject_key, slot, status, indicator_codes)
       SELECT $1, (SELECT e.id FROM expert e WHERE e.id NOT IN (min(a.expert_id::text)::uuid, max(b.expert_id::text)::uuid) LIMIT 1), a.supplier_id, a.subject_key, 3, 'assigned', array_agg(i.code)
       FROM review_sheet a JOIN review_sheet b ON b.tender_id = a.tender_id AND b.supplier_id = a.supplier_id AND b.subject_key = a.subject_key AND b.slot = 2
       JOIN score x ON x.sheet_id = a.id JOIN score y ON y.sheet_id = b.id AND y.indicator_code = x.indicator_code
       JOIN UNNEST($2::text[], $3::int[], $4::int[]) AS i(code, points, threshold) ON i.code = x.indicator_code
       WHERE a.tender_id = $1 AND a.slot = 1 AND NOT a.panel AND NOT b.panel AND abs(x.points_centi - y.points_centi) > i.threshold GROUP BY a.supplier_id, a.subject_key`,
      params,
    )
    await tx.run(
      `INSERT INTO score SELECT r.id, i.code, floor(random() * (i.points * 100 + 1)) FROM review_sheet r
       JOIN UNNEST($2::text[], $3::int[]) AS i(code, points) ON i.code = ANY(r.indicator_codes) WHERE r.tender_id = $1 AND r.slot = 3 AND NOT r.panel`,
      params.slice(0, 3),
    )
    await tx.run(`UPDATE review_sheet SET status = 'submitted', hash = md5(id::text) WHERE tender_id = $1`, [id])
  })
  const experts = await platform.db.tx(tx => tx.rows<{ code: string }>('SELECT code FROM expert ORDER BY code'))
  for (const { code } of experts) await signReviews(await platform.person(`expert-${code}`), id)
  return id
}

interface Expected {
  readonly declarationId: string
  readonly lot: string
  readonly lines: readonly string[]
  readonly total: ReturnType<typeof qualityTotal>
  readonly scores: number
}

/** The same by the domain's rules, from the stored scores. */
async function judgeByDomain(tenderId: string, { indicators, review }: RulePack): Promise<readonly Expected[]> {
  const { prisma } = platform.db
  const sheets = await prisma.reviewSheet.findMany({
    where: { tenderId },
    include: { scores: true },
    orderBy: { slot: 'asc' },
  })
  const declarations = await prisma.declaration.findMany({
    where: { tenderId },
    include: { supplier: true, lot: { include: { spec: { include: { variety: true } } } } },
  })
  declarations.sort((a, b) => compareCodes(a.lot.code, b.lot.code) || compareCodes(a.supplier.code, b.supplier.code))
  return declarations.map(({ id, supplier, lot }) => {
    const items = indicators.map(indicator => {
      const key = subjectKey(indicator.level, lot.spec.variety.code, lot.code)
      const centi = sheets
        .filter(sheet => sheet.supplierId === supplier.id && sheet.subjectKey === key)
        .flatMap(sheet =>
          sheet.scores.filter(score => score.indicatorCode === indicator.code).map(score => score.pointsCenti),
        )
      const judged =
        isPanelled(indicator, review) && review.panelSize !== 0
          ? judgePanel(centi.map(fromCenti), review.panelSize)
          : judgeItem(centi.map(fromCenti), indicator.points, review.arbitrationPercent)
      if (judged.status === 'unscored' || judged.status === 'needsArbitration') throw new Error(judged.status)
      const basis = judged.status === 'agreed' ? 'mean' : judged.status
      const scores = judged.status === 'agreed' ? centi.slice(0, 2) : centi
      const { n, d } = judged.points
      const line = freezeLine({
        lot: lot.code,
        supplier: supplier.code,
        indicator: indicator.code,
        numerator: n,
        denominator: d,
        basis,
        scores,
      })
      return { code: indicator.code, line, points: judged.points, scores: scores.length }
    })
    items.sort((a, b) => compareCodes(a.code, b.code))
    return {
      declarationId: id,
      lot: lot.code,
      lines: items.map(item => item.line),
      total: qualityTotal(items.map(item => item.points)),
      scores: items.reduce((sum, item) => sum + item.scores, 0),
    }
  })
}

describe('the freeze', () => {
  it.each([
    ['two experts for every item', SMALL_PACK],
    ['panels of five for subjective items', PANELS],
  ])('judges in SQL exactly as the domain does, and hashes the canonical lines: %s', async (_name, pack) => {
    const id = await scoredAtRandom(pack)
    const expected = await judgeByDomain(id, pack)
    await office.act(FREEZE, { id })
    await platform.drainJobs()
    const totals = await platform.db.prisma.declarationTotal.findMany({ where: { declaration: { tenderId: id } } })
    const found = new Map(totals.map(total => [total.declarationId, total]))
    expect(totals).toHaveLength(16)
    for (const { declarationId, total } of expected)
      expect(found.get(declarationId)).toMatchObject({
        numerator: total.exact.n,
        denominator: total.exact.d,
        qualityCenti: total.qualityCenti,
      })
    const lines = expected.flatMap(one => one.lines)
    const lots = new Map<string, string[]>()
    for (const one of expected) lots.set(one.lot, [...(lots.get(one.lot) ?? []), ...one.lines])
    const freeze = await platform.db.prisma.scoreFreeze.findUniqueOrThrow({ where: { tenderId: id } })
    expect(freeze).toMatchObject({
      hash: sha256(freezeBytes([...lots].map(([lot, own]) => [lot, sha256(own.map(line => `${line}\n`).join(''))]))),
      itemCount: 16 * 14,
      scoreCount: expected.reduce((sum, one) => sum + one.scores, 0),
    })
    expect(lines.some(line => line.includes('"arbitrated"'))).toBe(true)
    expect(lines.some(line => line.includes('"trimmed"'))).toBe(pack === PANELS)
    const trace = await platform.db.tx(tx =>
      tx.rows(
        `SELECT actor_role, changes FROM audit_row WHERE tender_id = $1 AND action = 'freezeScores' ORDER BY seq`,
        [id],
      ),
    )
    expect(trace).toEqual([
      { actor_role: 'office', changes: 1 },
      { actor_role: 'platform', changes: 16 * 14 },
    ])
  })

  it('shows a bar per lot, and a piece that runs twice counts once', async () => {
    const id = await scoredAtRandom()
    const job = await office.act<{ id: string }>(FREEZE, { id })
    const chunks = await platform.db.prisma.jobChunk.findMany({ where: { jobId: job.id }, orderBy: { id: 'asc' } })
    expect(chunks.map(chunk => chunk.size)).toEqual([4, 4, 4, 4])
    const worker = { ...platform.command, actor: null }
    const [first] = chunks
    if (!first) throw new Error('no piece')
    await runChunk(worker, first.id)
    await runChunk(worker, first.id)
    expect(await platform.db.prisma.job.findUniqueOrThrow({ where: { id: job.id } })).toMatchObject({
      done: 4,
      total: 16,
      status: 'running',
    })
    await platform.drainJobs()
    expect(await platform.db.prisma.itemResult.count({ where: { declaration: { tenderId: id } } })).toBe(16 * 14)
  })

  it('never freezes what lost an item while a cancelled job lay about; a new one starts afresh', async () => {
    const id = await scoredAtRandom()
    const job = await office.act<{ id: string }>(FREEZE, { id })
    const chunks = await platform.db.prisma.jobChunk.findMany({ where: { jobId: job.id }, orderBy: { id: 'asc' } })
    const worker = { ...platform.command, actor: null }
    for (const chunk of chunks.slice(0, 3)) await runChunk(worker, chunk.id)
    await office.act(`mutation($j:ID!){cancelJob(jobId:$j)${JOB}}`, { j: job.id })
    const before = await platform.db.prisma.itemResult.count({ where: { declaration: { tenderId: id } } })
    expect(before).toBe(3 * 4 * 14)
    await office.act(
      `mutation($id:ID!){replaceExpert(tenderId:$id,expertCode:"E01",reason:"生病"){__typename ...on Draw{id} ...on Refusal{violations{code path message}}}}`,
      { id },
    )
    await office.act(`mutation($j:ID!){retryJob(jobId:$j)${JOB}}`, { j: job.id })
    for (const chunk of chunks.slice(3)) await expect(runChunk(worker, chunk.id)).rejects.toThrow('are not judged')
    expect(await platform.db.prisma.scoreFreeze.count({ where: { tenderId: id } })).toBe(0)
  })
})
