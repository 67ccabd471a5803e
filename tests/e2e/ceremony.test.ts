import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteKeyText, verifyCosignature } from '../../api/domain/auditLog.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'
import {
  ADMIN_DIR,
  axeViolations,
  openPage,
  overflow,
  record,
  says,
  useBrowser,
  type Visit,
} from '../support/browser.ts'
import { ceremony, OFFICERS, passTime, prepareRound } from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { handInShares, makeKeys, openKeyFile, saveDownload, signPolicy } from '../support/officerPage.ts'
import { usePlatform } from '../support/platform.ts'
import { runVerifier, startWitness } from '../support/running.ts'
import { confirmSeal, fillForm, priceOf, rowOf, seal } from '../support/supplierPage.ts'

const privateKey = new Uint8Array(32).fill(9)
const witness = { name: 'witness.test', publicKey: ed25519PublicKey(privateKey), privateKey }
const platform = usePlatform({ adminDir: ADMIN_DIR, witnessKeys: [await noteKeyText(witness, nodeCrypto)] })
const browser = useBrowser()
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-ceremony-'))
/** A stranger's computer: what is downloaded, and nothing else. */
const elsewhere = path.join(directory, 'elsewhere')
const processes: ChildProcess[] = []
afterAll(() => {
  for (const one of processes) one.kill()
  fs.rmSync(directory, { recursive: true, force: true })
})
beforeAll(async () => {
  fs.mkdirSync(elsewhere)
  await seedAlliance(platform)
  await platform.db.tx(tx =>
    tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash) SELECT 'office-b', '经办乙', role, password_hash FROM app_user WHERE login = 'office'`,
    ),
  )
  processes.push(startWitness(platform.url, path.join(directory, 'witness'), witness))
})

interface Officer extends Visit {
  readonly login: string
  readonly keyFile: string
}

const main = (page: Page) => page.getByRole('main')

/** What a page must be at every moment that a person looks at it. */
async function looksRight({ page, faults }: Visit): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await axeViolations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(faults).toEqual([])
}

/** Presses a link that hands a file to the person, and keeps the file elsewhere. */
async function takeAway(page: Page, link: string, file: string): Promise<void> {
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: link }).click()
  await (await saved).saveAs(path.join(elsewhere, file))
}

/** A copy of a file with one digit changed. */
function spoil(file: string, digit: RegExp): string {
  const text = fs.readFileSync(path.join(elsewhere, file), 'utf8')
  const spoilt = text.replace(
    digit,
    (all, before: string, one: string) => before + ((Number(one) + 1) % 10) + all.slice(before.length + 1),
  )
  expect(spoilt).not.toBe(text)
  fs.writeFileSync(path.join(elsewhere, `spoilt-${file}`), spoilt)
  return `spoilt-${file}`
}

/** At the stage of the opening, as if the review had been done meanwhile. */
const reviewDone = (tenderId: string) =>
  platform.db.tx(async tx => {
    await tx.run(`UPDATE tender SET stage = 'opening' WHERE id = $1`, [tenderId])
    await tx.run(
      `INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, 'h', 1, 1, now())`,
      [tenderId],
    )
  })

describe('a price round in browsers', () => {
  const held = { tenderId: '' }

  it('clerks, officers and suppliers take it from its keys to its prices', async () => {
    const tenderId = await seedTender(platform, 'bidRound1')
    held.tenderId = tenderId
    await prepareRound(platform, tenderId, 'bidRound1')
    const acts = ceremony(platform, await platform.person('office'))
    const clerk = await browser.signIn(platform, 'office')
    await clerk.page.goto(`${platform.url}/tenders/${tenderId}/show`)
    await record(clerk.page, '建立报价轮次')

    const officers: Officer[] = []
    for (const login of OFFICERS) {
      const visit = await browser.signIn(platform, login)
      if (login === 'officer-1') {
        await openPage(visit.page, '开标与抽取')
        await looksRight(visit)
      }
      officers.push({ ...visit, login, keyFile: await makeKeys(visit.page, directory, login) })
    }
    const [first] = officers
    if (!first) throw new Error('no officer')
    await looksRight(first)
    await record(clerk.page, '固定开标规则')
    await says(main(first.page), '请逐项阅读')
    await looksRight(first)
    await openKeyFile(first.page, officers[1]?.keyFile ?? '')
    await says(main(first.page), '这是另一位开标人员的密钥文件')
    await first.page.reload()
    for (const officer of officers) await signPolicy(officer.page, officer.keyFile)
    expect((await acts.round(tenderId, 1)).status).toBe('open')

    const one = await browser.signIn(platform, 'supplier-S1')
    await openPage(one.page, '密封报价')
    await says(main(one.page), '5 位开标人员的密钥签名与规则签名全部有效')
    const form = await saveDownload(one.page, '下载报价表格', `${directory}/form.xlsx`)
    await fillForm(form, [98.76, 55], `${directory}/filled.xlsx`)
    await one.page.getByLabel('读入已填表格（不上传）').setInputFiles(`${directory}/filled.xlsx`)
    await seal(one.page, /密封并提交 2 个报价/)
    await says(main(one.page), /第 1 版.*回执已核对/)
    await saveDownload(one.page, '下载回执', `${directory}/receipt.json`)

    const two = await browser.signIn(platform, 'supplier-S2')
    await openPage(two.page, '密封报价')
    await priceOf(two.page, '统货').fill('90')
    await priceOf(two.page, '选货').fill('80')
    await seal(two.page, /密封并提交 2 个报价/)
    await priceOf(two.page, '统货').fill('89.50')
    await seal(two.page, /密封并提交 1 个报价/)
    await rowOf(two.page, /选货/).getByRole('button', { name: '撤回' }).click()
    await two.page.getByRole('dialog').getByRole('button', { name: '确认并记录' }).click()
    await says(main(two.page), /已撤回/)
    await looksRight(two)

    await acts.publishDocuments(tenderId, '修改后的正文')
    await says(main(one.page), /2 个报价已作废，须重新密封.*采购文件已修改/)
    await looksRight(one)
    for (const officer of officers) await signPolicy(officer.page, officer.keyFile)
    await one.page.getByRole('button', { name: '重新密封 2 个报价' }).click()
    await confirmSeal(one.page)
    await two.page.getByRole('button', { name: '重新密封 1 个报价' }).click()
    await confirmSeal(two.page)
    await one.page.getByLabel('选择回执文件').setInputFiles(`${directory}/receipt.json`)
    await says(main(one.page), /回执有效.*此后已有新的提交或撤回/)
    await looksRight(one)

    await passTime(platform, tenderId, (await acts.round(tenderId, 1)).closesAt)
    await clerk.page.reload()
    await record(clerk.page, '截止报价')
    for (const i of [0, 2, 4]) {
      const officer = officers[i]
      if (!officer) throw new Error('no officer')
      await officer.page.reload()
      await handInShares(officer.page, officer.keyFile)
      await looksRight(officer)
    }
    await reviewDone(tenderId)
    await clerk.page.reload()
    await record(clerk.page, '开标')
    const second = await browser.signIn(platform, 'office-b')
    const waiting = second.page.getByRole('region', { name: '等待第二人确认' })
    await waiting.getByRole('button', { name: '核对并确认' }).click()
    const dialog = second.page.getByRole('dialog')
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    // As long as the dialog is open the rest of the page counts as hidden.
    await dialog.waitFor({ state: 'hidden' })
    await waiting.waitFor({ state: 'detached' })
    await platform.drainJobs()
    const prices = await platform.db.prisma.openedBid.findMany({ orderBy: { priceFen: 'asc' } })
    expect(prices.map(bid => [bid.verdict, bid.priceFen])).toEqual([
      ['opened', 5500n],
      ['opened', 8950n],
      ['opened', 9876n],
    ])
    await says(main(first.page), '已开标')
    for (const visit of [...officers, one, two, clerk, second]) {
      expect(visit.faults).toEqual([])
      await visit.close()
    }
  }, 480_000)

  it('what the supervisor takes away is checked on a computer without the platform', async () => {
    const visit = await browser.signIn(platform, 'supervisor')
    await visit.page.goto(`${platform.url}/tenders/${held.tenderId}/show`)
    await takeAway(visit.page, '首轮开标', 'opening-1.json')
    await visit.page.goto(`${platform.url}/auditRows`)
    await says(main(visit.page), /witness\.test：\d+ 行/)
    const note = await visit.page.evaluate(async () => (await fetch('/log/checkpoint')).text())
    expect(await verifyCosignature(note, witness, nodeCrypto)).not.toBeNull()
    await looksRight(visit)
    await takeAway(visit.page, '下载日志', 'audit.json')
    await visit.close()
    fs.copyFileSync(platform.checkpointFile, path.join(elsewhere, 'checkpoints.log'))
    for (const one of processes) one.kill()

    const key = ['--key', platform.command.log.key]
    const opening = (file: string) => runVerifier(elsewhere, 'opening', file, ...key)
    const audit = (file: string) => runVerifier(elsewhere, 'audit', file, '--checkpoints', 'checkpoints.log', ...key)
    const [opened, logged] = [opening('opening-1.json'), audit('audit.json')]
    expect(opened.output).toMatch(/3 bids.*\n✓ everything holds/)
    expect(logged.output).toMatch(/log rows.*\n✓ everything holds/)
    expect([opened.status, logged.status]).toEqual([0, 0])

    const price = opening(spoil('opening-1.json', /("priceFen":"895)(\d)/))
    expect(price.output).toContain('✗ HQ-T / S2: opened again it is 8950, not what the record says')
    const row = audit(spoil('audit.json', /("action":"submitBid".*?"payloadHash":"[a-f]*)(\d)/))
    expect(row.output).toMatch(/✗ row \d+ \(submitBid\)/)
    expect([price.status, row.status]).toEqual([1, 1])
  })

  it('once the award is public, anybody checks the opening on the public page', async () => {
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO notice (tender_id, kind, number, title, body, hash, published_at) VALUES ($1, 'award', 'N-1', '中选结果', '{}', $2, now())`,
        [held.tenderId, '0'.repeat(64)],
      ),
    )
    const { page, faults, close } = await browser.open()
    await page.goto(`${platform.url}/portal/verify`)
    await takeAway(page, '首轮开标', 'public.json')
    await page.setInputFiles('input[type=file]', path.join(elsewhere, 'public.json'))
    await says(main(page), /全部成立/)
    await page.setInputFiles('input[type=file]', path.join(elsewhere, 'spoilt-opening-1.json'))
    await says(main(page), 'HQ-T / S2：重新开启的结果是 8950，与记录不符')
    expect(faults).toEqual([])
    await close()
  })
})
