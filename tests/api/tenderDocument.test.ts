/** Over 300 lines: one set of documents from the draft for comments to an extension; its parts share what they play. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { declarationIds, passTime, prepareRound, sealed } from '../support/ceremony.ts'
import { seedTender } from '../support/fixture.ts'
import { useCeremony } from '../support/openings.ts'
import type { Person } from '../support/platform.ts'
import { codes, REFUSAL } from '../support/refused.ts'

const { platform, acts } = useCeremony()
const office = () => acts.person('office')
const DAY_MS = 86_400_000

const PUBLISH = `mutation($t:ID!,$b:String!,$s:String,$p:[DocumentPartInput!]){publishDocuments(tenderId:$t,title:"采购文件",body:$b,summary:$s,parts:$p){__typename ...on Tender{id} ${REFUSAL}}}`
const PAPERS = `query($t:ID!){tenders(filter:{ids:[$t]}){items{questionsUntil stages{stage closesAt} documents{version hash manifest summary body parts{ordinal title body hash}}}}}`
const EXTEND = `mutation($t:ID!,$s:String!,$c:DateTime!,$r:String!){extendDeadline(tenderId:$t,stage:$s,closesAt:$c,reason:$r){__typename ...on Tender{id} ...on Proposal{id} ${REFUSAL}}}`
const NOTICES = `query($t:ID!,$k:String){notices(sort:"number",order:ASC,filter:{tenderId:$t,kind:$k}){items{id kind serial number body hash files{format sha256 size pages}}}}`
const TOLD = 'query($t:ID!){noticeDeliveries(filter:{tenderId:$t}){items{supplierName seenAt notice{id kind}}}}'

interface Papers {
  readonly questionsUntil: string | null
  readonly stages: readonly { stage: string; closesAt: string | null }[]
  readonly documents: readonly {
    version: number
    hash: string
    manifest: string
    summary: string | null
    parts: object[]
  }[]
}
interface Noticed {
  readonly id: string
  readonly kind: string
  readonly serial: number
  readonly number: string
  readonly body: { deadlines: { from: string; to: string }[]; quotesVoid: boolean; summary: string; reason: string }
  readonly files: readonly { format: string; sha256: string; pages: number | null }[]
}

const papers = async (t: string) =>
  (await platform.anonymous().ask<{ tenders: { items: Papers[] } }>(PAPERS, { t })).tenders.items[0] as Papers
const notices = async (t: string, k?: string) =>
  (await platform.anonymous().ask<{ notices: { items: Noticed[] } }>(NOTICES, { t, k })).notices.items
const told = async (who: Person, t: string) =>
  (
    await who.ask<{
      noticeDeliveries: { items: { supplierName: string; seenAt: string | null; notice: { id: string } }[] }
    }>(TOLD, { t })
  ).noticeDeliveries.items

describe('a version of the documents', () => {
  it('is a set under one hash that anybody can compute, and from the second on says what changed', async () => {
    const t = await seedTender(platform, 'documents')
    const by = await office()
    const p = [{ title: '质量标准', body: '含量不得少于' }]
    expect(await codes(by.act(PUBLISH, { t, b: ' ' }))).toEqual(['required body'])
    expect(await codes(by.act(PUBLISH, { t, b: '正文', p: [{ title: '空' }] }))).toEqual(['required parts[0].body'])
    expect(await codes(by.act(PUBLISH, { t, b: '正文', p: [{ title: '文件', fileId: t }] }))).toEqual([
      'fileNotClean parts[0].fileId',
    ])
    await by.act(PUBLISH, { t, b: '正文', p })
    expect(await codes(by.act(PUBLISH, { t, b: '正文二' }))).toEqual(['required summary'])
    await by.act(PUBLISH, { t, b: '正文二', s: '改了正文', p })
    const { documents } = await papers(t)
    expect(documents.map(one => [one.version, one.summary, one.parts.length])).toEqual([
      [2, '改了正文', 1],
      [1, null, 1],
    ])
    for (const { manifest, hash } of documents) expect(createHash('sha256').update(manifest).digest('hex')).toBe(hash)
    expect(documents[0]?.manifest).toContain(createHash('sha256').update('含量不得少于').digest('hex'))
    const rows = await platform.db.tx(tx =>
      tx.rows<{ subject: string }>(
        `SELECT subject FROM audit_row WHERE tender_id = $1 AND action = 'publishDocuments'`,
        [t],
      ),
    )
    expect(rows.map(row => row.subject)).toContain(`document:${documents[0]?.hash}`)
    for (const sql of [`UPDATE document_part SET body = 'x'`, 'DELETE FROM document_part'])
      await expect(platform.db.tx(tx => tx.run(sql))).rejects.toThrow()
    const supplier = await acts.person('supplier-S1')
    expect(await codes(supplier.act(PUBLISH, { t, b: '正文' }))).toEqual(['forbidden'])
    const [row] = await platform.db.prisma.tenderDocument.findMany({ where: { tenderId: t, version: 2 } })
    const text = await platform.anonymous().fetch(`/documents/tender-document/${row?.id}/1.txt`)
    expect([text.status, await text.text()]).toEqual([200, '含量不得少于'])
    expect((await platform.anonymous().fetch(`/documents/tender-document/${row?.id}/9.txt`)).status).toBe(404)
  })
})

describe('an attached file', () => {
  it('is in the hash of the set and can be loaded by anybody once published', async () => {
    const t = await seedTender(platform, 'documents')
    const by = await office()
    const bytes = Buffer.from('品种,含量\n黄芪,0.080\n')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const send = async (path: string, init: RequestInit) => (await by.fetch(path, init)).json()
    const json = { 'content-type': 'application/json' }
    const body = JSON.stringify({ name: '标准.csv', bytes: bytes.length, sha256 })
    const { upload } = await send('/files', { method: 'POST', headers: json, body })
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' }
    await send(`/files/uploads/${upload.id}`, { method: 'PATCH', headers, body: bytes })
    const { file } = await send(`/files/uploads/${upload.id}/finish`, { method: 'POST' })
    await by.act(PUBLISH, { t, b: '正文', p: [{ title: '标准', fileId: file.id }] })
    const { documents } = await papers(t)
    expect(documents[0]?.manifest).toContain(sha256)
    const row = await platform.db.prisma.tenderDocument.findFirstOrThrow({ where: { tenderId: t } })
    const loaded = await platform.anonymous().fetch(`/documents/tender-document/${row.id}/1/file`)
    expect([loaded.status, Buffer.from(await loaded.arrayBuffer()).equals(bytes)]).toEqual([200, true])
    expect((await platform.anonymous().fetch(`/files/${file.id}`)).status).not.toBe(200)
  })
})

describe('a change while bids are taken (招标投标法 23)', () => {
  it('voids envelopes, moves the deadline, is announced and told; the supplier confirms once', async () => {
    const t = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, t, 'bidRound1')
    const round = await acts.start(t, 1)
    const id = (await declarationIds(platform, t)).get('HQ-T/S1') ?? ''
    await acts.submit(
      'supplier-S1',
      round.id,
      id,
      await sealed(round, { lot: 'HQ-T', supplier: 'S1', priceFen: 5000n }),
      'k',
    )
    await (await office()).act(PUBLISH, { t, b: '新正文', s: '送货期改为 48 小时' })
    const [change] = await notices(t, 'amendment')
    expect(change).toMatchObject({ serial: 1, body: { summary: '送货期改为 48 小时', quotesVoid: true } })
    expect(change?.number).toMatch(/^本草联采公告〔\d{4}〕T-.+第1号$/)
    const [moved] = change?.body.deadlines ?? []
    expect(new Date(moved?.to ?? 0).getTime() - Date.now()).toBeGreaterThan(14 * DAY_MS)
    const s1 = await acts.person('supplier-S1')
    expect((await told(await office(), t)).map(one => one.supplierName).sort()).toEqual([
      '饮片企业1',
      '饮片企业2',
      '饮片企业3',
    ])
    const mine = await told(s1, t)
    expect(mine).toMatchObject([{ supplierName: '饮片企业1', seenAt: null }])
    expect(await told(await acts.person('supplier-S4'), t)).toEqual([])
    const see = `mutation($n:[ID!]!){seeNotices(noticeIds:$n){__typename ...on Done{count} ${REFUSAL}}}`
    const counts = [1, 2].map(() => s1.act<{ count: number }>(see, { n: [change?.id] }))
    expect((await Promise.all(counts)).map(one => one.count).sort()).toEqual([0, 1])
    expect((await told(await office(), t)).filter(one => one.seenAt !== null)).toHaveLength(1)
  })
})

describe('extending a deadline', () => {
  it('takes two people and a reason, only ever later, never when it has passed', async () => {
    const t = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, t, 'bidRound1')
    const round = await acts.start(t, 1)
    const by = await office()
    const at = (hours: number) => new Date(Date.parse(round.closesAt) + hours * 3_600_000).toISOString()
    const extend = (c: string, r = '系统维护', s = 'bidRound1') => by.act(EXTEND, { t, s, c, r })
    expect(await codes(extend(at(-0.5)))).toEqual(['notLater closesAt'])
    expect(await codes(extend(at(0)))).toEqual(['notLater closesAt'])
    expect(await codes(extend(at(1), ' '))).toEqual(['required reason'])
    expect(await codes(extend(at(1), '因', 'review'))).toEqual(['notOneOf stage'])
    const alone = await by.alone<{ __typename: string }>(EXTEND, { t, s: 'bidRound1', c: at(24), r: '系统维护' })
    expect(alone.__typename).toBe('Proposal')
    expect((await acts.round(t, 1)).closesAt).toBe(round.closesAt)
    await extend(at(24))
    expect(await acts.round(t, 1)).toMatchObject({ closesAt: at(24), status: 'signing', policyVersion: 2 })
    const [notice] = await notices(t, 'extension')
    expect(notice?.body).toMatchObject({
      reason: '系统维护',
      quotesVoid: true,
      deadlines: [{ from: round.closesAt, to: at(24) }],
    })
    await passTime(platform, t, at(25))
    expect(await codes(extend(at(48)))).toEqual(['deadlinePassed stage'])
    const s1 = await acts.person('supplier-S1')
    expect(await codes(s1.act(EXTEND, { t, s: 'bidRound1', c: at(90), r: '求延' }))).toEqual(['forbidden'])
  })
})

describe('questions and answers (实施条例 22)', () => {
  const ASK = `mutation($t:ID!,$x:String!){askQuestion(tenderId:$t,text:$x){__typename ...on Question{id number isOwn} ${REFUSAL}}}`
  const ANSWER = `mutation($q:ID!,$a:String!,$m:AmendmentInput){answerQuestion(questionId:$q,answer:$a,amendment:$m){__typename ...on Question{id amendedVersion} ${REFUSAL}}}`
  const LIST = 'query($t:ID!){questions(filter:{tenderId:$t}){items{number text answer amendedVersion isOwn}}}'
  const list = async (who: Person, t: string) =>
    (await who.ask<{ questions: { items: { number: number; isOwn: boolean }[] } }>(LIST, { t })).questions.items

  it('are asked by suppliers until ten days before the deadline, answered without names, and may change the documents', async () => {
    const t = await seedTender(platform, 'documents')
    const by = await office()
    const [s1, s2] = [await acts.person('supplier-S1'), await acts.person('supplier-S2')]
    expect(await codes(s1.act(ASK, { t, x: '？' }))).toEqual(['documentsUnpublished'])
    await by.act(PUBLISH, { t, b: '正文' })
    expect(await codes(s1.act(ASK, { t, x: ' ' }))).toEqual(['required text'])
    expect(await codes(s1.act(ASK, { t, x: '甲\u202E乙' }))).toEqual(['notText text'])
    expect(await codes(s1.act(ASK, { t, x: '长'.repeat(2001) }))).toEqual(['tooLong text'])
    expect(await codes(by.act(ASK, { t, x: '？' }))).toEqual(['forbidden'])
    const [first] = [await s1.act<{ id: string; number: number }>(ASK, { t, x: '<b>包装</b>可否用 2 公斤袋？' })]
    expect(first).toMatchObject({ number: 1, isOwn: true })
    await s2.act(ASK, { t, x: '送货期？' })
    expect([await list(s1, t), await list(s2, t)].map(rows => rows.map(row => row.number))).toEqual([[1], [2]])
    expect((await list(platform.anonymous(), t)).length).toBe(0)
    expect((await list(by, t)).map(row => [row.number, row.isOwn])).toEqual([
      [1, false],
      [2, false],
    ])
    const m = { title: '采购文件', body: '正文：可用 2 公斤袋', summary: '包装可用 2 公斤袋' }
    expect(await by.act(ANSWER, { q: first.id, a: '可以，见新版。', m })).toMatchObject({ amendedVersion: 2 })
    expect(await codes(by.act(ANSWER, { q: first.id, a: '再答' }))).toEqual(['alreadyDone questionId'])
    expect(await list(platform.anonymous(), t)).toMatchObject([
      { number: 1, text: '<b>包装</b>可否用 2 公斤袋？', isOwn: false },
    ])
    expect(await notices(t, 'amendment')).toHaveLength(1)
    await platform.db.tx(tx =>
      tx.run(
        `UPDATE tender_stage SET closes_at = now() + interval '9 days' WHERE tender_id = $1 AND stage = 'bidRound1'`,
        [t],
      ),
    )
    expect(await codes(s1.act(ASK, { t, x: '太迟' }))).toEqual(['deadlinePassed'])
  })

  it('who asked is behind a wall: not for the office, its database role, the auditor or the log', async () => {
    const t = await seedTender(platform, 'documents')
    await (await office()).act(PUBLISH, { t, b: '正文' })
    await (await acts.person('supplier-S1')).act(ASK, { t, x: '谁问的？' })
    const seenBy = (role: string) =>
      platform.command.db
        .as({ role, orgId: null, userId: null })
        .tx(tx => tx.rows('SELECT supplier_id FROM question_author WHERE tender_id = $1', [t]))
    for (const role of ['office', 'auditor', 'admin', 'officer', 'hospital', ''])
      expect(await seenBy(role), role).toEqual([])
    expect(await seenBy('supervisor')).toHaveLength(1)
    const rows = await platform.db.tx(tx =>
      tx.rows<{ actor: string | null }>(
        `SELECT actor_id AS actor FROM audit_row WHERE tender_id = $1 AND action = 'askQuestion'`,
        [t],
      ),
    )
    expect(rows).toEqual([{ actor: null }])
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO notice (tender_id, kind, number, title, body, hash, published_at) VALUES ($1,'award',$2,'中选','{}','x',now())`,
        [t, `N-${t}`],
      ),
    )
    expect(await seenBy('office')).toHaveLength(1)
    expect(await seenBy('hospital')).toEqual([])
  })
})

describe('a draft for comments', () => {
  const DRAFT = `mutation($t:ID!,$c:DateTime!){publishDraft(tenderId:$t,title:"征求意见稿",body:"草案",closesAt:$c){__typename ...on DraftDocument{id} ${REFUSAL}}}`
  const COMMENT = `mutation($d:ID!,$x:String!,$w:String){commentDraft(draftId:$d,text:$x,website:$w){__typename ...on Done{count} ${REFUSAL}}}`
  const REPLY = `mutation($c:ID!){answerComment(commentId:$c,answer:"采纳"){__typename ...on DraftComment{id} ${REFUSAL}}}`
  const HIDE = `mutation($c:ID!){hideComment(commentId:$c,reason:"涉及个人信息"){__typename ...on DraftComment{id text hiddenReason} ${REFUSAL}}}`
  const OUT = `mutation($d:ID!){publishComments(draftId:$d){__typename ...on DraftDocument{id} ${REFUSAL}}}`
  const LIST = 'query($d:ID!){draftComments(filter:{draftId:$d}){items{id number text answer hiddenReason}}}'
  const list = async (who: Person, d: string) =>
    (await who.ask<{ draftComments: { items: { id: string; text: string | null }[] } }>(LIST, { d })).draftComments
      .items

  it('is commented on by anybody until it closes, answered, and published with all answers at once', async () => {
    const t = await seedTender(platform, 'documents')
    const by = await office()
    const anyone = platform.anonymous()
    expect(await codes(by.act(DRAFT, { t, c: new Date(Date.now() - 1000).toISOString() }))).toEqual([
      'notLater closesAt',
    ])
    const c = new Date(Date.now() + DAY_MS).toISOString()
    const { id: d } = await by.act<{ id: string }>(DRAFT, { t, c })
    expect(await codes(by.act(DRAFT, { t, c }))).toEqual(['answersMissing'])
    for (const [x, code] of [
      ['\0', 'notText'],
      ['a\u0007', 'notText'],
      ['\uD800', 'notText'],
      ['x'.repeat(2001), 'tooLong'],
      ['\n', 'required'],
    ] as const)
      expect(await codes(anyone.act(COMMENT, { d, x }))).toEqual([`${code} text`])
    await anyone.act(COMMENT, { d, x: `<script>alert(1)</script>'; DROP TABLE notice; --` })
    await anyone.act(COMMENT, { d, x: '张三，电话 13800000000' })
    expect(await anyone.act(COMMENT, { d, x: '买药请点', w: 'http://spam' })).toMatchObject({ count: 1 })
    expect(await list(anyone, d)).toEqual([])
    expect(await list(await acts.person('supplier-S1'), d)).toEqual([])
    const [first, second] = await list(by, d)
    expect((await list(by, d)).length).toBe(2)
    expect(await codes(by.act(OUT, { d }))).toEqual(['stillOpen draftId'])
    await passTime(platform, t, c)
    expect(await codes(anyone.act(COMMENT, { d, x: '迟到' }))).toEqual(['deadlinePassed'])
    expect(await codes(by.act(OUT, { d }))).toEqual(['incomplete draftId'])
    await by.act(REPLY, { c: first?.id })
    await by.act(HIDE, { c: second?.id })
    expect(await codes(by.act(HIDE, { c: second?.id }))).toEqual(['alreadyDone commentId'])
    await by.act(OUT, { d })
    expect(await codes(by.act(OUT, { d }))).toEqual(['alreadyDone draftId'])
    expect(await codes(by.act(REPLY, { c: first?.id }))).toEqual(['alreadyDone commentId'])
    expect(await list(anyone, d)).toMatchObject([
      { text: `<script>alert(1)</script>'; DROP TABLE notice; --`, answer: '采纳' },
      { text: null, hiddenReason: '涉及个人信息' },
    ])
    const raw = await platform.db.tx(tx => tx.rows(`SELECT row_to_json(c)::text AS row FROM draft_comment c`))
    expect(JSON.stringify(raw)).not.toMatch(/127\.0\.0\.1|::1/)
    await expect(platform.db.tx(tx => tx.run(`UPDATE draft_comment SET text = 'x'`))).rejects.toThrow()
  })

  it('takes ten comments in five minutes from one place', async () => {
    const t = await seedTender(platform, 'documents')
    const { id: d } = await (await office()).act<{ id: string }>(DRAFT, {
      t,
      c: new Date(Date.now() + DAY_MS).toISOString(),
    })
    const answers: string[] = []
    for (let i = 0; i < 12; i++)
      answers.push(
        ...(await platform
          .anonymous()
          .act(COMMENT, { d, x: `意见${i}` })
          .then(
            () => ['ok'],
            async error => codes(Promise.reject(error)),
          )),
      )
    expect(answers.at(-1)).toBe('tooManyRequests')
  })
})

describe('notices on paper', () => {
  it('are printed by the worker once, and the stored hash is that of the file anybody loads', async () => {
    const t = await seedTender(platform, 'documents')
    const by = await office()
    const INVITE = `mutation($t:ID!){publishNotice(tenderId:$t,kind:"tender"){__typename ...on Notice{id} ${REFUSAL}}}`
    const PREVIEW = 'query($t:ID!){noticePreview(tenderId:$t,kind:"tender"){title body violations{code}}}'
    const preview = () =>
      by.ask<{ noticePreview: { title: string | null; violations: { code: string }[] } }>(PREVIEW, { t })
    expect((await preview()).noticePreview.violations).toMatchObject([{ code: 'documentsUnpublished' }])
    expect(await codes(by.act(INVITE, { t }))).toEqual(['documentsUnpublished'])
    await by.act(PUBLISH, { t, b: '正文' })
    expect((await preview()).noticePreview.title).toContain('采购公告')
    await by.act(INVITE, { t })
    expect((await notices(t))[0]?.files).toEqual([])
    await platform.drainJobs()
    const [notice] = await notices(t)
    expect(notice?.files.map(file => file.format)).toEqual(['pdf', 'docx'])
    for (const { format, sha256 } of notice?.files ?? []) {
      const answer = await platform.anonymous().fetch(`/documents/notice/${notice?.id}.${format}`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      expect([answer.status, createHash('sha256').update(bytes).digest('hex')]).toEqual([200, sha256])
    }
    expect((await platform.anonymous().fetch(`/documents/notice/${notice?.id}.exe`)).status).toBe(404)
    await expect(platform.db.tx(tx => tx.run('DELETE FROM notice_file'))).rejects.toThrow()
    const row = await platform.db.tx(tx =>
      tx.row<{ subject: string }>(`SELECT subject FROM audit_row WHERE tender_id = $1 AND action = 'publishNotice'`, [
        t,
      ]),
    )
    expect(row?.subject).toMatch(/^notice:.+ sha256:[0-9a-f]{64}$/)
  })

  it('of lots without enough declarers, and of the experts only after the award', async () => {
    const t = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, t, 'bidRound1')
    const by = await office()
    const publish = (k: string) =>
      by.act<{ body: { lots: { lot: string; declarers: number }[] } }>(
        `mutation($t:ID!,$k:String!){publishNotice(tenderId:$t,kind:$k){__typename ...on Notice{id body} ${REFUSAL}}}`,
        { t, k },
      )
    expect(await codes(publish('experts'))).toEqual(['wrongStage'])
    expect(await codes(publish('amendment'))).toEqual(['notOneOf kind'])
    expect((await publish('termination')).body.lots.map(one => [one.lot, one.declarers])).toEqual([
      ['DG-T', 0],
      ['DG-X', 0],
    ])
    expect(await codes(publish('termination'))).toEqual(['alreadyDone kind'])
    await platform.db.tx(tx => tx.run(`UPDATE tender SET stage = 'award' WHERE id = $1`, [t]))
    expect(await codes(publish('experts'))).toEqual(['noticeMissing'])
  })

  it('have no gaps in their numbers, whatever the statement', async () => {
    const t = await seedTender(platform, 'documents')
    const insert = (serial: number) =>
      platform.db.tx(tx =>
        tx.run(
          `INSERT INTO notice (tender_id, kind, serial, number, title, body, hash, published_at) VALUES ($1,'extension',$2,$3,'x','{}','x',now())`,
          [t, serial, `${t}-${serial}`],
        ),
      )
    await expect(insert(2)).rejects.toThrow(/without gaps/)
    await insert(1)
    await expect(insert(1)).rejects.toThrow()
  })
})
