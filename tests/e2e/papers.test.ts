import { createHash } from 'node:crypto'
import fs from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, overflow, says, useBrowser, type Visit } from '../support/browser.ts'
import { passTime } from '../support/ceremony.ts'
import { seedAlliance, seedSecondClerk, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let tenderId: string

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSecondClerk(platform)
  tenderId = await seedTender(platform, 'documents')
  await platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg)
       SELECT l.tender_id, l.id, s.id, 'submitted', 100 FROM lot l, supplier s WHERE l.tender_id = $1 AND l.code = 'HQ-T' AND s.code = 'S1'`,
      [tenderId],
    )
    for (const [stage, days] of [
      ['declaration', 8],
      ['bidRound1', 12],
    ])
      await tx.run(
        'UPDATE tender_stage SET closes_at = now() + make_interval(days => $3) WHERE tender_id = $1 AND stage = $2',
        [tenderId, stage, days],
      )
  })
})

const field = (days: number) => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 16)

/** Opens a verb, fills its form, confirms. */
async function act(page: Page, verb: string, fill: (dialog: Locator) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await fill(dialog)
  await dialog.getByRole('button', { name: '确认并记录' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

const openTender = async ({ page }: Visit) => {
  await page.goto(`${platform.url}/tenders/${tenderId}/show`)
  await page.getByRole('heading', { name: '测试项目', level: 1 }).waitFor()
}
const openPapers = async ({ page }: Visit) => {
  await page.goto(`${platform.url}/portal/tenders/${tenderId}`)
  await page.getByRole('heading', { name: '各版本' }).waitFor()
}
const shot = async ({ page }: Visit, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}

describe('documents in browsers', () => {
  it('go from a draft with comments over versions and questions to an extension by two, all read by the public', async () => {
    const office = await browser.signIn(platform, 'office')
    await openTender(office)
    await act(office.page, '发布征求意见稿', async dialog => {
      await dialog.getByLabel('正文').fill('一、包装为 1 公斤袋。')
      await dialog.getByLabel(/意见截止/).fill(field(1))
    })

    const reader = await browser.open(390)
    await openPapers(reader)
    await reader.page.getByLabel('我的意见').fill('<b>建议</b>增加 2 公斤袋')
    await reader.page.getByRole('button', { name: '提交意见' }).click()
    await reader.page.getByText('意见已收到').waitFor()
    expect(await axeViolations(reader.page)).toEqual([])
    await shot(reader, 'papers-draft-390')

    await act(office.page, '发布采购文件', async dialog => {
      await dialog.getByLabel('正文').fill('一、包装为 1 公斤袋。\n二、送货期 72 小时。')
      await dialog.getByRole('button', { name: '添加附件' }).click()
      await dialog.getByLabel('附件 1 名称').fill('质量标准')
      await dialog.getByLabel('附件 1 内容').fill('黄芪甲苷不得少于 0.080%。')
      const choosing = office.page.waitForEvent('filechooser')
      await dialog.getByRole('button', { name: /上传附件/ }).click()
      const buffer = Buffer.from('品规,数量\n黄芪,1\n')
      await (await choosing).setFiles({ name: '品种品规清单.csv', mimeType: 'text/csv', buffer })
      await says(dialog, '文件：品种品规清单.csv')
      expect(await dialog.getByLabel('附件 2 名称').inputValue()).toBe('品种品规清单')
      expect(await axeViolations(office.page)).toEqual([])
    })
    const first = office.page.getByRole('article', { name: '第 1 版' })
    await first.getByRole('link', { name: '品种品规清单.csv' }).waitFor()

    const supplier = await browser.signIn(platform, 'supplier-S1')
    await openTender(supplier)
    await act(supplier.page, '提问', dialog =>
      dialog.getByLabel('问题', { exact: false }).first().fill('可否用 2 公斤袋？'),
    )
    await supplier.page.getByText('本企业提出').waitFor()

    await openTender(office)
    await says(office.page.getByRole('region', { name: '澄清答疑' }), '可否用 2 公斤袋？')
    expect(await office.page.getByRole('region', { name: '澄清答疑' }).textContent()).not.toContain('饮片企业')
    await shot(office, 'papers-office-1440')
    await act(office.page, '答复问题', async dialog => {
      await dialog.getByLabel('答复').first().fill('可以，见第 2 版。')
      await dialog.getByLabel(/答复改变采购文件/).check()
      await dialog.getByLabel('变更内容').fill('允许 2 公斤袋')
      await dialog.getByLabel('新版正文').fill('一、包装为 1 公斤或 2 公斤袋。\n二、送货期 72 小时。')
    })
    const until = async () =>
      (await platform.db.prisma.tenderStage.findFirst({ where: { tenderId, stage: 'bidRound1' } }))?.closesAt ??
      new Date(0)
    expect((await until()).getTime() - Date.now()).toBeGreaterThan(14 * 86_400_000)

    await act(office.page, '延长截止时间', async dialog => {
      await dialog.getByLabel('阶段').click()
      await office.page.getByRole('option', { name: '首轮报价' }).click()
      await dialog.getByLabel(/新截止时间/).fill(field(20))
      await dialog.getByLabel('理由').fill('节假日')
    })
    const second = await browser.signIn(platform, 'office-2')
    await openTender(second)
    await act(second.page, '核对并确认', async () => {})
    await expect.poll(async () => (await until()).getTime() - Date.now()).toBeGreaterThan(19 * 86_400_000)

    await supplier.page.goto(platform.url)
    await says(supplier.page.getByRole('main'), '查阅变更与延期公告（2 份）')
    await openTender(supplier)
    await act(supplier.page, '确认已阅', async () => {})
    await shot(supplier, 'papers-supplier-1440')
    await platform.drainJobs()
    for (const visit of [office, supplier, second]) {
      expect(visit.faults).toEqual([])
      await visit.close()
    }
    await reader.close()
  })

  it('are read by anybody: what changed, questions, comments with answers, notices with their files', async () => {
    const draft = await platform.db.prisma.draftDocument.findFirstOrThrow({ where: { tenderId } })
    await passTime(platform, tenderId, draft.closesAt.toISOString())
    const office = await browser.signIn(platform, 'office')
    await openTender(office)
    await act(office.page, '答复意见', dialog => dialog.getByLabel('答复').fill('已采纳'))
    await act(office.page, '公布意见与答复', async () => {})
    await office.close()

    for (const width of [1440, 390]) {
      const reader = await browser.open(width)
      const { page } = reader
      await openPapers(reader)
      const newest = page.getByRole('article', { name: '第 2 版' })
      await newest.getByRole('button', { name: '与第 1 版比较' }).click()
      await says(
        newest.getByRole('region', { name: '逐行对照' }),
        /− 一、包装为 1 公斤袋。.*\+ 一、包装为 1 公斤或 2 公斤袋。/,
      )
      await says(page.getByRole('region', { name: '澄清答疑' }), '见第 2 版采购文件')
      await says(page.getByRole('region', { name: '征求意见' }), /<b>建议<\/b>增加 2 公斤袋.*已采纳/)
      expect(await axeViolations(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await shot(reader, `papers-public-${width}`)

      await page.goto(`${platform.url}/portal/`)
      await page.getByLabel('类型').click()
      await page.getByRole('option', { name: '变更公告' }).click()
      await shot(reader, `portal-${width}`)
      await page.getByRole('link', { name: /变更公告/ }).click()
      await says(page.getByRole('article'), '允许 2 公斤袋')
      expect(await axeViolations(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await shot(reader, `notice-${width}`)
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /下载 PDF/ }).click(),
      ])
      const bytes = fs.readFileSync(await download.path())
      await says(page.getByRole('main'), createHash('sha256').update(bytes).digest('hex'))
      expect(reader.faults).toEqual([])
      await reader.close()
    }
  })
})
