import fs from 'node:fs'
import ExcelJS from '@protobi/exceljs'
import type { Locator, Page } from 'playwright-core'
import { says } from './browser.ts'

/** Where a price of 黄芪 is typed, by grade. */
export const priceOf = (page: Page, grade: string): Locator => page.getByLabel(`黄芪 · ${grade} 报价（元/公斤）`)

/** The table row of a grade. */
export const rowOf = (page: Page, grade: RegExp): Locator => page.getByRole('row', { name: grade })

/** Confirms what is under review and waits until every receipt is checked. */
export async function confirmSeal(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '确认密封' }).click()
  await says(dialog, '报价已提交')
  await dialog.getByRole('button', { name: '关闭' }).click()
}

/** Presses the button that seals, and confirms. */
export async function seal(page: Page, button: RegExp | string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await confirmSeal(page)
}

/** Fills the downloaded form as a clerk does, in a spreadsheet program. */
export async function fillForm(bytes: Buffer, prices: readonly number[], file: string): Promise<void> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = book.getWorksheet('报价')
  prices.forEach((price, i) => {
    const cell = sheet?.getCell(`E${5 + i}`)
    if (cell) cell.value = price
  })
  fs.writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()))
}
