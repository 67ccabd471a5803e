import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, openPage, overflow, record, says, useBrowser } from '../support/browser.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let tenderId = ''

beforeAll(async () => {
  await seedAlliance(platform)
  const { passwordHash } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'office' } })
  await platform.db.tx(tx =>
    tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash) VALUES ('office-x', '第二人', 'office', $1)`,
      [passwordHash],
    ),
  )
  tenderId = await seedTender(platform, 'demand')
})

describe('the rules in a browser', () => {
  it('are edited in a form, compared, tried out, proposed, confirmed by a second person, and public', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'office')
    await openPage(page, '规则包')
    const main = page.getByRole('main')
    const share = page.getByLabel('入围比例')
    await share.fill('120')
    await says(page.locator('[id="cuts.shortlistPercent"]'), /1.*100/)
    await says(main, '有 1 处需要更正')
    await share.fill('75')
    await says(main, '有未保存的修改')

    await page.getByRole('button', { name: '编辑 Q1', exact: true }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('档次得分 2').fill('8')
    expect(await axeViolations(page)).toEqual([])
    await drawer.getByRole('button', { name: '完成' }).click()

    await page.getByLabel('变更说明').fill('按首批经验收紧')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await says(main, '第 1 稿')
    await says(page.getByRole('table', { name: '变更一览' }).first(), /入围比例.*80 %.*75 %/)
    expect(await axeViolations(page)).toEqual([])

    await page.getByRole('tab', { name: '版本对比' }).click()
    await says(
      page.getByRole('tabpanel', { name: '版本对比' }),
      /评审指标 Q1 种植基地 · 档次 own 自建 · 档次得分.*9 分.*8 分/,
    )

    await page.getByRole('tab', { name: '试算' }).click()
    await record(page, '开始试算')
    await platform.drainJobs()
    await says(page.getByRole('tabpanel', { name: '试算' }), '分品规结果')
    await says(page.getByRole('table', { name: '试算结果' }), /入围.*中选均价占限价/)
    expect(await axeViolations(page)).toEqual([])

    await page.getByRole('tab', { name: '日历' }).click()
    await says(page.getByRole('tabpanel', { name: '日历' }), '国办发明电〔2025〕7号')
    expect(await axeViolations(page)).toEqual([])

    await page.getByRole('tab', { name: '编辑与发布' }).click()
    await record(page, '发布规则包')
    await says(main, '等待第二人确认')
    expect(await platform.db.prisma.rulePack.count({ where: { tenderId } })).toBe(1)
    expect(faults).toEqual([])
    await close()

    const other = await browser.signIn(platform, 'office-x')
    await openPage(other.page, '规则包')
    await record(other.page, '核对并确认')
    await says(other.page.getByRole('main'), '现行规则包第 2 版')
    expect(other.faults).toEqual([])
    await other.close()
    const published = await platform.db.prisma.rulePack.findMany({ where: { tenderId }, orderBy: { version: 'asc' } })
    expect(published.map(row => row.version)).toEqual([1, 2])

    const reader = await browser.open()
    await reader.page.goto(`${platform.url}/portal/rules/${tenderId}`)
    await says(reader.page.getByRole('main'), /入围比例.*80 %.*75 %/)
    await says(reader.page.getByRole('main'), published[1]?.hash ?? '-')
    expect(await axeViolations(reader.page)).toEqual([])
    await reader.close()
  })

  it('keep what is typed and open when the window becomes a phone’s and wide again', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'office')
    await openPage(page, '规则包')
    const main = page.getByRole('main')
    await page.getByLabel('入围比例').fill('75')
    await page.getByLabel('变更说明').fill('写到一半')
    const points = page.getByLabel('Q1 满分', { exact: true })
    await points.evaluate(input => input.setAttribute('data-seen', 'yes'))
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await says(main, '有未保存的修改')
      await expect.poll(() => page.getByRole('main').isVisible()).toBe(true)
      expect(await page.getByLabel('入围比例').inputValue()).toBe('75')
      expect(await page.getByLabel('变更说明').inputValue()).toBe('写到一半')
      expect(await points.getAttribute('data-seen')).toBe('yes')
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await page
        .getByRole('list', { name: '评审指标' })
        .or(page.getByRole('table', { name: '评审指标' }))
        .waitFor()
    }
    expect(faults).toEqual([])
    await close()
  })

  it('warn before a change is lost, name the line of a fault, and fit a phone', async () => {
    const { page, close } = await browser.signIn(platform, 'office')
    await openPage(page, '规则包')
    await page.getByLabel('中选上限').fill('0')
    await page.getByRole('menuitem', { name: '采购项目', exact: true }).click()
    await says(page.getByRole('dialog'), '草稿尚未保存')
    await page.getByRole('button', { name: '留在本页' }).click()
    await page.getByRole('button', { name: '按文本编辑' }).click()
    await says(page.getByRole('main'), /第 \d+ 行.*cuts\.winnerCap/)
    await close()

    const phone = await browser.signIn(platform, 'office', 390)
    await phone.page.goto(`${platform.url}/rulePack`)
    await says(phone.page.getByRole('main'), '中选上限')
    expect(await overflow(phone.page)).toBeLessThanOrEqual(0)
    expect(await axeViolations(phone.page)).toEqual([])
    await phone.page.getByRole('button', { name: '按文本编辑' }).click()
    await phone.page.getByRole('textbox', { name: '按文本编辑' }).waitFor()
    expect(await overflow(phone.page)).toBeLessThanOrEqual(0)
    await phone.close()
  })
})
