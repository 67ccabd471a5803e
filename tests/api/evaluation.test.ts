import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, Refused, usePlatform } from '../support/platform.ts'
import { giveReasonsDue, seedDeclarations, seedDraw, signReviews } from '../support/review.ts'

const platform = usePlatform()
const experts = new Map<string, Person>()
let office: Person

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
  for (let n = 1; n <= 12; n++) {
    const code = `E${String(n).padStart(2, '0')}`
    experts.set(code, await platform.person(`expert-${code}`))
  }
})

const REFUSAL = '...on Refusal{violations{code path message}}'
const DONE = `{__typename ...on Done{ok count} ${REFUSAL}}`
const JOB = `{__typename ...on Job{id kind status} ${REFUSAL}}`
const ASSIGN = `mutation($id:ID!){assignReview(tenderId:$id)${JOB}}`
const FREEZE = `mutation($id:ID!){freezeScores(tenderId:$id)${JOB}}`
const SUBMIT = `mutation($s:[SheetScoresInput!]!){submitScores(sheets:$s)${DONE}}`
const REPLACE = `mutation($id:ID!,$e:String!){replaceExpert(tenderId:$id,expertCode:$e,reason:"生病"){__typename ...on Draw{id} ${REFUSAL}}}`
const CONFLICT = `mutation($id:ID!,$e:String!,$s:String){declareConflict(tenderId:$id,expertCode:$e,supplierCode:$s,reason:"持股")${DONE}}`
const SHEETS = `query($f:ReviewSheetFilter,$n:Int){reviewSheets(perPage:$n,filter:$f){total items{id supplierName subjectKey subjectName slot status indicatorCodes answers{indicatorCode value proposedCenti} scores{indicatorCode pointsCenti reason}}}}`

interface Sheet {
  readonly id: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly subjectName: string
  readonly slot: number
  readonly status: string
  readonly indicatorCodes: readonly string[]
  readonly answers: readonly { indicatorCode: string; value: unknown; proposedCenti: number | null }[]
  readonly scores: readonly { indicatorCode: string; pointsCenti: number }[]
}

const codes = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`)
  return error.violations.map(v => `${v.code} ${v.path ?? ''}`.trim())
}

const person = (code: string): Person => experts.get(code) ?? office
const sheetsOf = async (reader: Person, tenderId: string) =>
  (await reader.ask<{ reviewSheets: { items: Sheet[]; total: number } }>(SHEETS, { f: { tenderId }, n: 1000 }))
    .reviewSheets.items

/** Scores as the rule proposes them, Q9 at 3 points; `change` puts other points, with a reason. */
const filled = (sheet: Sheet, change: Readonly<Record<string, number>> = {}) => ({
  sheetId: sheet.id,
  scores: sheet.indicatorCodes.map(code => ({
    indicatorCode: code,
    pointsCenti: change[code] ?? sheet.answers.find(a => a.indicatorCode === code)?.proposedCenti ?? 300,
    reason: change[code] === undefined ? null : '与材料不符',
  })),
})
const submit = (code: string, ...sheets: object[]) => person(code).act<{ count: number }>(SUBMIT, { s: sheets })

async function dealt(): Promise<string> {
  const id = await seedTender(platform, 'review')
  await seedDeclarations(platform, id)
  await seedDraw(platform, id)
  await office.act(ASSIGN, { id })
  await platform.drainJobs()
  return id
}

/** Everybody submits everything still open, explains what is asked for, and signs. */
async function submitAll(id: string): Promise<void> {
  for (let open = 1; open > 0; ) {
    open = 0
    for (const code of experts.keys()) {
      const sheets = (await sheetsOf(person(code), id)).filter(sheet => sheet.status === 'assigned')
      open += sheets.length
      if (sheets.length > 0) await submit(code, ...sheets.map(sheet => filled(sheet)))
      open += await giveReasonsDue(person(code), id)
    }
  }
  for (const expert of experts.values()) await signReviews(expert, id)
}

interface Row {
  readonly id: string
  readonly expert: string
  readonly supplier: string
  readonly subject: string
  readonly slot: number
  readonly status: string
  readonly codes: string[]
}
const rowsOf = (tenderId: string, living = true) =>
  platform.db.tx(tx =>
    tx.rows<Row>(
      `SELECT r.id, e.code AS expert, s.code AS supplier, subject_key AS subject, slot, status, indicator_codes AS codes FROM review_sheet r
       JOIN expert e ON e.id = r.expert_id JOIN supplier s ON s.id = r.supplier_id WHERE r.tender_id = $1 AND ($2 = false OR status <> 'void') ORDER BY s.code, subject_key, slot`,
      [tenderId, living],
    ),
  )

/** The two blind sheets of S1 as a company, as their experts see them. */
async function pairOf(tenderId: string): Promise<readonly [readonly [string, Sheet], readonly [string, Sheet]]> {
  const rows = (await rowsOf(tenderId)).filter(
    row => row.supplier === 'S1' && row.subject === 'company' && row.slot < 3,
  )
  const seen = await Promise.all(
    rows.map(
      async row =>
        [row.expert, (await sheetsOf(person(row.expert), tenderId)).find(sheet => sheet.id === row.id)] as const,
    ),
  )
  const [first, second] = seen
  if (!first?.[1] || !second?.[1]) throw new Error('no pair')
  return [
    [first[0], first[1]],
    [second[0], second[1]],
  ]
}

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
    expect(await codes(office.act(ASSIGN, { id }))).toEqual(['alreadyDone'])
  })

  it('keeps an expert from the supplier they are recused from, and refuses where too few are left', async () => {
    const id = await seedTender(platform, 'review')
    await seedDeclarations(platform, id)
    expect(await codes(office.act(ASSIGN, { id }))).toEqual(['drawMissing'])
    await seedDraw(platform, id)
    for (const e of ['E01', 'E02', 'E03', 'E04']) await office.act(CONFLICT, { id, e, s: 'S1' })
    await office.act(ASSIGN, { id })
    await platform.drainJobs()
    const judges = new Set((await rowsOf(id)).filter(row => row.supplier === 'S1').map(row => row.expert))
    expect([...judges].sort()).toEqual(['E05', 'E06'])

    const other = await seedTender(platform, 'review')
    await seedDeclarations(platform, other)
    await seedDraw(platform, other)
    for (const e of ['E01', 'E02', 'E03', 'E04', 'E05']) await office.act(CONFLICT, { id: other, e, s: 'S1' })
    expect(await codes(office.act(ASSIGN, { id: other }))).toEqual(['tooFewExperts S1'])
    expect(await platform.db.prisma.job.count({ where: { tenderId: other } })).toBe(0)
  })

  it('needs declarations and the right stage', async () => {
    const id = await seedTender(platform, 'review')
    await seedDraw(platform, id)
    expect(await codes(office.act(ASSIGN, { id }))).toEqual(['noDeclarations'])
    expect(await codes(office.act(ASSIGN, { id: await seedTender(platform, 'draw') }))).toEqual(['wrongStage'])
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
    const all = await sheetsOf(office, id)
    expect(all).toHaveLength(56)
    const names = new Map(
      all.filter(sheet => sheet.supplierName === '饮片企业1').map(sheet => [sheet.subjectKey, sheet.subjectName]),
    )
    expect([...names].sort()).toEqual([
      ['company', '饮片企业1'],
      ['lot:DG-T', '当归（统货）'],
      ['lot:DG-X', '当归（选货）'],
      ['lot:HQ-T', '黄芪（统货）'],
      ['lot:HQ-X', '黄芪（选货）'],
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
    for (const reader of [person(b), office, await platform.person('supervisor')])
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
    expect(await codes(office.act(SUBMIT, { s: [filled(sheet)] }))).toEqual(['forbidden'])
    expect(await submit(a, filled(sheet))).toMatchObject({ count: 6 })
    expect(await codes(submit(a, filled(sheet)))).toEqual(['alreadyDone sheets[0].sheetId'])
    expect(await submit(b, filled(other))).toMatchObject({ count: 6 })
    const stored = await platform.db.prisma.reviewSheet.findUniqueOrThrow({ where: { id: sheet.id } })
    expect(stored).toMatchObject({ status: 'submitted', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('is refused to an expert who must stay out', async () => {
    const id = await dealt()
    const [[a, sheet]] = await pairOf(id)
    await office.act(CONFLICT, { id, e: a, s: null })
    expect(await codes(submit(a, filled(sheet)))).toEqual(['recused sheets[0].sheetId'])
  })
})

describe('arbitration (1-domain §3.2)', () => {
  it('goes to a third expert, once, for the disputed indicators, also when both submit at the same moment', async () => {
    for (let i = 0; i < 5; i++) {
      const id = await dealt()
      const [[a, mine], [b, theirs]] = await pairOf(id)
      await Promise.all([submit(a, filled(mine, { Q2: 0, Q4: 900 })), submit(b, filled(theirs))])
      const arbitrations = (await rowsOf(id)).filter(row => row.slot === 3)
      expect(arbitrations).toMatchObject([{ supplier: 'S1', subject: 'company', codes: ['Q2'], status: 'assigned' }])
      expect([a, b]).not.toContain(arbitrations[0]?.expert)
    }
  })

  it('shows the arbiter the answers, never the two scores, and decides', async () => {
    const id = await dealt()
    const [[a, mine], [b, theirs]] = await pairOf(id)
    await submit(a, filled(mine, { Q2: 0 }))
    await submit(b, filled(theirs))
    const arbiter = (await rowsOf(id)).find(row => row.slot === 3)?.expert ?? ''
    const sheet = (await sheetsOf(person(arbiter), id)).find(one => one.slot === 3)
    expect(sheet).toMatchObject({ indicatorCodes: ['Q2'], scores: [] })
    expect(sheet?.answers.map(answer => answer.indicatorCode)).toEqual(['Q2'])
    await submit(arbiter, filled(sheet as Sheet, { Q2: 700 }))
    await submitAll(id)
    await office.act(FREEZE, { id })
    await platform.drainJobs()
    const items = await platform.db.prisma.itemResult.findMany({
      where: { indicatorCode: 'Q2', declaration: { tenderId: id, supplier: { code: 'S1' } } },
    })
    expect(items.map(item => [item.numerator, item.denominator, item.basis])).toEqual(
      Array(4).fill([7n, 1n, 'arbitrated']),
    )
  })
})

describe('a replaced expert (实施条例 48)', () => {
  it('leaves no valid conclusion: all sheets are void and redone by the reserve, arbitration included', async () => {
    const id = await dealt()
    const [[a, mine], [b, theirs]] = await pairOf(id)
    await submit(a, filled(mine, { Q2: 0 }))
    await submit(b, filled(theirs))
    const held = (await rowsOf(id)).filter(row => row.expert === a)
    await office.act(REPLACE, { id, e: a })
    const living = await rowsOf(id)
    expect(living.filter(row => row.expert === a)).toEqual([])
    expect(await sheetsOf(person(a), id)).toEqual([])
    expect(living.filter(row => row.slot === 3)).toEqual([])
    const successor =
      living.find(row =>
        held.some(one => one.subject === row.subject && one.supplier === row.supplier && one.slot === row.slot),
      )?.expert ?? ''
    expect(['E07', 'E08']).toContain(successor)
    const taken = living.filter(row => row.expert === successor)
    expect(taken.map(row => [row.supplier, row.subject, row.slot, row.status])).toEqual(
      held.map(row => [row.supplier, row.subject, row.slot, 'assigned']),
    )
    expect(await codes(submit(a, filled(mine)))).toEqual(['notFound sheets[0].sheetId'])
    const again = (await sheetsOf(person(successor), id)).find(
      sheet => sheet.subjectKey === 'company' && sheet.supplierName === '饮片企业1',
    )
    await submit(successor, filled(again as Sheet, { Q2: 0 }))
    expect((await rowsOf(id)).filter(row => row.slot === 3)).toHaveLength(1)
    await submitAll(id)
    await office.act(FREEZE, { id })
    await platform.drainJobs()
    const freeze = await platform.db.prisma.scoreFreeze.findUniqueOrThrow({ where: { tenderId: id } })
    expect(freeze).toMatchObject({ itemCount: 224, scoreCount: 448 + 4 })
  })

  it('takes over at once when an expert steps back from one supplier during the review', async () => {
    const id = await dealt()
    const [[a]] = await pairOf(id)
    await person(a).act(`mutation($id:ID!){declareRecusal(tenderId:$id,supplierCode:"S1",reason:"亲属")${DONE}}`, {
      id,
    })
    const rows = await rowsOf(id)
    expect(rows).toHaveLength(56)
    expect(rows.filter(row => row.expert === a && row.supplier === 'S1')).toEqual([])
    expect(
      (await rowsOf(id, false))
        .filter(row => row.status === 'void')
        .every(row => row.expert === a && row.supplier === 'S1'),
    ).toBe(true)
  })
})

describe('freezeScores', () => {
  it('waits for every sheet, and for the replacement of the recused', async () => {
    const id = await dealt()
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['sheetsOpen'])
    await submitAll(id)
    const [[a]] = await pairOf(id)
    await office.act(CONFLICT, { id, e: a, s: null })
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['recused'])
    await office.act(REPLACE, { id, e: a })
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['sheetsOpen'])
    await submitAll(id)
    await office.act(FREEZE, { id })
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['jobRunning'])
    expect(await codes(office.act(REPLACE, { id, e: (await rowsOf(id))[0]?.expert }))).toEqual(['jobRunning'])
    await platform.drainJobs()
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['alreadyDone'])
  })

  it('makes scores readable to the office and immutable to everybody', async () => {
    const id = await dealt()
    await submitAll(id)
    await office.act(FREEZE, { id })
    await platform.drainJobs()
    expect((await sheetsOf(office, id)).flatMap(sheet => sheet.scores)).toHaveLength(4 * (6 + 2 * 4 + 4 * 4) * 2)
    const change = (sql: string) => platform.db.tx(tx => tx.run(sql, [id]))
    const own = 'sheet_id IN (SELECT id FROM review_sheet WHERE tender_id = $1)'
    await expect(change(`UPDATE score SET points_centi = 0 WHERE ${own}`)).rejects.toThrow('scores are frozen')
    await expect(change(`DELETE FROM score WHERE ${own}`)).rejects.toThrow('scores are frozen')
    const [row] = await rowsOf(id)
    expect(await codes(office.act(REPLACE, { id, e: row?.expert }))).toEqual(['alreadyDone'])
    expect(await codes(office.act(CONFLICT, { id, e: row?.expert, s: row?.supplier }))).toEqual(['alreadyDone'])
  })

  it('lets no verb of anybody change a signed score afterwards', async () => {
    const id = await dealt()
    await submitAll(id)
    await office.act(FREEZE, { id })
    await platform.drainJobs()
    const before = await everythingScored(id)
    const refusals: string[] = []
    const tryTo = async (act: Promise<unknown>) => refusals.push(...(await codes(act)))
    for (const code of experts.keys())
      for (const sheet of (await sheetsOf(person(code), id)).slice(0, 2)) {
        await tryTo(submit(code, filled(sheet, { Q9: 0 })))
        await tryTo(submit('E12', filled(sheet)))
      }
    const [row] = await rowsOf(id)
    await tryTo(office.act(ASSIGN, { id }))
    await tryTo(office.act(FREEZE, { id }))
    await tryTo(office.act(REPLACE, { id, e: row?.expert }))
    await tryTo(person(row?.expert ?? '').act(CONFLICT, { id, e: row?.expert, s: row?.supplier }))
    for (const job of await platform.db.prisma.job.findMany({ where: { tenderId: id } }))
      for (const verb of ['cancelJob', 'retryJob'])
        await tryTo(office.act(`mutation($j:ID!){${verb}(jobId:$j)${JOB}}`, { j: job.id }))
    const supplier = await platform.person('supplier-S1')
    const answers = [{ indicatorCode: 'Q4', subjectKey: 'company', value: true }]
    await tryTo(
      supplier.act(`mutation($id:ID!,$a:[AnswerInput!]!){answerIndicators(tenderId:$id,answers:$a)${DONE}}`, {
        id,
        a: answers,
      }),
    )
    await tryTo(supplier.act(`mutation($id:ID!){submitDeclarations(tenderId:$id)${DONE}}`, { id }))
    expect(refusals.length).toBeGreaterThan(15)
    await platform.drainJobs()
    expect(await everythingScored(id)).toEqual(before)
  })
})

/** Scores, judged items, totals and the freeze of a tender. */
const everythingScored = (tenderId: string) =>
  platform.db.tx(async tx => [
    await tx.rows(
      `SELECT x.* FROM score x JOIN review_sheet r ON r.id = x.sheet_id WHERE r.tender_id = $1 ORDER BY x.sheet_id, x.indicator_code`,
      [tenderId],
    ),
    await tx.rows('SELECT id, status FROM review_sheet WHERE tender_id = $1 ORDER BY id', [tenderId]),
    await tx.rows(
      `SELECT t.* FROM declaration_total t JOIN declaration d ON d.id = t.declaration_id WHERE d.tender_id = $1 ORDER BY d.id`,
      [tenderId],
    ),
    await tx.rows('SELECT * FROM score_freeze WHERE tender_id = $1', [tenderId]),
  ])
