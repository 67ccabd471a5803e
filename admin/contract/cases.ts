/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section objections, complaints, low prices. */

import type { ShownFile } from './file.ts'

/** What holds a campaign up. */
export interface TenderPause {
  readonly since: string
  readonly objections: number
  readonly suspensions: number
}

/** A file of a case. */
export interface CaseFile extends ShownFile {
  /** asked | answered */
  readonly part: string
  readonly uploadedAt: string
}

export interface Complaint {
  readonly id: string
  readonly objectionId: string
  readonly supplierName: string
  readonly noticeNumber: string
  readonly text: string
  readonly filedAt: string
  readonly acceptBy: string
  readonly acceptedAt: string | null
  readonly decideBy: string | null
  readonly suspendedAt: string | null
  readonly resumedAt: string | null
  /** declined | upheld | rejected */
  readonly outcome: string | null
  readonly decision: string | null
  readonly decidedAt: string | null
  readonly files: readonly CaseFile[]
}

export interface LowPriceCase {
  readonly id: string
  readonly lotCode: string
  readonly supplierCode: string
  readonly supplierName: string
  readonly priceFen: string
  readonly question: string
  readonly askedAt: string
  readonly dueAt: string
  readonly answer: string | null
  readonly answeredAt: string | null
  /** accepted | rejected */
  readonly outcome: string | null
  readonly reason: string | null
  readonly decidedAt: string | null
  readonly files: readonly CaseFile[]
}

export interface PublicObjection {
  readonly noticeNumber: string
  readonly lotCode: string | null
  readonly about: string
  readonly raisedAt: string
  readonly dueAt: string | null
  readonly outcome: string | null
  readonly answeredAt: string | null
  readonly publicAnswer: string | null
  readonly complaintOutcome: string | null
  readonly decision: string | null
  readonly decidedAt: string | null
}
