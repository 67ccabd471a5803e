import { subjectKey } from '#domain/declaration.ts'
import type { Indicator } from '#domain/indicators.ts'
import { advance, all, type Campaign, lotOf, personOf, REFUSAL, WIDTH, waitUntil } from '../campaign.ts'
import { inParallel } from '../progress.ts'
import { type Random, random } from '../random.ts'
import type { WorldLot, WorldSupplier } from '../world/index.ts'
import { attachPapers, attachShared } from './evidenceFiles.ts'
import { compareDeclarations, plantedPair } from './similarities.ts'

const DONE = `{__typename ...on Done{count} ${REFUSAL}}`
const ANSWERS_PER_CALL = 400

/** Lots a supplier declares for, by supplier index. */
export function lotsOf(c: Campaign, supplier: number): WorldLot[] {
  return c.world.lots.filter((_, l) => c.world.declarers[l]?.includes(supplier))
}

/** Suppliers declare lots, answer the 14 indicators once per subject, prove them, and submit. */
export async function declare(c: Campaign): Promise<void> {
  await c.progress.stage('declare', c.world.scale.declarations, tick =>
    inParallel(c.world.suppliers, WIDTH, async (supplier, s) => {
      const lots = lotsOf(c, s)
      const person = await personOf(c, supplier.code)
      const declared = lots.map(lot => ({ lotId: lotOf(c, lot.code).id, capacityKg: capacityKg(c, supplier, lot) }))
      await person.act(`mutation($id:ID!,$l:[LotDeclarationInput!]!){declareLots(tenderId:$id,lots:$l)${DONE}}`, {
        id: c.tenderId,
        l: declared,
      })
      const answers = answersOf(c, supplier, lots)
      for (let at = 0; at < answers.length; at += ANSWERS_PER_CALL)
        await person.act(`mutation($id:ID!,$a:[AnswerInput!]!){answerIndicators(tenderId:$id,answers:$a)${DONE}}`, {
          id: c.tenderId,
          a: answers.slice(at, at + ANSWERS_PER_CALL),
        })
      await attachPapers(c, person, supplier, lots)
      if (plantedPair(c).includes(s)) await attachShared(c, person)
      await person.act(`mutation($id:ID!){submitDeclarations(tenderId:$id)${DONE}}`, { id: c.tenderId })
      tick(lots.length)
    }),
  )
  await waitUntil(c, c.declaringEnds)
  await advance(c, 'declaration')
  await compareDeclarations(c)
}

/** 5 to 30 % of the lot's demand a year: a lot's winners together can always deliver. */
export function capacityKg(c: Campaign, supplier: WorldSupplier, lot: WorldLot): number {
  const r = random(c.world.seed, `capacity/${supplier.code}/${lot.code}`)
  const least = c.world.scale.suppliers < 10 ? 60 : 5
  return Math.max(1, Math.ceil((lotOf(c, lot.code).demandKg * r.int(least, least + 25)) / 100))
}

function answersOf(c: Campaign, supplier: WorldSupplier, lots: readonly WorldLot[]) {
  const answers = new Map<string, { indicatorCode: string; subjectKey: string; value: unknown }>()
  for (const lot of lots)
    for (const indicator of c.world.pack.indicators) {
      const key = subjectKey(indicator.level, lot.variety.code, lot.code)
      const r = random(c.world.seed, `answer/${supplier.code}/${key}/${indicator.code}`)
      answers.set(`${key}/${indicator.code}`, {
        indicatorCode: indicator.code,
        subjectKey: key,
        value: answer(indicator, supplier.strength, r),
      })
    }
  return [...answers.values()]
}

/** A stronger supplier has better answers, with some luck. */
function answer({ rule }: Indicator, strength: number, r: Random): unknown {
  const grade = Math.min(1, Math.max(0, strength + 0.35 * (r.next() - 0.5)))
  switch (rule.type) {
    case 'boolean':
      return grade > 0.5
    case 'tier':
      return rule.tiers[Math.min(rule.tiers.length - 1, Math.floor((1 - grade) * rule.tiers.length * 1.2))]?.code
    case 'linear':
      return Math.round(rule.from + (rule.to - rule.from) * grade)
    case 'deduction':
      return Math.floor((1 - grade) * 3)
    case 'rank':
      return Math.round(grade * 50_000)
    case 'expert':
      return '按企业工艺规程炮制，关键参数经验证，批记录完整。'
  }
}

export interface DeclarationRef {
  readonly id: string
  readonly lot: string
  readonly supplier: string
}

/** A supplier's own declarations. */
export async function ownDeclarations(c: Campaign, login: string): Promise<DeclarationRef[]> {
  const person = await personOf(c, login)
  const rows = await all<{ id: string; lot: { code: string } }>(
    person,
    'declarations',
    'DeclarationFilter',
    { tenderId: c.tenderId },
    'id lot{code}',
  )
  return rows.map(row => ({ id: row.id, lot: row.lot.code, supplier: login }))
}
