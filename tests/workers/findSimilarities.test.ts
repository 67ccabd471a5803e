import { beforeAll, describe, expect, it } from 'vitest'
import { smallPdf } from '../../templates/smallPdf.ts'
import { runChunk } from '../../workers/runChunk.ts'
import { uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
const people: Record<string, Person> = {}
let tenderId = ''

const REFUSAL = '...on Refusal{violations{code path message}}'
const ATTACH = `mutation($t:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$t,items:$i){__typename ...on Done{count} ${REFUSAL}}}`
const FIND = `mutation($t:ID!){findSimilarities(tenderId:$t){__typename ...on Job{id status} ${REFUSAL}}}`
const DECIDE = `mutation($f:ID!,$v:String!,$r:String!){decideSimilarity(flagId:$f,verdict:$v,reason:$r){__typename ...on SimilarityFlag{decisions{verdict reason decidedBy}} ${REFUSAL}}}`
const FLAGS = `query($f:SimilarityFlagFilter){similarityFlags(filter:$f){total items{id kind strength sharedKey supplierA{code} supplierB{code} fileA{id name} fileB{id name} decisions{verdict}}}}`
const TEXTS = `query($f:ID!){similarityTexts(flagId:$f){textA textB passages{startA endA startB endB}}}`

interface Flag {
  readonly id: string
  readonly kind: string
  readonly strength: number
  readonly supplierA: { code: string }
  readonly supplierB: { code: string }
}

const person = (login: string): Person => {
  const found = people[login]
  if (!found) throw new Error(login)
  return found
}

/** A page of a supplier's own, of about 300 characters. */
const page = (about: string) =>
  [...Array(12).keys()].map(
    i => `第${i + 1}节：${about}在第${(i * 37) % 23}号基地按照第${(i * 53) % 41}版规程组织生产与检验`,
  )
const FORM = [
  '本表按照联盟采购文件第三章格式填写，不得增删栏目，由企业法定代表人签字并加盖公章后上传，逾期不再受理，未尽事宜以采购文件为准',
]
const HQ = page('黄芪道地产区种植')

const flags = async (login: string, filter: object = {}) =>
  (
    await person(login).ask<{ similarityFlags: { total: number; items: Flag[] } }>(FLAGS, {
      f: { tenderId, ...filter },
    })
  ).similarityFlags.items
const told = (all: readonly Flag[], kind: string) =>
  all
    .filter(flag => flag.kind === kind)
    .map(flag => [[flag.supplierA.code, flag.supplierB.code].sort().join(' '), flag.strength])

beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'declaration')
  await platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg)
       SELECT l.tender_id, l.id, s.id, 'submitted', 100 FROM lot l, supplier s WHERE l.tender_id = $1 AND l.code = 'HQ-T'`,
      [tenderId],
    )
  })
  for (const login of ['office', 'supervisor', 'auditor', 'supplier-S1', 'supplier-S2', 'supplier-S3', 'supplier-S4'])
    people[login] = await platform.person(login)
  const give = async (login: string, name: string, bytes: Uint8Array) => {
    const fileId = await uploadedId(person(login), name, bytes)
    await person(login).act(ATTACH, { t: tenderId, i: [{ indicatorCode: 'Q2', subjectKey: 'company', fileId }] })
  }
  const shared = smallPdf(page('同一份检验报告'))
  await give('supplier-S1', '检验报告.pdf', shared)
  await give('supplier-S2', '报告.pdf', shared)
  await give('supplier-S2', '基地.pdf', smallPdf(['乙公司', ...FORM, ...HQ], { author: '王五', producer: 'WPS 文字' }))
  await give(
    'supplier-S3',
    '种植.pdf',
    smallPdf(['丙公司', ...FORM, ...HQ, '附件'], { author: '王五', producer: 'WPS 文字' }),
  )
  await give(
    'supplier-S4',
    '其他.pdf',
    smallPdf(['丁公司', ...FORM, ...page('当归本地仓储')], { author: 'Administrator' }),
  )
  await give('supplier-S1', '格式.pdf', smallPdf(['甲公司', ...FORM]))
})

describe('signs of collusion (实施条例 40)', () => {
  it('are not looked for while declarations are open', async () => {
    await expect(person('office').act(FIND, { t: tenderId })).rejects.toMatchObject({
      violations: [{ code: 'wrongStage' }],
    })
    expect(await flags('office')).toEqual([])
  })

  it('are found once: the same file, near the same text, the same maker; forms and networks of all are none', async () => {
    await moveTo(platform, tenderId, 'draw')
    await person('office').act(FIND, { t: tenderId })
    // A worker that dies before it has stored anything leaves nothing behind, and the piece is done again.
    const [chunk] = await platform.db.tx(tx =>
      tx.rows<{ id: bigint }>(
        `SELECT c.id FROM job_chunk c JOIN job j ON j.id = c.job_id WHERE j.kind = 'findSimilarities' AND c.done_at IS NULL`,
      ),
    )
    const dying = { ...platform.command, actor: null }
    const real = await import('../../workers/handlers/findSimilarities.ts')
    await expect(
      runChunk(dying, chunk?.id ?? 0n, {
        findSimilarities: {
          run: async (ctx, job, payload) => {
            const apply = await real.findSimilarities.run(ctx, job, payload)
            return async tx => {
              await apply(tx)
              throw new Error('killed')
            }
          },
        },
      }),
    ).rejects.toThrow('killed')
    expect(await flags('office')).toEqual([])
    await platform.drainJobs()
    const found = await flags('office')
    expect(told(found, 'sameFile')).toEqual([['S1 S2', 10_000]])
    const near = told(found, 'nearText')
    expect(near.map(([pair]) => pair)).toEqual(['S2 S3'])
    expect(near[0]?.[1]).toBeGreaterThan(9_000)
    expect(told(found, 'sameMaker')).toEqual([['S2 S3', 6_000]])
    expect(told(found, 'sameOrigin')).toEqual([])
    await person('supervisor').act(FIND, { t: tenderId })
    await platform.drainJobs()
    expect(await flags('office')).toEqual(found)
  })

  it('are shown side by side with what stands in both', async () => {
    const [flag] = await flags('office', { kind: 'nearText' })
    const { similarityTexts } = await person('office').ask<{
      similarityTexts: { textA: string; textB: string; passages: { startA: number; endA: number }[] }
    }>(TEXTS, { f: flag?.id })
    const shared = similarityTexts.passages
      .map(({ startA, endA }) => similarityTexts.textA.slice(startA, endA))
      .join('')
    expect(shared).toContain('黄芪道地产区种植')
    expect(shared).not.toContain('乙公司')
    expect(await flags('office', { q: 'S4' })).toEqual([])
    expect((await flags('office', { q: 's1' })).length).toBeGreaterThan(0)
  })

  it('are decided by a person with a reason, again if need be, and change nothing else', async () => {
    const [flag] = await flags('supervisor', { kind: 'sameFile' })
    const decide = (v: string, r: string) => person('supervisor').act(DECIDE, { f: flag?.id, v, r })
    await expect(decide('void', '同一文件')).rejects.toMatchObject({
      violations: [{ code: 'notOneOf', path: 'verdict' }],
    })
    await expect(decide('watch', ' ')).rejects.toMatchObject({ violations: [{ path: 'reason' }] })
    expect(await decide('watch', '两家提交同一份检验报告，请企业说明')).toMatchObject({
      decisions: [{ verdict: 'watch' }],
    })
    expect(await decide('dismiss', '检验机构证明为公开报告')).toMatchObject({
      decisions: [{ verdict: 'watch' }, { verdict: 'dismiss' }],
    })
    expect((await flags('office', { isDecided: true })).length).toBe(1)
    const rows = await platform.db.prisma.auditRow.findMany({ where: { tenderId, action: 'decideSimilarity' } })
    expect(rows).toHaveLength(2)
    const statuses = await platform.db.prisma.declaration.groupBy({ by: ['status'], where: { tenderId } })
    expect(statuses.map(one => one.status)).toEqual(['submitted'])
  })

  it('are never shown to suppliers, nor to anybody else whose work they are not', async () => {
    const [flag] = await flags('office')
    for (const login of ['supplier-S1', 'auditor']) {
      await expect(flags(login)).rejects.toThrow()
      await expect(person(login).ask(TEXTS, { f: flag?.id })).rejects.toThrow()
      await expect(person(login).act(DECIDE, { f: flag?.id, v: 'watch', r: 'x' })).rejects.toMatchObject({
        violations: [{ code: 'forbidden' }],
      })
    }
    const { supplierId } = await platform.db.prisma.user.findFirstOrThrow({ where: { login: 'supplier-S1' } })
    const behind = platform.command.db.as({ role: 'supplier', orgId: supplierId, userId: null })
    for (const table of ['similarity_flag', 'similarity_decision'])
      expect(await behind.tx(tx => tx.rows(`SELECT 1 FROM ${table}`))).toEqual([])
  })
})
