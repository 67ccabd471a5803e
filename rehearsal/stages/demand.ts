import { advance, type Campaign, claim, DAY_MS, loadLots, now, personOf, plan, REFUSAL, WIDTH } from '../campaign.ts'
import { inParallel } from '../progress.ts'
import { random } from '../random.ts'

const REPORT = `{__typename ...on DemandReport{id status} ${REFUSAL}}`
const DONE = `{__typename ...on Done{count} ${REFUSAL}}`
const TENDER = `{__typename ...on Tender{id} ${REFUSAL}}`

/** The office creates the tender and opens demand reporting. */
export async function create(c: Campaign): Promise<void> {
  await c.progress.stage('create', 1, async tick => {
    const tender = await c.office.act<{ id: string }>(
      `mutation($code:String!,$title:String!,$p:[String!]!,$s:[String!]!,$pack:JSON){createTender(code:$code,title:$title,isRehearsal:true,provinceCodes:$p,specCodes:$s,rulePack:$pack)${TENDER}}`,
      {
        code: c.tenderCode,
        title: c.title,
        p: c.world.provinces.map(p => p.code),
        s: c.world.lots.map(l => l.code),
        pack: c.world.pack,
      },
    )
    c.tenderId = tender.id
    await loadLots(c)
    const start = (await now(c)).getTime()
    await plan(c, [{ stage: 'demand', closesAt: new Date(start + 20 * DAY_MS) }])
    await advance(c, 'catalogue')
    tick()
  })
}

/** Every hospital reports and submits, cities and provinces review, the office freezes. */
export async function demand(c: Campaign): Promise<void> {
  const { world } = c
  await c.progress.stage('demand', world.hospitals.length, tick =>
    inParallel(world.hospitals, WIDTH, async (hospital, h) => {
      const person = await personOf(c, hospital.code)
      await person.act(
        `mutation($id:ID!,$lines:[DemandLineInput!]!){reportDemand(tenderId:$id,lines:$lines)${REPORT}}`,
        { id: c.tenderId, lines: reportLines(c, h) },
      )
      await person.act(`mutation($id:ID!){submitDemand(tenderId:$id)${REPORT}}`, { id: c.tenderId })
      tick()
    }),
  )
  await c.progress.stage('demand review', world.cities.length + world.provinces.length, async tick => {
    const approve = `mutation($id:ID!){reviewDemand(tenderId:$id,approve:true)${DONE}}`
    for (const logins of [world.cities.map(x => `C${x.code}`), world.provinces.map(x => `P${x.code}`)])
      await inParallel(logins, 4, async login => {
        await (await personOf(c, login)).act(approve, { id: c.tenderId })
        tick()
      })
  })
  await c.progress.stage('demand freeze', 1, async tick => {
    await c.office.act(`mutation($id:ID!){freezeDemand(tenderId:$id)${TENDER}}`, { id: c.tenderId })
    tick()
  })
  await checkSnapshot(c)
  await advance(c, 'demand')
}

function reportLines(c: Campaign, h: number) {
  const r = random(c.world.seed, `report/${c.world.hospitals[h]?.code}`)
  return c.world.lots.map((lot, l) => {
    const quantityKg = c.world.demandKg[h]?.[l] ?? 0
    const lastYearKg = Math.round(quantityKg * (0.7 + 0.7 * r.next()))
    const low = quantityKg * 100 < lastYearKg * c.world.pack.demand.reasonBelowPercent
    return {
      lotId: c.lots.find(x => x.code === lot.code)?.id ?? '',
      quantityKg,
      lastYearKg,
      lastPriceFen: String(Math.round(lot.marketFen * (0.95 + 0.5 * r.next()))),
      reason: low ? '门诊量调整，按实际使用计划填报' : null,
    }
  })
}

async function checkSnapshot(c: Campaign): Promise<void> {
  const { tenders } = await c.office.ask<{
    tenders: { items: { snapshot: { hash: string; lineCount: number; totalKg: string } }[] }
  }>('query($id:[ID!]){tenders(filter:{ids:$id}){items{snapshot{hash lineCount totalKg}}}}', { id: [c.tenderId] })
  const snapshot = tenders.items[0]?.snapshot
  claim(c, 'demand total exact', snapshot?.totalKg === String(c.world.scale.demandKg))
  c.facts.set('snapshot', snapshot)
}

/** Ceilings from hospitals' prices and a market survey. */
export async function ceilings(c: Campaign): Promise<void> {
  await c.progress.stage('ceilings', c.world.lots.length, async tick => {
    const r = random(c.world.seed, 'survey')
    const ceilings = c.world.lots.map(lot => ({
      lotId: c.lots.find(x => x.code === lot.code)?.id,
      surveyFen: String(Math.round(lot.marketFen * (1 + 0.2 * r.next()))),
    }))
    await c.office.act(`mutation($id:ID!,$c:[CeilingInput!]!){setPriceCeilings(tenderId:$id,ceilings:$c)${TENDER}}`, {
      id: c.tenderId,
      c: ceilings,
    })
    await advance(c, 'ceilings')
    await loadLots(c)
    tick(ceilings.length)
  })
  c.facts.set(
    'ceilings',
    c.lots.map(l => [l.code, l.ceilingFen]),
  )
}

/** Documents out, with the legal distance to the bid deadline. */
export async function documents(c: Campaign): Promise<void> {
  await c.progress.stage('documents', 1, async tick => {
    await c.office.act(
      `mutation($id:ID!,$t:String!,$b:String!){publishDocuments(tenderId:$id,title:$t,body:$b)${TENDER}}`,
      { id: c.tenderId, t: '中药饮片联盟采购文件', b: '本项目按所附规则包执行。' },
    )
    const start = (await now(c)).getTime()
    c.declaringEnds = new Date(start + 15 * DAY_MS)
    await plan(c, [
      { stage: 'declaration', closesAt: c.declaringEnds },
      { stage: 'bidRound1', closesAt: new Date(start + 21 * DAY_MS) },
    ])
    await c.office.act(
      `mutation($id:ID!){publishNotice(tenderId:$id,kind:"tender"){__typename ...on Notice{id} ${REFUSAL}}}`,
      { id: c.tenderId },
    )
    await advance(c, 'documents')
    tick()
  })
}

/** Totals that the report and the invariants need. */
export const demandLineCount = async (c: Campaign): Promise<number> =>
  (
    await c.office.ask<{ demandLines: { total: number } }>(
      'query($f:DemandLineFilter){demandLines(perPage:1,filter:$f){total}}',
      { f: { tenderId: c.tenderId } },
    )
  ).demandLines.total
