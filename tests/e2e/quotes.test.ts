import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, openPage, record, says, useBrowser } from '../support/browser.ts'
import { ceremony, prepareRound } from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()

beforeAll(() => seedAlliance(platform))

describe('a supplier in a browser', () => {
  it('seals a quote that only its own browser has seen, survives a lost answer, and checks the receipt', async () => {
    const tenderId = await seedTender(platform, 'bidRound1')
    await prepareRound(platform, tenderId, 'bidRound1')
    await ceremony(platform, await platform.person('office')).start(tenderId, 1)
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1')
    const sent: string[] = []
    let lost = false
    await page.route('**/graphql', async route => {
      const body = route.request().postData() ?? ''
      if (body.includes('submitBid')) sent.push(body)
      if (!body.includes('submitBid') || lost) return route.continue()
      lost = true
      await route.fetch()
      await route.abort()
    })
    await openPage(page, '密封报价')
    const price = page.getByLabel('黄芪 · 统货 报价（元/公斤）')
    await price.fill('100.01')
    await expect.poll(() => price.getAttribute('aria-invalid')).toBe('true')
    await price.fill('98.76')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: '密封并提交 1 个报价' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '确认密封' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByRole('button', { name: '确认密封' }).click()
    await says(dialog, '回执已核对')
    await dialog.getByRole('button', { name: '关闭' }).click()
    await says(page.getByRole('main'), /第 1 版.*回执已核对/)
    expect(sent).toHaveLength(2)
    expect(sent[1]).toBe(sent[0])
    expect(sent.join()).not.toMatch(/98\.76|9876/)
    expect(await platform.db.prisma.sealedBid.count()).toBe(1)

    await price.fill('97.50')
    await page.getByRole('button', { name: '密封并提交 1 个报价' }).click()
    await dialog.getByRole('button', { name: '确认密封' }).click()
    await says(dialog, '回执已核对')
    await dialog.getByRole('button', { name: '关闭' }).click()
    await says(page.getByRole('main'), /第 2 版/)
    await record(page, '撤回')
    await says(page.getByRole('main'), /已撤回第 3 版/)
    expect(faults).toEqual([])
    await close()
  })
})
