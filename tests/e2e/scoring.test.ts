import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallPdf } from '../../templates/smallPdf.ts'
import { ADMIN_DIR, axeViolations, overflow, says, useBrowser } from '../support/browser.ts'
import { uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'
import { seedDeclarations, seedDraw } from '../support/review.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let tenderId: string
let experts: readonly string[]

beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'declaration')
  await seedDeclarations(platform, tenderId)
  await seedEvidence()
  await platform.db.tx(tx => tx.run(`UPDATE tender SET stage = 'review' WHERE id = $1`, [tenderId]))
  await seedDraw(platform, tenderId)
  const office = await platform.person('office')
  await office.act(
    'mutation($t:ID!){assignReview(tenderId:$t){__typename ...on Refusal{violations{code path message}}}}',
    { t: tenderId },
  )
  await platform.drainJobs()
  const rows = await platform.db.tx(tx =>
    tx.rows<{ code: string }>(
      "SELECT DISTINCT e.code FROM review_sheet r JOIN expert e ON e.id = r.expert_id WHERE r.tender_id = $1 AND r.subject_key = 'company' ORDER BY 1",
      [tenderId],
    ),
  )
  experts = rows.map(row => `expert-${row.code}`)
})

/** Every supplier proves two answers about the company with one file of three pages, and one of them with a second. */
async function seedEvidence(): Promise<void> {
  for (const code of ['S1', 'S2', 'S3', 'S4']) {
    const supplier = await platform.person(`supplier-${code}`)
    const pdf = Buffer.from(smallPdf([`${code} 证书`, '第一页\f第二页', '内容\f第三页']))
    const first = await uploadedId(supplier, '认可证书.pdf', pdf)
    const second = await uploadedId(supplier, '说明.pdf', Buffer.from(smallPdf([`${code} 说明`])))
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO answer_evidence (tender_id, supplier_id, indicator_code, subject_key, file_id, first_page, attached_at)
         SELECT $1, s.id, x.code, 'company', x.file, 2, clock_timestamp() FROM supplier s,
           UNNEST($3::text[], $4::uuid[]) AS x(code, file) WHERE s.code = $2`,
        [tenderId, code, ['Q2', 'Q4', 'Q4'], [first, first, second]],
      ),
    )
  }
}

const SOON = { timeout: 15_000 }
const list = (page: Page) => page.getByRole('listbox', { name: '评审项列表' })
const current = (page: Page) => list(page).getByRole('option', { selected: true })
const saved = (page: Page) => page.locator('[data-save=saved]', { hasText: '已保存' }).waitFor()
const stats = (page: Page) => page.getByRole('region', { name: '评分进度' })
const inList = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')), SOON).toBe('listbox')

const draftsOf = (login: string) =>
  platform.db.tx(tx =>
    tx.rows<{ code: string; points: number | null; reason: string | null }>(
      `SELECT d.indicator_code AS code, d.points_centi AS points, d.reason FROM score_draft d JOIN review_sheet r ON r.id = d.sheet_id
       JOIN expert e ON e.id = r.expert_id WHERE 'expert-' || e.code = $1 ORDER BY d.updated_at, d.indicator_code`,
      [login],
    ),
  )
const sheetsOf = (login: string, status: string) =>
  platform.db.prisma.reviewSheet.count({
    where: { tenderId, status, expert: { code: login.replace('expert-', '') } },
  })

/** Goes down the list until this item is in work. */
async function moveTo(page: Page, code: string): Promise<void> {
  await inList(page)
  for (let i = 0; i < 60 && !(await current(page).textContent())?.startsWith(code); i++) await page.keyboard.press('j')
  await says(current(page), code)
}

/** Presses Tab until something with this text has the focus. */
async function tabTo(page: Page, text: string): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  for (let i = 0; i < 80 && (await focused()) !== text; i++) await page.keyboard.press('Tab')
  expect(await focused()).toBe(text)
}

/** Scores everything that is left: the proposal, or 3 points where there is none. */
async function scoreTheRest(page: Page): Promise<void> {
  const left = async () => Number(/剩余 (\d+) 项/.exec((await stats(page).textContent()) ?? '')?.[1] ?? Number.NaN)
  for (let i = 0; i < 200 && (await left()) > 0; i++) {
    await page.keyboard.press('g')
    if ((await page.locator('[data-item]').textContent())?.includes('无建议分')) await page.keyboard.type('3')
    await page.keyboard.press('Enter')
  }
  expect(await left()).toBe(0)
}

describe('an expert at the desk', () => {
  it('scores, explains, works offline, comes back, submits and signs with the keyboard only', async () => {
    const login = experts[0] ?? ''
    const visit = await browser.signIn(platform, login)
    let { page } = visit
    const context = page.context()
    const { keyboard } = page
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), SOON).toBe('开始评分')
    await keyboard.press('Enter')
    await moveTo(page, 'Q2')
    await says(page.locator('[data-item]'), /种植至使用全程可追溯 → 10.00 分/)

    // The file of two items is opened once and stays where it was.
    await expect.poll(() => page.locator('canvas').getAttribute('data-page'), SOON).toBe('2')
    expect(await axeViolations(page)).toEqual([])
    await keyboard.press(']')
    await expect.poll(() => page.locator('canvas').getAttribute('data-page'), SOON).toBe('3')
    await keyboard.press('Enter')
    await says(current(page), 'Q4')
    expect(await page.locator('canvas:visible').getAttribute('data-page')).toBe('3')
    await keyboard.press('n')
    await expect.poll(() => page.getByRole('button', { pressed: true, name: '说明.pdf' }).count(), SOON).toBe(1)
    await keyboard.press('p')

    // Far from the proposal: no way on without a reason.
    await keyboard.type('2.5')
    await keyboard.press('j')
    const dialog = page.getByRole('dialog')
    await says(dialog, '评分理由')
    expect(await axeViolations(page)).toEqual([])
    await keyboard.press('1')
    await dialog.waitFor({ state: 'hidden' })
    await keyboard.press('f')
    await keyboard.press('j')
    await says(current(page), 'Q5')
    await keyboard.press('u')
    await says(current(page), 'Q4')
    await saved(page)
    await expect
      .poll(async () => (await draftsOf(login)).find(draft => draft.code === 'Q4'), SOON)
      .toEqual({ code: 'Q4', points: 250, reason: '材料不足以证明所填档次' })

    await context.setOffline(true)
    await keyboard.press('j')
    await keyboard.type('6')
    await keyboard.press('j')
    await keyboard.press('Enter')
    await says(stats(page), /离线，已保存在本机 2 项，恢复后自动上传/)
    await page.close()
    expect((await draftsOf(login)).map(draft => draft.code)).toEqual(['Q2', 'Q4'])

    // The connection is there for reading only, then altogether.
    await context.setOffline(false)
    const noSaving = (route: {
      abort: () => Promise<void>
      fallback: () => Promise<void>
      request: () => { postData: () => string | null }
    }) => (route.request().postData()?.includes('saveDrafts') ? route.abort() : route.fallback())
    await context.route('**/graphql', noSaving)
    page = await context.newPage()
    await page.goto(`${platform.url}/score`)
    await says(list(page).getByRole('option').filter({ hasText: 'Q5' }).first(), '6.00')
    await says(list(page).getByRole('option').filter({ hasText: 'Q10' }).first(), '6.00')
    await says(stats(page), /离线，已保存在本机 2 项/)
    await context.unroute('**/graphql', noSaving)
    await saved(page)
    await expect.poll(async () => (await draftsOf(login)).length, SOON).toBe(4)

    await inList(page)
    await scoreTheRest(page)
    const own = await sheetsOf(login, 'assigned')
    await page.keyboard.press('Control+Enter')
    await says(page.getByRole('dialog'), `可提交评审表${own}`)
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(() => sheetsOf(login, 'submitted'), { timeout: 30_000 }).toBe(own)
    await page.getByRole('heading', { name: '签署初评评审' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.evaluate(() => document.body.focus())
    await tabTo(page, '签署')
    await page.keyboard.press('Enter')
    await says(page.getByRole('main'), `初评评审已签署 ${own} 份评审表`)
    expect(await platform.db.prisma.reviewSignature.count({ where: { tenderId } })).toBe(1)
    expect(visit.faults).toEqual([])
    await visit.close()
  })

  it('types in one window at a time', async () => {
    const login = experts[1] ?? ''
    const { page, close } = await browser.signIn(platform, login)
    await page.goto(`${platform.url}/score`)
    await moveTo(page, 'Q2')
    const second = await page.context().newPage()
    await second.goto(`${platform.url}/score`)
    await says(second.getByRole('main'), '另一个窗口正在评分')
    await second.keyboard.type('5')
    await moveTo(second, 'Q2')
    await says(current(second), '未评')
    await page.keyboard.type('10')
    await saved(page)
    await second.getByRole('button', { name: '在此窗口评分' }).click()
    await says(page.getByRole('main'), '另一个窗口正在评分')
    await says(current(second), '10.00')
    await close()
  })

  it('loses nothing when the session ends, or a sheet is taken away', async () => {
    const login = experts[2] ?? ''
    const { page, close } = await browser.signIn(platform, login)
    await page.goto(`${platform.url}/score`)
    await moveTo(page, 'Q2')
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await page.keyboard.type('10')
    await says(stats(page), '登录已失效，已保存在本机 1 项')
    await page.context().addCookies(cookies)
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await saved(page)
    expect((await draftsOf(login)).map(draft => draft.points)).toEqual([1000])
    const sheetId = (await page.locator('[data-item]').getAttribute('data-item'))?.split(' ')[0] ?? ''
    await platform.db.tx(tx => tx.run(`UPDATE review_sheet SET status = 'void' WHERE id = $1`, [sheetId]))
    await page.keyboard.press('j')
    await page.keyboard.type('7')
    await says(page.getByRole('main'), /1 项输入无法上传.*Q4 质量控制能力：7 分/)
    await page.getByRole('button', { name: '已核对，关闭' }).click()
    await close()
  })

  it('has room on a phone', async () => {
    const { page, close } = await browser.signIn(platform, experts[3] ?? '', 390)
    await page.goto(`${platform.url}/score`)
    await list(page).getByRole('option').filter({ hasText: 'Q2' }).first().click()
    await page.getByRole('button', { name: /查看材料/ }).click()
    await expect.poll(() => page.locator('canvas').getAttribute('data-page'), SOON).toBe('2')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: '关闭' }).click()
    await page.getByRole('button', { name: '采用建议分' }).click()
    await saved(page)
    await says(page.locator('[data-item]'), 'Q4')
    expect(await overflow(page)).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await close()
  })
})

describe('Chinese input', () => {
  it('is no command', async () => {
    const { page, close } = await browser.signIn(platform, experts[3] ?? '')
    await page.goto(`${platform.url}/score`)
    await moveTo(page, 'Q2')
    await page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true, isComposing: true }),
      ),
    )
    await page.keyboard.press('q')
    await page.getByLabel('问题').fill('认可证书过期如何计分？')
    await page.keyboard.type('j')
    await page.getByRole('button', { name: '发送' }).click()
    await says(stats(page), '提问：1 待答复')
    await says(current(page), 'Q2')
    await close()
  })
})
