import type { Named } from './indicators.ts'
import { codes, type Found, fieldsOf, join, listOf, nameOf, text, unique, whole, wholes } from './shape.ts'
import { violation } from './violation.ts'

/** A level of lost credit (1-domain §5: 失信、严重失信、特别严重失信): reached from that many points. */
export interface CreditLevel {
  readonly code: string
  readonly name: Named
  readonly points: number
}

/** A breach and its credit points. */
export interface CreditBreach {
  readonly code: string
  readonly name: Named
  readonly points: number
}

/** How breaches are counted and when they lapse (1-domain §5). */
export interface CreditPolicy {
  /** Days in which a supplier may reply to a report, working days by default (calendar.credit). */
  readonly replyDays: number
  /** Points lapse after so many months. */
  readonly validMonths: number
  /** By rising points. */
  readonly levels: readonly CreditLevel[]
  readonly breaches: readonly CreditBreach[]
}

const entry = (code: string, zh: string, en: string, points: number) => ({ code, name: { zh, en }, points })

/** Three levels as the national credit rules name them; points and breaches are our default [D]. */
export const DEFAULT_CREDIT: CreditPolicy = {
  replyDays: 5,
  validMonths: 24,
  levels: [
    entry('minor', '失信', 'breach of credit', 6),
    entry('serious', '严重失信', 'serious breach', 12),
    entry('grave', '特别严重失信', 'grave breach', 24),
  ],
  breaches: [
    entry('late', '延迟配送', 'late delivery', 2),
    entry('refused', '无正当理由拒绝配送', 'delivery refused without reason', 6),
    entry('quality', '抽检不合格', 'failed sampling', 6),
    entry('untraced', '无追溯码发货', 'goods without trace codes', 3),
    entry('withdrawn', '中选后放弃', 'award given up', 12),
    entry('bribery', '商业贿赂', 'commercial bribery', 24),
    entry('collusion', '串通投标', 'collusion', 24),
  ],
}

function checkEntries(found: Found, value: unknown, path: string): readonly number[] {
  const entries = listOf(found, value, path)
  if (entries.length === 0) found.push(violation('tooShort', path, { min: 1 }))
  unique(found, codes(entries), path, 'code')
  return entries.map((one, index) => {
    const at = `${path}[${index}]`
    const fields = fieldsOf(found, one, at, ['code', 'name', 'points'])
    if (!fields) return 0
    text(found, fields.code, join(at, 'code'))
    nameOf(found, fields.name, join(at, 'name'))
    return whole(found, fields.points, join(at, 'points'), 1, 1_000)
  })
}

/** Checks the credit rules of a pack: levels by rising points, codes unique. Notes what is wrong in `found`. */
export function checkCredit(found: Found, value: unknown): void {
  const fields = wholes(found, value, 'credit', { replyDays: [1, 60], validMonths: [1, 120] }, ['levels', 'breaches'])
  const levels = checkEntries(found, fields.levels, 'credit.levels')
  levels.forEach((points, index) => {
    const below = levels[index - 1]
    if (below === undefined || points > below) return
    found.push(violation('outOfRange', `credit.levels[${index}].points`, { min: below + 1, max: 1_000 }))
  })
  checkEntries(found, fields.breaches, 'credit.breaches')
}
