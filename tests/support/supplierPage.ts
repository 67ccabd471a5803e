import fs from 'node:fs'
import ExcelJS from '@protobi/exceljs'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { DEFAULT_INDICATORS } from '#domain/indicators.ts'
import { smallPdf } from '../../templates/smallPdf.ts'
import { CHECKED_MS, says } from './browser.ts'

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

/** Answers all of a level: the step in this place, this number, or a sentence. */
export async function answerAll(page: Page, subject: string, level: string, step = 1, number = '1'): Promise<void> {
  for (const { code, rule } of DEFAULT_INDICATORS.filter(one => one.level === level)) {
    const field = page.getByLabel(`${subject} ${code}`, { exact: true })
    if (rule.type === 'tier') await field.selectOption({ index: step })
    else await field.fill(rule.type === 'expert' ? '净制、切制、蜜炙' : number)
  }
}

/** How many answers of the page are on the server. */
export const answersSaved = (page: Page, count: number) =>
  expect
    .poll(() => page.getByRole('main').getByText('已保存', { exact: true }).count(), { timeout: CHECKED_MS })
    .toBe(count)

/** What a supplier proves everything with. */
export const PAPER = {
  name: '资料.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(smallPdf(['质量体系\f第二页'])),
}

/**
 * Proves an answer, and others of the page with it.
 * @param reuse the box that carries the paper to all subjects; null uploads it
 * @param look what is done before it is attached
 */
export async function attachPaper(
  page: Page,
  code: string,
  others: readonly string[],
  reuse: string | null,
  look?: (dialog: Locator) => Promise<void>,
  paper = PAPER,
): Promise<void> {
  await page.getByRole('button', { name: `为 ${code} 添加材料` }).click()
  const dialog = page.getByRole('dialog')
  const box = dialog.getByRole('checkbox', { name: paper.name })
  if (reuse === null) {
    await dialog.locator('input[type=file]').setInputFiles(paper)
    await expect.poll(() => box.isChecked(), { timeout: CHECKED_MS }).toBe(true)
  } else {
    await box.check()
    await dialog.getByLabel(reuse).check()
  }
  for (const other of others) await dialog.getByLabel(new RegExp(`^${other} `)).check()
  await look?.(dialog)
  await dialog.getByRole('button', { name: /^添加（/ }).click()
  await dialog.waitFor({ state: 'hidden' })
}
