import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_RULE_PACK, type RulePack } from '#domain/rulePack.ts'
import { smallPdf } from '../../templates/smallPdf.ts'
import {
  ADMIN_DIR,
  axeViolations,
  chineseIn,
  chooseEnglish,
  overflow,
  says,
  shoot,
  useBrowser,
} from '../support/browser.ts'
import { uploadedId } from '../support/files.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'
import { REFUSAL } from '../support/refused.ts'
import { seedDeclarations } from '../support/review.ts'

const platform = usePlatform({ adminDir: ADMIN_DIR })
const browser = useBrowser()
let earlierId: string
let tenderId: string

/** Q1 is gone, Q2 asks for another paper, Q5 is judged by another type of rule. */
const CHANGED: RulePack = {
  ...DEFAULT_RULE_PACK,
  indicators: DEFAULT_RULE_PACK.indicators
    .filter(one => one.code !== 'Q1')
    .map(one => (one.code === 'Q2' ? { ...one, evidence: { zh: '追溯平台接入证明', en: 'proof of access' } } : one))
    .map(one => (one.code === 'Q5' ? { ...one, rule: { type: 'boolean' as const } } : one)),
}

beforeAll(async () => {
  await seedAlliance(platform)
  earlierId = await seedTender(platform, 'declaration', DEFAULT_RULE_PACK)
  await seedDeclarations(platform, earlierId)
  const supplier = await platform.person('supplier-S1')
  const good = await uploadedId(supplier, '追溯证书.pdf', smallPdf(['有效证书']))
  const old = await uploadedId(supplier, '旧证书.pdf', smallPdf(['过期证书']))
  const attach = `mutation($t:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$t,items:$i){__typename ...on Done{count} ${REFUSAL}}}`
  const at = (indicatorCode: string, fileId: string, validUntil: string, subjectKey = 'company') => ({
    indicatorCode,
    subjectKey,
    fileId,
    validUntil,
    note: '见首页',
    firstPage: 1,
  })
  await supplier.act(attach, {
    t: earlierId,
    i: [
      at('Q2', good, '2090-12-31'),
      at('Q4', old, '2020-12-31'),
      at('Q4', good, '2090-12-31'),
      at('Q3', good, '2090-12-31', 'lot:DG-T'),
    ],
  })
  await platform.db.tx(tx =>
    tx.run(`UPDATE tender SET stage = 'contracts', title = '上批项目' WHERE id = $1`, [earlierId]),
  )
  tenderId = await seedTender(platform, 'declaration', CHANGED)
  const newest = await seedTender(platform, 'declaration', DEFAULT_RULE_PACK)
  await platform.db.tx(async tx => {
    await tx.run(`DELETE FROM lot WHERE tender_id = $1 AND code LIKE 'DG%'`, [tenderId])
    await tx.run(`UPDATE tender SET title = '更新的项目', created_at = now() + interval '1 minute' WHERE id = $1`, [
      newest,
    ])
    await tx.run(`UPDATE tender SET created_at = now() - interval '1 day' WHERE id = $1`, [earlierId])
  })
  const lot = await platform.db.prisma.lot.findFirstOrThrow({ where: { tenderId, code: 'HQ-T' } })
  await supplier.act(
    `mutation($t:ID!,$l:[LotDeclarationInput!]!){declareLots(tenderId:$t,lots:$l){__typename ...on Done{count} ${REFUSAL}}}`,
    { t: tenderId, l: [{ lotId: lot.id, capacityKg: 800 }] },
  )
})

const main = (page: Page) => page.getByRole('main')
const answers = () =>
  platform.db.prisma.answer.findMany({
    where: { tenderId, supplier: { code: 'S1' } },
    orderBy: { indicatorCode: 'asc' },
  })

async function atDesk(width?: number) {
  const visit = await browser.signIn(platform, 'supplier-S1', width)
  await visit.page.goto(`${platform.url}/declare`)
  await visit.page.getByRole('combobox', { name: '采购项目' }).first().selectOption(tenderId)
  await says(main(visit.page), /来源：上批项目/)
  await visit.page.getByRole('button', { name: '查看可沿用的内容' }).click()
  await says(main(visit.page), /可沿用 \d+ 项答复/)
  return visit
}

describe('a supplier who has declared before', () => {
  it('sees what would be taken over, what has changed with it, and what is left and why; on a phone, too', async () => {
    const { page, faults, close } = await atDesk(390)
    await says(main(page), /可沿用 12 项答复，所附材料 2 处/)
    await says(main(page), /Q2.*评分标准或应交材料有变动，请核对/)
    await says(main(page), /1 处材料已过期.*旧证书\.pdf · 有效期至 2020-12-31 · 本企业 · Q4 质量控制能力/)
    await says(main(page), /本企业 · Q5 生产监督检查：评分规则已变/)
    await says(main(page), /HQ · Q1：本次没有此指标/)
    await says(main(page), /DG-T · Q3 道地药材：本次未申报该品种或品规/)
    await shoot(page, 'copy-390')
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(await axeViolations(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  it('takes over what is chosen, with its valid papers; nothing else is written', async () => {
    const { page, faults, close } = await atDesk()
    await shoot(page, 'copy-1440')
    await page.getByRole('checkbox', { name: '本企业 Q10' }).uncheck()
    await page.getByRole('button', { name: '保存 11 项变动' }).click()
    await expect.poll(async () => (await answers()).length, { timeout: 15_000 }).toBe(11)
    expect((await answers()).map(one => one.indicatorCode)).not.toContain('Q10')
    await expect
      .poll(() => platform.db.prisma.answerEvidence.count({ where: { tenderId } }), { timeout: 15_000 })
      .toBe(2)
    const papers = await platform.db.prisma.answerEvidence.findMany({
      where: { tenderId },
      include: { file: true },
      orderBy: { indicatorCode: 'asc' },
    })
    expect(papers.map(one => [one.indicatorCode, one.file.name, one.note, one.firstPage])).toEqual([
      ['Q2', '追溯证书.pdf', '见首页', 1],
      ['Q4', '追溯证书.pdf', '见首页', 1],
    ])
    expect(await platform.db.prisma.answerEvidence.count({ where: { tenderId: earlierId } })).toBe(4)
    expect(faults).toEqual([])
    await close()
  })

  it('reads it in English', async () => {
    const { page, close } = await atDesk()
    await chooseEnglish(page)
    await page.getByRole('button', { name: 'Show what can be taken over' }).click()
    await says(main(page), /have expired/)
    await shoot(page, 'copy-en-1440')
    const left = (await chineseIn(page)).filter(text => !/上批项目|更新的项目|旧证书|古法炮制/.test(text))
    expect(left).toEqual([])
    await close()
  })
})
