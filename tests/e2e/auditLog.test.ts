import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, overflow, says, useBrowser } from '../support/browser.ts'
import { ceremony, prepareRound } from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()

beforeAll(async () => {
  await seedAlliance(platform)
  const tenderId = await seedTender(platform, 'bidRound1')
  await prepareRound(platform, tenderId, 'bidRound1')
  await ceremony(platform, await platform.person('office')).start(tenderId, 1)
})

describe('the audit log in the browser', () => {
  it.each([1440, 390])('names rows in words and shows key and checkpoint, %i px wide', async width => {
    const { page, faults, close } = await browser.signIn(platform, 'auditor', width)
    await page.goto(`${platform.url}/auditRows`)
    await says(page.getByRole('main'), '日志公钥指纹')
    await says(page.getByRole('main'), '密封规则')
    const text = await page.getByRole('main').textContent()
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    expect(text).toMatch(/最新检查点\s*\d+ 行/)
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(await axeViolations(page)).toEqual([])
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载日志' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('audit.json')
    expect(faults).toEqual([])
    await close()
  })
})
