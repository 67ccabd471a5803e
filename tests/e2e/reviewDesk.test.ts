import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RulePack } from '#domain/rulePack.ts'
import { ADMIN_DIR, axeViolations, openPage, overflow, record, says, shoot, useBrowser } from '../support/browser.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { finishReview, seedDeclarations, seedDraw } from '../support/review.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const experts: Person[] = []
const PACK: RulePack = { ...SMALL_PACK, review: { ...SMALL_PACK.review, panelSize: 5, rereview: 'contested' } }

beforeAll(async () => {
  await seedAlliance(platform)
  for (let n = 1; n <= 12; n++) experts.push(await platform.person(`expert-E${String(n).padStart(2, '0')}`))
})

/** The page holds nothing wider than the window and nothing that a machine finds inaccessible. */
async function checkPage(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}

async function toTender(page: Page): Promise<void> {
  await openPage(page, '采购项目')
  await page.getByRole('row').nth(1).click()
  await page.getByRole('heading', { name: '测试项目', level: 1 }).waitFor()
}

/** An expert of the re-review sees what the supplier says beside the item, on a desk and on a phone. */
async function reReview(tenderId: string): Promise<void> {
  const sheet = await platform.db.prisma.reviewSheet.findFirstOrThrow({
    where: { tenderId, phase: 'second' },
    include: { expert: true },
  })
  for (const width of [1440, 390]) {
    const { page, faults, close } = await browser.signIn(platform, `expert-${sheet.expert.code}`, width)
    await page.goto(`${platform.url}/score`)
    const list = page.getByRole('listbox', { name: '评审项列表' })
    await says(list, /饮片企业1 · 复审/)
    await list.getByRole('option').filter({ hasText: 'Q4' }).last().click()
    const item = page.locator('[data-item]')
    await says(item, /复审/)
    await says(item, /供应商澄清（初评后）证书编号见附件第3页，有效期至2028年/)
    expect(await item.textContent()).not.toMatch(/初评得分|原评分/)
    await shoot(page, `rereview-${width}`)
    await checkPage(page)
    expect(faults).toEqual([])
    await close()
  }
}

describe('the review as the office runs it and a supplier sees it', () => {
  it('goes from hand-out over announcement, clarification and re-review to the freeze', async () => {
    const id = await seedTender(platform, 'review', PACK)
    await seedDeclarations(platform, id)
    await seedDraw(platform, id, 6)
    const office = await browser.signIn(platform, 'office')
    await toTender(office.page)
    await record(office.page, '分派评审')
    await platform.drainJobs()
    await says(office.page.getByRole('main'), /已提交 0 \/ 96 份/)

    const asker = experts[0] as Person
    const { reviewSheets } = await asker.ask<{ reviewSheets: { items: { id: string; indicatorCodes: string[] }[] } }>(
      'query($f:ReviewSheetFilter){reviewSheets(filter:$f){items{id indicatorCodes}}}',
      { f: { tenderId: id } },
    )
    const sheet = reviewSheets.items[0]
    await asker.act(
      'mutation($s:ID!,$c:String!){askOffice(sheetId:$s,indicatorCode:$c,text:"扫描件不清晰如何处理？"){__typename ...on Kept{id} ...on Refusal{violations{code}}}}',
      { s: sheet?.id, c: sheet?.indicatorCodes[0] },
    )
    await office.page.getByRole('link', { name: '评审监控' }).click()
    await office.page.getByRole('heading', { name: '评审监控', level: 1 }).waitFor()
    await says(office.page.getByRole('main'), /12 名专家尚有未完成事项/)
    await record(office.page, '催办')
    await checkPage(office.page)
    await office.page.getByRole('tab', { name: '专家提问' }).click()
    await office.page.getByRole('button', { name: '答复' }).click()
    await office.page.getByRole('dialog').getByLabel('答复').fill('按可辨认内容评分，并写明理由')
    await office.page.getByRole('dialog').getByRole('button', { name: '确认并记录' }).click()
    await says(office.page.getByRole('main'), /按可辨认内容评分/)

    await finishReview(experts, id)
    await toTender(office.page)
    await record(office.page, '反馈初评结果')
    await platform.drainJobs()
    await office.page.getByText('企业澄清至').waitFor()
    await checkPage(office.page)

    const supplier = await browser.signIn(platform, 'supplier-S1')
    await openPage(supplier.page, '我的评分')
    await says(supplier.page.getByRole('main'), /初评结果/)
    await supplier.page.getByLabel('澄清 企业（用于 4 个申报） Q4').fill('证书编号见附件第3页，有效期至2028年')
    await checkPage(supplier.page)
    await record(supplier.page, '提交澄清')
    await says(supplier.page.getByRole('main'), /有效期至2028年/)
    const phone = await browser.signIn(platform, 'supplier-S1', 390)
    await phone.page.goto(`${platform.url}/myScores`)
    await says(phone.page.getByRole('main'), /有效期至2028年/)
    await checkPage(phone.page)

    await platform.db.tx(tx =>
      tx.run('UPDATE tender SET clock_offset_seconds = clock_offset_seconds + 864000 WHERE id = $1', [id]),
    )
    await office.page.reload()
    await record(office.page, '开始复审')
    await platform.drainJobs()
    await says(office.page.getByRole('main'), /已提交 96 \/ 98 份/)
    await reReview(id)
    await finishReview(experts, id)
    await record(office.page, '冻结分数')
    await platform.drainJobs()
    await supplier.page.reload()
    await says(supplier.page.getByRole('main'), /最终评分/)
    await says(supplier.page.getByRole('main'), /复审/)
    expect([...office.faults, ...supplier.faults, ...phone.faults]).toEqual([])
    for (const visit of [office, supplier, phone]) await visit.close()
  })
})
