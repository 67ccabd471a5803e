import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, useBrowser } from '../support/browser.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'
import { seedDeclarations, seedDraw } from '../support/review.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let tenderId: string

beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'review')
  await seedDeclarations(platform, tenderId)
  await seedDraw(platform, tenderId)
  const office = await platform.person('office')
  await office.act(
    'mutation($t:ID!){assignReview(tenderId:$t){__typename ...on Refusal{violations{code path message}}}}',
    {
      t: tenderId,
    },
  )
  await platform.drainJobs()
})

describe('an expert in a browser', () => {
  it('scores a whole sheet with the keyboard only', async () => {
    const drawn = await platform.db.prisma.reviewSheet.findFirst({
      where: { tenderId },
      select: { expert: { select: { code: true } } },
    })
    const { page, faults, close } = await browser.signIn(platform, `expert-${drawn?.expert.code}`)
    const { keyboard } = page
    const focused = () =>
      page.evaluate(() => (document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? '')))
    const press = async (until: string) => {
      for (let i = 0; i < 60 && !(await focused()).includes(until); i++) await keyboard.press('Tab')
      await keyboard.press('Enter')
    }
    await press('去办理')
    await expect.poll(focused).toContain('开始评分')
    await keyboard.press('Enter')
    const points = page.locator('input[data-points]')
    await points.first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    const count = await points.count()
    expect(count).toBeGreaterThan(0)
    await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-points'))).toBe(true)
    for (let at = 0; at < count; at++) {
      // What has no proposal is for the expert to judge.
      const text = await page.locator('ol > li').nth(at).textContent()
      if (text?.includes('建议分 —')) await keyboard.type('1')
      await keyboard.press('Enter')
    }
    await expect.poll(focused).toContain('提交')
    await keyboard.press('Enter')
    const where = { tenderId, status: 'submitted' }
    await expect.poll(() => platform.db.prisma.reviewSheet.count({ where }), { timeout: 15_000 }).toBe(1)
    expect(faults).toEqual([])
    await close()
  })
})
