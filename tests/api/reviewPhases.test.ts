/** Over 300 lines: one review from hand-out to freeze; its parts share what they play. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { RulePack } from '#domain/rulePack.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, DONE, JOB, REFUSAL } from '../support/refused.ts'
import {
  giveReasonsDue,
  registerKey,
  SIGN,
  seedDeclarations,
  seedDraw,
  signReviews,
  statementsOf,
} from '../support/review.ts'
import { dueAtOf, todosOf } from '../support/todos.ts'

const platform = usePlatform()
const experts: Person[] = []
let office: Person
let supplier: Person
let rival: Person

const PACK: RulePack = { ...SMALL_PACK, review: { ...SMALL_PACK.review, panelSize: 5, rereview: 'contested' } }

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
  supplier = await platform.person('supplier-S1')
  rival = await platform.person('supplier-S2')
  for (let n = 1; n <= 12; n++) experts.push(await platform.person(`expert-E${String(n).padStart(2, '0')}`))
})

const KEPT = `{__typename ...on Kept{id} ${REFUSAL}}`
const job = (verb: string) => `mutation($id:ID!){${verb}(tenderId:$id)${JOB}}`
const SUBMIT = `mutation($s:[SheetScoresInput!]!){submitScores(sheets:$s)${DONE}}`
const DRAFT = `mutation($d:[ScoreDraftInput!]!){saveDrafts(drafts:$d)${DONE}}`
const REASON = `mutation($r:[ReasonInput!]!){giveReasons(reasons:$r)${DONE}}`
const CLARIFY = `mutation($id:ID!,$c:[ClarificationInput!]!){clarifyScores(tenderId:$id,clarifications:$c)${DONE}}`
const UNLOCK = `mutation($s:ID!){unlockSheet(sheetId:$s,reason:"录入笔误"){__typename ...on Kept{id} ...on Proposal{id} ${REFUSAL}}}`
const ITEMS = `query($id:ID!,$s:ID){itemScores(tenderId:$id,supplierId:$s){lotCode indicatorCode pointsCenti basis phase reasons clarification}}`
const SHEETS = `query($f:ReviewSheetFilter){reviewSheets(perPage:1000,filter:$f){items{id supplierName subjectKey phase part panel slot status indicatorCodes
  answers{indicatorCode proposedCenti} scores{indicatorCode pointsCenti reasonDue} drafts{indicatorCode pointsCenti reason flagged} clarifications{indicatorCode text}}}}`

interface Sheet {
  readonly id: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly phase: string
  readonly panel: boolean
  readonly slot: number
  readonly status: string
  readonly indicatorCodes: readonly string[]
  readonly answers: readonly { indicatorCode: string; proposedCenti: number | null }[]
  readonly scores: readonly { indicatorCode: string; pointsCenti: number; reasonDue: boolean }[]
  readonly drafts: readonly { indicatorCode: string; pointsCenti: number | null; reason: string | null }[]
  readonly clarifications: readonly { indicatorCode: string; text: string }[]
}

const sheetsOf = async (expert: Person, tenderId: string, filter: object = {}) =>
  (await expert.ask<{ reviewSheets: { items: Sheet[] } }>(SHEETS, { f: { tenderId, ...filter } })).reviewSheets.items
const run = async (verb: string, id: string) => {
  await office.act(job(verb), { id })
  await platform.drainJobs()
}

/** Points as proposed, else 3; `change` puts others, without a reason. */
const filled = (sheet: Sheet, change: Readonly<Record<string, number>> = {}) => ({
  sheetId: sheet.id,
  scores: sheet.indicatorCodes.map(code => ({
    indicatorCode: code,
    pointsCenti: change[code] ?? sheet.answers.find(a => a.indicatorCode === code)?.proposedCenti ?? 300,
  })),
})

async function dealt(): Promise<string> {
  const id = await seedTender(platform, 'review', PACK)
  await seedDeclarations(platform, id)
  await seedDraw(platform, id, 6)
  await run('assignReview', id)
  return id
}

/** Everybody submits what is open, with `change` in each sheet; explains, if asked to, and signs. */
async function finish(id: string, change: (sheet: Sheet) => Readonly<Record<string, number>> = () => ({})) {
  for (const expert of experts) {
    const open = await sheetsOf(expert, id, { status: 'assigned' })
    if (open.length > 0) await expert.act(SUBMIT, { s: open.map(sheet => filled(sheet, change(sheet))) })
  }
  for (const expert of experts) await giveReasonsDue(expert, id)
  for (const expert of experts) await signReviews(expert, id)
}

const wait = (id: string, days: number) =>
  platform.db.tx(tx =>
    tx.run('UPDATE tender SET clock_offset_seconds = clock_offset_seconds + $2 WHERE id = $1', [id, days * 86_400]),
  )

/** The first expert who holds an open sheet that fits, and that sheet. */
async function holder(id: string, fits: (sheet: Sheet) => boolean): Promise<readonly [Person, Sheet]> {
  for (const expert of experts) {
    const sheet = (await sheetsOf(expert, id)).find(fits)
    if (sheet) return [expert, sheet]
  }
  throw new Error('nobody holds such a sheet')
}

describe('a panel (1-domain §3.2)', () => {
  it('gives the subjective item to five experts and the others to two', async () => {
    const id = await dealt()
    const all = (await Promise.all(experts.map(expert => sheetsOf(expert, id)))).flat()
    const panel = all.filter(sheet => sheet.panel)
    expect(panel.every(sheet => sheet.indicatorCodes.join() === 'Q9')).toBe(true)
    expect(panel).toHaveLength(4 * 2 * 5) // suppliers × varieties × seats
    const others = all.filter(sheet => !sheet.panel)
    expect(others).toHaveLength(4 * (1 + 2 + 4) * 2)
    expect(others.flatMap(sheet => sheet.indicatorCodes)).not.toContain('Q9')
  })

  it('asks whoever lies far from the mean for a reason, once all are in, and shows it to nobody else', async () => {
    const id = await dealt()
    const [odd] = await holder(id, sheet => sheet.panel)
    const own = await sheetsOf(odd, id, { status: 'assigned' })
    await odd.act(SUBMIT, { s: own.map(sheet => filled(sheet, { Q9: 0 })) })
    expect((await sheetsOf(odd, id)).flatMap(sheet => sheet.scores).some(score => score.reasonDue)).toBe(false)
    for (const expert of experts) {
      const open = await sheetsOf(expert, id, { status: 'assigned' })
      if (open.length > 0) await expert.act(SUBMIT, { s: open.map(sheet => filled(sheet)) })
    }
    const due = (await sheetsOf(odd, id)).flatMap(sheet =>
      sheet.scores.filter(score => score.reasonDue).map(score => ({ sheetId: sheet.id, ...score })),
    )
    expect(due.length).toBe(own.filter(sheet => sheet.panel).length)
    expect(await todosOf(odd, id)).toEqual([['giveReasons', due.length]])
    expect(await codes(office.act(job('announceScores'), { id }))).toEqual(['reasonsDue'])
    const reason = { sheetId: due[0]?.sheetId, indicatorCode: 'Q9', reason: '未见工艺验证记录' }
    expect(await codes(odd.act(REASON, { r: [{ ...reason, reason: ' ' }] }))).toEqual([
      'reasonRequired reasons[0].reason',
    ])
    const stranger = experts.find(expert => expert !== odd) ?? odd
    expect(await codes(stranger.act(REASON, { r: [reason] }))).toEqual(['notFound reasons[0].sheetId'])
    await odd.act(REASON, { r: [reason] })
    expect(await codes(odd.act(REASON, { r: [reason] }))).toEqual(['notFound reasons[0]'])
  })
})

describe('drafts', () => {
  it('are kept for their expert alone, written over, and gone with the submission', async () => {
    const id = await dealt()
    const [expert, sheet] = await holder(id, one => one.subjectKey === 'company')
    const draft = (pointsCenti: number | null, reason: string | null = null) => ({
      sheetId: sheet.id,
      indicatorCode: 'Q2',
      pointsCenti,
      reason,
      flagged: true,
    })
    await expert.act(DRAFT, { d: [draft(100)] })
    await expert.act(DRAFT, { d: [draft(100), draft(250, '待核')] })
    const stored = async (reader: Person) => (await sheetsOf(reader, id)).flatMap(one => one.drafts)
    expect(await stored(expert)).toEqual([{ indicatorCode: 'Q2', pointsCenti: 250, reason: '待核', flagged: true }])
    const others = experts.filter(one => one !== expert)
    expect((await Promise.all(others.map(stored))).flat()).toEqual([])
    await expert.act(SUBMIT, { s: [filled(sheet)] })
    expect(await stored(expert)).toEqual([])
    expect(await codes(expert.act(DRAFT, { d: [draft(1)] }))).toEqual(['notFound drafts[0].sheetId'])
  })

  it('are refused as a whole for foreign sheets, unknown indicators and impossible points', async () => {
    const id = await dealt()
    const [expert, sheet] = await holder(id, one => one.subjectKey === 'company')
    const stranger = experts.find(one => one !== expert) ?? expert
    const good = { sheetId: sheet.id, indicatorCode: 'Q2', pointsCenti: 100 }
    const refused = (person: Person, ...d: object[]) => codes(person.act(DRAFT, { d }))
    expect(await refused(stranger, good)).toEqual(['notFound drafts[0].sheetId'])
    expect(await refused(expert, good, { ...good, indicatorCode: 'Q1' })).toEqual(['notFound drafts[1].sheetId'])
    expect(await refused(expert, { ...good, pointsCenti: -1 }, { ...good, sheetId: 'x' })).toEqual([
      'outOfRange drafts[0].pointsCenti',
      'notFound drafts[1].sheetId',
    ])
    expect(await refused(expert)).toEqual(['outOfRange drafts'])
    expect((await sheetsOf(expert, id)).flatMap(one => one.drafts)).toEqual([])
  })
})

describe('signatures (招标投标法 53)', () => {
  it('hold for exactly the sheets that count, by the own key; nothing goes on without all of them', async () => {
    const id = await dealt()
    const [first] = experts as [Person, ...Person[]]
    const [before] = await statementsOf(first, id)
    const key = await registerKey(first)
    const signed = (text: string, publicKey = key.publicKey) =>
      first.act(SIGN, { t: id, p: 'first', k: publicKey, s: key.sign(text) })
    expect(await codes(signed(before?.text ?? ''))).toEqual(['sheetsOpen'])
    for (const expert of experts) {
      const open = await sheetsOf(expert, id, { status: 'assigned' })
      if (open.length > 0) await expert.act(SUBMIT, { s: open.map(sheet => filled(sheet)) })
    }
    expect(await codes(office.act(job('announceScores'), { id }))).toEqual(['signaturesMissing'])
    expect(await todosOf(first, id)).toEqual([['signReview', 1]])
    const [statement] = await statementsOf(first, id)
    expect(await codes(signed(`${statement?.text} `))).toEqual(['badSignature signature'])
    expect(await codes(signed(statement?.text ?? '', (await registerKey(experts[1] ?? first)).publicKey))).toEqual([
      'notFound publicKey',
    ])
    expect(await signed(statement?.text ?? '')).toMatchObject({ count: 1 })
    expect(await signed(statement?.text ?? '')).toMatchObject({ count: 0 })
    expect((await statementsOf(first, id))[0]?.isSigned).toBe(true)
    expect(await todosOf(first, id)).toEqual([])
  })

  it('fall away with a sheet that two people open again; its scores come back as drafts', async () => {
    const id = await dealt()
    await finish(id)
    const [expert, sheet] = await holder(id, one => one.subjectKey === 'company')
    expect(await codes(expert.act(UNLOCK, { s: sheet.id }))).toEqual(['forbidden'])
    expect(await office.alone(UNLOCK, { s: sheet.id })).toMatchObject({ __typename: 'Proposal' })
    expect((await statementsOf(expert, id))[0]?.isSigned).toBe(true)
    await office.act(UNLOCK, { s: sheet.id })
    const [statement] = await statementsOf(expert, id)
    expect(statement).toMatchObject({ open: 1, isSigned: false })
    const open = await sheetsOf(expert, id, { status: 'assigned' })
    expect(open.map(one => one.drafts.map(draft => draft.indicatorCode).sort())).toEqual([
      [...sheet.indicatorCodes].sort(),
    ])
    expect(await codes(office.act(job('announceScores'), { id }))).toEqual(['sheetsOpen'])
    await finish(id)
    await run('announceScores', id)
    const [, closed] = await holder(id, one => one.subjectKey === 'company')
    expect(await codes(office.alone(UNLOCK, { s: closed.id }))).toEqual(['alreadyDone'])
  })
})

describe('the re-review (1-domain §2, stage 8)', () => {
  it('lets a supplier see and contest its scores in time, and others judge only that anew', async () => {
    const id = await dealt()
    const itemsOf = async (reader: Person, s: string | null = null) =>
      (
        await reader.ask<{
          itemScores: {
            lotCode: string
            indicatorCode: string
            pointsCenti: number
            basis: string
            phase: string
            reasons: string[]
          }[]
        }>(ITEMS, { id, s })
      ).itemScores
    const contested = { subjectKey: 'company', indicatorCode: 'Q4', text: '证书见附件第3页' }
    const clarify = (person: Person, ...c: object[]) => person.act(CLARIFY, { id, c })
    expect(await itemsOf(supplier)).toEqual([])
    expect(await codes(clarify(supplier, contested))).toEqual(['scoresNotAnnounced'])
    expect(await codes(office.act(job('freezeScores'), { id }))).toEqual(['rereviewMissing'])
    expect(await codes(office.act(job('startSecondReview'), { id }))).toEqual(['scoresNotAnnounced'])
    await finish(id, (sheet): Record<string, number> => (sheet.supplierName === '饮片企业1' ? { Q4: 900 } : {}))
    await run('announceScores', id)

    expect(await todosOf(supplier, id)).toEqual([['clarifyScores', 1]])
    const { clarifyUntil } = await platform.db.prisma.reviewRound.findFirstOrThrow({
      where: { tenderId: id, phase: 'first' },
    })
    expect(await dueAtOf(supplier, id, 'clarifyScores')).toBe(clarifyUntil?.toISOString())
    const own = await itemsOf(supplier)
    expect(own).toHaveLength(4 * 14)
    expect(own.find(item => item.indicatorCode === 'Q4')).toMatchObject({ pointsCenti: 900, phase: 'first' })
    expect(await itemsOf(rival)).not.toEqual(own)
    const s1 = await platform.db.prisma.supplier.findUniqueOrThrow({ where: { code: 'S1' } })
    expect(await itemsOf(rival, s1.id)).toEqual(await itemsOf(rival))
    expect(await itemsOf(office, s1.id)).toEqual(own)
    await expect(itemsOf(experts[0] ?? office)).rejects.toThrow()

    expect(await codes(clarify(supplier, { ...contested, subjectKey: 'lot:NO' }, { ...contested, text: '' }))).toEqual([
      'notFound clarifications[0]',
      'required clarifications[1].text',
    ])
    await clarify(supplier, contested, { ...contested, subjectKey: 'variety:HQ', indicatorCode: 'Q9' })
    expect(await codes(clarify(supplier, contested))).toEqual(['alreadyDone clarifications'])
    expect(await todosOf(supplier, id)).toEqual([])
    expect(await todosOf(rival, id)).toEqual([['clarifyScores', 1]])
    expect(await codes(office.act(job('startSecondReview'), { id }))).toEqual(['clarificationRunning'])
    await wait(id, 5)
    expect(await codes(clarify(rival, contested))).toEqual(['deadlinePassed'])
    await run('startSecondReview', id)

    const judged = async (phase: string) =>
      (
        await Promise.all(
          experts.map(async (expert, n) => (await sheetsOf(expert, id, { phase })).map(sheet => ({ n, ...sheet }))),
        )
      ).flat()
    const second = await judged('second')
    expect(
      second.map(sheet => `${sheet.supplierName} ${sheet.subjectKey} ${sheet.indicatorCodes.join()}`).sort(),
    ).toEqual([...Array(2).fill('饮片企业1 company Q4'), ...Array(5).fill('饮片企业1 variety:HQ Q9')])
    expect(second.map(sheet => sheet.clarifications)).toContainEqual([{ indicatorCode: 'Q4', text: contested.text }])
    const before = (await judged('first')).filter(sheet => sheet.supplierName === '饮片企业1')
    for (const { n, subjectKey, panel } of second)
      expect(before.some(one => one.n === n && one.subjectKey === subjectKey && one.panel === panel)).toBe(false)

    await finish(id)
    await run('freezeScores', id)
    const final = (await itemsOf(supplier)).filter(item => item.indicatorCode === 'Q4')
    expect(final.map(item => [item.pointsCenti, item.phase])).toEqual(Array(4).fill([1000, 'second']))
    const kept = (await itemsOf(rival)).filter(item => item.phase === 'second')
    expect(kept).toEqual([])
  })
})

describe('questions and progress', () => {
  it('go to the office without a name, and back to who asked', async () => {
    const id = await dealt()
    const [expert, sheet] = await holder(id, one => one.subjectKey === 'company')
    const asked = await expert.act<{ id: string }>(
      `mutation($s:ID!){askOffice(sheetId:$s,indicatorCode:"Q4",text:"认可证书过期如何计分？")${KEPT}}`,
      { s: sheet.id },
    )
    const seen = async (reader: Person) =>
      (
        await reader.ask<{ expertQuestions: { text: string; answer: string | null }[] }>(
          'query($id:ID!){expertQuestions(tenderId:$id){text answer}}',
          { id },
        )
      ).expertQuestions
    expect(await seen(office)).toEqual([{ text: '认可证书过期如何计分？', answer: null }])
    expect(await seen(experts.find(one => one !== expert) ?? office)).toEqual([])
    const answer = (who: Person) =>
      who.act(`mutation($q:ID!){answerExpert(id:$q,answer:"按有效期内计分")${KEPT}}`, { q: asked.id })
    expect(await codes(answer(expert))).toEqual(['forbidden'])
    await answer(office)
    expect(await codes(answer(office))).toEqual(['alreadyDone id'])
    expect(await seen(expert)).toEqual([{ text: '认可证书过期如何计分？', answer: '按有效期内计分' }])
  })

  it('may be asked about a submitted sheet, whose unlocking names it to the second person', async () => {
    const id = await dealt()
    const [expert, sheet] = await holder(id, one => one.subjectKey === 'company')
    await expert.act(SUBMIT, { s: [filled(sheet)] })
    const ask = () =>
      expert.act(`mutation($s:ID!){askOffice(sheetId:$s,indicatorCode:"Q4",text:"误输入，请解锁")${KEPT}}`, {
        s: sheet.id,
      })
    await ask()
    await office.alone(UNLOCK, { s: sheet.id })
    const { proposals } = await office.ask<{ proposals: { action: string; caseName: string | null }[] }>(
      'query($id:ID!){proposals(tenderId:$id){action caseName}}',
      { id },
    )
    expect(proposals).toEqual([
      { action: 'unlockSheet', caseName: `${sheet.supplierName} · ${sheet.indicatorCodes.join(', ')}` },
    ])
    await office.act(UNLOCK, { s: sheet.id })
    expect(await codes(ask())).toEqual(['notFound sheetId'])
  })

  it('show the office how far each expert is and how they lie apart, and let it remind', async () => {
    const id = await dealt()
    const [expert, sheet] = await holder(id, one => one.subjectKey === 'company')
    await expert.act(SUBMIT, { s: [filled(sheet)] })
    const progress = async (reader: Person) =>
      (
        await reader.ask<{
          reviewProgress: {
            experts: { expertCode: string; items: number; done: number; remindedAt: string | null }[]
            lots: { items: number; done: number }[]
          }
        }>(
          'query($id:ID!){reviewProgress(tenderId:$id,phase:"first"){experts{expertCode items done remindedAt severityPercent} lots{lotCode items done disputes} indicators{indicatorCode scores meanCenti}}}',
          { id },
        )
      ).reviewProgress
    await expect(progress(expert)).rejects.toThrow()
    const { experts: all, lots } = await progress(office)
    expect(all).toHaveLength(12)
    expect(all.reduce((sum, one) => sum + one.items, 0)).toBe(4 * (6 * 2 + 2 * 3 * 2 + 2 * 5 + 4 * 4 * 2))
    expect(all.reduce((sum, one) => sum + one.done, 0)).toBe(6)
    expect(lots).toHaveLength(4)
    const reminded = await office.act<{ count: number }>(
      `mutation($id:ID!,$e:[String!]!){remindExperts(tenderId:$id,experts:$e)${DONE}}`,
      { id, e: ['E01', 'E99'] },
    )
    expect(reminded.count).toBe(1)
    expect((await progress(office)).experts.filter(one => one.remindedAt !== null)).toHaveLength(1)
  })
})
