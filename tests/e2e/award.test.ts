import { beforeAll, describe, expect, it } from 'vitest'
import {
  ADMIN_DIR,
  actIn,
  attachPicture,
  axeViolations,
  choose,
  overflow,
  shoot,
  useBrowser,
  type Visit,
} from '../support/browser.ts'
import { seedAlliance, seedSecondClerk, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids, seedOpenedRound, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { JOB, REFUSAL } from '../support/refused.ts'
import { seedClosedSamples } from '../support/samples.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let tenderId: string
let office: Person

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 8)
  office = await platform.person('office')
  await seedSecondClerk(platform)
  tenderId = await seedTender(platform, 'shortlist')
  await seedOpenedBids(platform, tenderId, {
    'HQ-T': ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'].map((supplier, i) => ({
      supplier,
      qualityCenti: 9000 - 100 * i,
      priceFen: i === 0 ? 3_000 : 10_000,
    })),
  })
  await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  await moveTo(platform, tenderId, 'award')
  await seedClosedSamples(platform, tenderId)
  await seedOpenedRound(platform, tenderId, 2, {})
  await office.act(`mutation($id:ID!){proposeAwards(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
})

async function confirmProposal(visit: Visit): Promise<void> {
  await openTender(visit)
  await actIn(visit.page, '核对并确认')
}

const openTender = async ({ page }: Visit) => {
  await page.goto(`${platform.url}/tenders/${tenderId}/show`)
  await page.getByRole('heading', { name: '测试项目', level: 1 }).waitFor()
}
const shot = ({ page }: Visit, name: string) => shoot(page, name)
const paused = ({ page }: Visit) => page.getByText(/已暂停：/).first()

describe('the award in browsers', () => {
  it('a low price is asked about, justified with a file and accepted by two', async () => {
    const first = await browser.signIn(platform, 'office')
    await openTender(first)
    await shot(first, 'award-low-1440')
    await actIn(first.page, '要求说明')
    const supplier = await browser.signIn(platform, 'supplier-S1', 390)
    await supplier.page.goto(`${platform.url}/myCases`)
    await actIn(supplier.page, '提交说明', async dialog => {
      await dialog.getByLabel('企业说明').fill('自有基地直采，凭证见附件。')
      await attachPicture(dialog, '成本凭证.png')
      await shot(supplier, 'award-justify-390')
    })
    await supplier.page.getByRole('button', { name: '成本凭证.png' }).waitFor()
    expect(await axeViolations(supplier.page)).toEqual([])
    expect(await overflow(supplier.page)).toBeLessThanOrEqual(0)
    await openTender(first)
    await actIn(first.page, '认定', async dialog => {
      await dialog.getByLabel('说明成立', { exact: true }).check()
      await dialog.getByLabel('理由').fill('凭证与报价相符')
      await shot(first, 'award-decide-1440')
    })
    const second = await browser.signIn(platform, 'office-2')
    await confirmProposal(second)
    await openTender(second)
    await second.page.getByText('说明成立：凭证与报价相符').waitFor()
    expect([...first.faults, ...second.faults, ...supplier.faults]).toEqual([])
  })

  it('each place says why, in full to the office; other cuts are tried and change nothing', async () => {
    const visit = await browser.signIn(platform, 'office')
    await visit.page.goto(`${platform.url}/lotRanking?phase=award`)
    await choose(visit.page.locator('main'), '品规', 'HQ-T')
    await choose(visit.page.locator('main'), '阶段', '中选')
    await visit.page
      .getByRole('button', { name: /名次由来/ })
      .nth(1)
      .click()
    const dialog = visit.page.getByRole('dialog')
    await dialog.getByText(/100 × .*30\.00 ÷ .*100\.00 = 30\.00/).waitFor()
    await dialog.getByText('与前一名（S1）逐项比较').waitFor()
    await shot(visit, 'award-place-1440')
    await dialog.getByRole('button', { name: '关闭' }).click()
    const slider = visit.page.getByRole('slider', { name: /价格上限/ })
    await slider.focus()
    for (let i = 0; i < 5; i++) await slider.press('PageUp')
    await slider.press('End')
    await visit.page.getByText('进入').first().waitFor()
    await shot(visit, 'award-ranking-1440')
    expect(await axeViolations(visit.page)).toEqual([])
    await visit.page.setViewportSize({ width: 390, height: 900 })
    await shot(visit, 'award-ranking-390')
    expect(await overflow(visit.page)).toBeLessThanOrEqual(0)
    expect(visit.faults).toEqual([])
  })

  it('an objection with a file pauses everything in sight; answered, two people make the award final', async () => {
    const notice = await office.act<{ id: string }>(
      `mutation($id:ID!){publishNotice(tenderId:$id,kind:"proposedAward"){__typename ...on Notice{id} ${REFUSAL}}}`,
      { id: tenderId },
    )
    const supplier = await browser.signIn(platform, 'supplier-S2')
    await supplier.page.goto(`${platform.url}/notices/${notice.id}/show`)
    await actIn(supplier.page, '提出异议', async dialog => {
      await choose(dialog, '品规', 'HQ-T')
      await choose(dialog, '事项', '价格得分')
      await dialog.getByLabel('异议内容').fill('请复核价格得分')
      await attachPicture(dialog, '异议材料.png')
      await shot(supplier, 'award-object-1440')
    })
    await paused(supplier).waitFor()
    const reader = await browser.open(390)
    await reader.page.goto(`${platform.url}/portal/notices/${notice.id}`)
    await paused(reader).waitFor()
    await reader.page.getByText('价格得分').first().waitFor()
    await shot(reader, 'award-paused-portal-390')
    expect(await axeViolations(reader.page)).toEqual([])
    const clerk = await browser.signIn(platform, 'office')
    await openTender(clerk)
    await paused(clerk).waitFor()
    await shot(clerk, 'award-paused-1440')
    expect(await axeViolations(clerk.page)).toEqual([])
    await actIn(clerk.page, '答复异议', async dialog => {
      await dialog.getByLabel('不成立').check()
      await dialog.getByRole('textbox', { name: /^回答/ }).fill('经复核无误')
      await dialog.getByRole('textbox', { name: /公开的答复要点/ }).fill('价格得分计算无误')
    })
    await paused(clerk).waitFor({ state: 'detached' })
    await reader.page.reload()
    await reader.page.getByText('价格得分计算无误').waitFor()
    await office.act(
      `mutation($id:ID!){advanceClock(tenderId:$id,seconds:864000){__typename ...on Tender{now} ${REFUSAL}}}`,
      { id: tenderId },
    )
    await openTender(clerk)
    await actIn(clerk.page, '确定中选', async dialog => {
      await dialog.getByText(/[0-9a-f]{64}/).waitFor()
      await shot(clerk, 'award-final-1440')
    })
    const second = await browser.signIn(platform, 'office-2')
    await confirmProposal(second)
    await expect
      .poll(() => platform.db.prisma.award.count({ where: { status: 'final' } }), { timeout: 15_000 })
      .toBeGreaterThan(0)
    expect([...clerk.faults, ...second.faults, ...supplier.faults, ...reader.faults]).toEqual([])
  })
})
