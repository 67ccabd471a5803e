import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ADMIN_DIR,
  axeViolations,
  openPage,
  overflow,
  record,
  says,
  useBrowser,
  type Visit,
} from '../support/browser.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { saveDownload } from '../support/officerPage.ts'
import { usePlatform } from '../support/platform.ts'
import { seedDeclarations } from '../support/review.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-draw-'))
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }))
beforeAll(() => seedAlliance(platform))

const AGREES = '复算完成，与平台公布的结果一致'
const REFUSAL = '...on Refusal{violations{code path message}}'
const main = (page: Page): Locator => page.getByRole('main')
const value = (login: string) => Buffer.from(`value of ${login}, long enough to be random`)

/** A tender in the stage of its draw: an expert with a tie to a declaring supplier, and one from inside. */
async function seedDrawStage(): Promise<string> {
  const tenderId = await seedTender(platform, 'draw')
  await seedDeclarations(platform, tenderId)
  await platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO expert_tie (expert_id, kind, supplier_code) SELECT id, 'holding', 'S1' FROM expert WHERE code = 'E03'`,
    )
    await tx.run(`UPDATE expert SET outside = false WHERE code IN ('E02', 'E05')`)
    await tx.run(
      `UPDATE tender_stage SET closes_at = date_trunc('milliseconds', tender_now($1) + interval '2 hours') WHERE tender_id = $1 AND stage = 'draw'`,
      [tenderId],
    )
  })
  return tenderId
}

async function commitOverHttp(tenderId: string, login: string): Promise<void> {
  const commitment = createHash('sha256').update(value(login)).digest('hex')
  const mutation = `mutation($t:ID!,$c:String!){contributeEntropy(tenderId:$t,commitment:$c){__typename ...on Draw{id} ${REFUSAL}}}`
  await (await platform.person(login)).act(mutation, { t: tenderId, c: commitment })
}

async function revealOverHttp(tenderId: string, login: string): Promise<void> {
  const mutation = `mutation($t:ID!,$v:Base64!){revealEntropy(tenderId:$t,value:$v){__typename ...on Draw{id} ${REFUSAL}}}`
  await (await platform.person(login)).act(mutation, { t: tenderId, v: value(login).toString('base64') })
}

/** Makes a value, keeps its file, reads it back and commits. @returns where the file is */
async function commitInBrowser(page: Page, login: string): Promise<string> {
  await openPage(page, '开标与抽取')
  const file = `${directory}/${login}.json`
  await saveDownload(page, '生成并下载文件', file)
  await page.locator('input[type=file]').setInputFiles(file)
  await says(main(page), '文件可用')
  await record(page, '提交承诺')
  await says(main(page), '承诺已提交')
  return file
}

async function revealInBrowser(page: Page, file: string): Promise<void> {
  await says(main(page), '抽取仍按期进行')
  await page.getByRole('heading', { name: '公开随机数' }).waitFor()
  await page.locator('input[type=file]').setInputFiles(file)
  await says(main(page), '文件与您提交的承诺一致')
  await record(page, '公开随机数')
  await says(main(page), '随机数已于')
}

/** What a page must be at every moment that a person looks at it. */
async function looksRight({ page, faults }: Visit): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await axeViolations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(faults).toEqual([])
}

async function openTender(visit: Visit, tenderId: string): Promise<void> {
  await visit.page.goto(`${platform.url}/tenders/${tenderId}/show`)
  await says(main(visit.page), '专家抽取')
}

describe('the draw in browsers', () => {
  it('is prepared, witnessed, committed to, frozen, revealed and drawn before everybody’s eyes; then called', async () => {
    const tenderId = await seedDrawStage()
    const office = await browser.signIn(platform, 'office')
    await openTender(office, tenderId)
    await says(main(office.page), '尚无回避')
    await looksRight(office)
    await record(office.page, '准备抽取')
    await says(main(office.page), '持有企业 S1 股份')
    await says(main(office.page), '尚无监督见证')

    const supervisor = await browser.signIn(platform, 'supervisor')
    await openTender(supervisor, tenderId)
    await record(supervisor.page, '见证抽取')
    await says(main(supervisor.page), '监督机构已见证')
    await looksRight(supervisor)

    const officer = await browser.signIn(platform, 'officer-1')
    const officerFile = await commitInBrowser(officer.page, 'officer-1')
    await looksRight(officer)
    const supplier = await browser.signIn(platform, 'supplier-S2')
    const supplierFile = await commitInBrowser(supplier.page, 'supplier-S2')
    await commitOverHttp(tenderId, 'officer-2')
    await commitOverHttp(tenderId, 'officer-3')

    await expect
      .poll(() => office.page.getByRole('button', { name: '冻结名单' }).isEnabled(), { timeout: 15_000 })
      .toBe(true)
    await record(office.page, '冻结名单')
    await says(main(office.page), '名单内容与上述摘要一致')
    await looksRight(office)

    await revealInBrowser(officer.page, officerFile)
    await revealInBrowser(supplier.page, supplierFile)
    await looksRight(supplier)
    for (const login of ['officer-2', 'officer-3']) await revealOverHttp(tenderId, login)
    await record(office.page, '抽取专家')

    for (const visit of [office, officer, supervisor]) {
      await says(main(visit.page), AGREES)
      await looksRight(visit)
    }
    const drawn = await platform.db.prisma.drawnExpert.findMany({
      where: { draw: { tenderId }, status: 'drawn' },
      include: { expert: true },
      orderBy: [{ stratum: 'asc' }, { ordinal: 'asc' }],
    })
    expect(drawn).toHaveLength(6)
    expect(drawn.some(one => one.expert.code === 'E03')).toBe(false)
    for (const { expert } of drawn) {
      for (const visit of [office, supervisor]) await says(main(visit.page), expert.employer)
      expect(await main(officer.page).textContent()).not.toContain(expert.employer)
    }
    expect(await main(supplier.page).textContent()).not.toContain('企业 S1')

    await office.page.getByRole('button', { name: '替换专家' }).first().click()
    const dialog = office.page.getByRole('dialog')
    await says(dialog, '递补候补')
    await dialog.getByLabel('理由').fill('因病不能到场')
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await says(main(office.page), '已替换')
    await says(main(supervisor.page), '因病不能到场')
    expect(await supervisor.page.getByRole('button', { name: '替换专家' }).count()).toBe(0)
    for (const visit of [office, supervisor, officer, supplier]) {
      expect(visit.faults).toEqual([])
      await visit.close()
    }
  }, 480_000)

  it('is drawn again in anybody’s browser once the award is public', async () => {
    const { tenderId } = await platform.db.prisma.draw.findFirstOrThrow({ where: { status: 'drawn' } })
    const visit = await browser.open()
    await visit.page.goto(`${platform.url}/portal/draws/${tenderId}`)
    await says(main(visit.page), '中选公告发布后')
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO notice (tender_id, kind, number, title, body, hash, published_at) VALUES ($1, 'award', 'N-1', '中选公告', '{}', 'x', now())`,
        [tenderId],
      ),
    )
    await visit.page.reload()
    await says(main(visit.page), AGREES)
    await looksRight(visit)
    // With motion it takes its time, and can be cut short.
    await visit.page.emulateMedia({ reducedMotion: 'no-preference' })
    await visit.page.reload()
    await says(main(visit.page), '抽中 0 / 3')
    expect(await main(visit.page).textContent()).not.toContain(AGREES)
    await visit.page.getByRole('button', { name: '直接看结果' }).click()
    await says(main(visit.page), AGREES)
    await visit.page.getByRole('button', { name: '重新播放' }).click()
    await says(main(visit.page), '抽中 1 / 3')
    await says(main(visit.page), AGREES)
    await visit.close()
  })

  it('takes its pool from a workbook, and names wrong cells', async () => {
    const visit = await browser.signIn(platform, 'office')
    await openPage(visit.page, '评审专家')
    const saved = visit.page.waitForEvent('download')
    await visit.page.getByRole('link', { name: '下载模板' }).click()
    const file = `${directory}/pool.xlsx`
    await (await saved).saveAs(file)
    await visit.page.locator('input[type=file]').setInputFiles(file)
    await says(main(visit.page), '专家!A4')
    await looksRight(visit)
    await visit.close()
  })
})
