import { randomUUID } from 'node:crypto'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_DIR, axeViolations, overflow, says, useBrowser } from '../support/browser.ts'
import { SMALL_PACK, seedAlliance, seedTender } from '../support/fixture.ts'
import { seedWinners } from '../support/market.ts'
import { TEST_PASSWORD, usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()

const WIDTHS = [1440, 390]

async function typePassword(page: Page, login: string): Promise<void> {
  await page.goto(`${site()}/login`)
  await page.getByLabel('用户名').fill(login)
  await page.getByLabel('密码').fill(TEST_PASSWORD)
  await page.keyboard.press('Enter')
}

/** Passkeys are bound to a host name, and an address is none. */
const site = () => platform.url.replace('127.0.0.1', 'localhost')

const signOut = (page: Page) => page.context().clearCookies()

async function looksRight(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(await axeViolations(page)).toEqual([])
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

beforeAll(() => seedAlliance(platform))

describe('the doors of a clerk', () => {
  it('authenticator app at the first sign-in, codes once, a passkey, a step-up', async () => {
    const { page, faults, close } = await browser.open()
    const secret = await firstSignIn(page)
    await signOut(page)
    await signInByCode(page, secret)
    await addPasskey(page)
    await signOut(page)
    await typePassword(page, 'office')
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    expect(faults).toEqual([])
    await close()
  })

  it('one clerk proposes after a step-up, the other checks and confirms', async () => {
    const { passwordHash } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'office' } })
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO app_user (login, display_name, role, password_hash) VALUES ('clerk-1', '经办甲', 'office', $1), ('clerk-2', '经办乙', 'office', $1)`,
        [passwordHash],
      ),
    )
    const runId = await readyToAdopt()
    const first = await browser.signIn(platform, 'clerk-1')
    await platform.db.tx(tx => tx.run(`UPDATE session SET stepped_up_at = now() - interval '6 minutes'`))
    await adopt(first.page)
    await stepUp(first.page, 'clerk-1')
    await first.page.getByText('采用此方案：已提交，等待第二人确认').waitFor()
    await first.page.getByRole('heading', { name: '等待第二人确认' }).waitFor()
    await looksRight(first.page)
    const second = await browser.signIn(platform, 'clerk-2')
    const panel = second.page.getByRole('region', { name: '等待第二人确认' })
    await says(panel, /经办甲/)
    await says(panel, /第 1 号/)
    await looksRight(second.page)
    await panel.getByRole('button', { name: '核对并确认' }).click()
    const dialog = second.page.getByRole('dialog')
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await panel.waitFor({ state: 'detached' })
    const run = await platform.db.prisma.allocationRun.findUniqueOrThrow({ where: { id: runId } })
    expect(run.adoptedAt).not.toBeNull()
    expect([...first.faults, ...second.faults]).toEqual([])
    await first.close()
    await second.close()
  })

  it('the own account: devices, password, a link from the administrator', async () => {
    const elsewhere = await platform.person('hospital-H3701001')
    const visit = await browser.signIn(platform, 'hospital-H3701001')
    await visit.page.goto(`${platform.url}/account`)
    await visit.page.getByText('当前设备').waitFor()
    await looksRight(visit.page)
    await visit.page.getByRole('button', { name: '退出其他设备' }).click()
    const dialog = visit.page.getByRole('dialog')
    await dialog.getByRole('button', { name: '确认并记录' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await elsewhere.ask('{me{login}}')).toEqual({ me: null })
    const { id } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'hospital-H3701001' } })
    const admin = await platform.person('admin')
    const { token } = await admin.act<{ token: string }>(
      'mutation($u:ID!){issuePasswordReset(userId:$u){__typename ...on PasswordReset{token} ...on Refusal{violations{code path message}}}}',
      { u: id },
    )
    await setPassword(visit.page, token)
    await visit.close()
  })
})

async function firstSignIn(page: Page): Promise<string> {
  await page.goto(`${site()}/login`)
  await page.getByLabel('用户名').waitFor()
  await looksRight(page)
  await typePassword(page, 'office')
  await page.getByRole('heading', { name: '首次登录：设置第二重验证' }).waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: '使用验证器应用（动态验证码）' }).click()
  await page.getByRole('img', { name: '验证器二维码' }).waitFor()
  await looksRight(page)
  const secret = ((await page.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '')
  const code = generateSync({ secret })
  await page.getByLabel('动态验证码').fill(code)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '恢复码' }).waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: '我已保存，继续' }).click()
  await page.getByRole('heading', { name: '工作台' }).waitFor()
  return secret
}

async function signInByCode(page: Page, secret: string): Promise<void> {
  await typePassword(page, 'office')
  const field = page.getByLabel('动态验证码')
  await field.waitFor()
  await looksRight(page)
  const { totpStep } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'office' } })
  await field.fill(generateSync({ secret, epoch: Number(totpStep) * 30 }))
  await page.keyboard.press('Enter')
  await page.getByText('验证码不正确或已用过').waitFor()
  await field.fill(generateSync({ secret, epoch: (Number(totpStep) + 1) * 30 }))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '工作台' }).waitFor()
}

async function addPasskey(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.getByRole('button', { name: '我的账户' }).click()
  await page.getByRole('menuitem', { name: '我的账号' }).click()
  await page.getByRole('heading', { name: '我的账号', level: 1 }).waitFor()
  await page.getByLabel('名称').fill('办公电脑')
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await page.getByText('办公电脑', { exact: true }).waitFor()
  await looksRight(page)
}

async function readyToAdopt(): Promise<string> {
  const tenderId = await seedTender(platform, 'allocation', SMALL_PACK)
  await seedWinners(platform, tenderId, {}, {})
  const runId = randomUUID()
  await platform.db.tx(tx =>
    tx.run(
      `INSERT INTO allocation_run (id, tender_id, number, mode, status, input_hash, output_hash, agreed_kg, allocated_kg) VALUES ($1, $2, 1, 'slicesDefault', 'done', $3, $3, 0, 0)`,
      [runId, tenderId, '0'.repeat(64)],
    ),
  )
  return runId
}

async function adopt(page: Page): Promise<void> {
  const tender = await platform.db.prisma.tender.findFirstOrThrow()
  await page.goto(`${platform.url}/tenders/${tender.id}/show`)
  await page.getByRole('button', { name: '采用此方案' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认并记录' }).click()
}

async function stepUp(page: Page, login: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '请再次验证身份' })
  await dialog.waitFor()
  expect(await axeViolations(page)).toEqual([])
  await dialog.getByLabel('动态验证码').fill(await platform.code(login))
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
}

async function setPassword(page: Page, token: string): Promise<void> {
  await signOut(page)
  await page.goto(`${site()}/reset/${token}`)
  await page.getByLabel('新密码', { exact: true }).fill('a new long password')
  await page.getByLabel('再次输入新密码').fill('a new long password')
  await looksRight(page)
  await page.getByRole('button', { name: '设置新密码' }).click()
  await page.getByText('新密码已设置').waitFor()
  await page.goto(`${site()}/login`)
  await page.getByLabel('用户名').fill('hospital-H3701001')
  await page.getByLabel('密码').fill('a new long password')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '工作台' }).waitFor()
}
