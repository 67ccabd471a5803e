import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, openPage, overflow, says, useBrowser } from '../support/browser.ts'
import { ceremony, prepareRound } from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { saveDownload } from '../support/officerPage.ts'
import { usePlatform } from '../support/platform.ts'
import { runSealing } from '../support/running.ts'
import { confirmSeal, priceOf, rowOf, seal } from '../support/supplierPage.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-desk-'))
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }))
beforeAll(async () => {
  await seedAlliance(platform)
  const tenderId = await seedTender(platform, 'bidRound1')
  await prepareRound(platform, tenderId, 'bidRound1')
  await ceremony(platform, await platform.person('office')).start(tenderId, 1)
})

const main = (page: Page) => page.getByRole('main')

describe("a supplier's table of quotes", () => {
  it('shows only what is not sealed, and asks before prices are lost', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1')
    await openPage(page, '密封报价')
    await priceOf(page, '统货').fill('98.76')
    await page.getByRole('menuitem', { name: '工作台', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await says(dialog, '有 1 个报价尚未提交')
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: '留下继续' }).click()
    await expect.poll(() => priceOf(page, '统货').inputValue()).toBe('98.76')

    await page.getByLabel('只看未密封').check()
    expect(await rowOf(page, /统货|选货/).count()).toBe(2)
    await seal(page, /密封并提交 1 个报价/)
    await expect.poll(() => rowOf(page, /统货|选货/).count()).toBe(1)
    await priceOf(page, '选货').fill('50')
    await seal(page, /密封并提交 1 个报价/)
    await says(main(page), '全部品规均已密封')
    await page.getByLabel('只看未密封').uncheck()
    await rowOf(page, /统货/).getByRole('button', { name: '撤回' }).click()
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await says(main(page), /已撤回第 2 版.*回执已核对/)

    await priceOf(page, '统货').fill('97')
    await page.getByRole('button', { name: /密封并提交 1 个报价/ }).waitFor()
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    const leaving = await asked
    expect(leaving.type()).toBe('beforeunload')
    await leaving.accept()
    expect(faults).toEqual([])
    await close()
  })

  it('gets every receipt again in a fresh browser, checks them, and believes no other', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1')
    await openPage(page, '密封报价')
    await says(main(page), /已撤回第 2 版/)
    expect(await main(page).textContent()).not.toContain('回执已核对')
    await page.route('**/graphql', async route => {
      if (!route.request().postData()?.includes('OwnReceipts')) return route.continue()
      const response = await route.fetch()
      const body = await response.text()
      await route.fulfill({
        response,
        body: body.replace(/("at":"2)(\d)/g, (_, at, digit) => at + ((+digit + 1) % 10)),
      })
    })
    await rowOf(page, /选货/).getByRole('button', { name: '取回回执' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: '取回全部回执' }).click()
    await says(main(page), /品规 HQ-T 第 2 版.*日志中没有这条记录/)
    expect(await main(page).textContent()).not.toContain('回执已核对')
    expect(await axeViolations(page)).toEqual([])

    await page.unroute('**/graphql')
    await rowOf(page, /选货/).getByRole('button', { name: '取回回执' }).click()
    await says(rowOf(page, /选货/), '回执已核对')
    expect(await rowOf(page, /统货/).textContent()).not.toContain('回执已核对')
    await page.getByRole('button', { name: '取回全部回执' }).click()
    await says(rowOf(page, /统货/), '回执已核对')
    await says(main(page), /品规 HQ-T 第 1 版.*此后已有新的提交或撤回.*第 2 版.*这是撤回.*品规 HQ-X 第 1 版.*当前有效/)
    const bytes = await saveDownload(page, '下载 3 份回执', `${directory}/receipts.json`)
    const files: { lot: string; seq: number }[] = JSON.parse(bytes.toString())
    expect(files.map(({ lot, seq }) => `${lot}/${seq}`)).toEqual(['HQ-T/1', 'HQ-T/2', 'HQ-X/1'])
    await page.getByLabel('选择回执文件').setInputFiles(`${directory}/receipts.json`)
    await says(main(page), /品规 HQ-T 第 1 版.*回执有效/)
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await axeViolations(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
    }
    expect(faults).toEqual([])
    await close()
  })

  it('takes envelopes that were sealed on a computer without a network, and says what does not fit', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S2')
    await openPage(page, '密封报价')
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载离线密封资料' }).click()
    await (await saved).saveAs(`${directory}/kit.json`)
    fs.writeFileSync(`${directory}/prices.csv`, 'HQ-T;S2;88.80\nHQ-X;S2;66\n')
    const sealing = ['--policy', 'kit.json', '--list', 'prices.csv', '--out', 'envelopes.json']
    expect(runSealing(directory, ...sealing)).toMatchObject({ status: 0 })

    const load = (file: string) => page.getByLabel('读入离线密封件').setInputFiles(`${directory}/${file}`)
    await load('kit.json')
    await says(main(page), '这不是离线密封件文件')
    await load('envelopes.json')
    await says(page.getByRole('dialog'), '离线密封，本页不可见')
    await confirmSeal(page)
    await says(main(page), '已密封 2 / 2 个')
    await load('envelopes.json')
    await says(main(page), /HQ-T：密封之后本品规已有新的提交/)
    expect(await axeViolations(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  it('keeps up with typing in a table of 42 lots', async () => {
    await platform.db.tx(async tx => {
      await tx.run(
        `INSERT INTO variety (code, name, pinyin) SELECT 'V' || n, '药材' || n, 'yaocai' FROM generate_series(1, 20) n`,
      )
      await tx.run(
        `INSERT INTO spec (code, variety_id, grade, standard) SELECT v.code || g.suffix, v.id, g.grade, '{}'
         FROM variety v, (VALUES ('-T','ungraded'),('-X','sorted')) AS g(suffix, grade) WHERE v.code LIKE 'V%'`,
      )
    })
    const tenderId = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, tenderId, 'bidRound1')
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg, submitted_at)
         SELECT $1, l.id, s.id, 'submitted', 1000, now() FROM lot l, supplier s WHERE l.tender_id = $1 AND s.code = 'S4'
         ORDER BY l.code LIMIT 42`,
        [tenderId],
      ),
    )
    const round = await ceremony(platform, await platform.person('office')).start(tenderId, 1)
    expect(round.status).toBe('open')
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S4')
    await openPage(page, '密封报价')
    const inputs = page.locator('input[data-quote]')
    await expect.poll(() => inputs.count()).toBe(42)
    const all: number[] = []
    for (let i = 0; i < 42; i += 6) {
      await inputs.nth(i).focus()
      all.push(...(await typed(page, '12.34')))
    }
    all.sort((a, b) => a - b)
    // The machine of the tests has other work: one key may wait for it, typing as a whole may not.
    expect(all[Math.floor(all.length / 2)]).toBeLessThanOrEqual(50)
    expect(faults).toEqual([])
    await close()
  })
})

/** Types key by key; milliseconds from each input to the frame that shows it. */
async function typed(page: Page, text: string): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { times })
    const field = document.activeElement
    field?.addEventListener('beforeinput', () => {
      const since = performance.now()
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        // A message sent within a frame arrives when the frame has been painted.
        channel.port1.onmessage = () => times.push(performance.now() - since)
        channel.port2.postMessage(null)
      })
    })
  })
  for (const key of text) await page.keyboard.press(key)
  const read = () => page.evaluate(() => Reflect.get(globalThis, 'times') as number[])
  await expect.poll(async () => (await read()).length).toBe(text.length)
  return read()
}
