/** Over 300 lines: the demo's campaign from declaring to the award, every part by its own person in a browser, as one story. */
import fs from 'node:fs'
import path from 'node:path'
import ExcelJS from '@protobi/exceljs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { OFFICERS } from '../../rehearsal/stages/register.ts'
import { smallPdf } from '../../templates/smallPdf.ts'
import { ADMIN_DIR, choose, record, says, useBrowser } from '../support/browser.ts'
import { giveReasons, scoreAndHandIn, signReview, useHandPlay } from '../support/handPlay.ts'
import { handInShares, makeKeys, openKeyFile, PASSPHRASE, saveDownload, signPolicy } from '../support/officerPage.ts'
import { usePlatform } from '../support/platform.ts'
import { answerAll, answersSaved, attachPaper, priceOf, seal } from '../support/supplierPage.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const table = useHandPlay(platform, browser)

const LIMIT_MS = 600_000
const main = (page: Page) => page.getByRole('main')
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click()
const keyFileOf = (login: string, round: number) => path.join(table.directory, `${login}-${round}.age`)
const stageOf = async () => (await platform.db.prisma.tender.findUniqueOrThrow({ where: { id: table.tenderId } })).stage

/** How each supplier answers: which step of a scale, and a number; the third is too weak to be shortlisted for long. */
const ANSWERS = [
  { step: 1, number: '1', kg: '900', prices: ['45', '58'] },
  { step: 1, number: '2', kg: '700', prices: ['44.50', '57'] },
  { step: 2, number: '3', kg: '600', prices: ['46', '59'] },
] as const

async function declare(login: string, who: number): Promise<void> {
  const { step, number, kg } = ANSWERS[who] ?? ANSWERS[0]
  const page = await table.at(login, '/declare')
  for (const grade of ['统货', '选货']) await page.getByLabel(`黄芪 · ${grade} 年供应能力（公斤）`).fill(kg)
  await table.press(page, /申报品规$/)
  await tab(page, /2 企业级/)
  await answerAll(page, '本企业', 'company', step, number)
  await answersSaved(page, 6)
  const paper = {
    name: `资料-${who}.pdf`,
    mimeType: 'application/pdf',
    buffer: Buffer.from(smallPdf([`企业 ${login} 的质量体系`, `${login}\f第二页 ${who}`])),
  }
  await attachPaper(page, 'Q2', ['Q4', 'Q5', 'Q10', 'B13'], null, undefined, paper)
  await tab(page, /3 品种级/)
  await answerAll(page, '黄芪', 'variety', step, number)
  await answersSaved(page, 4)
  await attachPaper(page, 'Q1', ['Q7', 'Q9', 'B12'], '用于已申报的全部品种', undefined, paper)
  await tab(page, /4 品规级/)
  const spec = (await page.getByRole('heading', { level: 2, name: /HQ-T/ }).textContent()) ?? ''
  await answerAll(page, spec, 'spec', step, number)
  await answersSaved(page, 4)
  await page.getByLabel('选择品规').click()
  await page.getByRole('option', { name: /HQ-X/ }).click()
  await page.getByRole('button', { name: '复制 HQ-T 的 4 项答复' }).click()
  await answersSaved(page, 4)
  await attachPaper(page, 'Q3', ['Q6', 'Q8', 'B11'], '用于已申报的全部品规', undefined, paper)
  await tab(page, /5 核对与提交/)
  await says(main(page), '资料齐全')
  await table.press(page, '提交申报')
  await says(main(page), '申报回执')
}

/** A supplier seals a price for each grade, or for those that are given. */
async function quote(login: string, prices: readonly (string | null)[]): Promise<void> {
  const page = await table.at(login, '/quotes')
  await says(main(page), '5 位开标人员的密钥签名与规则签名全部有效')
  for (const [i, grade] of ['统货', '选货'].entries()) {
    const price = prices[i]
    if (price) await priceOf(page, grade).fill(price)
  }
  await seal(page, /密封并提交 \d 个报价/)
}

/** Three of the five hand in, and two clerks open. */
async function openRound(round: number): Promise<void> {
  for (const login of OFFICERS.slice(0, 3))
    await handInShares(await table.at(login, '/ceremonies'), keyFileOf(login, round))
  await table.byTwo('开标')
  await expect
    .poll(() => platform.db.prisma.priceRound.findFirstOrThrow({ where: { tenderId: table.tenderId, number: round } }))
    .toMatchObject({ status: 'opened' })
}

/** Who has something open in the review: sheets to score, or reasons to give. */
const owing = () =>
  platform.db.tx(tx =>
    tx.rows<{ login: string; open: number; reasons: number }>(
      `SELECT e.code AS login, count(DISTINCT r.id) FILTER (WHERE r.status = 'assigned')::int AS open, count(s.*) FILTER (WHERE s.reason_due)::int AS reasons
       FROM review_sheet r JOIN expert e ON e.id = r.expert_id LEFT JOIN score s ON s.sheet_id = r.id
       WHERE r.tender_id = $1 AND r.status <> 'void' GROUP BY e.code
       HAVING count(*) FILTER (WHERE r.status = 'assigned') + count(*) FILTER (WHERE s.reason_due) > 0 ORDER BY 1`,
      [table.tenderId],
    ),
  )

/** All experts score, the third ones too, give reasons that are asked for, and sign. */
async function reviewAll(phase: string, contrary: readonly string[]): Promise<void> {
  let rounds = 0
  for (let still = await owing(); still.length > 0; still = await owing()) {
    if (rounds++ > 6) throw new Error(`the review does not end: ${JSON.stringify(still)}`)
    for (const { login, open, reasons } of still) {
      const page = await table.at(login, '/score')
      if (open > 0) await scoreAndHandIn(page, rounds === 1 && contrary.includes(login))
      else await giveReasons(page, reasons)
      await expect.poll(async () => (await owing()).find(one => one.login === login)?.open ?? 0).toBe(0)
    }
  }
  const judges = await platform.db.prisma.reviewSheet.findMany({
    where: { tenderId: table.tenderId, phase, status: 'submitted' },
    distinct: ['expertId'],
    include: { expert: true },
  })
  for (const { expert } of judges) await signReview(await table.at(expert.code, '/score'))
}

/** What the laboratory finds in a sample of 黄芪, field by field of the form; water is the fourth. */
const FOUND = ['符合', '大选', '2.0', '9.1', '4.0', '0.120', '30', '1.0', '0.1', '0.5', '0.05', '8', '未检出']
const TOO_WET = '10.6'

/** The laboratory takes the samples in, fills the form and issues it; the first of the sorted grade is too wet. */
async function examine(samples: number): Promise<void> {
  const page = await table.at('lab-1', '/bench')
  await table.press(page, '确认收样', dialog => dialog.getByLabel('封签号').fill('F-9'))
  const file = path.join(table.directory, 'results.xlsx')
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载检验结果表' }).click()
  await (await saved).saveAs(file)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(fs.readFileSync(file)).buffer)
  for (const sheet of book.worksheets)
    for (let row = 5; sheet.name.startsWith('HQ-') && sheet.getCell(row, 1).text !== ''; row++)
      for (const [i, value] of FOUND.entries())
        sheet.getCell(row, i + 2).value = sheet.name === 'HQ-X' && row === 5 && i === 3 ? TOO_WET : value
  fs.writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()))
  await page.locator('input[type=file]').first().setInputFiles(file)
  await says(main(page), `已导入 ${samples} 份样品的结果`)
  // Each grade is issued by itself.
  for (const issued of [samples / 2, samples]) {
    await record(page, '签发结果')
    await says(main(page), `已签发 ${issued} 份`)
  }
}

/** The present clock of the campaign some days on, as a field for date and time takes it. */
async function daysOn(days: number): Promise<string> {
  const row = await platform.db.tx(tx =>
    tx.row<{ at: string }>(
      `SELECT to_char((tender_now($1) + make_interval(days => $2)) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI') AS at`,
      [table.tenderId, days],
    ),
  )
  return row?.at ?? ''
}

describe('the demo’s campaign, played by hand', () => {
  it(
    'three suppliers declare two grades and prove everything with one paper each',
    async () => {
      for (const [who, login] of table.suppliers.entries()) await declare(login, who)
      await table.passTime('到本阶段截止')
      await table.act(/^推进到：首轮报价/)
      expect(await stageOf()).toBe('bidRound1')
    },
    LIMIT_MS,
  )

  it(
    'five officers make keys and sign; the suppliers seal their prices',
    async () => {
      await table.act('建立报价轮次')
      for (const login of OFFICERS)
        fs.renameSync(await makeKeys(await table.at(login, '/'), table.directory, login), keyFileOf(login, 1))
      await table.act('固定开标规则')
      for (const login of OFFICERS) await signPolicy(await table.at(login, '/ceremonies'), keyFileOf(login, 1))
      for (const [who, login] of table.suppliers.entries()) await quote(login, ANSWERS[who]?.prices ?? [])
      await table.passTime('到本阶段截止')
      await table.act('截止报价')
      await table.act(/^推进到：专家抽取/)
    },
    LIMIT_MS,
  )

  it(
    'the experts are drawn from everybody’s randomness',
    async () => {
      await table.act('准备抽取')
      const watcher = await table.at('supervisor-1', `/tenders/${table.tenderId}/show`)
      await record(watcher, '见证抽取')
      const contributors = [...OFFICERS.slice(0, 3), table.suppliers[0] ?? '']
      const fileOf = (login: string) => path.join(table.directory, `entropy-${login}.json`)
      for (const login of contributors) {
        const page = await table.at(login, '/ceremonies')
        await saveDownload(page, '生成并下载文件', fileOf(login))
        await page.getByLabel('选择随机数文件').setInputFiles(fileOf(login))
        await says(main(page), '文件可用')
        await record(page, '提交承诺')
      }
      await table.act('冻结名单')
      for (const login of contributors) {
        const page = await table.at(login, '/ceremonies')
        await page.getByRole('heading', { name: '公开随机数' }).waitFor()
        await page.getByLabel('选择随机数文件').setInputFiles(fileOf(login))
        await says(main(page), '文件与您提交的承诺一致')
        await record(page, '公开随机数')
      }
      await table.act('抽取专家')
      await table.act(/^推进到：初评/)
      await table.act('分派评审')
      await expect
        .poll(() => platform.db.prisma.reviewSheet.count({ where: { tenderId: table.tenderId } }))
        .toBeGreaterThan(0)
    },
    LIMIT_MS,
  )

  it(
    'seven experts score, a third judges where two differ, all sign; a supplier contests and others judge anew',
    async () => {
      const [pair] = await platform.db.tx(tx =>
        tx.rows<{ login: string }>(
          `SELECT e.code AS login FROM review_sheet r JOIN expert e ON e.id = r.expert_id
         WHERE r.tender_id = $1 AND NOT r.panel ORDER BY e.code LIMIT 1`,
          [table.tenderId],
        ),
      )
      await reviewAll('first', [pair?.login ?? ''])
      const third = { tenderId: table.tenderId, slot: 3, panel: false, status: 'submitted' }
      expect(await platform.db.prisma.reviewSheet.count({ where: third })).toBeGreaterThan(0)
      await table.act('反馈初评结果')
      const supplier = await table.at(table.suppliers[0] ?? '', '/myScores')
      await supplier
        .getByLabel(/^澄清 /)
        .first()
        .fill('所列记录见附件第 2 页。')
      await record(supplier, '提交澄清')
      await table.passTime('7 天')
      await table.act('开始复审')
      await expect.poll(async () => (await owing()).length).toBeGreaterThan(0)
      await reviewAll('second', [])
      await table.act('冻结分数')
      await expect.poll(() => platform.db.prisma.scoreFreeze.count({ where: { tenderId: table.tenderId } })).toBe(1)
    },
    LIMIT_MS,
  )

  it(
    'the prices are opened by three of five; the shortlist is public',
    async () => {
      await table.act(/^推进到：/)
      await openRound(1)
      await table.act(/^推进到：入围/)
      await table.act(/^计算入围/)
      await table.byTwo(/^发布入围公示/)
      await table.passTime('7 天')
      await table.act(/^推进到：样品评审/)
    },
    LIMIT_MS,
  )

  it(
    'samples come blind to the laboratory; one that fails takes its declaration out',
    async () => {
      await table.act('启动样品评审')
      await table.act('发布送样时段', dialog => dialog.getByLabel('地点').fill('济南市历下区样品接收室'))
      const shortlisted = await platform.db.prisma.sample.findMany({
        where: { declaration: { tenderId: table.tenderId } },
        include: { declaration: { include: { supplier: true, lot: true } } },
      })
      for (const login of new Set(shortlisted.map(sample => sample.declaration.supplier.code))) {
        const page = await table.at(login, '/mySamples')
        await page.getByRole('combobox', { name: '送样时段' }).click()
        await page.getByRole('option').first().click()
        await record(page, '预约')
      }
      const desk = await table.office()
      await desk.getByLabel('送样编号').focus()
      for (const { deliveryCode } of shortlisted) {
        await desk.keyboard.type(deliveryCode.toLowerCase())
        await desk.getByText('企业').first().waitFor()
        for (const typed of ['', 'F-1']) {
          await desk.keyboard.type(typed)
          await desk.keyboard.press('Enter')
        }
        await says(main(desk), `已接收 ${deliveryCode}`)
      }
      await table.byTwo('编盲码')
      const clerk = await table.act('打印标签')
      await clerk.getByRole('heading', { name: '盲码标签' }).waitFor()
      await table.act('送检', async dialog => {
        await dialog.getByRole('combobox', { name: '检验机构' }).click()
        await dialog.page().getByRole('option').first().click()
        await dialog.getByLabel('封签号').fill('F-9')
      })
      await examine(shortlisted.length)
      await table.byTwo('解盲')
      await table.passTime('4 天')
      await table.byTwo('结束样品评审')
      const failed = await platform.db.prisma.sample.findFirstOrThrow({
        where: { result: 'failed', declaration: { tenderId: table.tenderId } },
        include: { declaration: { include: { supplier: true } } },
      })
      expect(failed.removed).toBe(true)
      const loser = await table.at(failed.declaration.supplier.code, '/mySamples')
      await says(main(loser), '按规则对应申报退出')
    },
    LIMIT_MS,
  )
  it(
    'the rest quote again under new keys of the same officers',
    async () => {
      await table.act(/^推进到：第二轮报价/)
      const until = await daysOn(10)
      await table.act('安排时间', dialog => dialog.getByLabel('第二轮报价 截止时间').fill(until))
      await table.act('建立报价轮次')
      for (const login of OFFICERS) {
        const page = await table.at(login, '/ceremonies')
        await openKeyFile(page, keyFileOf(login, 1))
        await page.getByLabel('为密钥文件设置口令').fill(PASSPHRASE)
        await page.getByLabel('再输入一次口令').fill(PASSPHRASE)
        await saveDownload(page, '生成密钥并下载密钥文件', keyFileOf(login, 2))
        await page.locator('input[type=file]').last().setInputFiles(keyFileOf(login, 2))
        await page.getByLabel('密钥文件口令').fill(PASSPHRASE)
        await page.getByRole('button', { name: '解开密钥文件' }).click()
        await page.getByRole('button', { name: '登记密钥' }).click()
        await says(main(page), '密钥已登记')
      }
      await table.act('固定开标规则')
      for (const login of OFFICERS) await signPolicy(await table.at(login, '/ceremonies'), keyFileOf(login, 2))
      const standing = await platform.db.prisma.sample.findMany({
        where: { result: 'passed', declaration: { tenderId: table.tenderId } },
        include: { declaration: { include: { supplier: true, lot: true } } },
      })
      for (const login of new Set(standing.map(sample => sample.declaration.supplier.code))) {
        const lots = standing
          .filter(one => one.declaration.supplier.code === login)
          .map(one => one.declaration.lot.code)
        await quote(login, [lots.includes('HQ-T') ? '43.50' : null, lots.includes('HQ-X') ? '56' : null])
      }
      await table.passTime('到本阶段截止')
      await table.act('截止报价')
      await openRound(2)
      await table.act(/^推进到：中选/)
    },
    LIMIT_MS,
  )

  it(
    'the award is proposed, objected to, answered, final and public',
    async () => {
      await table.act('提出拟中选')
      await table.byTwo(/^发布拟中选公示/)
      const objector = await table.at(table.suppliers[1] ?? '', '/notices')
      await main(objector).getByText('拟中选结果公示').first().click()
      await table.press(objector, '提出异议', async dialog => {
        await dialog.getByLabel('品规').click()
        await objector.getByRole('option').first().click()
        await choose(dialog, '事项', '价格得分')
        await dialog.getByLabel('异议内容').fill('请复核本企业价格得分。')
      })
      await table.act('答复异议', async dialog => {
        await dialog.getByLabel('不成立').check()
        await dialog.getByRole('textbox', { name: /^回答/ }).fill('经复核，价格得分按公布公式计算无误。')
        await dialog.getByRole('textbox', { name: /公开的答复要点/ }).fill('价格得分计算无误')
      })
      await table.passTime('7 天')
      await table.byTwo('确定中选')
      await table.byTwo(/^发布中选公告/)
      const { page, close, faults } = await browser.open()
      await page.goto(`${platform.url}/portal`)
      await says(main(page), '中选公告')
      await close()
      expect([...table.faults(), ...faults]).toEqual([])
      const awards = await platform.db.prisma.award.findMany({ where: { lot: { tenderId: table.tenderId } } })
      expect(awards.length).toBeGreaterThan(0)
      expect(awards.every(award => award.status === 'final')).toBe(true)
    },
    LIMIT_MS,
  )
})
