import { describe, expect, it } from 'vitest'
import { seedTender } from '../support/fixture.ts'
import { ASSIGN, CONFLICT, filled, SHEETS, SUBMIT, sheetsOf, usePairReview } from '../support/pairReview.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes } from '../support/refused.ts'
import { seedDeclarations, seedDraw } from '../support/review.ts'

const platform = usePlatform()
const { office, person, submit, rowsOf, dealt, pairOf } = usePairReview(platform)

describe('assignReview', () => {
  it('gives each subject to two experts, normalised, with rank proposals over all suppliers', async () => {
    const id = await dealt()
    // 4 suppliers × (1 company + 2 varieties + 4 lots) × 2
    const rows = await rowsOf(id)
    expect(rows).toHaveLength(56)
    for (const row of rows) {
      const others = rows.filter(
        one => one.supplier === row.supplier && one.subject === row.subject && one.id !== row.id,
      )
      expect(others.map(one => one.slot + row.slot)).toEqual([3])
      expect(others[0]?.expert).not.toBe(row.expert)
    }
    const ranks = await platform.db.tx(tx =>
      tx.rows<{ supplier: string; centi: number }>(
        `SELECT s.code AS supplier, proposed_centi AS centi FROM answer a JOIN supplier s ON s.id = a.supplier_id
         WHERE tender_id = $1 AND indicator_code = 'B12' AND subject_key = 'variety:HQ' ORDER BY 1`,
        [id],
      ),
    )
    expect(ranks.map(row => row.centi)).toEqual([125, 250, 375, 500])
    expect(await codes(office().act(ASSIGN, { id }))).toEqual(['alreadyDone'])
  })

  it('keeps an expert from the supplier they are recused from, and refuses where too few are left', async () => {
    const id = await seedTender(platform, 'review')
    await seedDeclarations(platform, id)
    expect(await codes(office().act(ASSIGN, { id }))).toEqual(['drawMissing'])
    await seedDraw(platform, id)
    for (const e of ['E01', 'E02', 'E03', 'E04']) await office().act(CONFLICT, { id, e, s: 'S1' })
    await office().act(ASSIGN, { id })
    await platform.drainJobs()
    const judges = new Set((await rowsOf(id)).filter(row => row.supplier === 'S1').map(row => row.expert))
    expect([...judges].sort()).toEqual(['E05', 'E06'])

    const other = await seedTender(platform, 'review')
    await seedDeclarations(platform, other)
    await seedDraw(platform, other)
    for (const e of ['E01', 'E02', 'E03', 'E04', 'E05']) await office().act(CONFLICT, { id: other, e, s: 'S1' })
    expect(await codes(office().act(ASSIGN, { id: other }))).toEqual(['tooFewExperts S1'])
    expect(await platform.db.prisma.job.count({ where: { tenderId: other } })).toBe(0)
  })

  it('needs declarations and the right stage', async () => {
    const id = await seedTender(platform, 'review')
    await seedDraw(platform, id)
    expect(await codes(office().act(ASSIGN, { id }))).toEqual(['noDeclarations'])
    expect(await codes(office().act(ASSIGN, { id: await seedTender(platform, 'draw') }))).toEqual(['wrongStage'])
    expect(await codes(person('E01').act(ASSIGN, { id }))).toEqual(['forbidden'])
  })
})

describe('a sheet', () => {
  it('shows its expert the answers it asks about, in words, and nothing of anybody else', async () => {
    const id = await dealt()
    const rows = await rowsOf(id)
    for (const code of ['E01', 'E02']) {
      const seen = await sheetsOf(person(code), id)
      expect(seen.map(sheet => sheet.id).sort()).toEqual(
        rows
          .filter(row => row.expert === code)
          .map(row => row.id)
          .sort(),
      )
      for (const sheet of seen) expect(sheet.answers.map(answer => answer.indicatorCode)).toEqual(sheet.indicatorCodes)
    }
    const all = await sheetsOf(office(), id)
    expect(all).toHaveLength(56)
    const names = new Map(
      all.filter(sheet => sheet.supplierName === '饮片企业1').map(sheet => [sheet.subjectKey, sheet.subjectName]),
    )
    expect([...names].sort()).toEqual([
      ['company', '饮片企业1'],
      ['lot:DG-T', '当归 · 统货'],
      ['lot:DG-X', '当归 · 选货'],
      ['lot:HQ-T', '黄芪 · 统货'],
      ['lot:HQ-X', '黄芪 · 选货'],
      ['variety:DG', '当归'],
      ['variety:HQ', '黄芪'],
    ])
  })

  it('is invisible to suppliers, auditors and experts not drawn', async () => {
    const id = await dealt()
    expect(await sheetsOf(person('E12'), id)).toEqual([])
    for (const login of ['supplier-S1', 'auditor', 'officer-1'])
      await expect((await platform.person(login)).ask(SHEETS, { f: { tenderId: id } })).rejects.toThrow()
  })

  it('is scored blind: only its own expert sees the scores before the freeze', async () => {
    const id = await dealt()
    const [[a, sheet], [b]] = await pairOf(id)
    await submit(a, filled(sheet))
    const scoresSeen = async (reader: Person) => (await sheetsOf(reader, id)).flatMap(one => one.scores).length
    expect(await scoresSeen(person(a))).toBe(6)
    for (const reader of [person(b), office(), await platform.person('supervisor')])
      expect(await scoresSeen(reader)).toBe(0)
  })
})

describe('submitScores', () => {
  it('wants every indicator once, within its limits, reasons where due; names all, stores none', async () => {
    const id = await dealt()
    const [[a, sheet]] = await pairOf(id)
    const [one, two, three, ...rest] = filled(sheet).scores
    if (!one || !two || !three) throw new Error('six indicators')
    const bad = [
      { ...one, pointsCenti: 100_000 },
      { ...two, pointsCenti: 0, reason: null },
      { ...three, indicatorCode: 'Q1' },
      rest[0],
    ]
    expect(await codes(submit(a, { sheetId: sheet.id, scores: bad }))).toEqual([
      'aboveMaximum sheets[0].scores[0].pointsCenti',
      'reasonRequired sheets[0].scores[1].reason',
      'unknownCode sheets[0].scores[2].indicatorCode',
      'incomplete sheets[0].scores',
    ])
    expect(await platform.db.prisma.score.count({ where: { sheet: { tenderId: id } } })).toBe(0)
    const traces = await platform.db.tx(tx =>
      tx.rows(`SELECT 1 FROM audit_row WHERE tender_id = $1 AND action = 'submitScores'`, [id]),
    )
    expect(traces).toEqual([])
  })

  it('takes 200 sheets at most, each once, and only own ones', async () => {
    const id = await dealt()
    const [[a, sheet], [b, other]] = await pairOf(id)
    expect(await codes(submit(a))).toEqual(['outOfRange sheets'])
    expect(await codes(submit(a, ...Array.from({ length: 201 }, () => filled(sheet))))).toEqual(['outOfRange sheets'])
    expect(await codes(submit(a, filled(sheet), filled(sheet)))).toEqual(['duplicate sheets[1].sheetId'])
    expect(await codes(submit(a, filled(other)))).toEqual(['notFound sheets[0].sheetId'])
    expect(await codes(submit(a, filled(sheet), filled(other), { sheetId: 'x', scores: [] }))).toEqual([
      'notFound sheets[1].sheetId',
      'notFound sheets[2].sheetId',
    ])
    expect(await codes(office().act(SUBMIT, { s: [filled(sheet)] }))).toEqual(['forbidden'])
    expect(await submit(a, filled(sheet))).toMatchObject({ count: 6 })
    expect(await codes(submit(a, filled(sheet)))).toEqual(['alreadyDone sheets[0].sheetId'])
    expect(await submit(b, filled(other))).toMatchObject({ count: 6 })
    const stored = await platform.db.prisma.reviewSheet.findUniqueOrThrow({ where: { id: sheet.id } })
    expect(stored).toMatchObject({ status: 'submitted', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('is refused to an expert who must stay out', async () => {
    const id = await dealt()
    const [[a, sheet]] = await pairOf(id)
    await office().act(CONFLICT, { id, e: a, s: null })
    expect(await codes(submit(a, filled(sheet)))).toEqual(['recused sheets[0].sheetId'])
  })
})
