import type { StandardField } from '#domain/sampleStandard.ts'
import { checkValues, judgeSample, type SampleValues } from '#domain/sampleVerdict.ts'

/** Values that were typed and not saved, by blind code. */
export type Typed = ReadonlyMap<string, SampleValues>

/** Where a sample of the grid stands: a wrong value, not complete, or what the limits say. */
export type RowState = 'wrong' | 'incomplete' | 'passed' | 'failed'

/** Judges a row with the platform's own rules, as it will be judged when it is signed. */
export function rowState(fields: readonly StandardField[], values: SampleValues): RowState {
  if (checkValues(fields, values, '').length > 0) return 'wrong'
  if (checkValues(fields, values, '', true).length > 0) return 'incomplete'
  return judgeSample(fields, values).passed ? 'passed' : 'failed'
}

/** Whether one value may stand. */
export const isGood = (field: StandardField, value: string): boolean =>
  value === '' || checkValues([field], { [field.code]: value }, '').length === 0

interface Grid {
  readonly codes: readonly string[]
  readonly fields: readonly StandardField[]
}

/**
 * Puts a block that was copied from a spreadsheet (rows by line, cells by tab) into the grid, from one cell on; what
 * reaches over the edge is left out.
 */
export function paste(typed: Typed, { codes, fields }: Grid, at: { row: number; column: number }, text: string): Typed {
  const next = new Map(typed)
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  lines.forEach((line, i) => {
    const code = codes[at.row + i]
    if (code === undefined) return
    const values: Record<string, string> = { ...next.get(code) }
    line.split('\t').forEach((cell, j) => {
      const field = fields[at.column + j]
      if (field) values[field.code] = cell.trim()
    })
    next.set(code, values)
  })
  return next
}
