import { describe, expect, it } from 'vitest'
import {
  ASSIGN,
  CONFLICT,
  FREEZE,
  filled,
  REPLACE,
  type Sheet,
  sheetsOf,
  usePairReview,
} from '../support/pairReview.ts'
import { usePlatform } from '../support/platform.ts'

import { codes, DONE, JOB } from '../support/refused.ts'

const platform = usePlatform()
const { experts, office, person, submit, rowsOf, dealt, submitAll, pairOf } = usePairReview(platform)

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
    const progress = await office().ask<{
      reviewProgress: { indicators: { indicatorCode: string; disputes: number }[] }
    }>('query($id:ID!){reviewProgress(tenderId:$id,phase:"first"){indicators{indicatorCode disputes}}}', { id })
    expect(progress.reviewProgress.indicators.filter(one => one.disputes > 0)).toEqual([
      { indicatorCode: 'Q2', disputes: 1 },
    ])
    await submit(arbiter, filled(sheet as Sheet, { Q2: 700 }))
    await submitAll(id)
    await office().act(FREEZE, { id })
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
    await office().act(REPLACE, { id, e: a })
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
    await office().act(FREEZE, { id })
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
    expect(await codes(office().act(FREEZE, { id }))).toEqual(['sheetsOpen'])
    await submitAll(id)
    const [[a]] = await pairOf(id)
    await office().act(CONFLICT, { id, e: a, s: null })
    expect(await codes(office().act(FREEZE, { id }))).toEqual(['recused'])
    await office().act(REPLACE, { id, e: a })
    expect(await codes(office().act(FREEZE, { id }))).toEqual(['sheetsOpen'])
    await submitAll(id)
    await office().act(FREEZE, { id })
    expect(await codes(office().act(FREEZE, { id }))).toEqual(['jobRunning'])
    expect(await codes(office().act(REPLACE, { id, e: (await rowsOf(id))[0]?.expert }))).toEqual(['jobRunning'])
    await platform.drainJobs()
    expect(await codes(office().act(FREEZE, { id }))).toEqual(['alreadyDone'])
  })

  it('makes scores readable to the office and immutable to everybody', async () => {
    const id = await dealt()
    await submitAll(id)
    await office().act(FREEZE, { id })
    await platform.drainJobs()
    expect((await sheetsOf(office(), id)).flatMap(sheet => sheet.scores)).toHaveLength(4 * (6 + 2 * 4 + 4 * 4) * 2)
    const change = (sql: string) => platform.db.tx(tx => tx.run(sql, [id]))
    const own = 'sheet_id IN (SELECT id FROM review_sheet WHERE tender_id = $1)'
    await expect(change(`UPDATE score SET points_centi = 0 WHERE ${own}`)).rejects.toThrow('scores are frozen')
    await expect(change(`DELETE FROM score WHERE ${own}`)).rejects.toThrow('scores are frozen')
    const [row] = await rowsOf(id)
    expect(await codes(office().act(REPLACE, { id, e: row?.expert }))).toEqual(['alreadyDone'])
    expect(await codes(office().act(CONFLICT, { id, e: row?.expert, s: row?.supplier }))).toEqual(['alreadyDone'])
  })

  it('lets no verb of anybody change a signed score afterwards', async () => {
    const id = await dealt()
    await submitAll(id)
    await office().act(FREEZE, { id })
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
    await tryTo(office().act(ASSIGN, { id }))
    await tryTo(office().act(FREEZE, { id }))
    await tryTo(office().act(REPLACE, { id, e: row?.expert }))
    await tryTo(person(row?.expert ?? '').act(CONFLICT, { id, e: row?.expert, s: row?.supplier }))
    for (const job of await platform.db.prisma.job.findMany({ where: { tenderId: id } }))
      for (const verb of ['cancelJob', 'retryJob'])
        await tryTo(office().act(`mutation($j:ID!){${verb}(jobId:$j)${JOB}}`, { j: job.id }))
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
