import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallPdf } from '../../templates/smallPdf.ts'
import { ADMIN_DIR, axeViolations, openPage, overflow, says, useBrowser } from '../support/browser.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let tenderId: string

beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'declaration')
})

const main = (page: Page) => page.getByRole('main')
const fileRow = (page: Page, name: string) => page.getByRole('row', { name })
const choose = (page: Page, files: readonly { name: string; buffer: Buffer }[]) =>
  page
    .locator('input[type=file]')
    .setInputFiles(files.map(({ name, buffer }) => ({ name, buffer, mimeType: 'application/octet-stream' })))
const picture = (width: number): Promise<Buffer> =>
  sharp({ create: { width, height: 600, channels: 3, background: '#2E6F4E' } })
    .png()
    .toBuffer()
const pageShown = (page: Page) => page.locator('canvas').getAttribute('data-page')

/** Each file is opened by a thread of its own, which takes its time on a busy machine. */
const CHECKED_MS = 90_000
const ends = (place: Locator, text: string) =>
  expect.poll(() => place.textContent(), { timeout: CHECKED_MS }).toContain(text)

describe("a supplier's files in the browser", () => {
  it('are uploaded several at once, refused with reasons, and known the second time', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1')
    await openPage(page, '我的文件')
    await says(main(page), '还没有文件')
    const image = await picture(900)
    const pdf = Buffer.from(smallPdf(['GMP 证书', '有效期至 2027-06-30\f第二页', '检验结论：符合规定\f第三页']))
    await choose(page, [
      { name: 'GMP证书.pdf', buffer: pdf },
      { name: '厂区照片.png', buffer: image },
      { name: '检验数据.csv', buffer: Buffer.from('批号,水分,结论\n240101,9.8,合格\n') },
      { name: '伪装.pdf', buffer: await picture(300) },
    ])
    const uploads = page.getByRole('list', { name: '正在上传的文件' })
    await ends(uploads.getByRole('listitem').filter({ hasText: '伪装.pdf' }), '内容却是 png')
    for (const name of ['GMP证书.pdf', '厂区照片.png', '检验数据.csv']) {
      await ends(uploads.getByRole('listitem').filter({ hasText: name }), '已保存')
      await fileRow(page, name).waitFor()
    }
    await choose(page, [{ name: '同一证书.pdf', buffer: pdf }])
    await ends(uploads.getByRole('listitem').filter({ hasText: '同一证书.pdf' }), '此前已上传')
    expect(await axeViolations(page)).toEqual([])
    const dismissals = page.getByRole('button', { name: /^移除/ })
    for (let left = await dismissals.count(); left > 0; left--) await dismissals.first().click()
    await uploads.waitFor({ state: 'hidden' })
    expect(await overflow(page)).toBe(0)
    expect(faults).toEqual([])
    await close()
  })

  it('are attached to indicators, shown with keys, and remembered where they were', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1')
    await openPage(page, '我的文件')
    await fileRow(page, 'GMP证书.pdf').getByRole('button', { name: '关联指标' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Q2/).check()
    await dialog.getByLabel(/^Q4/).check()
    await dialog.getByLabel('说明（可不填）').fill('见第 2 页')
    await dialog.getByLabel(/^起始页/).fill('2')
    await dialog.getByLabel('有效期至').fill('2026-12-31')
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await says(fileRow(page, 'GMP证书.pdf'), /Q2 追溯体系.*Q4 质量控制能力.*2026-12-31/)
    expect(await fileRow(page, 'GMP证书.pdf').getByRole('button', { name: '删除' }).count()).toBe(0)
    await fileRow(page, 'GMP证书.pdf')
      .getByRole('button', { name: /解除关联：Q4/ })
      .click()
    await expect.poll(() => fileRow(page, 'GMP证书.pdf').textContent()).not.toContain('Q4')

    await page.getByRole('button', { name: 'GMP证书.pdf', exact: true }).click()
    await expect.poll(() => pageShown(page)).toBe('1')
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('PageDown')
    await page.keyboard.press('PageDown')
    await page.keyboard.press('PageDown')
    await expect.poll(() => pageShown(page)).toBe('3')
    await dialog.getByRole('button', { name: '顺时针旋转' }).click()
    await dialog.getByRole('button', { name: '放大' }).click()
    await says(dialog, '125%')
    await dialog.getByRole('button', { name: '关闭' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'GMP证书.pdf', exact: true }).click()
    await expect.poll(() => pageShown(page)).toBe('3')
    await says(dialog, '125%')
    await dialog.getByRole('button', { name: '关闭' }).click()
    await page.getByRole('button', { name: '检验数据.csv', exact: true }).click()
    await says(dialog, '240101')
    expect(faults).toEqual([])
    await close()
  })

  it('go on after a lost connection and a reload, from where they stood', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S2')
    await openPage(page, '我的文件')
    const offsets: number[] = []
    let isCut = true
    await page.route('**/files/uploads/*', route => {
      if (route.request().method() !== 'PATCH') return route.continue()
      offsets.push(Number(route.request().headers()['upload-offset']))
      return isCut && offsets.length > 2 ? route.abort() : route.continue()
    })
    const rows = 'a,b\n'.repeat(2_500_000)
    await choose(page, [{ name: '长表.csv', buffer: Buffer.from(rows) }])
    const uploads = page.getByRole('list', { name: '正在上传的文件' })
    await says(uploads, '连接中断，正在重试')
    const stood = offsets[2] ?? 0
    expect(stood).toBeGreaterThan(0)
    isCut = false
    offsets.length = 0
    await page.reload()
    await ends(uploads, '已保存')
    expect(offsets[0]).toBe(stood)
    await fileRow(page, '长表.csv').waitFor()
    const file = await platform.db.prisma.storedFile.findFirstOrThrow({
      include: { blob: true },
      where: { name: '长表.csv' },
    })
    expect(file.blob.bytes).toBe(rows.length)
    expect(faults).toEqual([])
    await close()
  })

  it('can be paused and resumed', async () => {
    const { page, close } = await browser.signIn(platform, 'supplier-S3')
    await openPage(page, '我的文件')
    let held: (() => void) | undefined
    await page.route('**/files/uploads/*', async route => {
      if (!held && route.request().method() === 'PATCH')
        await new Promise<void>(resolve => {
          held = resolve
        })
      await route.continue().catch(() => undefined)
    })
    await choose(page, [{ name: '暂停.csv', buffer: Buffer.from('c,d\n'.repeat(100_000)) }])
    await page.getByRole('button', { name: '暂停上传 暂停.csv' }).click()
    const uploads = page.getByRole('list', { name: '正在上传的文件' })
    await says(uploads, '已暂停')
    held?.()
    await page.getByRole('button', { name: '继续上传 暂停.csv' }).click()
    await ends(uploads, '已保存')
    await close()
  })

  it('fit a phone', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1', 390)
    await page.goto(`${platform.url}/myFiles`)
    await says(main(page), 'GMP证书.pdf')
    expect(await overflow(page)).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'GMP证书.pdf', exact: true }).click()
    await expect.poll(() => pageShown(page)).toBeTruthy()
    expect(await overflow(page)).toBe(0)
    expect(faults).toEqual([])
    expect(tenderId).toBeTruthy()
    await close()
  })
})
