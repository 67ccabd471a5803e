import type { EvidenceContents, EvidenceKind } from '#domain/evidence.ts'

/** Whose evidence. */
export interface Matter {
  readonly tenderId: string
  /** The tender's code. */
  readonly tender: string
}

/** A content without the proofs of its log rows, and which rows those are. */
export interface Facts<Kind extends EvidenceKind> {
  readonly content: Omit<EvidenceContents[Kind], 'log'>
  readonly rowSeqs: readonly bigint[]
}
