import fs from 'node:fs'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, openPage, record, says, useBrowser } from '../support/browser.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let tenderId: string

beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'demand')
})

const quantity = (page: Page, lot: string) => page.getByLabel(`${lot} 数量（公斤）`)
const lines = () => platform.db.prisma.demandLine.count({ where: { tenderId } })

/** The form as downloaded, filled in; rows 5 to 8 are DG-T, DG-X, HQ-T, HQ-X. */
async function fillForm(file: string, cells: Readonly<Record<string, number>>): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  for (const [cell, value] of Object.entries(cells)) {
    const sheet = book.getWorksheet('需求')
    if (sheet) sheet.getCell(cell).value = value
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

async function upload(page: Page, buffer: Buffer): Promise<void> {
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await page.locator('input[type=file]').setInputFiles({ name: 'demand.xlsx', mimeType, buffer })
}

describe('a hospital in a browser', () => {
  it('reports by page and by Excel, submits, and its city approves', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'hospital-H3701001')
    await openPage(page, '填报需求')
    const bar = page.getByRole('status').last()
    await says(bar, '填写至少一个品规')
    await quantity(page, '黄芪 · 统货').fill('1.5')
    await says(bar, '有 1 行填写有误')
    await quantity(page, '黄芪 · 统货').fill('1200')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await says(bar, '草稿已保存')
    await page.reload()
    await expect.poll(() => quantity(page, '黄芪 · 统货').inputValue()).toBe('1200')
    expect(await axeViolations(page)).toEqual([])

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载表格' }).click()
    const file = await (await download).path()
    await upload(page, await fillForm(file, { D5: 80, E5: 70, F5: 128.5, D6: 1.5, E6: 1, F6: 1 }))
    await says(page.getByRole('alert').last(), /D6/)
    expect(await lines()).toBe(1)
    await upload(page, await fillForm(file, { D5: 80, E5: 70, F5: 128.5 }))
    await expect.poll(() => quantity(page, '当归 · 统货').inputValue()).toBe('80')
    expect(await lines()).toBe(2)
    fs.rmSync(file)

    await record(page, '提交需求')
    await expect.poll(() => quantity(page, '当归 · 统货').isDisabled()).toBe(true)
    expect(faults).toEqual([])
    await close()

    const city = await browser.signIn(platform, 'cityBureau-370100')
    await openPage(city.page, '审核需求')
    await record(city.page, '通过 1 份')
    await expect
      .poll(() => platform.db.prisma.demandReport.findFirst({ where: { tenderId }, select: { status: true } }))
      .toEqual({ status: 'cityApproved' })
    expect(city.faults).toEqual([])
    await city.close()
  })
})
