import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, overflow, useBrowser } from '../support/browser.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()

beforeAll(async () => {
  await seedAlliance(platform)
  await seedTender(platform, 'demand')
})

const PEOPLE = [
  'office',
  'officer-1',
  'expert-E01',
  'supplier-S1',
  'distributor-D1',
  'hospital-H3701001',
  'cityBureau-370100',
  'provinceBureau-370000',
  'supervisor',
  'auditor',
  'lab-1',
  'admin',
]

describe('the home of every role', () => {
  it.each(PEOPLE)('%s: figures, nothing broken, nothing cut off, nothing inaccessible', async login => {
    const { page, faults, close } = await browser.signIn(platform, login)
    await page.getByRole('heading', { name: '关键数字' }).waitFor()
    expect(await page.locator('dl dd').count()).toBeGreaterThan(0)
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(await axeViolations(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 800 })
    await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0)
    expect(await axeViolations(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })
})
