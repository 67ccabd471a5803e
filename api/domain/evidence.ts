/**
 * Evidence files (integrity design §1, §2): what anyone needs to check a draw, an opening, the scores, a ranking or an
 * allocation without the platform. The content's hash is a row of the audit log, so a changed digit anywhere shows.
 * Parties stand by business codes, bytes in lower-case hex or base64, money as decimal text in fen.
 */
import type { Anchor } from './auditLog.ts'
import { canonicalBytes, hex } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'
import type { DrawManifest, SourceOutcome, StratumResult } from './draw.ts'
import type { LowPriceOutcome } from './lowPrice.ts'
import type { AllocationPolicy } from './policies.ts'
import type { ReviewPhase } from './reviewPlan.ts'
import type { RulePack } from './rulePack.ts'
import type { SubmittedSheet } from './scoreSheet.ts'

/** What can be checked. An opening exists once per round. */
export const EVIDENCE_KINDS = ['draw', 'opening-1', 'opening-2', 'scores', 'ranking', 'allocation'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** The row on the log, and the checkpoint it is in, that make a content the published one. */
export interface EvidenceSeal {
  readonly anchor: Anchor
  /** Signed checkpoint, C2SP text. */
  readonly checkpoint: string
  /** The log's verifier key as text; whoever checks compares it with the one published elsewhere. */
  readonly logKey: string
}

export interface EvidenceFile<Content = unknown> {
  readonly type: typeof EVIDENCE_TYPE
  readonly kind: EvidenceKind
  readonly content: Content
  readonly seal: EvidenceSeal
}

export const EVIDENCE_TYPE = 'bencao-evidence/1'

/** The action of the row that seals an evidence. */
export const SEAL_ACTION = 'publishEvidence'

/** The subject of that row: kind and SHA-256 of the canonical content. */
export async function sealSubject(kind: EvidenceKind, content: unknown, crypto: CryptoPort): Promise<string> {
  return sealSubjectOf(kind, hex(await crypto.sha256(canonicalBytes(content))))
}

/** The same from a hash in hand, lower-case hex. */
export const sealSubjectOf = (kind: EvidenceKind, sha256: string): string => `evidence:${kind} sha256:${sha256}`

/** Rows of the log about the matter, and the checkpoint that they are in: what was fixed when, and in which order. */
export interface LoggedRows {
  readonly checkpoint: string
  readonly anchors: readonly Anchor[]
}

interface Matter {
  readonly tender: string
  readonly tenderId: string
  readonly log: LoggedRows
}

/** Names stay out: experts stand under the salted labels of the pool. */
export interface DrawEvidence extends Matter {
  readonly manifest: DrawManifest
  readonly reveals: readonly { readonly source: string; readonly value: string }[]
  readonly outcomes: readonly SourceOutcome[]
  readonly strata: readonly StratumResult[]
}

export interface OpeningEvidence extends Matter {
  readonly round: number
  readonly roundId: string
  /** Canonical text that the officers signed. */
  readonly policy: string
  readonly officers: readonly OfficerEvidence[]
  /** Canonical text of the opening manifest. */
  readonly manifest: string
  readonly bids: readonly BidEvidence[]
  /** What officers signed (base64) when they handed in their shares of these leaves. */
  readonly handIns: readonly (readonly [ordinal: number, leaves: readonly string[], signature: string])[]
  /** Ordinals of the officers whose shares were there. */
  readonly present: readonly number[]
  readonly recordHash: string
  /** The platform's private key of the round, laid open only when one of its caps was bad; else null. */
  readonly platformComplaint: string | null
}

/** Keys and signatures in base64. */
export interface OfficerEvidence {
  readonly ordinal: number
  readonly code: string
  readonly body: string
  readonly publicKey: string
  readonly signingKey: string
  readonly keySignature: string
  readonly policySignature: string
}

export interface BidEvidence {
  readonly lot: string
  readonly supplier: string
  readonly seq: number
  readonly leaf: string
  readonly envelope: string
  readonly ceilingFen: string
  readonly round1Fen: string | null
  /** [ordinal, share, salt] in base64; ordinal 0 is the platform's half. */
  readonly shares: readonly (readonly [ordinal: number, share: string, salt: string])[]
  readonly verdict: 'opened' | 'void'
  readonly priceFen: string | null
  readonly reason: string | null
}

export interface ScoresEvidence extends Matter {
  readonly pack: RulePack
  readonly lots: readonly (readonly [lot: string, variety: string])[]
  /** Sheets that count; experts under their labels of the draw, reasons as hashes. */
  readonly sheets: readonly Omit<SubmittedSheet, 'tender'>[]
  /** Each expert's signature (Ed25519, base64url) under all of their sheets of a review (statementBytes). */
  readonly signatures: readonly {
    readonly phase: ReviewPhase
    readonly expert: string
    readonly publicKey: string
    readonly signature: string
  }[]
  readonly totals: readonly (readonly [lot: string, supplier: string, qualityCenti: number])[]
  readonly freezeHash: string
}

export interface RankingEvidence extends Matter {
  readonly pack: RulePack
  readonly freezeHash: string
  readonly lots: readonly {
    readonly lot: string
    readonly ceilingFen: string
    readonly shortlist: readonly PlaceEvidence[]
    readonly award: readonly PlaceEvidence[]
    /** Shortlisted whose sample failed and took them out. */
    readonly failedSamples: readonly string[]
    /** Hundredths of the samples' scores, where they have one; the tie chain may use them. */
    readonly sampleScores: readonly (readonly [supplier: string, centi: number])[]
    /** Low prices that two people decided on. */
    readonly lowPrices: readonly (readonly [supplier: string, outcome: LowPriceOutcome])[]
    /** Winners, best first. */
    readonly winners: readonly (readonly [supplier: string, priceFen: string])[]
  }[]
}

export interface PlaceEvidence {
  readonly supplier: string
  readonly rank: number
  readonly selected: boolean
  readonly qualityCenti: number
  readonly priceFen: string
  readonly priceScoreCenti: number
  readonly compositeCenti: number
  readonly decidedBy: string
  readonly reasons: readonly string[]
}

export interface AllocationEvidence extends Matter {
  readonly policy: AllocationPolicy
  readonly run: number
  readonly inputHash: string
  readonly outputHash: string
  /** Kilograms. */
  readonly agreedKg: number
  /** Reason lists that the cells name by their index. */
  readonly reasons: readonly (readonly string[])[]
  readonly lots: readonly {
    readonly lot: string
    readonly winners: readonly (readonly [supplier: string, rank: number, capacityKg: number])[]
    readonly defaults: readonly (readonly [city: string, supplier: string])[]
    readonly lines: readonly (readonly [hospital: string, city: string, demandKg: number, picks: readonly string[]])[]
    readonly cells: readonly (readonly [
      hospital: string,
      supplier: string,
      baseKg: number,
      adjustmentKg: number,
      reasons: number,
    ])[]
  }[]
}

/** The content of each kind. */
export interface EvidenceContents {
  readonly draw: DrawEvidence
  readonly 'opening-1': OpeningEvidence
  readonly 'opening-2': OpeningEvidence
  readonly scores: ScoresEvidence
  readonly ranking: RankingEvidence
  readonly allocation: AllocationEvidence
}

/** Subjects of the log's rows that fix a matter by its hash, as the platform writes them and a verifier looks for them. */
export const SUBJECTS = {
  drawManifest: (tender: string, hash: string) => `draw:${tender} manifest:${hash}`,
  drawCommitment: (tender: string, source: string, commitment: string) =>
    `draw:${tender} source:${source} commitment:${commitment}`,
  drawReveal: (tender: string, source: string, value: string) => `draw:${tender} source:${source} value:${value}`,
  drawResult: (tender: string, hash: string) => `draw:${tender} result:${hash}`,
  policy: (round: number, hash: string) => `round:${round} policy:${hash}`,
  openingManifest: (round: number, hash: string) => `round:${round} manifest:${hash}`,
  openingRecord: (round: number, hash: string) => `round:${round} record:${hash}`,
  sealedBid: (leaf: string) => `sealedBid:${leaf}`,
  freeze: (tender: string, hash: string) => `tender:${tender} freeze:${hash}`,
  lowPrice: (tender: string, lot: string, supplier: string, outcome: string) =>
    `tender:${tender} lot:${lot} supplier:${supplier} lowPrice:${outcome}`,
  awards: (tender: string, hash: string) => `tender:${tender} awards:${hash}`,
  allocation: (run: number, inputHash: string, outputHash: string) =>
    `allocationRun:${run} input:${inputHash} output:${outputHash}`,
} as const

/** SHA-256 over the drawn labels and reserves of all strata, lower-case hex: what the log keeps of a draw's result. */
export async function drawResultHash(strata: readonly StratumResult[], crypto: CryptoPort): Promise<string> {
  return hex(await crypto.sha256(canonicalBytes(strata)))
}

/** SHA-256 over [lot, [supplier, price in fen] …] of all lots in code order: what the log keeps of the final winners. */
export async function awardsHash(
  lots: readonly (readonly [lot: string, winners: readonly (readonly [supplier: string, priceFen: string])[]])[],
  crypto: CryptoPort,
): Promise<string> {
  return hex(await crypto.sha256(canonicalBytes(lots)))
}
