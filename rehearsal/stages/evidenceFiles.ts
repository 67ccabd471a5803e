import { subjectKey } from '#domain/declaration.ts'
import { smallPdf } from '../../templates/smallPdf.ts'
import { type Campaign, REFUSAL } from '../campaign.ts'
import type { Person } from '../http.ts'
import { pieces } from '../progress.ts'
import type { WorldLot, WorldSupplier } from '../world/index.ts'

const ITEMS_PER_CALL = 500

/** The papers of a supplier, and which levels of indicators each proves. */
const PAPERS = [
  {
    name: '企业质量体系资料.pdf',
    level: 'company',
    lines: ['药品生产许可证、GMP 符合性检查', '追溯平台说明、仓储平面图'],
  },
  { name: '品种资料.pdf', level: 'variety', lines: ['种植基地协议与检查结论', '炮制工艺规程与验证、抽检结果'] },
  { name: '品规资料.pdf', level: 'spec', lines: ['产地证明、企业内控标准', '第三方检验报告、产能证明'] },
] as const

/** A supplier uploads three small papers and attaches each to every indicator that it proves, in all of its lots. */
export async function attachPapers(
  c: Campaign,
  person: Person,
  supplier: WorldSupplier,
  lots: readonly WorldLot[],
): Promise<void> {
  const items = new Map<string, { indicatorCode: string; subjectKey: string; fileId: string; firstPage: number }>()
  for (const { name, level, lines } of PAPERS) {
    const fileId = await person.upload(name, smallPdf([supplier.name, supplier.licenceNo, ...lines], { title: name }))
    for (const lot of lots)
      for (const indicator of c.world.pack.indicators) {
        if (indicator.level !== level || indicator.evidence === null) continue
        const key = subjectKey(level, lot.variety.code, lot.code)
        items.set(`${key}/${indicator.code}`, { indicatorCode: indicator.code, subjectKey: key, fileId, firstPage: 1 })
      }
  }
  for (const part of pieces([...items.values()], ITEMS_PER_CALL))
    await person.act(
      `mutation($id:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$id,items:$i){__typename ...on Done{count} ${REFUSAL}}}`,
      { id: c.tenderId, i: part },
    )
}

const SHARED = ['检验报告', '本报告由两家企业各自提交，内容完全相同，用于检验串标线索。']

/** A paper that two suppliers hand in, byte for byte the same, beside their own. */
export async function attachShared(c: Campaign, person: Person): Promise<void> {
  const proved = c.world.pack.indicators.find(one => one.level === 'company' && one.evidence !== null)
  if (!proved) return
  const fileId = await person.upload('检验报告.pdf', smallPdf(SHARED))
  await person.act(
    `mutation($id:ID!,$i:[EvidenceInput!]!){attachEvidence(tenderId:$id,items:$i){__typename ...on Done{count} ${REFUSAL}}}`,
    { id: c.tenderId, i: [{ indicatorCode: proved.code, subjectKey: 'company', fileId }] },
  )
}
