import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import ExcelJS from '@protobi/exceljs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallPdf } from '../../templates/smallPdf.ts'
import { ADMIN_DIR, axeViolations, CHECKED_MS, openPage, overflow, says, useBrowser } from '../support/browser.ts'
import { uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { moveTo } from '../support/market.ts'
import { usePlatform } from '../support/platform.ts'
import { answerAll, answersSaved, attachPaper } from '../support/supplierPage.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let tenderId: string

beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'declaration')
})

const main = (page: Page) => page.getByRole('main')
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click()
const shot = async (page: Page, name: string) => {
  const folder = process.env.BENCAO_SHOTS
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
}
const confirm = async (page: Page) => {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '确认并记录' }).click()
  await dialog.waitFor({ state: 'hidden' })
}
describe('a supplier declares two grades', () => {
  it('answers the company once, sees what the rule proposes, and what is wrong at its field', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1')
    await openPage(page, '填写申报')
    await page.getByLabel('黄芪 · 统货 年供应能力（公斤）').fill('800')
    await page.getByLabel('黄芪 · 选货 年供应能力（公斤）').fill('300')
    await page.getByRole('button', { name: '申报品规' }).click()
    await confirm(page)
    await says(main(page), '已申报 2 个品规，尚缺 35 项')
    expect(await axeViolations(page)).toEqual([])
    await shot(page, 'declare-lots-1440')
    await tab(page, /2 企业级/)
    await says(main(page), '用于 2 个申报')
    await answerAll(page, '本企业', 'company')
    await answersSaved(page, 6)
    await says(page.getByRole('region', { name: /^Q2/ }), /规则预审：10\.00 分.*以专家评审为准/)
    await page.getByLabel('本企业 Q5').fill('一项')
    await says(page.getByRole('region', { name: /^Q5/ }), '应为 0 或正整数')
    await page.getByLabel('本企业 Q5').fill('3')
    await answersSaved(page, 6)
    await says(page.getByRole('region', { name: /^Q5/ }), '8 − 3 × 2，最低 0 分，得 2.00 分')
    expect(await axeViolations(page)).toEqual([])
    await shot(page, 'declare-company-1440')
    await tab(page, /3 品种级/)
    await answerAll(page, '黄芪', 'variety')
    await answersSaved(page, 4)
    await tab(page, /4 品规级/)
    const spec = (await page.getByRole('heading', { level: 2, name: /HQ-T/ }).textContent()) ?? ''
    await answerAll(page, spec, 'spec')
    await answersSaved(page, 4)
    await page.getByLabel('选择品规').click()
    await page.getByRole('option', { name: /HQ-X/ }).click()
    await page.getByRole('button', { name: '复制 HQ-T 的 4 项答复' }).click()
    await answersSaved(page, 4)
    expect(faults).toEqual([])
    await close()
  })

  it('is told what is missing, goes there, attaches one paper to many, and submits with a receipt', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1')
    await openPage(page, '填写申报')
    await tab(page, /5 核对与提交/)
    await says(main(page), '尚缺 17 项')
    expect(await page.getByRole('button', { name: '提交申报' }).count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await shot(page, 'declare-missing-1440')
    await page.getByRole('button', { name: /本企业 · Q2 追溯体系：未附佐证材料/ }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('answer-company-Q2')
    const isAccessible = async () => expect(await axeViolations(page)).toEqual([])
    await attachPaper(page, 'Q2', ['Q4', 'Q5', 'Q10', 'B13'], null, async dialog => {
      await dialog.getByLabel('有效期至').fill('2020-12-31')
      await shot(page, 'declare-attach-1440')
      await isAccessible()
    })
    await tab(page, /3 品种级/)
    await attachPaper(page, 'Q1', ['Q7', 'Q9', 'B12'], '用于已申报的全部品种', isAccessible)
    await tab(page, /4 品规级/)
    await attachPaper(page, 'Q3', ['Q6', 'Q8', 'B11'], '用于已申报的全部品规', isAccessible)
    await tab(page, /5 核对与提交/)
    await says(main(page), '资料齐全')
    await says(main(page), '5 份材料即将到期或已过期')
    await page.getByRole('button', { name: '提交申报' }).click()
    await says(page.getByRole('dialog'), /HQ-T 800；HQ-X 300/)
    await confirm(page)
    await says(main(page), '申报回执')
    await says(page.getByRole('region', { name: '申报回执' }).last(), /[0-9a-f]{64}/)
    const { receiptHash } = await platform.db.prisma.declaration.findFirstOrThrow({ where: { tenderId } })
    await says(main(page), receiptHash ?? 'none')
    expect(await axeViolations(page)).toEqual([])
    await shot(page, 'declare-receipt-1440')
    expect(faults).toEqual([])
    await close()
  })

  it('works on a phone', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1', 390)
    await page.goto(`${platform.url}/declare`)
    for (const name of [/1 品规/, /2 企业级/, /4 品规级/, /5 核对/]) {
      await tab(page, name)
      expect(await overflow(page)).toBe(0)
      await shot(page, `declare-390-${String(name).slice(1, 2)}`)
    }
    expect(await axeViolations(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  it('fills the workbook in: a wrong cell by its address, then the changes before they are saved', async () => {
    const { page, faults, close } = await browser.signIn(platform, 'supplier-S1')
    await openPage(page, '填写申报')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载申报表' }).click(),
    ])
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(fs.readFileSync(await download.path())).buffer)
    const sheet = book.getWorksheet('企业级')
    let q5 = 0
    for (let row = 4; row <= (sheet?.rowCount ?? 0); row++) if (sheet?.getCell(`C${row}`).value === 'Q5') q5 = row
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'declare-')), 'form.xlsx')
    const put = async (value: string) => {
      if (sheet) sheet.getCell(`F${q5}`).value = value
      fs.writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()))
      await page.locator('input[type=file]').setInputFiles(file)
    }
    await put('两项')
    await says(main(page), `企业级!F${q5}：应填写半角阿拉伯数字`)
    await put('1')
    await says(main(page), '读取 18 项答复，其中 1 项有变动')
    expect(await axeViolations(page)).toEqual([])
    await shot(page, 'declare-excel-1440')
    await page.getByRole('button', { name: '保存 1 项变动' }).click()
    await expect
      .poll(async () => {
        const row = await platform.db.prisma.answer.findFirst({ where: { tenderId, indicatorCode: 'Q5' } })
        return row?.value
      })
      .toBe('1')
    await tab(page, /5 核对与提交/)
    await says(main(page), '原回执不再相符')
    await page.getByRole('button', { name: '提交申报' }).click()
    await confirm(page)
    await says(main(page), '打印回执')
    expect(faults).toEqual([])
    await close()
  })
})

describe('the office looks at a sign of collusion', () => {
  it('side by side, with what stands in both, and records what it thinks of it', async () => {
    const words = [...Array(12).keys()].map(
      i => `第${i + 1}节：黄芪基地第${(i * 37) % 23}号地块按第${(i * 53) % 41}版规程种植检验`,
    )
    for (const login of ['supplier-S2', 'supplier-S3']) {
      const person = await platform.person(login)
      const fileId = await uploadedId(person, `${login}.pdf`, smallPdf([`${login} 公司`, ...words]))
      await person.act(
        'mutation($t:ID!,$a:[AnswerInput!]!){answerIndicators(tenderId:$t,answers:$a){__typename ...on Done{count} ...on Refusal{violations{code path message}}}}',
        { t: tenderId, a: [{ indicatorCode: 'Q2', subjectKey: 'company', value: 'full' }] },
      )
      await person.act(
        'mutation($t:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$t,items:$i){__typename ...on Done{count} ...on Refusal{violations{code path message}}}}',
        { t: tenderId, i: [{ indicatorCode: 'Q2', subjectKey: 'company', fileId }] },
      )
    }
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg)
         SELECT l.tender_id, l.id, s.id, 'submitted', 100 FROM lot l, supplier s
         WHERE l.tender_id = $1 AND l.code = 'DG-T' AND s.code IN ('S2','S3')`,
        [tenderId],
      ),
    )
    await moveTo(platform, tenderId, 'draw')
    await (await platform.person('office')).act(
      'mutation($t:ID!){findSimilarities(tenderId:$t){__typename ...on Job{id} ...on Refusal{violations{code path message}}}}',
      { t: tenderId },
    )
    await platform.drainJobs()
    const { page, faults, close } = await browser.signIn(platform, 'office')
    await openPage(page, '串标线索')
    await says(main(page), '文字雷同')
    expect(await axeViolations(page)).toEqual([])
    await shot(page, 'similarities-1440')
    await page.getByRole('button', { name: /查看比对 .*文字雷同/ }).click()
    await says(main(page), /高亮处为两份材料相同的文字，共 [1-9]/)
    expect((await main(page).locator('mark').allTextContents()).join('')).toContain('黄芪基地')
    expect(await axeViolations(page)).toEqual([])
    await shot(page, 'similarity-words-1440')
    await page.getByRole('button', { name: '记录处理意见' }).click()
    await page.getByLabel('理由（必填）').fill('两家基地材料文字相同，请企业说明来源')
    await confirm(page)
    await says(main(page), '关注：两家基地材料文字相同，请企业说明来源')
    await page.getByRole('tab', { name: '原文' }).click()
    await expect.poll(() => page.locator('canvas[data-page]').count(), { timeout: CHECKED_MS }).toBe(2)
    await shot(page, 'similarity-files-1440')
    await page.setViewportSize({ width: 390, height: 900 })
    expect(await overflow(page)).toBe(0)
    await page.setViewportSize({ width: 1440, height: 900 })
    const { id } = await platform.db.prisma.declaration.findFirstOrThrow({
      where: { tenderId, supplier: { code: 'S2' } },
    })
    await page.goto(`${platform.url}/declarations/${id}/show`)
    await says(page.getByRole('row', { name: /Q2 追溯体系/ }), 'supplier-S2.pdf')
    await says(page.getByRole('row', { name: /Q4/ }), '尚未附佐证材料')
    expect(await axeViolations(page)).toEqual([])
    await shot(page, 'declaration-show-1440')
    expect(faults).toEqual([])
    await close()
  })
})
