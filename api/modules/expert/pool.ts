import { insideSeats, seatable } from '#domain/draw.ts'
import { automaticRecusals, type ExpertTie } from '#domain/recusal.ts'
import type { RequestContext } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { loadRulePack, loadTender, type TenderRow } from '../tender/index.ts'
import * as store from './store.ts'

/** The strata of a tender's draw, as its rule pack has them. */
export async function strataOf(tx: Tx, tenderId: string): Promise<readonly store.DrawStratum[]> {
  const { review } = await loadRulePack(tx, tenderId)
  return review.strata.map(({ code, name, quota }) => ({ name: name.zh, specialty: code, quota }))
}

export const specialtiesOf = (strata: readonly store.DrawStratum[]) => strata.map(stratum => stratum.specialty)

/** The ties that take experts out of the tender as things stand, and have not yet. */
export async function tiesThatCount(tx: Tx, tender: TenderRow): Promise<readonly ExpertTie[]> {
  const ties = await store.loadTies(tx, tender.id)
  return automaticRecusals(ties, await store.loadDeclaring(tx, tender.id), tender.now)
}

/** What a stratum would be drawn from now; all numbers are experts. */
export interface PoolCount {
  readonly name: string
  readonly specialty: string
  readonly quota: number
  /** Of the specialty, whoever they are. */
  readonly known: number
  /** Recused, by somebody or by a tie that counts. */
  readonly recused: number
  /** Not recused, employed by the office or a member bureau. */
  readonly insiders: number
  /** Of the quota, how many insiders may have. */
  readonly insideSeats: number
  /** Who could be drawn together. */
  readonly eligible: number
}

/** The strata of the rule pack with how many experts each has, ties counted that the preparation will take out. */
export async function countPool(ctx: RequestContext, tenderId: string): Promise<readonly PoolCount[]> {
  return ctx.db.tx(async tx => {
    const tender = await loadTender(tx, tenderId)
    const strata = await strataOf(tx, tenderId)
    const tied = new Set((await tiesThatCount(tx, tender)).map(tie => tie.expert))
    const pool = await store.loadPool(tx, tenderId, specialtiesOf(strata))
    return strata.map(stratum => {
      const known = pool.filter(expert => expert.specialty === stratum.specialty)
      const free = known.filter(expert => expert.recusedBy === null && !tied.has(expert.code))
      const insiders = free.filter(expert => !expert.outside).length
      return {
        ...stratum,
        known: known.length,
        recused: known.length - free.length,
        insiders,
        insideSeats: insideSeats(stratum.quota),
        eligible: seatable(free.length, insiders, stratum.quota),
      }
    })
  })
}
