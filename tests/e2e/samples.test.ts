import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
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
import { moveTo, seedOpenedBids } from '../support/market.ts'
import { usePlatform } from '../support/platform.ts'
import { GOOD_VALUES, SMALL_STANDARD, seedStandards } from '../support/samples.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-samples-'))
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }))
const SUPPLIERS = ['S1', 'S2', 'S3', 'S4']
let id = ''

beforeAll(async () => {
  await seedAlliance(platform)
  await seedStandards(platform)
  id = await seedTender(platform, 'shortlist')
  await seedOpenedBids(platform, id, {
    'HQ-T': SUPPLIERS.map((supplier, i) => ({ supplier, qualityCenti: 9000 - i, priceFen: 9000 + i })),
  })
  const office = await platform.person('office')
  const refusal = '...on Refusal{violations{code path message}}'
  await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id){__typename ...on Job{id} ${refusal}}}`, { id })
  await platform.drainJobs()
  await office.act(
    `mutation($id:ID!){publishNotice(tenderId:$id,kind:"shortlist"){__typename ...on Notice{id} ...on Proposal{id} ${refusal}}}`,
    { id },
  )
  await moveTo(platform, id, 'samples')
  await (await platform.person('office-b')).ask('{me{login}}')
})

/** What a page must be at every moment that a person looks at it; pictures are kept when a directory is named. */
async function looksRight({ page, faults }: Visit, name: string): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/samples-${name}-${width}.png`, fullPage: true })
    expect(await axeViolations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(faults).toEqual([])
}

const main = (page: Page) => page.getByRole('main')

async function openTender({ page }: Visit): Promise<void> {
  await page.goto(`${platform.url}/tenders/${id}/show`)
  await page
    .getByRole('heading', { name: '样品评审进度' })
    .or(page.getByRole('heading', { name: '启动样品评审' }))
    .waitFor()
}

/** Proposes in one browser and confirms in the other. */
async function byTwo(first: Visit, second: Visit, verb: string): Promise<void> {
  for (const visit of [first, second]) {
    await openTender(visit)
    await record(visit.page, verb)
    const asks = visit.page.getByLabel('动态验证码')
    if (await asks.isVisible()) throw new Error('a fresh sign-in asked for its factor again')
  }
}

describe('the sample review in browsers', () => {
  it('from the slot to the reason that a supplier reads', async () => {
    const one = await browser.signIn(platform, 'office')
    const two = await browser.signIn(platform, 'office-b')
    await openTender(one)
    await record(one.page, '启动样品评审')
    await one.page.getByRole('button', { name: '发布送样时段' }).click()
    const dialog = one.page.getByRole('dialog')
    await dialog.getByLabel('地点').fill('济南样品接收室')
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await says(main(one.page), '济南样品接收室')

    const supplier = await browser.signIn(platform, 'supplier-S1')
    await openPage(supplier.page, '送样')
    await supplier.page.getByRole('combobox', { name: '送样时段' }).click()
    await supplier.page.getByRole('option').first().click()
    await record(supplier.page, '预约')
    await supplier.page.getByRole('button', { name: '送样单' }).click()
    await supplier.page.getByRole('heading', { name: '送样单' }).waitFor()
    await looksRight(supplier, 'supplier-booked')

    // The desk knows a keyboard only: code, Enter, seal, Enter.
    await openTender(one)
    const samples = await platform.db.prisma.sample.findMany({ where: { declaration: { tenderId: id } } })
    await one.page.getByLabel('送样编号').focus()
    for (const { deliveryCode } of samples) {
      await one.page.keyboard.type(deliveryCode.toLowerCase())
      await one.page.getByText('企业').first().waitFor()
      await one.page.keyboard.press('Enter')
      await one.page.keyboard.type('F-1')
      await one.page.keyboard.press('Enter')
      await says(main(one.page), `已接收 ${deliveryCode}`)
    }
    await byTwo(one, two, '编盲码')
    await record(two.page, '打印标签')
    await two.page.getByRole('heading', { name: '盲码标签' }).waitFor()
    await looksRight(two, 'office-labels')
    await two.page.getByRole('button', { name: '关闭' }).click()
    await two.page.getByRole('button', { name: '送检' }).click()
    const sending = two.page.getByRole('dialog')
    await sending.getByRole('combobox', { name: '检验机构' }).click()
    await two.page.getByRole('option', { name: '检验机构1' }).click()
    await sending.getByLabel('封签号').fill('F-9')
    await sending.getByRole('button', { name: '确认并记录' }).click()
    await sending.waitFor({ state: 'hidden' })

    const lab = await browser.signIn(platform, 'lab-1')
    await openPage(lab.page, '检验台')
    await lab.page.getByRole('button', { name: '确认收样' }).click()
    await lab.page.getByRole('dialog').getByLabel('封签号').fill('F-9')
    await lab.page.getByRole('dialog').getByRole('button', { name: '确认并记录' }).click()
    await lab.page.getByRole('dialog').waitFor({ state: 'hidden' })
    const file = `${directory}/results.xlsx`
    const downloading = lab.page.waitForEvent('download')
    await lab.page.getByRole('link', { name: '下载检验结果表' }).click()
    await (await downloading).saveAs(file)
    await fill(file, true)
    await lab.page.locator('input[type=file]').setInputFiles(file)
    await says(main(lab.page), 'HQ-T!C5')
    await fill(file, false)
    await lab.page.locator('input[type=file]').setInputFiles(file)
    await says(main(lab.page), '已导入 4 份样品的结果')
    await looksRight(lab, 'lab-bench')
    await record(lab.page, '签发结果')
    await says(main(lab.page), '已签发 4 份')

    await openTender(one)
    await one.page
      .getByRole('button', { name: /保管链$/ })
      .first()
      .click()
    await says(one.page.getByRole('dialog'), '检验机构 L1')
    await one.page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
    await looksRight(one, 'office-signed')
    await byTwo(one, two, '解盲')
    const failed = await platform.db.prisma.sample.findFirstOrThrow({
      where: { result: 'failed' },
      include: { declaration: { include: { supplier: true } } },
    })
    await platform.db.tx(tx =>
      tx.run(`UPDATE tender SET clock_offset_seconds = clock_offset_seconds + 4 * 86400 WHERE id = $1`, [id]),
    )
    await byTwo(one, two, '结束样品评审')
    const loser = await browser.signIn(platform, `supplier-${failed.declaration.supplier.code}`)
    await openPage(loser.page, '送样')
    await says(main(loser.page), '水分 10.6（限度 ≤ 10.0%）')
    await says(main(loser.page), '按规则对应申报退出')
    await looksRight(loser, 'supplier-failed')
    expect((await platform.db.prisma.sample.findUniqueOrThrow({ where: { id: failed.id } })).removed).toBe(true)
    for (const visit of [one, two, lab, supplier, loser]) await visit.close()
  }, 180_000)
})

/** Fills the workbook in: the first sample is too moist; or, spoiled, has a word for a number. */
async function fill(file: string, isSpoiled: boolean): Promise<void> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  const sheet = book.getWorksheet('HQ-T')
  const values: Readonly<Record<string, string>> = GOOD_VALUES
  for (let row = 5; row < 9; row++)
    for (const [i, { code }] of SMALL_STANDARD.fields.entries()) {
      const bad = code === 'moisture' && row === 5 ? (isSpoiled ? '很湿' : '10.6') : values[code]
      if (sheet) sheet.getCell(row, i + 2).value = bad ?? ''
    }
  await book.xlsx.writeFile(file)
}
