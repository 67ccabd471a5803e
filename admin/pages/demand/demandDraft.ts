import { checkDemandLine } from '#domain/demand.ts'
import { parseYuan, plainYuan } from '#domain/money.ts'
import type { DemandPolicy } from '#domain/policies.ts'
import { parseKg } from '#domain/quantity.ts'
import type { DemandLine, DemandLineInput } from '../../contract/index.ts'

/** One line as typed. */
export interface DraftLine {
  readonly quantity: string
  readonly lastYear: string
  readonly lastPrice: string
  readonly reason: string
}

/** The part of a line that an input belongs to. */
export type DraftPart = keyof DraftLine

export const EMPTY_LINE: DraftLine = { quantity: '', lastYear: '', lastPrice: '', reason: '' }

/** The stored line as text for the inputs. */
export function toDraft(line: DemandLine): DraftLine {
  return {
    quantity: String(line.quantityKg),
    lastYear: String(line.lastYearKg),
    lastPrice: plainYuan(BigInt(line.lastPriceFen)),
    reason: line.reason ?? '',
  }
}

/** What is wrong with a typed line: the part and the message key; null if nothing is. */
export type DraftFault = readonly [part: DraftPart, key: string]

/** Checks a typed line with the same rule as the server. Untouched lines are fine: the hospital does not buy that lot. */
export function faultOf(line: DraftLine, policy: DemandPolicy): DraftFault | null {
  if (isUntouched(line)) return null
  const input = parse(line)
  if (input.quantityKg === null) return ['quantity', 'error.kg']
  if (input.lastYearKg === null) return ['lastYear', 'error.kg']
  if (input.lastPriceFen === null) return ['lastPrice', 'error.yuan']
  const figures = {
    quantityKg: input.quantityKg,
    lastYearKg: input.lastYearKg,
    lastPriceFen: input.lastPriceFen,
    reason: line.reason,
  }
  const [found] = checkDemandLine(figures, policy)
  if (!found) return null
  return found.path?.endsWith('reason') ? ['reason', 'error.demandReason'] : ['quantity', 'error.kg']
}

function isUntouched(line: DraftLine): boolean {
  return Object.values(line).every(text => text.trim() === '')
}

function parse(line: DraftLine) {
  return {
    quantityKg: parseKg(line.quantity.trim()),
    lastYearKg: parseKg(line.lastYear.trim() || '0'),
    lastPriceFen: parseYuan(line.lastPrice.trim() || '0'),
  }
}

/** The line to send; null for an untouched one. Call only when {@link faultOf} is null. */
export function toInput(lotId: string, line: DraftLine): DemandLineInput | null {
  if (isUntouched(line)) return null
  const { quantityKg, lastYearKg, lastPriceFen } = parse(line)
  if (quantityKg === null || lastYearKg === null || lastPriceFen === null) return null
  return { lotId, quantityKg, lastYearKg, lastPriceFen: String(lastPriceFen), reason: line.reason.trim() || null }
}
