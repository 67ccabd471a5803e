import {
  DRAW_ALGORITHM,
  type DrawFault,
  type DrawManifest,
  type EntropySource,
  MIN_BODIES,
  poolLabel,
  poolSalt,
} from '#domain/draw.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { ContributionRow, DrawStratum, PoolExpert } from './store.ts'

/** The labels of experts by code; they follow from the draw's secret, so they are never stored beside a name. */
export async function labelsOf(poolSecret: Uint8Array, codes: readonly string[]): Promise<Map<string, string>> {
  const labels = new Map<string, string>()
  for (const code of codes)
    labels.set(code, await poolLabel(await poolSalt(poolSecret, code, nodeCrypto), code, nodeCrypto))
  return labels
}

export interface ManifestParts {
  /** The tender's code. */
  readonly tender: string
  readonly strata: readonly DrawStratum[]
  readonly poolSecret: Uint8Array
  readonly pool: readonly PoolExpert[]
  readonly contributions: readonly ContributionRow[]
  /** End of the stage; null when none is planned. */
  readonly revealBy: Date | null
}

/**
 * The manifest of a draw: eligible experts under salted labels, by specialty; whoever is recused from the whole tender
 * stands apart with who said so. The wording of a reason stays out: it may tell a name.
 */
export async function buildManifest(parts: ManifestParts): Promise<DrawManifest> {
  const labels = await labelsOf(
    parts.poolSecret,
    parts.pool.map(expert => expert.code),
  )
  const labelOf = (expert: PoolExpert) => labels.get(expert.code) ?? ''
  const eligible = parts.pool.filter(expert => expert.recusedBy === null)
  return {
    algorithm: DRAW_ALGORITHM,
    code: `draw:${parts.tender}`,
    strata: parts.strata.map(({ specialty, quota }) => {
      const own = eligible.filter(expert => expert.specialty === specialty)
      const insiders = own.filter(expert => !expert.outside)
      return { code: specialty, quota, pool: own.map(labelOf).sort(), insiders: insiders.map(labelOf).sort() }
    }),
    recusals: parts.pool.flatMap(expert =>
      expert.recusedBy === null ? [] : [{ label: labelOf(expert), reason: expert.recusedBy }],
    ),
    sources: parts.contributions.map(contribution => sourceOf(contribution, parts.revealBy)),
  }
}

const sourceOf = ({ source, kind, commitment }: ContributionRow, revealBy: Date | null): EntropySource => ({
  code: source,
  kind,
  contributor: source,
  commitment,
  revealAt: revealBy?.toISOString() ?? '',
})

/**
 * The faults of a draw as refusals.
 * @throws Error for a fault that no input leads to
 */
export function faultViolations(faults: readonly DrawFault[]): Violation[] {
  return faults.map(fault => {
    if (fault.reason === 'quotaExceedsEligible') {
      const { stratum, quota, eligible } = fault
      return violation('quotaExceedsPool', `strata.${stratum}`, { stratum, quota, eligible })
    }
    if (fault.reason === 'tooFewBodies')
      return violation('tooFewContributions', 'contributions', { needed: MIN_BODIES, present: fault.bodies })
    if (fault.reason === 'noSupplierSource') return violation('supplierContributionMissing', 'contributions')
    throw new Error(`a draw that was prepared here is faulty: ${JSON.stringify(fault)}`)
  })
}
