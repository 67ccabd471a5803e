import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  ADMIN_DIR,
  axeViolations,
  chineseIn,
  chooseEnglish,
  overflow,
  passFactor,
  says,
  shoot,
  useBrowser,
} from '../support/browser.ts'
import { seedSecondClerk } from '../support/fixture.ts'
import { filled, REPLACE, type Sheet, sheetsOf, usePairReview } from '../support/pairReview.ts'
import { usePlatform } from '../support/platform.ts'
import { signReviews, statementsOf } from '../support/review.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const review = usePairReview(platform)
const SOON = { timeout: 15_000 }
let tenderId: string
let pair: readonly (readonly [string, Sheet])[]

beforeAll(async () => {
  await seedSecondClerk(platform)
  tenderId = await review.dealt()
  pair = await review.pairOf(tenderId)
})

const list = (page: Page) => page.getByRole('listbox', { name: '评审项列表' })
const current = (page: Page) => list(page).getByRole('option', { selected: true })
const main = (page: Page) => page.getByRole('main')
const saved = (page: Page) => page.locator('[data-save=saved]', { hasText: '已保存' }).waitFor()
const sheetOf = async (expert: string, slot: number, status: string) =>
  (await review.rowsOf(tenderId)).find(
    row =>
      row.supplier === 'S1' &&
      row.subject === 'company' &&
      row.expert === expert &&
      row.slot === slot &&
      row.status === status,
  )

async function atDesk(login: string, width?: number) {
  const visit = await browser.signIn(platform, login, width)
  await visit.page.goto(`${platform.url}/score`)
  return visit
}

async function show(page: Page, what: string): Promise<void> {
  await page.getByRole('combobox', { name: '显示' }).click()
  await page.getByRole('option', { name: what, exact: true }).click()
}

/** Opens the check before handing in, and hands in. */
async function handIn(page: Page, button: RegExp): Promise<void> {
  await page.getByRole('button', { name: '核对并提交' }).click()
  await page.getByRole('dialog').getByRole('button', { name: button }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** The expert comes back to the window, which asks for news at once. */
const lookAgain = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))

/** The second factor was shown too long ago for a weighty act. */
const letFactorAge = (login: string) =>
  platform.db.tx(tx =>
    tx.run(
      `UPDATE session s SET stepped_up_at = now() - interval '6 minutes' FROM app_user u WHERE u.id = s.user_id AND u.login = $1`,
      [login],
    ),
  )

/** Everything an expert has left, as the rules propose it; but not the company of S1, which the browser plays. */
async function submitRest(expert: string): Promise<void> {
  const open = (await sheetsOf(review.person(expert), tenderId)).filter(sheet => sheet.status === 'assigned')
  const rest = open.filter(sheet => sheet.slot < 3 && sheet.id !== pair[0]?.[1].id && sheet.id !== pair[1]?.[1].id)
  if (rest.length > 0) await review.submit(expert, ...rest.map(sheet => filled(sheet)))
}

describe('the edges of the scoring desk', () => {
  it('a third expert decides what two see differently, and sees nothing of theirs', async () => {
    const [[first, own], [second, other]] = pair as [[string, Sheet], [string, Sheet]]
    await review.submit(first, filled(own))
    await review.submit(second, filled(other, { Q2: 200 }))
    const third = await platform.db.prisma.reviewSheet.findFirst({
      where: { tenderId, slot: 3, status: 'assigned' },
      include: { expert: true },
    })
    const login = `expert-${third?.expert.code}`
    const { page, faults, close } = await atDesk(login)
    await show(page, '分歧裁定')
    await says(current(page), /^Q2.*分歧裁定/)
    await says(page.locator('[data-item]'), /由您裁定，以您的评分为准/)
    expect(await list(page).getByRole('option').count()).toBe(1)
    await page.keyboard.press('Escape')
    await list(page).focus()
    await page.keyboard.type('2')
    await page.keyboard.press('r')
    await page.getByRole('dialog').getByLabel('理由').fill('仅有种植环节记录')
    await page.keyboard.press('Enter')
    await saved(page)
    await shoot(page, 'edge-arbitration-1440')
    expect(await axeViolations(page)).toEqual([])
    await handIn(page, /提交 1 份/)
    await expect.poll(() => sheetOf(third?.expert.code ?? '', 3, 'submitted'), SOON).toBeTruthy()
    expect(faults).toEqual([])
    await close()
  })

  it('a reason asked for when all scores are in is written, handed in, and signed with a fresh factor', async () => {
    const first = pair[0]?.[0] ?? ''
    await submitRest(first)
    const { page, faults, close } = await atDesk(`expert-${first}`)
    await says(main(page), /待补理由 1 项/)
    expect(await page.getByRole('heading', { name: '签署初评评审' }).count()).toBe(0)
    await page.getByRole('button', { name: '去补理由' }).click()
    await says(current(page), /^Q2.*待补理由/)
    await says(page.locator('[data-item]'), /与全部评分的平均分相差超过满分的 20%/)
    await shoot(page, 'edge-reason-due-1440')
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('r')
    await page.getByRole('dialog').getByLabel('理由').fill('种植、加工、流通记录齐全')
    await page.keyboard.press('Enter')
    await says(main(page), /理由已写 1 项，尚未提交/)
    await page.reload()
    await says(main(page), /理由已写 1 项，尚未提交/)
    await handIn(page, /提交 1 条理由/)
    await page.getByRole('heading', { name: '签署初评评审' }).waitFor()
    await letFactorAge(`expert-${first}`)
    await page.getByRole('button', { name: '签署', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await says(main(page), /须在五分钟内验证过身份/)
    await page.getByRole('button', { name: '签署', exact: true }).click()
    await shoot(page, 'edge-stepup-1440')
    await passFactor(platform, page, `expert-${first}`)
    await says(main(page), /初评评审已签署/)
    expect((await statementsOf(review.person(first), tenderId))[0]?.isSigned).toBe(true)
    expect(faults).toEqual([])
    await close()
  })

  it('a slip of the keyboard is unlocked by two, mended, and signed again', async () => {
    const [first, own] = pair[0] as [string, Sheet]
    const desk = await atDesk(`expert-${first}`)
    await says(main(desk.page), /初评评审已签署/)
    await list(desk.page).getByRole('option').filter({ hasText: 'Q2' }).first().click()
    await desk.page.getByRole('button', { name: /^问联采办/ }).click()
    await desk.page.getByRole('dialog').getByLabel('问题').fill('Q2 误输入，请解锁')
    await desk.page.getByRole('button', { name: '发送' }).click()

    const office = await browser.signIn(platform, 'office')
    await office.page.goto(`${platform.url}/reviewDesk`)
    await office.page.getByRole('tab', { name: '专家提问' }).click()
    await office.page.getByRole('link', { name: /饮片企业1 Q2/ }).click()
    await office.page.getByRole('button', { name: '解锁评审表' }).click()
    await office.page.getByRole('dialog').getByLabel('理由').fill('专家报告输入错误')
    await shoot(office.page, 'edge-unlock-1440')
    await office.page.getByRole('dialog').getByRole('button', { name: '确认并记录' }).click()
    await office.page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await sheetOf(first, own.slot, 'submitted')).toBeTruthy()
    const second = await browser.signIn(platform, 'office-2')
    await second.page.goto(`${platform.url}/tenders/${tenderId}/show`)
    await says(main(second.page), /饮片企业1 · Q2, /)
    await shoot(second.page, 'edge-unlock-second-1440')
    await second.page.getByRole('button', { name: '核对并确认' }).click()
    await second.page.getByRole('dialog').getByRole('button', { name: '确认并记录' }).click()
    await expect.poll(() => sheetOf(first, own.slot, 'assigned'), SOON).toBeTruthy()

    await lookAgain(desk.page)
    await says(main(desk.page), /1 份评审表已重新打开/)
    await says(main(desk.page), /原签名不再有效，完成后须重新签署/)
    await shoot(desk.page, 'edge-reopened-1440')
    expect(await axeViolations(desk.page)).toEqual([])
    await show(desk.page, '全部')
    await list(desk.page).getByRole('option').filter({ hasText: 'Q2' }).first().click()
    await says(current(desk.page), /10\.00/)
    await list(desk.page).focus()
    await desk.page.keyboard.type('8')
    await saved(desk.page)
    await handIn(desk.page, /提交 1 份/)
    await desk.page.getByRole('heading', { name: '签署初评评审' }).waitFor()
    await letFactorAge(`expert-${first}`)
    await desk.page.getByRole('button', { name: '签署', exact: true }).click()
    await passFactor(platform, desk.page, `expert-${first}`)
    await says(main(desk.page), /初评评审已签署/)
    const hashes = await platform.db.prisma.reviewSignature.findMany({ where: { tenderId } })
    expect(new Set(hashes.map(one => one.statementHash)).size).toBe(2)
    expect([...desk.faults, ...office.faults, ...second.faults]).toEqual([])
    for (const visit of [desk, office, second]) await visit.close()
  })

  it('an expert replaced half-way is told at once, with what was typed and not yet sent', async () => {
    const expert = [...review.experts.keys()].find(code => code !== pair[0]?.[0] && code !== pair[1]?.[0]) ?? ''
    const { page, close } = await atDesk(`expert-${expert}`, 390)
    await list(page).getByRole('option').filter({ hasText: '未评' }).first().click()
    await page.getByRole('button', { name: '采用建议分' }).click()
    await saved(page)
    const stopSaving = (route: {
      abort: () => Promise<void>
      fallback: () => Promise<void>
      request: () => { postData: () => string | null }
    }) => (route.request().postData()?.includes('saveDrafts') ? route.abort() : route.fallback())
    await page.context().route('**/graphql', stopSaving)
    await page.getByRole('button', { name: '采用建议分' }).click()
    await says(main(page), /离线，已保存在本机 1 项/)
    await review.office().act(REPLACE, { id: tenderId, e: expert })
    await page.context().unroute('**/graphql', stopSaving)
    await lookAgain(page)
    await says(main(page), /份评审表已收回，由其他专家评审/)
    await says(main(page), /1 项输入无法上传/)
    await shoot(page, 'edge-replaced-390')
    expect(await axeViolations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '已核对，关闭' }).click()
    await page.reload()
    await says(main(page), /没有评审表/)
    await close()
  })

  it('speaks English throughout', async () => {
    const first = pair[1]?.[0] ?? ''
    await signReviews(review.person(pair[0]?.[0] ?? ''), tenderId)
    const { page, close } = await atDesk(`expert-${first}`)
    await list(page).waitFor()
    await chooseEnglish(page)
    await says(page.getByRole('listbox'), /Spec/)
    expect(await main(page).textContent()).not.toMatch(/Another window/)
    await shoot(page, 'edge-desk-en-1440')
    const written = '与材料不符' // by the expert, where that item is in work
    await expect.poll(async () => (await chineseIn(page)).filter(text => text !== written), SOON).toEqual([])
    await close()
  })
})
