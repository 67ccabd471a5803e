import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallPdf } from '../../templates/smallPdf.ts'
import { ADMIN_DIR, axeViolations, openPage, overflow, useBrowser, type Visit } from '../support/browser.ts'
import { uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo, seedOpenedBids, seedOpenedRound, seedSuppliers } from '../support/market.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { DONE, JOB, REFUSAL } from '../support/refused.ts'
import { seedClosedSamples } from '../support/samples.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let office: Person
let tenderId: string
let declaring: string

const NOTICE = `mutation($id:ID!){publishNotice(tenderId:$id,kind:"proposedAward"){__typename ...on Notice{id} ${REFUSAL}}}`
const CLOCK = `mutation($id:ID!){advanceClock(tenderId:$id,seconds:2592000){__typename ...on Tender{now} ${REFUSAL}}}`
const FINALISE = `mutation($id:ID!){finaliseAwards(tenderId:$id){__typename ...on Tender{id} ${REFUSAL}}}`
const ATTACH = `mutation($t:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$t,items:$i)${DONE}}`

async function playAward(): Promise<void> {
  await seedOpenedBids(platform, tenderId, {
    'HQ-T': ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'].map((supplier, i) => ({
      supplier,
      qualityCenti: 9000 - 100 * i,
      priceFen: 10_000 + 100 * i,
    })),
  })
  await office.act(`mutation($id:ID!){computeShortlist(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  await moveTo(platform, tenderId, 'award')
  await seedClosedSamples(platform, tenderId)
  await seedOpenedRound(platform, tenderId, 2, {})
  await office.act(`mutation($id:ID!){proposeAwards(tenderId:$id)${JOB}}`, { id: tenderId })
  await platform.drainJobs()
  await office.act(NOTICE, { id: tenderId })
  await office.act(CLOCK, { id: tenderId })
  await office.act(FINALISE, { id: tenderId })
  await platform.drainJobs()
}

async function handInPapers(): Promise<void> {
  const supplier = await platform.person('supplier-S2')
  await platform.db.tx(tx =>
    tx.run(
      `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg)
       SELECT $1, l.id, s.id, 'submitted', 100 FROM lot l, supplier s WHERE l.tender_id = $1 AND s.code = 'S2'`,
      [declaring],
    ),
  )
  for (const [indicatorCode, validUntil] of [
    ['Q2', '2026-01-31'],
    ['Q4', '2027-01-15'],
  ]) {
    const fileId = await uploadedId(supplier, `${indicatorCode}药品生产许可证.pdf`, smallPdf([`${indicatorCode}`]))
    await supplier.act(ATTACH, {
      t: declaring,
      i: [{ indicatorCode, subjectKey: 'company', fileId, validUntil }],
    })
  }
}

beforeAll(async () => {
  await seedAlliance(platform)
  await seedSuppliers(platform, 5, 8)
  office = await platform.person('office')
  declaring = await seedTender(platform, 'declaration')
  await handInPapers()
  tenderId = await seedTender(platform, 'shortlist')
  await playAward()
})

const shot = async ({ page }: Visit, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
const work = (page: Page, id: string) => page.getByLabel('采购项目').first().selectOption(id)

/** Clean for a machine at both widths; then wide again. */
async function looksRight(visit: Visit, name: string): Promise<void> {
  await shot(visit, `${name}-1440`)
  expect(await axeViolations(visit.page)).toEqual([])
  expect(await overflow(visit.page)).toBeLessThanOrEqual(0)
  await visit.page.setViewportSize({ width: 390, height: 900 })
  await shot(visit, `${name}-390`)
  expect(await axeViolations(visit.page)).toEqual([])
  expect(await overflow(visit.page)).toBeLessThanOrEqual(0)
  await visit.page.setViewportSize({ width: 1440, height: 900 })
}

async function downloaded(page: Page, link: string | RegExp): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()])
  return file.suggestedFilename()
}

describe('what comes of an award, in browsers', () => {
  it('a winner finds the letter on the home, reads it and takes it; the office sees that', async () => {
    const winner = await browser.signIn(platform, 'supplier-S1')
    await work(winner.page, tenderId)
    await shot(winner, 'letter-home-1440')
    await winner.page.getByRole('link', { name: /查阅中选或结果通知书/ }).click()
    await winner.page.getByRole('heading', { name: '中选与结果通知书', level: 1 }).waitFor()
    await winner.page
      .getByText(/本草联采中选〔\d{4}〕/)
      .first()
      .click()
    const letter = winner.page.getByRole('article')
    await letter.getByText('饮片企业1（S1）：').waitFor()
    await letter.getByText(/第四十六条/).waitFor()
    await winner.page.getByRole('button', { name: '打印' }).waitFor()
    await looksRight(winner, 'letter-winner')
    expect(await downloaded(winner.page, /下载 PDF/)).toMatch(/第1号 饮片企业1\.pdf$/)
    const loser = await browser.signIn(platform, 'supplier-S8', 390)
    await loser.page.goto(`${platform.url}/awardLetters`)
    await loser.page
      .getByText(/本草联采结果〔\d{4}〕/)
      .first()
      .click()
    await loser.page
      .getByRole('article')
      .getByText(/均未中选/)
      .waitFor()
    await shot(loser, 'letter-loser-390')
    expect(await overflow(loser.page)).toBeLessThanOrEqual(0)
    const clerk = await browser.signIn(platform, 'office')
    await work(clerk.page, tenderId)
    await openPage(clerk.page, '中选与结果通知书')
    await clerk.page.getByText('2 / 8').waitFor()
    await looksRight(clerk, 'letter-list')
    expect(await downloaded(clerk.page, '下载全部（PDF）')).toBe('award-letters-pdf.zip')
    await clerk.page.goto(`${platform.url}/tenders/${tenderId}/show`)
    await clerk.page.getByRole('link', { name: '查看名单与送达' }).waitFor()
    await shot(clerk, 'letter-tender-1440')
    expect([...winner.faults, ...loser.faults, ...clerk.faults]).toEqual([])
  })

  it('a ranking is taken as a workbook, of one lot and of all', async () => {
    const { page, faults } = await browser.signIn(platform, 'office')
    await work(page, tenderId)
    await page.goto(`${platform.url}/lotRanking?phase=award`)
    await page.getByLabel('品规').first().click()
    await page.getByRole('option', { name: /HQ-T/ }).click()
    expect(await downloaded(page, '导出 HQ-T 排序（Excel）')).toMatch(/^ranking-.*-HQ-T-\w+\.xlsx$/)
    expect(await downloaded(page, '导出全部品规排序（Excel）')).toMatch(/^ranking-.*\.xlsx$/)
    expect(faults).toEqual([])
  })

  it('papers that end too early are listed for the office, narrowed, taken along; the supplier’s home says so', async () => {
    const clerk = await browser.signIn(platform, 'office')
    await work(clerk.page, declaring)
    await openPage(clerk.page, '到期材料')
    const table = clerk.page.getByRole('table', { name: '到期材料' })
    await table.getByRole('row', { name: /Q2药品生产许可证/ }).waitFor()
    await looksRight(clerk, 'expiring')
    expect(await downloaded(clerk.page, '导出表格')).toMatch(/^expiring-papers-.*\.xlsx$/)
    await clerk.page.getByLabel('指标').click()
    await clerk.page.getByRole('option', { name: /^Q4/ }).click()
    await table.getByRole('row', { name: /Q2药品生产许可证/ }).waitFor({ state: 'detached' })
    await clerk.page.getByLabel('企业名称或编码').fill('S9')
    await clerk.page.getByText(/没有已过期或即将到期的材料/).waitFor()
    const supplier = await browser.signIn(platform, 'supplier-S2')
    await supplier.page
      .getByText(/更新即将到期或已过期的材料（2 份）/)
      .first()
      .waitFor()
    await shot(supplier, 'expiring-home-1440')
    expect([...clerk.faults, ...supplier.faults]).toEqual([])
  })

  it('a paused campaign is marked in lists, choices and homes of every role', async () => {
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO objection (notice_id, supplier_id, text, raised_at, due_at)
         SELECT n.id, s.id, '请复核', tender_now($1), tender_now($1) + interval '3 days' FROM notice n, supplier s
         WHERE n.tender_id = $1 AND n.kind = 'proposedAward' AND s.code = 'S8'`,
        [tenderId],
      ),
    )
    const mark = /已暂停（1 件异议待答复），自/
    const clerk = await browser.signIn(platform, 'office')
    await clerk.page.goto(`${platform.url}/tenders`)
    await clerk.page.getByRole('row', { name: mark }).waitFor()
    expect(await clerk.page.getByRole('row', { name: mark }).count()).toBe(1)
    await looksRight(clerk, 'paused-list')
    expect(await clerk.page.getByLabel('采购项目').first().textContent()).toMatch(mark)
    for (const login of [
      'supplier-S1',
      'hospital-H3701001',
      'expert-E01',
      'officer-1',
      'supervisor',
      'cityBureau-370100',
    ]) {
      const visit = await browser.signIn(platform, login)
      const { page, faults } = visit
      await work(page, tenderId)
      await page.getByRole('main').locator('.MuiChip-label', { hasText: mark }).first().waitFor()
      if (login === 'supplier-S1') await looksRight(visit, 'paused-home')
      expect(faults).toEqual([])
    }
    const reader = await browser.open()
    await reader.page.goto(`${platform.url}/portal`)
    await reader.page.locator('.MuiChip-label', { hasText: mark }).first().waitFor()
    await looksRight(reader, 'paused-portal')
    expect([...clerk.faults, ...reader.faults]).toEqual([])
  })
})
