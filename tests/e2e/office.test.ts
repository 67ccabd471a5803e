import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, openPage, record, says, useBrowser } from '../support/browser.ts'
import { seedAlliance } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()

beforeAll(() => seedAlliance(platform))

/** A hospital's demand with all approvals, so that it may be frozen. */
async function approveDemand(tenderId: string): Promise<void> {
  await platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO demand_report (tender_id, hospital_id, status, submitted_at)
       SELECT $1, id, 'provinceApproved', now() FROM hospital WHERE code = 'H3701001'`,
      [tenderId],
    )
    await tx.run(
      `INSERT INTO demand_line (tender_id, hospital_id, lot_id, quantity_kg, last_year_kg, last_price_fen)
       SELECT $1, h.id, l.id, 100, 90, 5000 FROM hospital h, lot l WHERE h.code = 'H3701001' AND l.tender_id = $1`,
      [tenderId],
    )
  })
}

describe('the office in a browser', () => {
  it('creates a tender and moves it through two stages; a stage that is not finished says why', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'office')
    await openPage(page, '采购项目')
    await page.getByRole('button', { name: '新建采购项目' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('编码').fill('ZYYP-TEST')
    await dialog.getByLabel('标题').fill('中药饮片联盟采购')
    for (const all of await dialog.getByRole('button', { name: '全选' }).all()) await all.click()
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('heading', { name: '中药饮片联盟采购', level: 1 }).waitFor()
    await record(page, '推进到：需求填报')
    await says(page.getByRole('main'), '当前阶段：需求填报')
    await says(page.getByRole('alert').first(), '以下事项办结后才能推进')
    expect(await axeViolations(page)).toEqual([])

    const tender = await platform.db.prisma.tender.findFirst({ where: { code: 'ZYYP-TEST' } })
    await approveDemand(tender?.id ?? '')
    await record(page, '冻结需求')
    await record(page, '推进到：最高申报限价')
    await says(page.getByRole('main'), '当前阶段：最高申报限价')
    await says(page.getByRole('alert').first(), '以下事项办结后才能推进')
    expect(faults).toEqual([])
    await close()
  })
})
