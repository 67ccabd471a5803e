/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section letters about the outcome. */

import type { LetterBody } from '#domain/awardLetter.ts'
import type { PrintedFile } from './award.ts'

/** A letter about the outcome: 中选通知书 or 结果通知书. */
export interface AwardLetter {
  readonly id: string
  readonly tenderId: string
  /** award | result */
  readonly kind: string
  readonly number: string
  readonly title: string
  readonly supplier: { readonly code: string; readonly name: string }
  readonly hash: string
  readonly issuedAt: string
  readonly openedAt: string | null
  readonly files: readonly PrintedFile[]
  /** Where it was asked for. */
  readonly body?: LetterBody
}

/** How far the letters of a campaign are. */
export interface LetterProgress {
  readonly award: number
  readonly result: number
  readonly printed: number
  readonly opened: number
}
