import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { bootstrap } from '../../api/bootstrap.ts'
import { play } from '../../rehearsal/play.ts'
import { SCALES } from '../../rehearsal/scale.ts'
import { openSession } from '../../rehearsal/session.ts'
import { says, shoot, type TestBrowser, type Visit } from './browser.ts'
import { TEST_PASSWORD, type TestPlatform } from './platform.ts'

const ADMIN_PASSWORD = 'correct horse admin'
const WORK_EVERY_MS = 50
/** Enough for some that two experts judge. */
const CONTRARY_ITEMS = 8

/** The demo's campaign that one can play alone, before declaring, with a worker beside it. */
export interface HandPlay {
  readonly tenderId: string
  /** Codes of the suppliers, which are their logins. */
  readonly suppliers: readonly string[]
  /** Where people keep their key files. */
  readonly directory: string
  /** Signs a person in, once, and opens a page. Only one person has a page open: a machine has only so much room. */
  at(login: string, address: string): Promise<Page>
  /** A clerk at the campaign's page. */
  office(): Promise<Page>
  /** The clerk presses a verb there, fills its form and confirms; the factor was shown a moment ago. */
  act(verb: string | RegExp, fill?: (dialog: Locator) => Promise<void>): Promise<Page>
  /** The same, and a second clerk confirms at home. */
  byTwo(verb: string | RegExp, fill?: (dialog: Locator) => Promise<void>): Promise<void>
  /** Anybody presses a verb where they are. */
  press(page: Page, verb: string | RegExp, fill?: (dialog: Locator) => Promise<void>): Promise<void>
  /** Moves the rehearsal's clock by one of the steps that are offered. */
  passTime(step: string): Promise<void>
  /** What pages threw and servers answered with errors. */
  faults(): readonly string[]
}

/** Prepares the campaign for a test file. */
export function useHandPlay(platform: TestPlatform, browser: TestBrowser): HandPlay {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-hand-'))
  const visits = new Map<string, Visit>()
  const work = { going: true, done: Promise.resolve() }
  const held = { tenderId: '', suppliers: [] as string[], last: '' }
  beforeAll(async () => {
    work.done = keepWorking(platform, work)
    await bootstrap(platform.db, platform.command.passwords, ADMIN_PASSWORD)
    const campaign = await openSession({
      url: platform.url,
      adminPassword: ADMIN_PASSWORD,
      scale: SCALES.mini,
      seed: 2026,
      tenderCode: 'ZYYP-2026-2',
      title: '2026年第二批',
      password: TEST_PASSWORD,
      print: null,
    })
    await play(campaign, { until: 'declaration' })
    campaign.door.close()
    held.tenderId = campaign.tenderId
    held.suppliers = campaign.world.suppliers.map(supplier => supplier.code)
  }, 240_000)
  afterAll(async () => {
    const last = visits.get(held.last)
    if (last) await shoot(last.page, 'hand-last')
    work.going = false
    await work.done
    fs.rmSync(directory, { recursive: true, force: true })
  })

  /** A long play outlasts a step-up; how one is asked for is tried elsewhere. */
  const freshFactor = () =>
    platform.db.tx(tx => tx.run('UPDATE session SET stepped_up_at = clock_timestamp() WHERE stepped_up_at IS NOT NULL'))

  const at = async (login: string, address: string): Promise<Page> => {
    if (held.last !== login) await visits.get(held.last)?.page.goto('about:blank')
    held.last = login
    const visit = visits.get(login) ?? (await browser.signIn(platform, login))
    visits.set(login, visit)
    await visit.page.goto(`${platform.url}${address}`)
    return visit.page
  }
  const press = async (page: Page, verb: string | RegExp, fill?: (dialog: Locator) => Promise<void>) => {
    await freshFactor()
    await page.getByRole('button', { name: verb, exact: true }).first().click()
    const dialog = page.getByRole('dialog')
    await fill?.(dialog)
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
  const office = async () => {
    const page = await at('office-1', `/tenders/${held.tenderId}/show`)
    await page.getByRole('heading', { name: '2026年第二批', level: 1 }).waitFor()
    return page
  }
  const act = async (verb: string | RegExp, fill?: (dialog: Locator) => Promise<void>) => {
    const page = await office()
    await press(page, verb, fill)
    return page
  }
  return {
    get tenderId() {
      return held.tenderId
    },
    get suppliers() {
      return held.suppliers
    },
    directory,
    at,
    office,
    act,
    press,
    async byTwo(verb, fill) {
      await act(verb, fill)
      const second = await at('office-2', '/')
      const waiting = second.getByRole('region', { name: '等待第二人确认' })
      await freshFactor()
      await waiting.getByRole('button', { name: '核对并确认' }).first().click()
      const dialog = second.getByRole('dialog')
      await dialog.getByRole('button', { name: '确认并记录' }).click()
      await dialog.waitFor({ state: 'hidden' })
    },
    async passTime(step) {
      await act('推进演练时间', async dialog => {
        await dialog.getByRole('combobox').click()
        await dialog.page().getByRole('option', { name: step, exact: true }).click()
      })
    },
    faults: () => [...visits].flatMap(([login, { faults }]) => faults.map(fault => `${login}: ${fault}`)),
  }
}

async function keepWorking(platform: TestPlatform, work: { readonly going: boolean }): Promise<void> {
  while (work.going) {
    await platform.drainJobs()
    await new Promise(resolve => setTimeout(resolve, WORK_EVERY_MS))
  }
}

const left = async (page: Page): Promise<number> => {
  const progress = await page.getByRole('region', { name: '评分进度' }).textContent()
  return Number(/剩余 (\d+) 项/.exec(progress ?? '')?.[1] ?? Number.NaN)
}

/**
 * An expert scores what is left with the keyboard, and hands in: the proposal, or 3 points where there is none.
 * @param isContrary gives no points instead of the first proposals, with a reason
 */
export async function scoreAndHandIn(page: Page, isContrary: boolean): Promise<void> {
  await page.getByRole('listbox', { name: '评审项列表' }).waitFor()
  await expect.poll(() => left(page)).toBeGreaterThan(0)
  const dialog = page.getByRole('dialog')
  for (let against = isContrary ? CONTRARY_ITEMS : 0; (await left(page)) > 0; ) {
    await page.keyboard.press('g')
    const hasProposal = !(await page.locator('[data-item]').textContent())?.includes('无建议分')
    if (hasProposal && against > 0) {
      against -= 1
      await page.keyboard.type('0')
      await page.keyboard.press('r')
      await says(dialog, '评分理由')
      await page.keyboard.press('1')
      await dialog.waitFor({ state: 'hidden' })
      await page.keyboard.press('j')
      continue
    }
    if (!hasProposal) await page.keyboard.type('3')
    await page.keyboard.press('Enter')
  }
  await handIn(page)
}

/** Gives the reasons that were asked for afterwards, the first usual one each, and hands in again. */
export async function giveReasons(page: Page, count: number): Promise<void> {
  await page.getByRole('listbox', { name: '评审项列表' }).waitFor()
  const dialog = page.getByRole('dialog')
  for (let i = 0; i < count; i++) {
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await says(dialog, '评分理由')
    await page.keyboard.press('1')
    await dialog.waitFor({ state: 'hidden' })
  }
  await handIn(page)
}

async function handIn(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await says(dialog, /可提交评审表|提交/)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

/** Signs everything that was handed in, with the expert's key. */
export async function signReview(page: Page): Promise<void> {
  await page.getByRole('button', { name: '签署', exact: true }).first().click()
  await says(page.getByRole('main'), /已签署 \d+ 份评审表/)
}
