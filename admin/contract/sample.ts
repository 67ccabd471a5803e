/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section sample review. */

import type { StandardField } from '#domain/sampleStandard.ts'
import type { FieldVerdict } from '#domain/sampleVerdict.ts'
import type { ShownFile } from './file.ts'
import type { Lot } from './tender.ts'

export interface SampleSlot {
  readonly id: string
  readonly place: string
  readonly startsAt: string
  readonly endsAt: string
  readonly capacity: number
  readonly booked: number
}

export interface Sample {
  readonly id: string
  readonly declarationId: string
  readonly declaration: {
    readonly lot: Lot
    readonly supplier: { readonly id: string; readonly code: string; readonly name: string }
  }
  readonly deliveryCode: string
  readonly slot: SampleSlot | null
  readonly status: string
  readonly grams: number | null
  readonly refusal: string | null
  readonly receivedAt: string | null
  readonly result: string
  readonly scoreCenti: number | null
  readonly failures: readonly FieldVerdict[] | null
  readonly retestFailures: readonly FieldVerdict[] | null
  readonly retestAskedAt: string | null
  readonly removed: boolean
  readonly testedAt: string | null
}

export interface BlindSample {
  readonly id: string
  readonly blindCode: string
  readonly lot: Lot
  readonly portion: number | null
  readonly lab: string | null
  readonly arrivedAt: string | null
  readonly values: Readonly<Record<string, string>>
  readonly result: string | null
  readonly signedAt: string | null
  readonly verdicts: readonly FieldVerdict[]
}

export interface CodingBatch {
  readonly number: number
  readonly count: number
  readonly codedAt: string
  readonly coder: string
  readonly witness: string
  readonly labelsPrintedAt: string | null
  readonly isMine: boolean
  readonly isOut: boolean
}

export interface SampleReview {
  readonly now: string
  readonly startedAt: string | null
  readonly unblindedAt: string | null
  readonly closedAt: string | null
  /** Of all results, once it is closed. */
  readonly hash?: string | null
  readonly handInEnds: string | null
  readonly retestUntil: string | null
  readonly neededGrams: number
  readonly samples: number
  readonly booked: number
  readonly received: number
  readonly coded: number
  readonly dispatched: number
  readonly arrived: number
  readonly signed: number
  readonly passed: number
  readonly failed: number
  readonly retests: number
  readonly flagged: number
  readonly labs: readonly { readonly code: string; readonly name: string }[]
  readonly batches: readonly CodingBatch[]
}

export interface LotStandard {
  readonly lotId: string
  readonly lot: string
  readonly variety: string
  readonly grade: string
  readonly fields: readonly StandardField[]
}

export interface CustodyEvent {
  readonly id: string
  readonly step: string
  readonly from: string
  readonly to: string
  readonly at: string
  readonly purpose: string
  readonly condition: string
  readonly sealNo: string
  readonly sealIntact: boolean
  readonly by: string
  readonly portion: number | null
  readonly blindCode: string | null
}

/** Whether somebody's sample passed; known to everybody with the award. */
export interface SampleVerdict {
  readonly lot: string
  readonly variety: string
  readonly grade: string
  readonly supplier: string
  readonly passed: boolean
}

/** A chain of custody; photos are of the reception. */
export interface Custody {
  readonly flags: readonly string[]
  readonly events: readonly CustodyEvent[]
  readonly photos: readonly ShownFile[]
}

export interface SampleLabel {
  readonly deliveryCode: string
  readonly blindCode: string
  readonly lot: string
}
