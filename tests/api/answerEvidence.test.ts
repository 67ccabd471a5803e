import { beforeAll, describe, expect, it } from 'vitest'
import { smallPdf } from '../../templates/smallPdf.ts'
import { uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let supplier: Person
let other: Person
let tenderId: string
let certificate: string
let unused: string

const REFUSAL = '...on Refusal{violations{code path message}}'
const ATTACH = `mutation($t:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$t,items:$i){__typename ...on Done{count} ${REFUSAL}}}`
const DETACH = `mutation($t:ID!,$e:[ID!]!){detachEvidence(tenderId:$t,evidenceIds:$e){__typename ...on Done{count} ${REFUSAL}}}`
const REMOVE = `mutation($f:[ID!]!){removeFiles(fileIds:$f){__typename ...on Done{count} ${REFUSAL}}}`
const ANSWER = `mutation($t:ID!,$a:[AnswerInput!]!){answerIndicators(tenderId:$t,answers:$a){__typename ...on Done{count} ${REFUSAL}}}`
const OWN = '{id indicatorCode subjectKey note firstPage lastPage validUntil file{id name pages}}'

interface Evidence {
  readonly id: string
  readonly indicatorCode: string
  readonly subjectKey: string
  readonly file: { readonly id: string }
}

const item = (indicatorCode: string, subjectKey: string, fileId: string, more = {}) => ({
  indicatorCode,
  subjectKey,
  fileId,
  ...more,
})
const attach = (person: Person, items: readonly object[]) => person.act(ATTACH, { t: tenderId, i: items })
const own = async (person: Person) =>
  (
    await person.ask<{ answerEvidence: Evidence[] }>(`query($t:ID!){answerEvidence(tenderId:$t)${OWN}}`, {
      t: tenderId,
    })
  ).answerEvidence

beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'declaration')
  supplier = await platform.person('supplier-S1')
  other = await platform.person('supplier-S2')
  certificate = await uploadedId(supplier, 'GMP.pdf', smallPdf(['第一页\f第二页\f第三页']))
  unused = await uploadedId(supplier, 'unused.pdf', smallPdf(['unused']))
})

describe('evidence of answers', () => {
  it('is one file for many indicators and subjects, with note, pages and validity', async () => {
    const more = { note: ' 见第 2 页 ', firstPage: 2, lastPage: 3, validUntil: '2027-06-30' }
    const items = [
      item('Q2', 'company', certificate, more),
      item('Q4', 'company', certificate),
      item('Q1', 'variety:HQ', certificate),
      item('Q3', 'lot:HQ-T', certificate),
    ]
    expect(await attach(supplier, items)).toMatchObject({ count: 4 })
    expect(await own(supplier)).toMatchObject([
      {
        indicatorCode: 'Q2',
        note: '见第 2 页',
        firstPage: 2,
        lastPage: 3,
        validUntil: '2027-06-30',
        file: { name: 'GMP.pdf', pages: 3 },
      },
      { indicatorCode: 'Q4', note: null, validUntil: null },
      { indicatorCode: 'Q3', subjectKey: 'lot:HQ-T' },
      { indicatorCode: 'Q1', subjectKey: 'variety:HQ' },
    ])
    expect(await attach(supplier, [item('Q4', 'company', certificate, { note: 'new' })])).toMatchObject({ count: 1 })
    expect((await own(supplier)).length).toBe(4)
    const rows = await platform.db.prisma.auditRow.count({ where: { tenderId, action: 'attachEvidence' } })
    expect(rows).toBe(2)
  })

  it('names what is wrong, and takes nothing in', async () => {
    const before = await own(supplier)
    const theirs = await uploadedId(other, 'theirs.pdf', smallPdf(['theirs']))
    const bad = (one: object) => expect(attach(supplier, [item('Q5', 'company', certificate), one])).rejects
    await bad(item('Q5', 'company', theirs)).toMatchObject({ violations: [{ code: 'notFound', path: 'items[1]' }] })
    await bad(item('X9', 'company', certificate)).toMatchObject({
      violations: [{ code: 'unknownCode', path: 'items[1].indicatorCode' }],
    })
    await bad(item('Q1', 'company', certificate)).toMatchObject({
      violations: [{ code: 'unknownCode', path: 'items[1].subjectKey' }],
    })
    await bad(item('Q5', 'company', certificate)).toMatchObject({
      violations: [{ code: 'duplicate', path: 'items[1]' }],
    })
    await bad(item('Q2', 'company', certificate, { firstPage: 4 })).toMatchObject({
      violations: [{ code: 'outOfRange', path: 'items[1].firstPage' }],
    })
    await bad(item('Q2', 'company', certificate, { firstPage: 3, lastPage: 2 })).toMatchObject({
      violations: [{ code: 'outOfRange', path: 'items[1].lastPage' }],
    })
    for (const day of ['2027-02-30', '30.6.2027', '2027-6-3'])
      await bad(item('Q2', 'company', certificate, { validUntil: day })).toMatchObject({
        violations: [{ code: 'notADay' }],
      })
    expect(await own(supplier)).toEqual(before)
    expect(await own(other)).toEqual([])
  })

  it('keeps a file from being removed, and lets go of it', async () => {
    await expect(supplier.act(REMOVE, { f: [unused, certificate] })).rejects.toMatchObject({
      violations: [{ code: 'fileInUse', path: 'fileIds[1]' }],
    })
    expect((await supplier.fetch(`/files/${unused}`)).status).toBe(200)
    const [first] = await own(supplier)
    await expect(other.act(DETACH, { t: tenderId, e: [first?.id] })).rejects.toMatchObject({
      violations: [{ code: 'notFound' }],
    })
    expect(await supplier.act(DETACH, { t: tenderId, e: [first?.id] })).toMatchObject({ count: 1 })
    expect((await own(supplier)).length).toBe(3)
  })
})

describe('who reads it', () => {
  let holder: Person
  let stranger: Person

  beforeAll(async () => {
    await supplier.act(ANSWER, { t: tenderId, a: [{ indicatorCode: 'Q5', subjectKey: 'company', value: 0 }] })
    await attach(supplier, [item('Q5', 'company', certificate)])
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO review_sheet (tender_id, expert_id, supplier_id, subject_key, slot, status, indicator_codes)
         SELECT $1, e.id, s.id, k.key, 1, k.status, '{Q5}' FROM supplier s, expert e
         JOIN (VALUES ('E01','company','assigned'), ('E02','variety:DG','assigned'), ('E03','company','void')) AS k(code, key, status) ON k.code = e.code
         WHERE s.code = 'S1'`,
        [tenderId],
      ),
    )
    holder = await platform.person('expert-E01')
    stranger = await platform.person('expert-E02')
  })

  it('the expert who holds the sheet reads the file, and never who uploaded it', async () => {
    const sheets = await holder.ask<{ reviewSheets: { items: { answers: { evidence: Evidence[] }[] }[] } }>(
      `{reviewSheets{items{answers{indicatorCode evidence${OWN}}}}}`,
    )
    expect(sheets.reviewSheets.items[0]?.answers[0]?.evidence[0]?.file).toEqual({
      id: certificate,
      name: 'GMP.pdf',
      pages: 3,
    })
    const response = await holder.fetch(`/files/${certificate}`)
    expect(response.status).toBe(200)
    expect(JSON.stringify([...response.headers])).not.toContain('supplier')
    await expect(holder.ask('{storedFiles{items{uploadedBy}}}')).rejects.toThrow()
    expect((await holder.fetch(`/files/${unused}`)).status).toBe(404)
  })

  it('an expert with another subject, or whose sheet is void, does not', async () => {
    for (const person of [stranger, await platform.person('expert-E03'), await platform.person('expert-E04'), other])
      expect((await person.fetch(`/files/${certificate}`)).status).toBe(404)
  })

  it('the database itself shows a row to nobody else', async () => {
    const experts = await platform.db.prisma.expert.findMany({
      where: { code: { in: ['E01', 'E02', 'E03'] } },
      orderBy: { code: 'asc' },
    })
    const seen = experts.map(async ({ id }) => {
      const db = platform.command.db.as({ role: 'expert', orgId: id, userId: null })
      return [
        await db.prisma.answerEvidence.count(),
        await db.prisma.storedFile.count(),
        await db.prisma.storedBlob.count(),
      ]
    })
    expect(await Promise.all(seen)).toEqual([
      [2, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
    ])
  })
})

describe('after declarations are closed', () => {
  it('nothing changes: not by command and not by SQL', async () => {
    const [first] = await own(supplier)
    await moveTo(platform, tenderId, 'bidRound1')
    await expect(attach(supplier, [item('Q10', 'company', certificate)])).rejects.toMatchObject({
      violations: [{ code: 'wrongStage' }],
    })
    await expect(supplier.act(DETACH, { t: tenderId, e: [first?.id] })).rejects.toMatchObject({
      violations: [{ code: 'wrongStage' }],
    })
    for (const sql of [
      'DELETE FROM answer_evidence',
      `UPDATE answer_evidence SET valid_until = '2099-01-01'`,
      `INSERT INTO answer_evidence (tender_id, supplier_id, subject_key, indicator_code, file_id, attached_at)
       SELECT tender_id, supplier_id, subject_key, 'Q13', file_id, now() FROM answer_evidence LIMIT 1`,
    ])
      await expect(platform.db.tx(tx => tx.run(sql))).rejects.toThrow('declarations are closed')
    await expect(platform.db.tx(tx => tx.run(`UPDATE stored_file SET name = 'x'`))).rejects.toThrow('append-only')
    await expect(platform.db.tx(tx => tx.run('UPDATE stored_blob SET bytes = bytes + 1'))).rejects.toThrow('fixed')
  })
})
