/** Experts with sheets to score: what the loads of the scoring desk stand on. */
import { randomUUID } from 'node:crypto'
import type { Indicator } from '#domain/indicators.ts'
import type { CopyValue, Tx } from '../../../api/platform/db.ts'
import { idsOf } from '../rows.ts'
import type { Stand } from '../stand.ts'

/** One item that an expert scores. */
export interface BenchItem {
  readonly sheetId: string
  readonly indicatorCode: string
  readonly maximum: number
}

/** Accounts for experts, their login being their code. */
export const seedExperts = (tx: Tx, codes: readonly string[]) =>
  tx.run(
    `INSERT INTO app_user (login, display_name, role, password_hash, expert_id) SELECT code, name, 'expert', '', id FROM expert
     WHERE code = ANY($1) ON CONFLICT DO NOTHING`,
    [codes],
  )

/** Values such as an answer of the middle: what the expert reads beside each item. */
const sampleAnswer = ({ rule }: Indicator) =>
  rule.type === 'tier' ? (rule.tiers[0]?.code ?? '') : rule.type === 'boolean' ? true : rule.type === 'expert' ? '—' : 1

/**
 * Open sheets over all indicators for each of some experts, so many subjects each, with the answers to them and a proposal
 * of so many points for each; `name` keeps the subjects of one load apart from another's. @returns the items by expert code
 */
export async function seedOpenSheets(
  tx: Tx,
  stand: Stand,
  experts: readonly string[],
  subjects: number,
  name: string,
  proposed: (indicator: Indicator) => number,
): Promise<ReadonlyMap<string, readonly BenchItem[]>> {
  const { indicators } = stand.size.world.pack
  const suppliers = [...(await idsOf(tx, 'supplier')).values()]
  const expertIds = await idsOf(tx, 'expert')
  const codes = `{${indicators.map(one => `"${one.code}"`).join(',')}}`
  const items = new Map<string, readonly BenchItem[]>()
  const sheets: CopyValue[][] = []
  const answers = new Map<string, CopyValue[]>()
  for (const [n, expert] of experts.entries()) {
    const own: BenchItem[] = []
    for (let s = 0; s < subjects; s++) {
      const [id, supplier, subject] = [randomUUID(), suppliers[s % suppliers.length] ?? '', `variety:${name}${n}-${s}`]
      sheets.push([id, stand.tenderId, expertIds.get(expert) ?? '', supplier, subject, '', false, 1, 'assigned', codes])
      for (const one of indicators) {
        own.push({ sheetId: id, indicatorCode: one.code, maximum: one.points })
        const centi = one.rule.type === 'expert' ? null : proposed(one) * 100
        answers.set(`${supplier} ${one.code} ${subject}`, [
          stand.tenderId,
          supplier,
          one.code,
          subject,
          JSON.stringify(sampleAnswer(one)),
          centi,
        ])
      }
    }
    items.set(expert, own)
  }
  await tx.copy(
    'review_sheet',
    'id tender_id expert_id supplier_id subject_key part panel slot status indicator_codes'.split(' '),
    sheets,
  )
  await tx.copy(
    'answer',
    ['tender_id', 'supplier_id', 'indicator_code', 'subject_key', 'value', 'proposed_centi'],
    [...answers.values()],
  )
  return items
}
