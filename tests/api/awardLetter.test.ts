import { createHash } from 'node:crypto'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { LetterBody } from '../../api/domain/awardLetter.ts'
import { canonicalJson } from '../../api/domain/bytes.ts'
import { unzip } from '../../templates/zip.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids, seedOpenedRound, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, DONE, JOB, REFUSAL } from '../support/refused.ts'
import { seedClosedSamples } from '../support/samples.ts'

const platform = usePlatform()
let office: Person
let winner: Person
let loser: Person
let tenderId: string

const QUOTES = {
  'HQ-T': [
    { supplier: 'S1', qualityCenti: 9_000, priceFen: 12_345 },
    { supplier: 'S2', qualityCenti: 8_000, priceFen: 10_000 },
    { supplier: 'S3', qualityCenti: 7_900, priceFen: 10_100 },
    { supplier: 'S4', qualityCenti: 5_999, priceFen: 9_000 },
    { supplier: 'S5', qualityCenti: 7_000, priceFen: 11_000 },
    { supplier: 'S6', qualityCenti: 7_000, priceFen: null },
  ],
  'DG-T': ['S1', 'S2', 'S3', 'S4', 'S5'].map((supplier, i) => ({
    supplier,
    qualityCenti: 9_000 - 100 * i,
    priceFen: 20_000 + i,
  })),
}

interface Letter {
  id: string
  kind: string
  number: string
  title: string
  hash: string
  body: LetterBody
  openedAt: string | null
  files: { format: string; sha256: string; pages: number | null }[]
  supplier: { code: string }
}

const LETTERS =
  'query($f:AwardLetterFilter){awardLetters(perPage:100,filter:$f){total items{id kind number title hash body issuedAt openedAt files{format sha256 pages} supplier{code}}}}'
const PROGRESS = 'query($t:ID!){awardLetterProgress(tenderId:$t){award result printed opened}}'
const OPEN = `mutation($l:ID!){openAwardLetter(letterId:$l){__typename ...on AwardLetter{id openedAt} ${REFUSAL}}}`
const ISSUE = `mutation($id:ID!){issueAwardLetters(tenderId:$id)${DONE}}`
const FINALISE = `mutation($id:ID!){finaliseAwards(tenderId:$id){__typename ...on Tender{id} ${REFUSAL}}}`
const PUBLISH = `mutation($id:ID!,$k:String!){publishNotice(tenderId:$id,kind:$k){__typename ...on Notice{id} ${REFUSAL}}}`
const CLOCK = `mutation($id:ID!,$s:Int!){advanceClock(tenderId:$id,seconds:$s){__typename ...on Tender{now} ${REFUSAL}}}`

async function lettersOf(who: Person, filter: Record<string, unknown> = { tenderId }): Promise<Letter[]> {
  return (await who.ask<{ awardLetters: { items: Letter[] } }>(LETTERS, { f: filter })).awardLetters.items
}
const progress = async (who: Person) =>
  (await who.ask<{ awardLetterProgress: object }>(PROGRESS, { t: tenderId })).awardLetterProgress
const todoKinds = async (who: Person) =>
  (await who.ask<{ dashboard: { todos: { kind: string }[] } }>('{dashboard{todos{kind}}}')).dashboard.todos.map(
    one => one.kind,
  )
const refusedWith = async (answer: Promise<Response>) => {
  const response = await answer
  return [response.status, (await response.json()).violations?.[0]?.code]
}

async function unzipped(sent: Response) {
  const found = unzip(new Uint8Array(await sent.arrayBuffer()), 100_000_000)
  if (!found.ok) throw new Error('not an archive')
  return found.files
}

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 6)
  office = await platform.person('office')
  winner = await platform.person('supplier-S1')
  loser = await platform.person('supplier-S4')
  tenderId = await seedTender(platform, 'shortlist')
  await seedOpenedBids(platform, tenderId, QUOTES)
  await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  await moveTo(platform, tenderId, 'award')
  await seedClosedSamples(platform, tenderId, ['DG-T/S2'])
  await seedOpenedRound(platform, tenderId, 2, {})
  await office.act(`mutation($id:ID!){proposeAwards(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  await office.act(PUBLISH, { id: tenderId, k: 'proposedAward' })
  await platform.drainJobs()
})

describe('letters about the outcome (招标投标法 45)', () => {
  it('do not exist before the award is final, for nobody and by no way', async () => {
    expect(await lettersOf(office)).toEqual([])
    expect(await lettersOf(winner)).toEqual([])
    expect(await progress(office)).toEqual({ award: 0, result: 0, printed: 0, opened: 0 })
    expect(await codes(office.act(ISSUE, { id: tenderId }))).toEqual(['awardsNotFinal'])
    expect(await refusedWith(office.fetch(`/documents/award-letters/${tenderId}/pdf.zip`))).toEqual([404, 'notFound'])
    await expect(
      platform.db.tx(tx =>
        tx.run(
          `INSERT INTO award_letter (tender_id, supplier_id, kind, serial, number, title, body, hash, issued_at)
           SELECT $1, id, 'award', 1, 'x', 'x', '{}', repeat('0', 64), now() FROM supplier WHERE code = 'S1'`,
          [tenderId],
        ),
      ),
    ).rejects.toThrow('before the award is final')
  })

  it('are out with the award: one for each who took part, numbered, with its hash in the log', async () => {
    await office.act(CLOCK, { id: tenderId, s: 30 * 86_400 })
    await office.act(FINALISE, { id: tenderId })
    const letters = await lettersOf(office)
    expect(letters.map(one => `${one.kind} ${one.supplier.code} ${one.number.slice(-3)}`)).toEqual([
      'award S1 第1号',
      'award S2 第2号',
      'award S3 第3号',
      'result S4 第1号',
      'result S5 第2号',
      'result S6 第3号',
    ])
    const rows = await platform.db.tx(tx =>
      tx.rows<{ subject: string }>(
        `SELECT subject FROM audit_row WHERE tender_id = $1 AND action = 'issueAwardLetters'`,
        [tenderId],
      ),
    )
    for (const { number, hash, body } of letters) {
      expect(createHash('sha256').update(canonicalJson(body)).digest('hex')).toBe(hash)
      expect(rows.map(one => one.subject)).toContain(`letter:${number} sha256:${hash}`)
    }
    expect(await codes(office.act(ISSUE, { id: tenderId }))).toEqual(['alreadyDone'])
  })

  it('say what became of each lot: won at which price, or not and why, and who has won', async () => {
    const byCode = new Map((await lettersOf(office)).map(one => [one.supplier.code, one.body]))
    const outcomes = (code: string) => byCode.get(code)?.lots.map(one => `${one.lot} ${one.outcome}`)
    expect(outcomes('S1')).toEqual(['DG-T won', 'HQ-T won'])
    expect(byCode.get('S1')?.lots[1]).toMatchObject({ rank: 3, priceFen: '12345' })
    expect(byCode.get('S1')?.contract?.days).toBe(30)
    expect(outcomes('S2')).toEqual(['DG-T sampleFailed', 'HQ-T won'])
    expect(outcomes('S4')).toEqual(['DG-T notSelected', 'HQ-T notShortlisted'])
    expect(outcomes('S6')).toEqual(['HQ-T noValidQuote'])
    expect(byCode.get('S4')?.lots[1]?.winners).toEqual(['饮片企业2', '饮片企业3', '饮片企业1'])
    expect(JSON.stringify(byCode.get('S4'))).not.toMatch(/12345|10000|20000/)
  })

  it('are printed by the worker, once, with what the screen says', async () => {
    expect(await refusedWith(office.fetch(`/documents/award-letters/${tenderId}/pdf.zip`))).toEqual([422, 'incomplete'])
    await platform.drainJobs()
    expect(await progress(office)).toEqual({ award: 3, result: 3, printed: 6, opened: 0 })
    const [letter] = await lettersOf(office)
    expect(letter?.files.map(file => file.format)).toEqual(['pdf', 'docx'])
    const sent = await office.fetch(`/documents/award-letter/${letter?.id}.pdf`)
    const bytes = new Uint8Array(await sent.arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(letter?.files[0]?.sha256)
    const { items } = await (
      await (await getDocument({ data: bytes, verbosity: 0 }).promise).getPage(1)
    ).getTextContent()
    const text = items
      .map(item => ('str' in item ? item.str : ''))
      .join('')
      .replaceAll(/\s/g, '')
    for (const part of ['中选通知书', '饮片企业1（S1）：', '123.45', '第四十六条', '30日内', '盖章'])
      expect(text).toContain(part)
    const docx = await office.fetch(`/documents/award-letter/${letter?.id}.docx`)
    const parts = await unzipped(docx)
    expect(parts.get('word/document.xml')?.toString()).toContain('饮片企业1（S1）：')
    expect(await lettersOf(office).then(all => all[0]?.openedAt)).toBeNull()
  })

  it('are their own supplier’s: somebody else’s does not exist, by list, id, file or archive', async () => {
    const [first, ...others] = await lettersOf(office)
    expect((await lettersOf(winner)).map(one => one.supplier.code)).toEqual(['S1'])
    expect((await lettersOf(loser)).map(one => one.supplier.code)).toEqual(['S4'])
    expect(await lettersOf(loser, { ids: [first?.id] })).toEqual([])
    expect(await lettersOf(loser, { q: '饮片企业1' })).toEqual([])
    const never = '00000000-0000-4000-8000-000000000000'
    for (const id of [first?.id, others[0]?.id, never]) {
      expect(await codes(loser.act(OPEN, { l: id }))).toEqual(['notFound letterId'])
      for (const format of ['pdf', 'docx'])
        expect(await refusedWith(loser.fetch(`/documents/award-letter/${id}.${format}`))).toEqual([404, 'notFound'])
    }
    expect(await refusedWith(loser.fetch(`/documents/award-letters/${tenderId}/pdf.zip`))).toEqual([403, 'forbidden'])
    await expect(progress(loser)).rejects.toThrow()
    for (const who of [platform.anonymous(), await platform.person('hospital-H3701001')]) {
      await expect(lettersOf(who)).rejects.toThrow()
      expect((await who.fetch(`/documents/award-letter/${first?.id}.pdf`)).status).toBeGreaterThanOrEqual(401)
    }
    expect(await lettersOf(await platform.person('supervisor'))).toHaveLength(6)
  })

  it('wait on the supplier’s home until they are opened, which is noted once with its time', async () => {
    expect(await todoKinds(winner)).toContain('openAwardLetter')
    const [own] = await lettersOf(winner)
    const opened = await winner.act<{ openedAt: string }>(OPEN, { l: own?.id })
    expect(opened.openedAt).not.toBeNull()
    expect(await winner.act<{ openedAt: string }>(OPEN, { l: own?.id })).toMatchObject(opened)
    expect(await todoKinds(winner)).not.toContain('openAwardLetter')
    const [lost] = await lettersOf(loser)
    expect((await loser.fetch(`/documents/award-letter/${lost?.id}.pdf`)).status).toBe(200)
    expect((await lettersOf(loser))[0]?.openedAt).not.toBeNull()
    expect(await progress(office)).toMatchObject({ opened: 2 })
    expect(await lettersOf(office, { tenderId, opened: false })).toHaveLength(4)
    const rows = await platform.db.tx(tx =>
      tx.rows(`SELECT seq FROM audit_row WHERE tender_id = $1 AND action = 'openAwardLetter'`, [tenderId]),
    )
    expect(rows).toHaveLength(2)
  })

  it('are taken by the office all at once', async () => {
    for (const format of ['pdf', 'docx']) {
      const sent = await office.fetch(`/documents/award-letters/${tenderId}/${format}.zip`)
      expect(sent.headers.get('content-type')).toBe('application/zip')
      const files = await unzipped(sent)
      expect([...files.keys()]).toHaveLength(6)
      expect([...files.keys()][0]).toMatch(/^本草联采中选〔\d{4}〕.*第1号 饮片企业1\.(pdf|docx)$/)
    }
  })

  it('stay as they were sent', async () => {
    for (const sql of [
      `UPDATE award_letter SET body = '{}'`,
      'UPDATE award_letter SET opened_at = NULL',
      'DELETE FROM award_letter',
      'DELETE FROM award_letter_file',
    ])
      await expect(platform.db.tx(tx => tx.run(sql))).rejects.toThrow()
  })
})
