/** Shapes of the GraphQL contract (api/graphql/schema.graphql), section bid. */
import type { Declaration } from './declaration.ts'

export interface PriceRound {
  readonly id: string
  readonly tenderId: string
  readonly number: number
  readonly status: string
  readonly officersNeeded: number
  readonly closesAt: string | null
  readonly policy: string | null
  readonly policyHash: string | null
  readonly policyVersion: number
  /** Why the round was started again; null for its first policy. */
  readonly restartReason: string | null
  /** The dummy bid of the drill, base64; for officers. */
  readonly drillEnvelope?: string | null
  readonly platformPublicKey: string
  readonly manifest: string | null
  readonly manifestHash: string | null
  readonly openedAt: string | null
  readonly recordHash: string | null
  readonly policies: readonly RoundPolicy[]
  readonly officerKeys: readonly OfficerKey[]
}

/** A policy that a round has or had. */
export interface RoundPolicy {
  readonly version: number
  readonly hash: string
  /** Why it replaced the one before: the office's words, or `documents:<hash>`. */
  readonly reason: string | null
  readonly createdAt: string
}

export interface OfficerKey {
  readonly ordinal: number
  /** The officer's code in the policy. */
  readonly code: string
  readonly body: string
  readonly displayName: string
  readonly publicKey: string
  readonly signingKey: string
  readonly keySignature: string
  readonly policySignature: string | null
  /** How many envelopes of the present policy the officer has handed something in for; bidders are not told. */
  readonly handedIn: number | null
}

export interface SealedBid {
  readonly id: string
  readonly roundId: string
  readonly declarationId: string
  readonly seq: number
  readonly leaf: string
  readonly submittedAt: string
  readonly withdrawn: boolean
  readonly policyVersion: number
  /** Sealed under an earlier policy: void, to be sealed again. */
  readonly isStale: boolean
  readonly envelope: string | null
  /** Asked for by its own supplier only. */
  readonly receipt?: Omit<Receipt, 'sealedBidId'> | null
}

export interface OpenedBid {
  readonly id: string
  readonly declaration: Declaration
  readonly verdict: string
  readonly priceFen: string | null
  readonly reason: string | null
}

export interface Receipt {
  readonly sealedBidId: string
  readonly seq: number
  readonly leaf: string
  readonly submittedAt: string
  /** The row of the log and its proof; checked before anything is believed. */
  readonly anchor: unknown
  readonly checkpoint: string
}

export interface ShareInput {
  readonly sealedBidId: string
  readonly share: string
  readonly salt: string
}
