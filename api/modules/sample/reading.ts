import { type CustodyFlag, custodyFlags } from '#domain/sampleCustody.ts'
import type { RequestContext } from '../../context.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { loadRulePack, loadTender } from '../tender/index.ts'
import { loadLabs, loadStandards } from './blindStore.ts'
import {
  type CustodyRow,
  findSampleOf,
  loadBlindChains,
  loadChain,
  loadJoinedChain,
  loadPhotos,
  type PhotoRow,
} from './custodyStore.ts'
import { findReview, lastSlotEnd } from './handInStore.ts'
import { retestEnd } from './review.ts'
import * as store from './reviewStore.ts'

const RUNS: readonly (string | undefined)[] = ['office', 'supervisor', 'auditor']

const runs = (ctx: RequestContext) => RUNS.includes(ctx.actor?.role)

/** Where a review stands; what only those who run it see is left out for others. */
export async function readReview(ctx: RequestContext, tenderId: string) {
  const counts = await ctx.db.as(PLATFORM).tx(tx => store.countAll(tx, tenderId))
  return ctx.db.tx(async tx => {
    const tender = await loadTender(tx, tenderId)
    const review = await findReview(tx, tenderId)
    const rules = await loadRulePack(tx, tenderId)
    const policy = rules.samples
    const isRun = runs(ctx)
    const batches = isRun ? await store.loadBatches(tx, tenderId) : []
    const me = ctx.actor?.userId
    return {
      now: tender.now,
      startedAt: review?.startedAt ?? null,
      unblindedAt: review?.unblindedAt ?? null,
      closedAt: review?.closedAt ?? null,
      hash: review?.hash ?? null,
      handInEnds: await lastSlotEnd(tx, tenderId),
      retestUntil: review?.unblindedAt && policy.retest ? retestEnd(review.unblindedAt, rules) : null,
      neededGrams: policy.portions * policy.portionGrams,
      ...withoutResults(counts, review?.unblindedAt ?? null),
      labs: isRun ? await loadLabs(tx) : [],
      batches: batches.map(batch => ({ ...batch, isMine: batch.coderId === me || batch.witnessId === me })),
      flagged: isRun ? flagged(await loadBlindChains(tx, tenderId)) : 0,
    }
  })
}

const NOTHING: store.ReviewCounts = {
  samples: 0,
  booked: 0,
  received: 0,
  coded: 0,
  dispatched: 0,
  arrived: 0,
  signed: 0,
  passed: 0,
  failed: 0,
  retests: 0,
}

/** How many passed is known to nobody before the unblinding, and is 0 until then in the rows themselves. */
const withoutResults = (counts: store.ReviewCounts | null, unblindedAt: Date | null): store.ReviewCounts =>
  counts === null ? NOTHING : unblindedAt === null ? { ...counts, passed: 0, failed: 0, retests: 0 } : counts

/** Chains with a gap or a broken or exchanged seal; one that is underway is no fault. */
function flagged(events: readonly CustodyRow[]): number {
  const chains = new Map<string, CustodyRow[]>()
  for (const event of events) chains.set(event.chain, [...(chains.get(event.chain) ?? []), event])
  return [...chains.values()].filter(chain => custodyFlags(chain).some(flag => flag !== 'underway')).length
}

/** A chain of custody and what is wrong with it. */
export interface Custody {
  readonly events: readonly CustodyRow[]
  readonly flags: readonly CustodyFlag[]
  readonly photos: readonly PhotoRow[]
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The hand-overs of a sample or of a coded portion, as far as the walls let the actor see. Once the results are unblinded
 * the sample and its portions are one way, told whole to those whose sample it is and those who run or watch the review;
 * a laboratory keeps to its own part.
 */
export async function readCustody(ctx: RequestContext, id: string): Promise<Custody> {
  if (!ID.test(id)) return { events: [], flags: [], photos: [] }
  const { own, sampleId, photos } = await ctx.db.tx(async tx => {
    const events = await loadChain(tx, [id])
    const first = events[0]
    const sample = first && first.portion !== null ? await findSampleOf(tx, id) : id
    return { own: events, sampleId: sample, photos: sample ? await loadPhotos(tx, sample) : [] }
  })
  const joined = sampleId && own.length > 0 ? await ctx.db.as(PLATFORM).tx(tx => loadJoinedChain(tx, sampleId)) : []
  const events = joined.length > 0 ? joined : own
  const chains = [...new Set(events.map(event => event.chain))]
  const flags = chains.flatMap(chain => custodyFlags(events.filter(event => event.chain === chain)))
  // Who gave it away in the house is nothing a laboratory or a supplier needs.
  const isLab = ctx.actor?.role === 'lab'
  const shown = events.map(event => ({
    ...event,
    by: knowsWho(ctx, event) ? event.by : '',
    portion: isLab ? null : event.portion,
  }))
  return { events: shown, flags: [...new Set(flags)], photos }
}

function knowsWho(ctx: RequestContext, { step, portion }: CustodyRow): boolean {
  if (ctx.actor?.role === 'lab') return step === 'arrival'
  return ctx.actor?.role !== 'supplier' || portion === null
}

/** The frozen standards of a tender's lots. */
export const readStandards = (ctx: RequestContext, tenderId: string) => ctx.db.tx(tx => loadStandards(tx, tenderId))

/** Who passed, once the award is public; nobody before. */
export const readVerdicts = (ctx: RequestContext, tenderId: string) =>
  ctx.db.as(PLATFORM).tx(tx => store.loadPublicVerdicts(tx, tenderId))
