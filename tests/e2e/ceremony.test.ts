import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import ExcelJS from '@protobi/exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, openPage, overflow, says, useBrowser, type Visit } from '../support/browser.ts'
import { ceremony, OFFICERS, passTime, prepareRound } from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { handInShares, makeKeys, openKeyFile, saveDownload, signPolicy } from '../support/officerPage.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-ceremony-'))
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }))
beforeAll(() => seedAlliance(platform))

interface Officer extends Visit {
  readonly login: string
  readonly keyFile: string
}

const main = (page: Page) => page.getByRole('main')
const priceOf = (page: Page, lot: string) => page.getByLabel(`黄芪 · ${lot} 报价（元/公斤）`)

/** Confirms what is under review and waits until every receipt is checked. */
async function confirmSeal(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '确认密封' }).click()
  await says(dialog, '报价已提交')
  await dialog.getByRole('button', { name: '关闭' }).click()
}

async function seal(page: Page, button: RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await confirmSeal(page)
}

/** Fills the downloaded form as a clerk does, in a spreadsheet program. */
async function fillForm(bytes: Buffer, prices: readonly number[], file: string): Promise<void> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = book.getWorksheet('报价')
  prices.forEach((price, i) => {
    const cell = sheet?.getCell(`E${5 + i}`)
    if (cell) cell.value = price
  })
  fs.writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()))
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

describe('a price round in browsers', () => {
  it('five officers make keys, sign and prove; suppliers seal, replace, withdraw, seal again; three officers open', async () => {
    const tenderId = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, tenderId, 'bidRound1')
    const acts = ceremony(platform, await platform.person('office'))
    const { id: roundId } = await acts.openRound(tenderId, 1)

    const officers: Officer[] = []
    for (const login of OFFICERS) {
      const visit = await browser.signIn(platform, login)
      if (login === 'officer-1') {
        await openPage(visit.page, '开标与抽取')
        await looksRight(visit)
      }
      officers.push({ ...visit, login, keyFile: await makeKeys(visit.page, directory, login) })
    }
    const [first] = officers
    if (!first) throw new Error('no officer')
    await looksRight(first)
    await acts.prepare(roundId)
    await says(main(first.page), '请逐项阅读')
    await looksRight(first)
    await openKeyFile(first.page, officers[1]?.keyFile ?? '')
    await first.page
      .getByRole('button', { name: '签署规则并证明密钥' })
      .waitFor({ state: 'visible' })
      .catch(() => null)
    await first.page.reload()
    for (const officer of officers) await signPolicy(officer.page, officer.keyFile)
    expect((await acts.round(tenderId, 1)).status).toBe('open')

    const one = await browser.signIn(platform, 'supplier-S1')
    await openPage(one.page, '密封报价')
    await says(main(one.page), '5 位开标人员的密钥签名与规则签名全部有效')
    const form = await saveDownload(one.page, '下载报价表格', `${directory}/form.xlsx`)
    await fillForm(form, [98.76, 55], `${directory}/filled.xlsx`)
    await one.page.getByLabel('读入已填表格（不上传）').setInputFiles(`${directory}/filled.xlsx`)
    await seal(one.page, /密封并提交 2 个报价/)
    await says(main(one.page), /第 1 版.*回执已核对/)
    await saveDownload(one.page, '下载回执', `${directory}/receipt.json`)

    const two = await browser.signIn(platform, 'supplier-S2')
    await openPage(two.page, '密封报价')
    await priceOf(two.page, '统货').fill('90')
    await priceOf(two.page, '选货').fill('80')
    await seal(two.page, /密封并提交 2 个报价/)
    await priceOf(two.page, '统货').fill('89.50')
    await seal(two.page, /密封并提交 1 个报价/)
    await two.page.getByRole('row', { name: /选货/ }).getByRole('button', { name: '撤回' }).click()
    await two.page.getByRole('dialog').getByRole('button', { name: '确认并记录' }).click()
    await says(main(two.page), /已撤回/)
    await looksRight(two)

    await acts.publishDocuments(tenderId, '修改后的正文')
    await says(main(one.page), /2 个报价已作废，须重新密封.*采购文件已修改/)
    await looksRight(one)
    for (const officer of officers) await signPolicy(officer.page, officer.keyFile)
    await one.page.getByRole('button', { name: '重新密封 2 个报价' }).click()
    await confirmSeal(one.page)
    await two.page.getByRole('button', { name: '重新密封 1 个报价' }).click()
    await confirmSeal(two.page)
    await one.page.getByLabel('选择回执文件').setInputFiles(`${directory}/receipt.json`)
    await says(main(one.page), /回执有效.*此后已有新的提交或撤回/)
    await looksRight(one)

    const open = await acts.round(tenderId, 1)
    await passTime(platform, tenderId, open.closesAt)
    await acts.close(roundId)
    for (const i of [0, 2, 4]) {
      const officer = officers[i]
      if (!officer) throw new Error('no officer')
      await officer.page.reload()
      await handInShares(officer.page, officer.keyFile)
      await looksRight(officer)
    }
    await platform.db.tx(async tx => {
      await tx.run(`UPDATE tender SET stage = 'opening' WHERE id = $1`, [tenderId])
      await tx.run(
        `INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, 'h', 1, 1, now())`,
        [tenderId],
      )
    })
    await acts.open(roundId)
    await platform.drainJobs()
    const prices = await platform.db.prisma.openedBid.findMany({ where: { roundId }, orderBy: { priceFen: 'asc' } })
    expect(prices.map(bid => [bid.verdict, bid.priceFen])).toEqual([
      ['opened', 5500n],
      ['opened', 8950n],
      ['opened', 9876n],
    ])
    await says(main(first.page), '已开标')
    for (const visit of [...officers, one, two]) {
      expect(visit.faults).toEqual([])
      await visit.close()
    }
  })
})
