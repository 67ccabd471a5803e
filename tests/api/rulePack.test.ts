import { beforeAll, describe, expect, it } from 'vitest'
import type { RulePack } from '../../api/domain/rulePack.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, REFUSAL } from '../support/refused.ts'

const platform = usePlatform()
let office: Person
let second: Person

beforeAll(async () => {
  await seedAlliance(platform)
  const { passwordHash } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'office' } })
  await platform.db.tx(tx =>
    tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash) VALUES ('office-x', '第二人', 'office', $1)`,
      [passwordHash],
    ),
  )
  office = await platform.person('office')
  second = await platform.person('office-x')
})

const SAVE = `mutation($id:ID!,$c:JSON!,$b:Int!,$n:String!){saveRulePackDraft(tenderId:$id,content:$c,basedOn:$b,note:$n){__typename
  ...on RulePackDraft{id revision hash note editedBy content violations{code path message} impact{violations{code} bidDeadline newBidDeadline voidedBids}} ${REFUSAL}}}`
const PUBLISH = `mutation($id:ID!,$r:Int!,$h:String!){publishRulePack(tenderId:$id,revision:$r,hash:$h){__typename ...on Tender{id rulePacks{version hash note}} ...on Proposal{id args} ${REFUSAL}}}`
const DRAFTS = 'query($id:ID!){rulePackDrafts(tenderId:$id){revision editedBy}}'

interface Draft {
  readonly revision: number
  readonly hash: string
  readonly content: RulePack
  readonly violations: readonly { code: string; path: string; message: string }[]
  readonly impact: {
    bidDeadline: string | null
    newBidDeadline: string | null
    violations: readonly { code: string }[]
  }
}

const CUT: RulePack = { ...SMALL_PACK, cuts: { ...SMALL_PACK.cuts, shortlistPercent: 75 } }
const save = (who: Person, id: string, c: unknown, b = 0) => who.act<Draft>(SAVE, { id, c, b, n: '按首批经验收紧' })
const publish = (who: Person, id: string, draft: Draft) => who.act(PUBLISH, { id, r: draft.revision, h: draft.hash })
const packs = (tenderId: string) =>
  platform.db.prisma.rulePack.findMany({ where: { tenderId }, orderBy: { version: 'asc' } })

describe('a draft of the rules', () => {
  it('may be saved unfinished; what is wrong is told with its path, in words', async () => {
    const id = await seedTender(platform, 'demand')
    const { cuts: _cuts, ...rest } = SMALL_PACK
    const draft = await save(office, id, { ...rest, weights: { qualityPercent: 60, pricePercent: 50 } })
    expect(draft).toMatchObject({ revision: 1, content: { version: 2 } })
    expect(draft.violations.map(one => `${one.code} ${one.path}`)).toEqual(['weightsSum weights', 'required cuts'])
    expect(draft.violations[0]?.message).toBe('权重合计应为 100%，现为 110%。')
    expect(await codes(publish(office, id, draft))).toEqual(['weightsSum weights', 'required cuts'])
  })

  it('is not overwritten by somebody who knew an earlier one', async () => {
    const id = await seedTender(platform, 'demand')
    await save(office, id, CUT)
    expect(await codes(save(second, id, SMALL_PACK))).toEqual(['draftMoved basedOn'])
    await save(second, id, SMALL_PACK, 1)
    const { rulePackDrafts } = await office.ask<{ rulePackDrafts: unknown[] }>(DRAFTS, { id })
    expect(rulePackDrafts).toEqual([
      { revision: 2, editedBy: '第二人' },
      { revision: 1, editedBy: 'office' },
    ])
  })

  it('saved by two at once is saved by one', async () => {
    const id = await seedTender(platform, 'demand')
    const both = await Promise.allSettled([save(office, id, CUT), save(second, id, SMALL_PACK)])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('refuses what is no document, too large or cannot be kept', async () => {
    const id = await seedTender(platform, 'demand')
    expect(await codes(save(office, id, [1]))).toEqual(['required content'])
    expect(await codes(save(office, id, { text: 'x'.repeat(300_000) }))).toEqual(['tooLong content'])
    expect(await codes(save(office, id, { name: 'a\u0000b' }))).toEqual(['notText content'])
  })

  it('is nobody else’s to see or write', async () => {
    const id = await seedTender(platform, 'demand')
    const supplier = await platform.person('supplier-S1')
    expect(await codes(save(supplier, id, CUT))).toEqual(['forbidden'])
    await expect(supplier.ask(DRAFTS, { id })).rejects.toThrow(/无权/)
    await expect(platform.anonymous().ask(DRAFTS, { id })).rejects.toThrow()
  })

  it('stays as it was saved', async () => {
    const change = platform.db.tx(tx => tx.run(`UPDATE rule_pack_draft SET note = 'x'`))
    await expect(change).rejects.toThrow()
    await expect(platform.db.tx(tx => tx.run('DELETE FROM rule_pack_draft'))).rejects.toThrow()
  })
})

describe('publishing the rules', () => {
  it('takes two people, who confirm one draft by its hash, whatever was saved since', async () => {
    const id = await seedTender(platform, 'demand')
    const draft = await save(office, id, CUT)
    const variables = { id, r: draft.revision, h: draft.hash }
    const proposed = await office.alone<{ __typename: string }>(PUBLISH, variables)
    expect(proposed.__typename).toBe('Proposal')
    await save(office, id, SMALL_PACK, 1)
    const done = await second.alone<{ rulePacks: unknown }>(PUBLISH, variables)
    expect(done.rulePacks).toMatchObject([{ version: 2, hash: draft.hash, note: '按首批经验收紧' }, { version: 1 }])
    const rows = await packs(id)
    expect(rows[1]?.content).toEqual({ ...CUT, version: 2 })
    expect(
      await platform.db.prisma.auditRow.findFirst({ where: { action: 'publishRulePack' }, orderBy: { seq: 'desc' } }),
    ).toMatchObject({
      subject: `rulePack:${draft.hash}`,
    })
  })

  it('is refused for another hash, an old version, or no change', async () => {
    const id = await seedTender(platform, 'demand')
    const draft = await save(office, id, CUT)
    expect(await codes(publish(office, id, { ...draft, hash: '00' }))).toEqual(['conflict hash'])
    expect(await codes(publish(office, id, { ...draft, revision: 9 }))).toEqual(['notFound revision'])
    await publish(office, id, draft)
    expect(await codes(publish(office, id, draft))).toEqual(['conflict version'])
    const same = await save(office, id, CUT, 1)
    expect(await codes(publish(office, id, same))).toEqual(['rulesUnchanged'])
  })

  it('cannot be undone by any statement', async () => {
    const id = await seedTender(platform, 'demand')
    await publish(office, id, await save(office, id, CUT))
    for (const sql of [
      `UPDATE rule_pack SET note = 'x' WHERE tender_id = '${id}'`,
      `DELETE FROM rule_pack WHERE tender_id = '${id}'`,
      'TRUNCATE rule_pack',
    ])
      await expect(platform.db.tx(tx => tx.run(sql))).rejects.toThrow()
    expect(await packs(id)).toHaveLength(2)
  })

  it('may arrange the stages anew in the first one only', async () => {
    const order = SMALL_PACK.stages.order.filter(stage => stage !== 'samples')
    const pack = { ...SMALL_PACK, stages: { ...SMALL_PACK.stages, order } }
    const early = await seedTender(platform, 'catalogue')
    await publish(office, early, await save(office, early, pack))
    const stages = await platform.db.prisma.tenderStage.findMany({
      where: { tenderId: early },
      orderBy: { ordinal: 'asc' },
    })
    expect(stages.map(row => row.stage)).toEqual(order)
    const late = await seedTender(platform, 'demand')
    expect(await codes(publish(office, late, await save(office, late, pack)))).toEqual(['wrongStage stages.order'])
  })

  it('is shown to everybody, version by version', async () => {
    const id = await seedTender(platform, 'demand')
    await publish(office, id, await save(office, id, CUT))
    const query = 'query($f:TenderFilter){tenders(filter:$f){items{rulePacks{version content}}}}'
    const { tenders } = await platform
      .anonymous()
      .ask<{ tenders: { items: { rulePacks: unknown[] }[] } }>(query, { f: { ids: [id] } })
    expect(tenders.items[0]?.rulePacks).toMatchObject([{ version: 2, content: { version: 2 } }, { version: 1 }])
  })
})

const DAY_MS = 86_400_000
const FILE = 'ab'.repeat(32)

async function planned(tenderId: string, days: number): Promise<Date> {
  const closesAt = new Date(Math.floor(Date.now() / 1000) * 1000 + days * DAY_MS)
  await platform.db.tx(async tx => {
    await tx.run(`UPDATE tender_stage SET closes_at = $2 WHERE tender_id = $1 AND stage = 'bidRound1'`, [
      tenderId,
      closesAt,
    ])
    await tx.run(
      `INSERT INTO tender_document (tender_id, version, title, body, hash, published_at) VALUES ($1, 1, '采购文件', '正文', 'h', now())`,
      [tenderId],
    )
    await tx.run(
      `INSERT INTO stored_blob (sha256, bytes, type, scan, text_status) VALUES ($1, 4, 'csv', 'clean', 'none') ON CONFLICT DO NOTHING`,
      [FILE],
    )
    await tx.run(
      `INSERT INTO stored_file (sha256, name, owner_role, owner_id, uploaded_by)
       SELECT $1, '清单.csv', 'office', '00000000-0000-0000-0000-000000000000', id FROM app_user WHERE login = 'office' ON CONFLICT DO NOTHING`,
      [FILE],
    )
    await tx.run(
      `INSERT INTO document_part (document_id, ordinal, title, body, file_id, file_name, file_sha256, hash)
       SELECT d.id, p.n, p.title, p.body, CASE p.n WHEN 1 THEN f.id END, CASE p.n WHEN 1 THEN f.name END, CASE p.n WHEN 1 THEN f.sha256 END, 'x'
       FROM tender_document d, stored_file f, (VALUES (1, '品种品规清单', ''), (2, '合同样本', '合同文本')) AS p(n, title, body)
       WHERE d.tender_id = $1 AND f.sha256 = $2`,
      [tenderId, FILE],
    )
  })
  return closesAt
}

const ANNEX = '规则包变更说明'

const deadline = async (tenderId: string) =>
  (await platform.db.prisma.tenderStage.findFirstOrThrow({ where: { tenderId, stage: 'bidRound1' } })).closesAt

describe('a change while bids may come (招标投标法 23)', () => {
  it('less than 15 days before the deadline moves it; shown before, told in the documents', async () => {
    const id = await seedTender(platform, 'declaration')
    const old = await planned(id, 5)
    const draft = await save(office, id, CUT)
    expect(draft.impact).toMatchObject({ bidDeadline: old.toISOString(), violations: [] })
    expect(Date.parse(draft.impact.newBidDeadline ?? '')).toBeGreaterThan(old.getTime() + 9 * DAY_MS)
    await publish(office, id, draft)
    const moved = await deadline(id)
    expect((moved?.getTime() ?? 0) - Date.now()).toBeGreaterThan(14.9 * DAY_MS)
    const [, amended] = await platform.db.prisma.tenderDocument.findMany({
      where: { tenderId: id },
      orderBy: { version: 'asc' },
      include: { parts: true },
    })
    expect(amended).toMatchObject({ title: '采购文件', body: '正文' })
    expect(amended?.summary).toContain('入围比例 80 % → 75 %')
    expect(amended?.parts.find(part => part.title === ANNEX)?.body).toContain(draft.hash)
  })

  it('keeps the documents, annexes and files, and has one annex for all changes of the rules', async () => {
    const id = await seedTender(platform, 'declaration')
    await planned(id, 30)
    await publish(office, id, await save(office, id, CUT))
    const again = { ...CUT, cuts: { ...CUT.cuts, winnerCap: 40 } }
    await publish(office, id, await save(office, id, again, 1))
    const versions = await platform.db.prisma.tenderDocument.findMany({
      where: { tenderId: id },
      orderBy: { version: 'asc' },
      include: { parts: { orderBy: { ordinal: 'asc' } } },
    })
    expect(versions.map(one => [one.version, one.title, one.body])).toEqual([
      [1, '采购文件', '正文'],
      [2, '采购文件', '正文'],
      [3, '采购文件', '正文'],
    ])
    for (const { parts } of versions.slice(1))
      expect(parts.map(one => [one.title, one.fileName, one.fileSha256])).toEqual([
        ['品种品规清单', '清单.csv', FILE],
        ['合同样本', null, null],
        [ANNEX, null, null],
      ])
    const [second, third] = versions.slice(1).map(one => one.parts[2]?.body ?? '')
    expect(second).toContain('入围比例 80 % → 75 %')
    expect(third?.startsWith('规则包第 3 版')).toBe(true)
    expect(third).toContain('中选上限 50 家 → 40 家')
    expect(third?.endsWith(second ?? '-')).toBe(true)
    expect(versions[2]?.summary).not.toContain('入围比例')
  })

  it('long before the deadline leaves it', async () => {
    const id = await seedTender(platform, 'declaration')
    const old = await planned(id, 30)
    const draft = await save(office, id, CUT)
    expect(draft.impact.newBidDeadline).toBe(old.toISOString())
    await publish(office, id, draft)
    expect(await deadline(id)).toEqual(old)
  })

  it('is refused after the deadline, after the freeze and the opening, each with its reason', async () => {
    const closed = await seedTender(platform, 'bidRound1')
    await planned(closed, -1)
    expect(await codes(publish(office, closed, await save(office, closed, CUT)))).toEqual(['rulesClosed'])
    const opened = await seedTender(platform, 'shortlist')
    await seedOpenedBids(platform, opened, { 'HQ-T': [{ supplier: 'S1', qualityCenti: 8_000, priceFen: 10_000 }] })
    const draft = await save(office, opened, CUT)
    expect(draft.impact.violations.map(one => one.code)).toEqual(['rulesScored', 'rulesOpened'])
    expect(await codes(publish(office, opened, draft))).toEqual(['rulesScored', 'rulesOpened'])
  })

  it('leaves indicators alone once declarations have answered them', async () => {
    const id = await seedTender(platform, 'demand')
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg) SELECT $1, l.id, s.id, 'submitted', 1
         FROM lot l, supplier s WHERE l.tender_id = $1 AND l.code = 'DG-T' AND s.code = 'S4'`,
        [id],
      ),
    )
    await moveTo(platform, id, 'declaration')
    await planned(id, 30)
    const [first, ...others] = SMALL_PACK.indicators
    const indicators = [{ ...first, evidence: null }, ...others]
    const draft = await save(office, id, { ...SMALL_PACK, indicators })
    expect(await codes(publish(office, id, draft))).toEqual(['rulesAnswered indicators'])
  })
})
