/** Over 300 lines: one pool and one draw, from the import to a replacement; its parts share what they play. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { hex } from '#domain/bytes.ts'
import { type DrawManifest, draw, manifestHash, poolLabel, poolSalt } from '#domain/draw.ts'
import { drawResultHash } from '#domain/evidence.ts'
import type { RulePack } from '#domain/rulePack.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, Refused, usePlatform } from '../support/platform.ts'
import { seedDeclarations } from '../support/review.ts'

const platform = usePlatform()
let office: Person

beforeAll(async () => {
  await seedAlliance(platform)
  office = await platform.person('office')
})

const REFUSAL = '...on Refusal{violations{code path message}}'
const DONE = `{__typename ...on Done{ok count} ${REFUSAL}}`
const DRAWN = 'isMine isWitnessed drawnExperts{expert{code} stratum ordinal status reason}'
const DRAW = `{__typename ...on Draw{id status manifestHash manifest contributions{source commitment value} ${DRAWN}} ${REFUSAL}}`
const CONFLICT = `mutation($id:ID!,$e:String!,$s:String,$r:String!){declareConflict(tenderId:$id,expertCode:$e,supplierCode:$s,reason:$r)${DONE}}`
const PREPARE = `mutation($id:ID!,$p:Base64!){prepareDraw(tenderId:$id,poolSecret:$p)${DRAW}}`
const WITNESS = `mutation($id:ID!){witnessDraw(tenderId:$id)${DRAW}}`
const COMMIT = `mutation($id:ID!,$c:String!){contributeEntropy(tenderId:$id,commitment:$c)${DRAW}}`
const FREEZE = `mutation($id:ID!){freezeDraw(tenderId:$id)${DRAW}}`
const REVEAL = `mutation($id:ID!,$v:Base64!){revealEntropy(tenderId:$id,value:$v)${DRAW}}`
const DRAW_NOW = `mutation($id:ID!){drawExperts(tenderId:$id)${DRAW}}`
const REPLACE = `mutation($id:ID!,$e:String!,$r:String!){replaceExpert(tenderId:$id,expertCode:$e,reason:$r)${DRAW}}`
const READ = `query($id:ID!){draw(tenderId:$id){status manifest manifestHash contributions{source value} ${DRAWN}}}`

interface Place {
  readonly expert: { readonly code: string }
  readonly stratum: string
  readonly ordinal: number
  readonly status: string
  readonly reason: string | null
}
interface Draw {
  readonly id: string
  readonly status: string
  readonly manifestHash: string | null
  readonly manifest: DrawManifest | null
  readonly contributions: readonly { source: string; value: string | null }[]
  readonly drawnExperts: readonly Place[]
}

const codes = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`)
  return error.violations.map(v => `${v.code} ${v.path ?? ''}`.trim())
}

const SECRET = Buffer.alloc(32, 7)
const quotas = (identification: number, quality: number): RulePack => ({
  ...SMALL_PACK,
  review: {
    ...SMALL_PACK.review,
    drawnTotal: identification + quality,
    strata: SMALL_PACK.review.strata.map(stratum => ({
      ...stratum,
      quota: stratum.code === 'quality' ? quality : identification,
    })),
  },
})
const prepareOnly = (id: string) => office.act<Draw>(PREPARE, { id, p: SECRET.toString('base64') })
/** Prepared by the office and witnessed by the supervisor: the two who call the drawn. */
async function prepare(id: string): Promise<void> {
  await prepareOnly(id)
  await (await platform.person('supervisor')).act(WITNESS, { id })
}
const entropyOf = (login: string) => Buffer.from(`value of ${login}`)
const commitmentOf = (login: string) => createHash('sha256').update(entropyOf(login)).digest('hex')
const commit = async (id: string, login: string) =>
  (await platform.person(login)).act<Draw>(COMMIT, { id, c: commitmentOf(login) })
const reveal = async (id: string, login: string, value = entropyOf(login)) =>
  (await platform.person(login)).act<Draw>(REVEAL, { id, v: value.toString('base64') })

const CONTRIBUTORS = ['officer-1', 'officer-2', 'officer-3', 'officer-4', 'supplier-S1']

async function frozen(): Promise<string> {
  const id = await seedTender(platform, 'draw')
  await prepare(id)
  for (const login of CONTRIBUTORS) await commit(id, login)
  await office.act(FREEZE, { id })
  return id
}

async function drawn(): Promise<{ id: string; result: Draw }> {
  const id = await frozen()
  for (const login of CONTRIBUTORS) await reveal(id, login)
  return { id, result: await office.act<Draw>(DRAW_NOW, { id }) }
}

describe('the pool', () => {
  const IMPORT = `mutation($e:[ExpertInput!]!){importExperts(experts:$e)${DONE}}`
  const expert = {
    code: 'X1',
    name: '赵一',
    specialty: 'pharmacy',
    region: '370000',
    employer: '省立医院',
    outside: true,
  }

  it('takes experts in and changes those it knows', async () => {
    expect(await office.act(IMPORT, { e: [expert, { ...expert, code: 'X2' }] })).toMatchObject({ count: 2 })
    await office.act(IMPORT, { e: [{ ...expert, name: '赵二' }] })
    const { experts } = await office.ask<{ experts: { items: { code: string; name: string }[]; total: number } }>(
      '{experts(filter:{specialty:"pharmacy"}){items{code name} total}}',
    )
    expect(experts).toEqual({
      items: [
        { code: 'X1', name: '赵二' },
        { code: 'X2', name: '赵一' },
      ],
      total: 2,
    })
  })

  it('names every wrong row and takes none', async () => {
    const rows = [
      { ...expert, code: 'X3' },
      { ...expert, code: 'X3', name: ' ' },
      { ...expert, code: 'X4', employer: 'x'.repeat(201) },
    ]
    expect(await codes(office.act(IMPORT, { e: rows }))).toEqual([
      'required experts[1].name',
      'duplicate experts[1].code',
      'tooLong experts[2].employer',
    ])
    expect(await platform.db.prisma.expert.count({ where: { code: 'X3' } })).toBe(0)
  })

  it('is closed to suppliers and experts', async () => {
    for (const login of ['supplier-S1', 'expert-E01']) {
      const person = await platform.person(login)
      await expect(person.ask('{experts{total}}')).rejects.toThrow()
      expect(await codes(person.act(IMPORT, { e: [expert] }))).toEqual(['forbidden'])
    }
  })
})

describe('recusals', () => {
  it('are declared by the office or the expert, once each, with a reason', async () => {
    const id = await seedTender(platform, 'draw')
    expect(await office.act(CONFLICT, { id, e: 'E02', s: null, r: '曾任职' })).toMatchObject({ count: 1 })
    expect(await codes(office.act(CONFLICT, { id, e: 'E02', s: null, r: '再次' }))).toEqual(['alreadyDone'])
    expect(await codes(office.act(CONFLICT, { id, e: 'E99', s: null, r: 'x' }))).toEqual(['unknownCode expertCode'])
    expect(await codes(office.act(CONFLICT, { id, e: 'E02', s: 'S9', r: 'x' }))).toEqual(['unknownCode supplierCode'])
    expect(await codes(office.act(CONFLICT, { id, e: 'E02', s: 'S1', r: ' ' }))).toEqual(['reasonRequired reason'])
    const self = await platform.person('expert-E03')
    await self.act(`mutation($id:ID!){declareRecusal(tenderId:$id,supplierCode:"S1",reason:"亲属")${DONE}}`, { id })
    const { recusals } = await office.ask<{ recusals: object[] }>(
      'query($id:ID!){recusals(tenderId:$id){expert{code} supplierId reason source}}',
      { id },
    )
    expect(recusals).toMatchObject([
      { expert: { code: 'E02' }, supplierId: null, reason: '曾任职', source: 'office' },
      { expert: { code: 'E03' }, reason: '亲属', source: 'self' },
    ])
    await expect(self.ask('query($id:ID!){recusals(tenderId:$id){id}}', { id })).rejects.toThrow()
  })
})

describe('a draw (招标投标法 37)', () => {
  it('follows from published bytes alone: anyone gets the same order', async () => {
    const { result } = await drawn()
    const { manifest, manifestHash: published, contributions } = result
    if (!manifest) throw new Error('no manifest')
    expect(hex(await manifestHash(manifest, nodeCrypto))).toBe(published)
    const reveals = contributions.map(({ source, value }) => ({ source, value: Buffer.from(value ?? '', 'hex') }))
    const again = await draw(manifest, reveals, nodeCrypto)
    if (again.verdict === 'refused') throw new Error('refused')
    const places: { label: string; stratum: string }[] = []
    for (const { expert, stratum } of result.drawnExperts)
      places.push({
        label: await poolLabel(await poolSalt(SECRET, expert.code, nodeCrypto), expert.code, nodeCrypto),
        stratum,
      })
    expect(places).toEqual(
      again.strata.flatMap(s => [...s.drawn, ...s.reserves].map(label => ({ label, stratum: s.code }))),
    )
    expect(result.drawnExperts.filter(place => place.status === 'drawn')).toHaveLength(6)
    expect(result.drawnExperts.filter(place => place.status === 'reserve')).toHaveLength(6)
  })

  it('never takes a recused expert; one recused from a single supplier stays eligible', async () => {
    const id = await seedTender(platform, 'draw')
    for (const e of ['E02', 'E04', 'E06']) await office.act(CONFLICT, { id, e, s: null, r: '曾任职' })
    await office.act(CONFLICT, { id, e: 'E08', s: 'S1', r: '持股' })
    await prepare(id)
    for (const login of CONTRIBUTORS) await commit(id, login)
    const { manifest } = await office.act<Draw>(FREEZE, { id })
    expect(manifest?.strata.find(s => s.code === 'identification')?.pool).toHaveLength(3)
    expect(manifest?.recusals.map(r => r.reason)).toEqual(['office', 'office', 'office'])
    expect(JSON.stringify(manifest)).not.toMatch(/E0|专家|曾任职/)
    for (const login of CONTRIBUTORS) await reveal(id, login)
    const { drawnExperts } = await office.act<Draw>(DRAW_NOW, { id })
    const identification = drawnExperts
      .filter(place => place.stratum === 'identification')
      .map(place => place.expert.code)
    expect(identification.sort()).toEqual(['E08', 'E10', 'E12'])
  })

  it('refuses a quota above the eligible before anything, when prepared and when frozen', async () => {
    const tooMany = await seedTender(platform, 'draw', quotas(7, 3))
    expect(await codes(prepareOnly(tooMany))).toEqual(['quotaExceedsPool strata[0].quota'])
    expect(await platform.db.prisma.draw.count({ where: { tenderId: tooMany } })).toBe(0)
    const id = await seedTender(platform, 'draw', quotas(6, 3))
    await prepare(id)
    for (const login of CONTRIBUTORS) await commit(id, login)
    await office.act(CONFLICT, { id, e: 'E02', s: null, r: '曾任职' })
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['quotaExceedsPool strata.identification'])
  })

  it('refuses a short secret and another stage', async () => {
    const id = await seedTender(platform, 'draw')
    expect(await codes(office.act(PREPARE, { id, p: 'AA==' }))).toEqual(['outOfRange poolSecret'])
    expect(await codes(prepareOnly(await seedTender(platform, 'review')))).toEqual(['wrongStage'])
  })

  it('is witnessed by one supervisor before it is frozen', async () => {
    const id = await seedTender(platform, 'draw')
    await prepareOnly(id)
    for (const login of CONTRIBUTORS) await commit(id, login)
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['witnessMissing'])
    expect(await codes(office.act(WITNESS, { id }))).toEqual(['forbidden'])
    const supervisor = await platform.person('supervisor')
    await supervisor.act(WITNESS, { id })
    expect(await codes(supervisor.act(WITNESS, { id }))).toEqual(['alreadyDone'])
    await office.act(FREEZE, { id })
  })

  it('leaves out who has a tie to a declaring supplier, three years back, and seats at most a third from inside', async () => {
    const id = await seedTender(platform, 'draw')
    await platform.db.tx(async tx => {
      await tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg, submitted_at)
         SELECT $1, l.id, s.id, 'submitted', 1, now() FROM lot l, supplier s WHERE l.tender_id = $1 AND s.code = 'S1' LIMIT 1`,
        [id],
      )
      await tx.run(
        `INSERT INTO expert_tie (expert_id, kind, supplier_code, until) SELECT e.id, t.kind, t.supplier, now() - t.ago::interval
         FROM (VALUES ('E02','employment','S1','2 years'), ('E04','kinship','S1',NULL), ('E06','holding','S1','4 years'),
           ('E08','employment','S2',NULL)) AS t(expert, kind, supplier, ago) JOIN expert e ON e.code = t.expert`,
      )
      await tx.run(`UPDATE expert SET outside = false WHERE code IN ('E01','E03','E05')`)
    })
    await prepare(id)
    for (const login of CONTRIBUTORS) await commit(id, login)
    const { manifest } = await office.act<Draw>(FREEZE, { id })
    expect(manifest?.strata.map(({ code, pool, insiders }) => [code, pool.length, insiders.length])).toEqual([
      ['identification', 4, 0],
      ['quality', 6, 3],
    ])
    expect(manifest?.recusals.map(one => one.reason)).toEqual(['automatic', 'automatic'])
    for (const login of CONTRIBUTORS) await reveal(id, login)
    const { drawnExperts } = await office.act<Draw>(DRAW_NOW, { id })
    const inside = drawnExperts.filter(({ status, expert }) => status === 'drawn' && /^E0[135]$/.test(expert.code))
    expect(inside.length).toBeLessThanOrEqual(1)
    const { recusals } = await office.ask<{ recusals: { reason: string; source: string; expert: { code: string } }[] }>(
      'query($id:ID!){recusals(tenderId:$id){reason source expert{code}}}',
      { id },
    )
    expect(recusals.map(({ expert, reason, source }) => `${expert.code} ${source} ${reason}`)).toEqual([
      'E02 automatic employment:S1',
      'E04 automatic kinship:S1',
    ])
    await platform.db.tx(async tx => {
      await tx.run('DELETE FROM expert_tie')
      await tx.run('UPDATE expert SET outside = true')
    })
  })

  it('freezes only with three bodies and a supplier', async () => {
    const id = await seedTender(platform, 'draw')
    await prepare(id)
    expect(await codes(office.act(FREEZE, { id }))).toEqual([
      'tooFewContributions contributions',
      'supplierContributionMissing contributions',
    ])
    for (const login of ['officer-1', 'officer-2', 'supplier-S1']) await commit(id, login)
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['tooFewContributions contributions'])
    expect(await codes(commit(id, 'officer-1'))).toEqual(['alreadyDone'])
    expect(await codes(commit(id, 'supplier-S2'))).toEqual(['alreadyDone'])
    const copier = await platform.person('officer-3')
    expect(await codes(copier.act(COMMIT, { id, c: commitmentOf('officer-1') }))).toEqual(['duplicate commitment'])
    expect(await codes(copier.act(COMMIT, { id, c: 'ABC' }))).toEqual(['notOneOf commitment'])
    expect(await codes(commit(id, 'office'))).toEqual(['forbidden'])
    await commit(id, 'officer-3')
    expect(await office.act<Draw>(FREEZE, { id })).toMatchObject({ status: 'frozen' })
    expect(await codes(commit(id, 'officer-4'))).toEqual(['alreadyDone'])
    expect(await codes(office.act(FREEZE, { id }))).toEqual(['alreadyDone'])
  })

  it('takes only the values committed to, after the freeze, once', async () => {
    const id = await seedTender(platform, 'draw')
    await prepare(id)
    for (const login of CONTRIBUTORS) await commit(id, login)
    expect(await codes(reveal(id, 'officer-1'))).toEqual(['wrongStatus'])
    await office.act(FREEZE, { id })
    expect(await codes(reveal(id, 'officer-1', Buffer.from('another')))).toEqual(['commitmentMismatch value'])
    expect(await codes(reveal(id, 'officer-5'))).toEqual(['notFound'])
    await reveal(id, 'officer-1')
    expect(await codes(reveal(id, 'officer-1'))).toEqual(['alreadyDone'])
  })

  it('counts an unrevealed source with its fallback once three bodies have revealed', async () => {
    const id = await frozen()
    for (const login of ['officer-1', 'officer-2', 'supplier-S1']) await reveal(id, login)
    expect(await codes(office.act(DRAW_NOW, { id }))).toEqual(['tooFewContributions contributions'])
    expect(await platform.db.prisma.drawnExpert.count({ where: { draw: { tenderId: id } } })).toBe(0)
    await reveal(id, 'officer-3')
    const { drawnExperts } = await office.act<Draw>(DRAW_NOW, { id })
    expect(drawnExperts).toHaveLength(12)
  })

  it('takes place once, also when asked for twice at the same moment', async () => {
    const id = await frozen()
    for (const login of CONTRIBUTORS) await reveal(id, login)
    const both = await Promise.allSettled([office.act(DRAW_NOW, { id }), office.act(DRAW_NOW, { id })])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await codes(office.act(DRAW_NOW, { id }))).toEqual(['alreadyDone'])
    expect(await codes(prepareOnly(id))).toEqual(['alreadyDone'])
    const rows = await platform.db.tx(tx =>
      tx.rows(`SELECT changes FROM audit_row WHERE tender_id = $1 AND action = 'drawExperts'`, [id]),
    )
    expect(rows).toEqual([{ changes: 12 }])
  })

  it('keeps the names from everybody but the two who call the drawn until the award is public', async () => {
    const { id } = await drawn()
    const names = async (login: string) =>
      (await (await platform.person(login)).ask<{ draw: Draw }>(READ, { id })).draw.drawnExperts.length
    expect(await names('supervisor')).toBe(12)
    expect(await names('office')).toBe(12)
    for (const login of ['officer-1', 'auditor']) expect(await names(login)).toBe(0)
    for (const login of ['supplier-S1', 'expert-E01', 'hospital-H3701001'])
      expect(await (await platform.person(login)).ask(READ, { id })).toEqual({ draw: null })
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO notice (tender_id, kind, number, title, body, hash, published_at) VALUES ($1, 'award', 'N-1', '中选', '{}', 'x', now())`,
        [id],
      ),
    )
    expect(await names('officer-1')).toBe(12)
    const { draw: open } = await platform
      .anonymous()
      .ask<{ draw: Draw & { resultHash: string } }>(
        'query($id:ID!){draw(tenderId:$id){status manifest manifestHash resultHash contributions{source value}}}',
        { id },
      )
    const reveals = open.contributions.map(({ source, value }) => ({
      source,
      value: Buffer.from(value ?? '', 'hex'),
    }))
    const again = await draw(open.manifest as DrawManifest, reveals, nodeCrypto)
    if (again.verdict === 'refused') throw new Error('refused')
    expect(await drawResultHash(again.strata, nodeCrypto)).toBe(open.resultHash)
  })

  it('shows a bidder where it stands, and no other bidder', async () => {
    const id = await frozen()
    await seedDeclarations(platform, id)
    const sources = async (login: string) => {
      const query = 'query($id:ID!){draw(tenderId:$id){manifest contributions{source isOwn}}}'
      const person = await platform.person(login)
      const { draw: seen } = await person.ask<{
        draw: { manifest: unknown; contributions: { source: string; isOwn: boolean }[] }
      }>(query, { id })
      return [seen.manifest === null, ...seen.contributions.map(one => `${one.source}${one.isOwn ? ' own' : ''}`)]
    }
    const bodies = ['body1', 'body2', 'body3', 'body4']
    expect(await sources('supplier-S1')).toEqual([true, ...bodies, 'supplier:S1 own'])
    expect(await sources('supplier-S2')).toEqual([true, ...bodies, 'supplier'])
    expect(await sources('auditor')).toEqual([false, ...bodies, 'supplier:S1'])
    expect(await sources('officer-2')).toContain('body2 own')
  })

  it('counts the pool before anything is prepared, ties included', async () => {
    const id = await seedTender(platform, 'draw')
    const query = 'query($id:ID!){drawPool(tenderId:$id){specialty quota known recused insiders insideSeats eligible}}'
    const before = await office.ask<{ drawPool: { known: number; recused: number }[] }>(query, { id })
    expect(before.drawPool[1]).toEqual({
      specialty: 'quality',
      quota: 3,
      known: 6,
      recused: 0,
      insiders: 0,
      insideSeats: 1,
      eligible: 6,
    })
    await office.act(CONFLICT, { id, e: 'E01', s: null, r: '曾任职' })
    const { drawPool } = await office.ask<typeof before>(query, { id })
    expect(drawPool[1]).toMatchObject({ known: 6, recused: 1, eligible: 5 })
    await expect((await platform.person('officer-1')).ask(query, { id })).rejects.toThrow()
  })
})

describe('a replacement', () => {
  it('calls the next reserve of the stratum, never a second draw', async () => {
    const { id, result } = await drawn()
    const at = (ordinal: number) =>
      result.drawnExperts.find(place => place.stratum === 'quality' && place.ordinal === ordinal)?.expert.code
    expect(await codes(office.act(REPLACE, { id, e: at(1), r: ' ' }))).toEqual(['reasonRequired reason'])
    expect(await codes(office.act(REPLACE, { id, e: at(4), r: '生病' }))).toEqual(['wrongStatus expertCode'])
    const after = await office.act<Draw>(REPLACE, { id, e: at(1), r: '生病' })
    const statuses = after.drawnExperts
      .filter(place => place.stratum === 'quality')
      .map(place => `${place.status} ${place.reason ?? ''}`.trim())
    expect(statuses).toEqual(['replaced 生病', 'drawn', 'drawn', 'drawn', 'reserve', 'reserve'])
    expect(await codes(office.act(REPLACE, { id, e: at(1), r: '生病' }))).toEqual(['wrongStatus expertCode'])
  })

  it('passes over reserves who are recused by now, and says when none is left', async () => {
    const { id, result } = await drawn()
    const at = (ordinal: number) =>
      result.drawnExperts.find(place => place.stratum === 'quality' && place.ordinal === ordinal)?.expert.code
    await office.act(CONFLICT, { id, e: at(4), s: null, r: '持股' })
    const after = await office.act<Draw>(REPLACE, { id, e: at(1), r: '生病' })
    expect(after.drawnExperts.find(place => place.expert.code === at(5))?.status).toBe('drawn')
    await office.act(REPLACE, { id, e: at(2), r: '生病' })
    expect(await codes(office.act(REPLACE, { id, e: at(3), r: '生病' }))).toEqual(['tooFewExperts'])
  })
})
