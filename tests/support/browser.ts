import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { type Browser, type Locator, type Page, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ROOT } from '../../api/platform/root.ts'
import { giveFactor, TEST_PASSWORD, type TestPlatform } from './platform.ts'

/** The built web UI (`node scripts/prepare.mjs build`). */
export const ADMIN_DIR = path.join(ROOT, 'dist/admin')

/** How long something may take to come on a busy machine. */
const WAIT_MS = 40_000
/** Each file is opened by a thread of its own, which takes its time on a busy machine. */
export const CHECKED_MS = 90_000

const SYSTEM_CHROMIUM = '/usr/bin/chromium'
const ARGS = ['--no-sandbox', '--disable-gpu']
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** One browser for a test file; people in it do not share cookies. */
export interface TestBrowser {
  /** Signs in and waits for the home page. `faults` collects what the page throws or the server answers with errors. */
  signIn(platform: TestPlatform, login: string, width?: number): Promise<Visit>
  /** A browser at no page yet. */
  open(width?: number): Promise<Visit>
}

export interface Visit {
  readonly page: Page
  readonly faults: string[]
  close(): Promise<void>
}

export function useBrowser(): TestBrowser {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())
  const open = async (width = 1440): Promise<Visit> => {
    if (!browser) throw new Error('the browser has not started')
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      acceptDownloads: true,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(WAIT_MS)
    return { page, faults: watch(page), close: () => context.close() }
  }
  return {
    open,
    async signIn(platform, login, width) {
      await giveFactor(platform.command, login)
      const visit = await open(width)
      const { page } = visit
      await page.goto(`${platform.url}/login`)
      await page.getByLabel('用户名').fill(login)
      await page.getByLabel('密码').fill(TEST_PASSWORD)
      await page.keyboard.press('Enter')
      const home = page.getByRole('heading', { name: '工作台' })
      const second = page.getByLabel('动态验证码')
      await home.or(second).waitFor()
      if (await second.isVisible()) {
        await second.fill(await platform.code(login))
        await page.keyboard.press('Enter')
        await home.waitFor()
      }
      return visit
    },
  }
}

/** The browser inside the npm package; Debian's where that one does not start. */
async function launch(): Promise<Browser> {
  process.env.TMPDIR ??= os.tmpdir()
  try {
    return await playwright.launch({ executablePath: await chromium.executablePath(), args: ARGS })
  } catch (error) {
    if (!fs.existsSync(SYSTEM_CHROMIUM)) throw error
    return playwright.launch({ executablePath: SYSTEM_CHROMIUM, args: ARGS })
  }
}

function watch(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', error => faults.push(String(error)))
  page.on('response', async response => {
    if (!response.url().endsWith('/graphql')) return
    const text = await response.text().catch(() => '')
    if (text.includes('"errors":')) faults.push(text.slice(0, 300))
  })
  return faults
}

/** WCAG 2.2 AA as far as a machine can tell; an empty list is a pass. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Half-way between two colours nothing has its contrast.
  await page.waitForFunction(() => document.getAnimations().every(one => !(one instanceof CSSTransition)))
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
  return violations.map(found => `${found.id}: ${found.nodes[0]?.html.slice(0, 200)}`)
}

/** How many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

/** Keeps a picture of the whole page where somebody wants to look at it (SHOTS names the folder). */
export async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}

/** Reads the page in English from now on. */
export async function chooseEnglish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'English', exact: true }).click()
  await page.getByRole('button', { name: '中文', exact: true }).waitFor()
}

/** Chinese words on the page that are no names of the seeded alliance. */
export async function chineseIn(page: Page): Promise<string[]> {
  const text = (await page.locator('body').textContent()) ?? ''
  return text.replaceAll(NAMES, '').match(/[\u4e00-\u9fff]+/g) ?? []
}

const NAMES =
  /饮片企业\d+|专家\d+|钥匙官\d+|检验机构\d+|配送[一二]|(济南|青岛|太原|大同)市(第\d医院)?|山[东西]省|采购办乙|黄芪|当归|测试项目|中文/g

/** Shows the second factor where a weighty act asks for it again. */
export async function passFactor(platform: TestPlatform, page: Page, login: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '请再次验证身份' })
  await dialog.getByLabel('动态验证码').fill(await platform.code(login))
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

/** Opens a page of the menu. */
export async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('menuitem', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/** Presses a verb and confirms what its review page says will be recorded. */
export async function record(page: Page, verb: string): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '确认并记录' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Opens a verb, fills its form, confirms what its review page says. */
export async function actIn(page: Page, verb: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await fill?.(dialog)
  await dialog.getByRole('button', { name: '确认并记录' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Takes an option of a list. */
export async function choose(place: Locator, field: string, option: string): Promise<void> {
  await place.getByLabel(field).click()
  await place.page().getByRole('option', { name: option }).click()
}

/** Uploads a small picture as a file of a case. */
export async function attachPicture(dialog: Locator, name: string): Promise<void> {
  await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer: PICTURE })
  await dialog.locator('.MuiChip-label', { hasText: name }).waitFor({ timeout: CHECKED_MS })
}

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Waits until a place says something. */
export async function says(place: Locator, text: string | RegExp): Promise<void> {
  await expect.poll(() => place.textContent(), { timeout: WAIT_MS }).toMatch(text)
}
