import type { CryptoPort } from '#domain/crypto.ts'
import type { EvidenceContents, EvidenceFile, EvidenceKind } from '#domain/evidence.ts'
import { verifyAllocation } from './allocation.ts'
import { verifyDraw } from './draw.ts'
import { verifyOpening } from './opening.ts'
import { verifyRanking } from './ranking.ts'
import type { Progress, Report } from './report.ts'
import { verifyScores } from './scores.ts'

type Verify<Kind extends EvidenceKind> = (
  file: EvidenceFile<EvidenceContents[Kind]>,
  trustedKey: string | null,
  crypto: CryptoPort,
  progress?: Progress,
) => Promise<Report>

const VERIFIERS: { readonly [Kind in EvidenceKind]: Verify<Kind> } = {
  draw: verifyDraw,
  'opening-1': verifyOpening,
  'opening-2': verifyOpening,
  scores: verifyScores,
  ranking: verifyRanking,
  allocation: verifyAllocation,
}

/** Whether a parsed file says that it is evidence of a known kind. */
export function isEvidence(value: unknown): value is EvidenceFile<never> {
  if (typeof value !== 'object' || value === null) return false
  return 'kind' in value && typeof value.kind === 'string' && Object.hasOwn(VERIFIERS, value.kind) && 'content' in value
}

/**
 * Checks one evidence file of any kind, on its own: no database, no server.
 * @param trustedKey the log's verifier key known from elsewhere; null takes the file's word and leaves the comparison to people
 */
export function verifyEvidence(
  value: unknown,
  trustedKey: string | null,
  crypto: CryptoPort,
  progress?: Progress,
): Promise<Report> {
  if (!isEvidence(value)) return Promise.resolve({ checked: {}, fault: { code: 'malformed', params: { detail: '' } } })
  const verify: Verify<never> = VERIFIERS[value.kind]
  return verify(value, trustedKey, crypto, progress)
}
