import type { Campaign } from './campaign.ts'
import { allocate, checkCells } from './stages/allocation.ts'
import { checkAudit } from './stages/audit.ts'
import { award, shortlist } from './stages/award.ts'
import { contract, distribute } from './stages/contract.ts'
import { declare } from './stages/declaration.ts'
import { ceilings, create, demand, documents } from './stages/demand.ts'
import { drawExperts } from './stages/draw.ts'
import { checkEvidence } from './stages/evidence.ts'
import { register } from './stages/register.ts'
import { review } from './stages/review.ts'
import { bidRound1, bidRound2, opening } from './stages/round.ts'
import { samples } from './stages/samples.ts'

/** The campaign in order. Each step ends with the tender in the next stage. */
const STEPS: readonly (readonly [name: string, step: (c: Campaign) => Promise<void>])[] = [
  ['create', create],
  ['demand', demand],
  ['ceilings', ceilings],
  ['documents', documents],
  ['declaration', declare],
  ['bidRound1', bidRound1],
  ['draw', drawExperts],
  ['review', review],
  ['opening', opening],
  ['shortlist', shortlist],
  ['samples', samples],
  ['bidRound2', bidRound2],
  ['award', award],
  ['allocation', allocate],
  ['distribution', distribute],
  ['contracts', contract],
]

/**
 * Plays a whole campaign as every role, up to and without the step `until` (all of it when undefined).
 * @param c the campaign; its base data is entered first unless `registered`
 */
export async function play(
  c: Campaign,
  options: { readonly until?: string; readonly registered?: boolean; readonly bundleDir?: string } = {},
): Promise<void> {
  if (!options.registered) await register(c)
  for (const [name, step] of STEPS) {
    if (name === options.until) return
    await step(c)
  }
  await checkCells(c)
  await checkAudit(c)
  await checkEvidence(c, options.bundleDir ?? null)
}
