import { createHash } from 'node:crypto'
import { type GivenScore, type HashedScore, sheetBytes } from '#domain/scoreSheet.ts'
import type { NewSheet } from './store.ts'

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** A score with the SHA-256 of its reason in the reason's place. */
export const hashedScore = ({ indicatorCode, pointsCenti, reason }: GivenScore): HashedScore => [
  indicatorCode,
  pointsCenti,
  reason === null ? null : sha256(reason),
]

/** The SHA-256 (hex) of a submitted sheet; `label` is the expert's of the draw, `tender` the tender's code. */
export function sheetHash(tender: string, sheet: NewSheet, label: string, scores: readonly GivenScore[]): string {
  const { supplier, subjectKey, phase, part, panel, slot } = sheet
  const hashed = scores.map(hashedScore)
  return sha256(sheetBytes({ tender, supplier, subjectKey, phase, part, panel, slot, expert: label, scores: hashed }))
}
