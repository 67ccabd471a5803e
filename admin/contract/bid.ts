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
  readonly platformPublicKey: string
  readonly manifest: string | null
  readonly manifestHash: string | null
  readonly openedAt: string | null
  readonly recordHash: string | null
  readonly officerKeys: readonly OfficerKey[]
}

export interface OfficerKey {
  readonly ordinal: number
  readonly body: string
  readonly displayName: string
  readonly publicKey: string
  readonly signingKey: string
  readonly keySignature: string
  readonly policySignature: string | null
}

export interface SealedBid {
  readonly id: string
  readonly roundId: string
  readonly declarationId: string
  readonly seq: number
  readonly leaf: string
  readonly submittedAt: string
  readonly withdrawn: boolean
  readonly envelope: string | null
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
}

export interface ShareInput {
  readonly sealedBidId: string
  readonly share: string
  readonly salt: string
}
