import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, actIn, axeViolations, choose, overflow, says, shoot, useBrowser } from '../support/browser.ts'
import { png } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { JOB, REFUSAL } from '../support/refused.ts'
import { GOOD_VALUES, seedStandards } from '../support/samples.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const DONE = `{__typename ...on Done{count} ${REFUSAL}}`
const TWO = `{__typename ...on Done{count} ...on Proposal{id} ${REFUSAL}}`
const BLIND = 'query($f:BlindSampleFilter){blindSamples(perPage:100,filter:$f){items{blindCode portion lab}}}'
let id = ''
let office: Person
let lab: Person
let lab2: Person

interface Blind {
  readonly blindCode: string
  readonly portion: number | null
  readonly lab: string | null
}

const blind = async (who: Person): Promise<Blind[]> =>
  (await who.ask<{ blindSamples: { items: Blind[] } }>(BLIND, { f: { tenderId: id } })).blindSamples.items
const verb = (who: Person, name: string, result = TWO) =>
  who.act(`mutation($id:ID!){${name}(tenderId:$id)${result}}`, { id })
const send = (to: string, codes: readonly string[]) =>
  office.act(
    `mutation($id:ID!,$l:String!,$c:[String!]!){dispatchSamples(tenderId:$id,lab:$l,blindCodes:$c,sealNo:"F-1")${DONE}}`,
    { id, l: to, c: codes },
  )

/** A laboratory takes portions in, writes what it found and signs. */
async function test(who: Person, found: Readonly<Record<string, object>>): Promise<void> {
  const c = Object.keys(found)
  await who.act(
    `mutation($id:ID!,$c:[String!]!){confirmArrival(tenderId:$id,blindCodes:$c,sealNo:"F-1",sealIntact:true)${DONE}}`,
    { id, c },
  )
  const r = Object.entries(found).map(([blindCode, values]) => ({ blindCode, values: { ...GOOD_VALUES, ...values } }))
  await who.act(`mutation($id:ID!,$r:[SampleResultInput!]!){recordResults(tenderId:$id,results:$r)${DONE}}`, { id, r })
  await who.act(`mutation($id:ID!,$c:[String!]!){signResults(tenderId:$id,blindCodes:$c)${DONE}}`, { id, c })
}

beforeAll(async () => {
  await seedAlliance(platform)
  await seedStandards(platform)
  id = await seedTender(platform, 'shortlist')
  const bids = ['S1', 'S2', 'S3', 'S4'].map((supplier, i) => ({
    supplier,
    qualityCenti: 9000 - i,
    priceFen: 9000 + i,
  }))
  await seedOpenedBids(platform, id, { 'HQ-T': bids })
  office = await platform.person('office')
  lab = await platform.person('lab-1')
  lab2 = await platform.person('lab-2')
  await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`, { id })
  await platform.drainJobs()
  await office.act(
    `mutation($id:ID!){publishNotice(tenderId:$id,kind:"shortlist"){__typename ...on Notice{id} ...on Proposal{id} ${REFUSAL}}}`,
    { id },
  )
  await moveTo(platform, id, 'samples')
  await verb(office, 'startSampleReview', DONE)
})

const main = (page: Page) => page.getByRole('main')
const sampleOf = (supplier: string) =>
  platform.db.prisma.sample.findFirstOrThrow({
    where: { declaration: { tenderId: id, supplier: { code: supplier } } },
    include: { photos: true },
  })

async function openTender(page: Page): Promise<void> {
  await page.goto(`${platform.url}/tenders/${id}/show`)
  await page.getByRole('heading', { name: '样品评审进度' }).waitFor()
}

async function checkPage(page: Page, name: string): Promise<void> {
  await shoot(page, name)
  expect(await axeViolations(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}

describe('the sample desk at its edges', () => {
  it('takes a sample in with photos by phone, never before they have arrived, and shows them in its custody', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'office', 390)
    const { deliveryCode } = await sampleOf('S1')
    await openTender(page)
    await page.getByLabel('送样编号').fill(deliveryCode)
    await page.getByLabel('封签号').fill('F-1')
    const held: (() => void)[] = []
    await page.context().route('**/files/uploads/**', route => {
      held.push(() => void route.continue())
    })
    const picture = { name: '封签.png', mimeType: 'image/png', buffer: Buffer.from(await png(64)) }
    await page.locator('input[type=file]').setInputFiles(picture)
    await says(main(page), /照片还在上传/)
    expect(await page.getByRole('button', { name: '接收', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('封签号').press('Enter')
    await page.context().unroute('**/files/uploads/**')
    for (const go of held) go()
    await expect
      .poll(() => page.getByRole('button', { name: '接收', exact: true }).isEnabled(), { timeout: 60_000 })
      .toBe(true)
    await checkPage(page, 'sample-desk-390')
    await page.getByRole('button', { name: '接收', exact: true }).click()
    await says(main(page), `已接收 ${deliveryCode}`)
    const sample = await sampleOf('S1')
    expect(sample.photos).toHaveLength(1)
    await page.goto(`${platform.url}/samples/${sample.id}/show`)
    await page.getByRole('button', { name: /封签\.png/ }).click()
    await page.getByRole('dialog').getByRole('img').first().waitFor()
    await shoot(page, 'sample-photo-390')
    await page.keyboard.press('Escape')
    await checkPage(page, 'sample-custody-390')
    expect(faults).toEqual([])
    await close()
  })

  it('a verdict is overruled by two, and the second one reads what it is about', async () => {
    const rest = await platform.db.prisma.sample.findMany({
      where: { declaration: { tenderId: id }, status: 'expected' },
    })
    const items = rest.map(({ deliveryCode }) => ({
      deliveryCode,
      accepted: true,
      grams: 300,
      packagingIntact: true,
      sealNo: 'S',
      condition: '',
    }))
    await office.act(`mutation($id:ID!,$i:[SampleReceptionInput!]!){receiveSamples(tenderId:$id,items:$i)${DONE}}`, {
      id,
      i: items,
    })
    await verb(office, 'codeSamples')
    const codes = (await blind(office)).map(one => one.blindCode)
    await send('L1', codes)
    const [moist = '', sulphur = '', ...others] = codes
    await test(lab, {
      [moist]: { moisture: '10.6' },
      [sulphur]: { so2: '151' },
      ...Object.fromEntries(others.map(one => [one, {}])),
    })

    const first = await browser.signIn(platform, 'office')
    await openTender(first.page)
    await first.page
      .getByRole('row', { name: new RegExp(sulphur) })
      .getByRole('button', { name: '改判' })
      .click()
    const dialog = first.page.getByRole('dialog')
    await choose(dialog, '检验项目', '二氧化硫')
    await dialog.getByLabel('理由').fill('仪器校准偏差，复核原始记录')
    await shoot(first.page, 'sample-override-1440')
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await says(main(first.page), /等待第二人确认/)
    const second = await browser.signIn(platform, 'office-b')
    await openTender(second.page)
    for (const said of [`盲码${sulphur}`, '检验项目二氧化硫 151（限度 ≤ 150 mg/kg）', '改判为合格是'])
      await expect.poll(() => main(second.page).textContent(), { timeout: 40_000 }).toContain(said)
    await checkPage(second.page, 'sample-override-second-1440')
    await actIn(second.page, '核对并确认')
    await says(main(second.page), /两人改判合格：仪器校准偏差，复核原始记录/)
    await checkPage(second.page, 'sample-overruled-1440')
    expect([...first.faults, ...second.faults]).toEqual([])
    await first.close()
    await second.close()
  })

  it('a supplier asks for a retest; the rank says what took it out, the portal how far things are', async () => {
    await verb(office, 'unblindSamples')
    const failed = await platform.db.prisma.sample.findFirstOrThrow({
      where: { result: 'failed', declaration: { tenderId: id } },
      include: { declaration: { include: { supplier: true } } },
    })
    const { supplier } = failed.declaration
    const own = await browser.signIn(platform, `supplier-${supplier.code}`, 390)
    await own.page.goto(`${platform.url}/mySamples`)
    await says(main(own.page), /水分 10\.6（限度 ≤ 10\.0%）/)
    await shoot(own.page, 'sample-retest-390')
    await actIn(own.page, '申请复验')
    await says(main(own.page), /已申请复验/)
    const again = (await blind(office)).find(one => one.portion === 2)?.blindCode ?? ''
    await send('L2', [again])
    await test(lab2, { [again]: { moisture: '10.2' } })
    await verb(office, 'closeSampleReview')
    await own.page.reload()
    await says(main(own.page), /复验.*水分 10\.2（限度 ≤ 10\.0%）/)
    await says(main(own.page), '按规则对应申报退出')
    await checkPage(own.page, 'sample-out-390')

    const clerk = await browser.signIn(platform, 'office')
    await clerk.page.goto(`${platform.url}/lotRanking?phase=shortlist`)
    await choose(clerk.page.locator('main'), '品规', 'HQ-T')
    await says(main(clerk.page), new RegExp(`${supplier.name}.*样品不合格，按规则退出后续环节.*水分`))
    await checkPage(clerk.page, 'sample-ranking-1440')
    const entry = await platform.db.prisma.rankingEntry.findFirstOrThrow({
      where: { declarationId: failed.declarationId, phase: 'shortlist' },
    })
    expect(entry.selected).toBe(true)

    const reader = await browser.open(390)
    await reader.page.goto(`${platform.url}/portal/tenders/${id}`)
    await says(main(reader.page), /复验.*1/)
    await says(main(reader.page), /不合格/)
    expect(await main(reader.page).textContent()).not.toMatch(/饮片企业/)
    await checkPage(reader.page, 'sample-portal-390')
    expect([own, clerk, reader].flatMap(visit => visit.faults)).toEqual([])
    for (const visit of [own, clerk, reader]) await visit.close()
  })
})
