import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyFileOf, lockKeyFile } from '../../admin/crypto/keyFile.ts'
import { decodeEnvelope, encodeEnvelope } from '../../api/domain/envelope.ts'
import { ADMIN_DIR, axeViolations, openPage, overflow, says, useBrowser } from '../support/browser.ts'
import {
  ceremony,
  declarationIds,
  passTime,
  policyOf,
  prepareRound,
  type Round,
  sealed,
  secret,
} from '../support/ceremony.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { handInShares, makeKeys, openKeyFile, PASSPHRASE } from '../support/officerPage.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-officer-'))
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }))
beforeAll(() => seedAlliance(platform))

const main = (page: Page) => page.getByRole('main')
const office = async () => ceremony(platform, await platform.person('office'))

/** A tender at the first price round; earlier ones are over. */
async function startTender(): Promise<string> {
  await platform.db.tx(tx => tx.run(`UPDATE tender SET stage = 'landed'`))
  const tenderId = await seedTender(platform, 'bidRound1')
  await prepareRound(platform, tenderId, 'bidRound1')
  return tenderId
}

/** The key file of an officer whose keys the test made. */
async function writeKeyFile(round: Round, login: string, x25519: Uint8Array): Promise<string> {
  const { tender, round: number } = policyOf(round)
  const secrets = { x25519, ed25519: secret(`sign/${login}`) }
  const file = keyFileOf({ tender, round: number, officer: login }, secrets, '2026-01-01T00:00:00.000Z')
  const name = path.join(directory, `${login}-made.age`)
  fs.writeFileSync(name, await lockKeyFile(file, PASSPHRASE, 10))
  return name
}

/** An envelope whose cap for the first officer opens to nothing. */
async function withBadCap(round: Round): Promise<Uint8Array> {
  const envelope = decodeEnvelope(await sealed(round, { lot: 'HQ-T', supplier: 'S1', priceFen: 9000n }))
  if (!envelope) throw new Error('not an envelope')
  const caps = envelope.caps.map((cap, i) => (i === 1 ? cap.with(60, (cap[60] ?? 0) ^ 1) : cap))
  return encodeEnvelope({ ...envelope, caps })
}

describe('an officer in a browser', () => {
  it('keeps the pinned signing key by the key file of an earlier round', async () => {
    await (await office()).openRound(await startTender(), 1)
    const visit = await browser.signIn(platform, 'officer-1')
    const other = await browser.signIn(platform, 'officer-2')
    const earlier = await makeKeys(visit.page, directory, 'officer-1')
    const others = await makeKeys(other.page, directory, 'officer-2')
    const { id: userId } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'officer-1' } })
    const before = await platform.db.prisma.officerKey.findFirstOrThrow({ where: { userId } })

    const { id: roundId } = await (await office()).openRound(await startTender(), 1)
    const { page, faults } = await browser.signIn(platform, 'officer-1')
    await openPage(page, '开标与抽取')
    await says(main(page), '1 读入以前的密钥文件')
    expect(await page.getByLabel('为密钥文件设置口令').count()).toBe(0)
    await openKeyFile(page, others)
    await says(main(page), '文件中的签名密钥与您此前登记的不一致')
    expect(await axeViolations(page)).toEqual([])
    await openKeyFile(page, earlier)
    await makeKeys(page, directory, 'officer-1-later')
    const after = await platform.db.prisma.officerKey.findFirstOrThrow({ where: { roundId, userId } })
    expect(after.signingKey).toEqual(before.signingKey)
    expect(after.publicKey).not.toEqual(before.publicKey)
    expect([...faults, ...visit.faults, ...other.faults]).toEqual([])
    for (const one of [visit, other]) await one.close()
    await page.context().close()
  })

  it('hands in through a broken line, and complains of a bad cap only when told to', async () => {
    const tenderId = await startTender()
    await platform.db.tx(tx => tx.run(`UPDATE app_user SET signing_key = NULL WHERE role = 'officer'`))
    const acts = await office()
    const round = await acts.start(tenderId, 1)
    const ids = await declarationIds(platform, tenderId)
    await acts.submit('supplier-S1', round.id, ids.get('HQ-T/S1') ?? '', await withBadCap(round), 'k')
    const good = await sealed(round, { lot: 'HQ-X', supplier: 'S1', priceFen: 5000n })
    await acts.submit('supplier-S1', round.id, ids.get('HQ-X/S1') ?? '', good, 'k')
    await passTime(platform, tenderId, round.closesAt)
    const closed = await acts.close(round.id)
    const keyFile = await writeKeyFile(round, 'officer-1', acts.keyOf('officer-1', 1))
    const { page, faults, close } = await browser.signIn(platform, 'officer-1')
    const sent: string[] = []
    await page.route('**/graphql', async route => {
      const body = route.request().postData() ?? ''
      if (!body.includes('submitShares')) return route.continue()
      sent.push(body)
      if (sent.length > 1) return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await openPage(page, '开标与抽取')
    await handInShares(page, keyFile)
    await says(main(page), /提交份额\s*1.*投诉\s*0.*未提交\s*1/)
    expect(sent).toHaveLength(2)
    expect(sent[1]).toBe(sent[0])
    const given = () => platform.db.prisma.openingShare.findMany({ where: { sealedBid: { roundId: round.id } } })
    expect((await given()).map(({ ordinal, salt }) => [ordinal, salt.length])).toEqual([[1, 32]])

    await page.reload()
    await says(main(page), '您已提交 1 份')
    await openKeyFile(page, keyFile)
    await page.getByRole('button', { name: '核对清单并解密' }).click()
    await says(main(page), '有 1 份密封件解不出您的份额')
    await says(main(page), '您的私钥保持秘密')
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await axeViolations(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByLabel('我要投诉这些密封件，并同意公开我本轮的私钥作为证据').check()
    await says(main(page), '提交后您本轮的私钥即告公开')
    await page.getByRole('button', { name: '签名并提交份额' }).click()
    await says(main(page), /提交份额\s*1.*投诉\s*1.*未提交\s*0/)
    expect((await given()).map(({ salt }) => salt.length).sort()).toEqual([0, 32])
    expect(faults).toEqual([])
    await close()

    for (const login of ['officer-2', 'officer-3']) await acts.handIn(closed, 1, login)
    await platform.db.tx(async tx => {
      await tx.run(`UPDATE tender SET stage = 'opening' WHERE id = $1`, [tenderId])
      await tx.run(
        `INSERT INTO score_freeze (tender_id, hash, item_count, score_count, frozen_at) VALUES ($1, 'h', 1, 1, now())`,
        [tenderId],
      )
    })
    await acts.open(round.id)
    await platform.drainJobs()
    const opened = await platform.db.prisma.openedBid.findMany({
      where: { roundId: round.id },
      orderBy: { declaration: { lot: { code: 'asc' } } },
    })
    expect(opened.map(({ verdict, priceFen, reason }) => [verdict, priceFen, reason])).toEqual([
      ['void', null, 'badSeal'],
      ['opened', 5000n, null],
    ])
  })
})
