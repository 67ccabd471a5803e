import { beforeAll, describe, expect, it } from 'vitest'
import type { EvidenceKind } from '../../api/domain/evidence.ts'
import { ADMIN_DIR, axeViolations, overflow, says, useBrowser } from '../support/browser.ts'
import { type PlayedCampaign, playTiny } from '../support/campaign.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const played: { it?: PlayedCampaign } = {}
beforeAll(async () => {
  played.it = await playTiny(platform)
})

const bytesOf = (kind: EvidenceKind, change = (text: string) => text) => ({
  name: `${kind}.json`,
  mimeType: 'application/json',
  buffer: Buffer.from(change(JSON.stringify(played.it?.files.get(kind)))),
})

describe('the public page that verifies a file', () => {
  it('checks evidence in the browser, without signing in, and names what was changed', async () => {
    for (const width of [1440, 390]) {
      const { page, faults, close } = await browser.open(width)
      await page.goto(`${platform.url}/portal/verify`)
      const main = page.getByRole('main')
      await says(main, /证据文件/)
      await page.setInputFiles('input[type=file]', bytesOf('opening-1'))
      await says(main, /全部成立/)
      await says(main, /报价：/)
      await page.setInputFiles(
        'input[type=file]',
        bytesOf('draw', text => text.replace('"quota":', '"quota":1')),
      )
      await says(main, /不成立/)
      await page.setInputFiles(
        'input[type=file]',
        bytesOf('draw', () => 'no json'),
      )
      await says(main, /文件格式不正确/)
      expect(await axeViolations(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      expect(faults).toEqual([])
      await close()
    }
  })
})
