/**
 * Evidence files (integrity design §1, §2): what anyone needs to check a draw, an opening, the scores, a ranking or an
 * allocation without the platform. The content's hash is a row of the audit log, so a changed digit anywhere shows.
 */
import type { Anchor } from './auditLog.ts'
import { canonicalBytes, hex } from './bytes.ts'
import type { CryptoPort } from './crypto.ts'

/** What can be checked. `opening` exists once per round, as `opening-1` and `opening-2`. */
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
  readonly type: 'bencao-evidence/1'
  readonly kind: EvidenceKind
  readonly content: Content
  readonly seal: EvidenceSeal
}

/** The action of the row that seals an evidence. */
export const SEAL_ACTION = 'publishEvidence'

/** The subject of that row: kind and SHA-256 of the canonical content. */
export async function sealSubject(kind: EvidenceKind, content: unknown, crypto: CryptoPort): Promise<string> {
  return `evidence:${kind} sha256:${hex(await crypto.sha256(canonicalBytes(content)))}`
}
