/**
 * Who may not sit in judgement (招标投标法 37; 实施条例 46): ties of an expert to a supplier that declares, up to three
 * years back, take the expert out of the whole draw.
 */
import { compareCodes } from './order.ts'

/** Worked for · related to somebody who runs it · holds a part of it. */
export const TIE_KINDS = ['employment', 'kinship', 'holding'] as const
export type TieKind = (typeof TIE_KINDS)[number]

/** A declared tie, by business codes. */
export interface ExpertTie {
  readonly expert: string
  readonly kind: TieKind
  readonly supplier: string
  /** When it ended; null while it lasts. */
  readonly until: Date | null
}

/** How far an ended tie still counts (1-domain §6.3). */
export const LOOK_BACK_YEARS = 3

/** The instant before which an ended tie no longer counts: the same day and time three years earlier, UTC. */
export function lookBackFrom(now: Date): Date {
  const back = new Date(now.getTime())
  back.setUTCFullYear(now.getUTCFullYear() - LOOK_BACK_YEARS)
  return back
}

/**
 * The experts whom a tie keeps out, each once, with the first of their ties by kind and supplier; by expert code.
 * In: ties in any order; the codes of the suppliers that declare; the tender's clock.
 */
export function automaticRecusals(
  ties: readonly ExpertTie[],
  declaring: ReadonlySet<string>,
  now: Date,
): readonly ExpertTie[] {
  const since = lookBackFrom(now)
  const counting = ties
    .filter(tie => declaring.has(tie.supplier) && (tie.until === null || tie.until >= since))
    .sort(
      (a, b) =>
        compareCodes(a.expert, b.expert) ||
        TIE_KINDS.indexOf(a.kind) - TIE_KINDS.indexOf(b.kind) ||
        compareCodes(a.supplier, b.supplier),
    )
  return counting.filter((tie, i) => tie.expert !== counting[i - 1]?.expert)
}
