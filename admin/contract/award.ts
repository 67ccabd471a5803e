/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section award. */

import type { NoticeBody } from '#domain/notice.ts'
import type { FieldVerdict } from '#domain/sampleVerdict.ts'
import type { CaseFile } from './cases.ts'
import type { Declaration } from './declaration.ts'
import type { Lot } from './tender.ts'

export interface RankingEntry {
  readonly id: string
  readonly lot: Lot
  readonly declaration: Declaration
  readonly phase: string
  readonly rank: number
  readonly selected: boolean
  readonly qualityCenti: number
  readonly priceFen: string
  readonly priceScoreCenti: number
  readonly compositeCenti: number
  /** Why the sample took it out; null where it did not. */
  readonly sampleFailures: readonly FieldVerdict[] | null
  readonly explanation: unknown
}

/** A notice or a letter on paper. */
export interface PrintedFile {
  /** pdf | docx */
  readonly format: string
  readonly sha256: string
  readonly size: number
  readonly pages: number | null
}

export interface Notice {
  readonly id: string
  readonly tenderId: string
  readonly kind: string
  readonly number: string
  readonly title: string
  readonly body: NoticeBody
  readonly hash: string
  readonly files: readonly PrintedFile[]
  readonly publishedAt: string
  readonly closesAt: string | null
  readonly objectionsOpen: number
  /** Where it was asked for. */
  readonly withdrawnAt?: string | null
  readonly withdrawnReason?: string | null
}

export interface Objection {
  readonly id: string
  readonly notice: Notice
  readonly supplierName: string
  readonly lotCode: string | null
  /** quality | price | sample | ranking | procedure | other */
  readonly about: string
  readonly text: string
  readonly raisedAt: string
  readonly dueAt: string | null
  readonly outcome: string | null
  readonly answer: string | null
  readonly publicAnswer: string | null
  readonly files: readonly CaseFile[]
  readonly answeredAt: string | null
}

export interface Award {
  readonly id: string
  readonly declaration: Declaration
  readonly lot: Lot
  readonly rank: number
  readonly priceFen: string
  readonly status: string
}
