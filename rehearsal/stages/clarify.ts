import { subjectKey } from '#domain/declaration.ts'
import { type Campaign, claim, personOf, REFUSAL, WIDTH } from '../campaign.ts'
import { inParallel } from '../progress.ts'
import { lotsOf } from './declaration.ts'

interface ItemScore {
  readonly lotCode: string
  readonly varietyCode: string
  readonly indicatorCode: string
  readonly pointsCenti: number
  readonly basis: string
  readonly reasons: readonly string[]
}

const ITEMS_PER_SUPPLIER = 3

/**
 * Every supplier reads its scores; each contests up to three items on which experts lay far apart.
 * @returns how many items were contested
 */
export async function clarify(c: Campaign): Promise<number> {
  let contested = 0
  let complete = true
  let explained = 0
  await c.progress.stage('clarify scores', c.world.suppliers.length, tick =>
    inParallel(c.world.suppliers, WIDTH, async (supplier, s) => {
      tick(1)
      const lots = lotsOf(c, s)
      if (lots.length === 0) return
      const person = await personOf(c, supplier.code)
      const { itemScores } = await person.ask<{ itemScores: ItemScore[] }>(
        'query($id:ID!){itemScores(tenderId:$id){lotCode varietyCode indicatorCode pointsCenti basis reasons}}',
        { id: c.tenderId },
      )
      complete &&= itemScores.length === lots.length * c.world.pack.indicators.length
      explained += itemScores.filter(item => item.reasons.length > 0).length
      const items = disputed(c, itemScores)
      if (items.length === 0) return
      await person.act(
        `mutation($t:ID!,$c:[ClarificationInput!]!){clarifyScores(tenderId:$t,clarifications:$c){__typename ...on Done{count} ${REFUSAL}}}`,
        { t: c.tenderId, c: items },
      )
      contested += items.length
    }),
  )
  claim(c, 'each supplier sees its scores with reasons', complete && explained > 0)
  return contested
}

/** The first items on which a third expert decided, each once. */
function disputed(c: Campaign, items: readonly ItemScore[]) {
  const levels = new Map(c.world.pack.indicators.map(indicator => [indicator.code, indicator.level]))
  const found = new Map<string, { subjectKey: string; indicatorCode: string; text: string }>()
  for (const { basis, indicatorCode, varietyCode, lotCode } of items) {
    const key = subjectKey(levels.get(indicatorCode) ?? 'company', varietyCode, lotCode)
    if (basis !== 'arbitrated' || found.size >= ITEMS_PER_SUPPLIER) continue
    found.set(`${key}/${indicatorCode}`, {
      subjectKey: key,
      indicatorCode,
      text: '请核对已提交证明材料所载内容，申报等级与材料一致。',
    })
  }
  return [...found.values()]
}
