import type { DeskSheet } from '../../contract/index.ts'

/** What became of an expert's sheets between two looks at them. */
export interface SheetMoves {
  /** Sheets that nobody had before, such as a third expert's. */
  readonly dealt: number
  /** Submitted sheets that were unlocked. */
  readonly reopened: number
  /** Sheets that are others' now: the expert was replaced or recused, or a dispute no longer stands. */
  readonly taken: number
}

export const NO_MOVES: SheetMoves = { dealt: 0, reopened: 0, taken: 0 }

type Sheet = Pick<DeskSheet, 'id' | 'phase' | 'supplierName' | 'subjectKey' | 'panel' | 'slot' | 'indicatorCodes'>

/** What a sheet is about: the one that takes the place of a void sheet is about the same. */
const matterOf = ({ phase, supplierName, subjectKey, panel, slot, indicatorCodes }: Sheet) =>
  JSON.stringify([phase, supplierName, subjectKey, panel, slot, indicatorCodes])

/** What changed from one list of sheets to the next. */
export function movesBetween(before: readonly Sheet[], now: readonly Sheet[]): SheetMoves {
  const known = new Set(before.map(sheet => sheet.id))
  const living = new Set(now.map(sheet => sheet.id))
  const fresh = now.filter(sheet => !known.has(sheet.id))
  const gone = before.filter(sheet => !living.has(sheet.id))
  const freshMatters = new Set(fresh.map(matterOf))
  const reopened = gone.filter(sheet => freshMatters.has(matterOf(sheet))).length
  return { dealt: fresh.length - reopened, reopened, taken: gone.length - reopened }
}

export const addMoves = (a: SheetMoves, b: SheetMoves): SheetMoves => ({
  dealt: a.dealt + b.dealt,
  reopened: a.reopened + b.reopened,
  taken: a.taken + b.taken,
})
