import {
  campaignEndOf,
  EXPIRY_WARNING_DAYS,
  firstSafeDay,
  judgedAt,
  lastInstantOf,
  type Validity,
  validityOf,
} from '#domain/files.ts'
import { daysBetween } from '#domain/period.ts'
import { dayOf } from '#domain/workingDays.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { loadTender } from '../tender/index.ts'
import * as store from './expiryStore.ts'

/** What is asked for; whatever is left out does not narrow it. */
export interface ExpiryAsked {
  readonly tenderId: string
  readonly q?: string | null | undefined
  readonly lotCode?: string | null | undefined
  readonly indicatorCode?: string | null | undefined
  /** Papers that end within so many days after the campaign; 60. */
  readonly days?: number | null | undefined
}

/** A paper with how its validity stands. */
export interface ExpiringPaper extends store.ExpiringRow {
  readonly validity: Validity
  /** From the campaign's now to the last day; less than 0 where it is over. */
  readonly daysLeft: number
}

/** All that a list of such papers says. */
export interface ExpiringPapers {
  readonly items: readonly ExpiringPaper[]
  readonly total: number
  readonly suppliers: readonly store.ExpiryCount[]
  /** Planned end of the campaign; null while none is planned: then counted from now. */
  readonly campaignEnd: Date | null
}

const DAYS_MAX = 3_650
const WORD_MAX = 100

/** Papers that have expired or end before the campaign's end and the days after it, for who runs or supervises it. */
export async function expiringPapers(
  ctx: CommandContext,
  asked: ExpiryAsked,
  page: { skip: number; take: number },
): Promise<ExpiringPapers> {
  actorFor(ctx, 'expiringPapers')
  return ctx.db.tx(async tx => {
    const clock = await clockOf(tx, asked)
    const filter = filterOf(asked, clock)
    const suppliers = await store.countExpiring(tx, filter, dayOf(new Date(clock.judged)))
    return {
      items: (await store.loadExpiring(tx, filter, page)).map(row => judge(row, clock)),
      total: suppliers.reduce((sum, one) => sum + one.expired + one.endsEarly, 0),
      suppliers,
      campaignEnd: clock.end === null ? null : new Date(clock.end),
    }
  })
}

/** Against what papers are judged; instants in ms. */
interface ExpiryClock {
  readonly now: Date
  readonly judged: number
  readonly end: number | null
  readonly days: number
}

async function clockOf(tx: Tx, asked: ExpiryAsked): Promise<ExpiryClock> {
  const days = asked.days ?? EXPIRY_WARNING_DAYS
  if (days < 0 || days > DAYS_MAX) refuse('outOfRange', 'days', { min: 0, max: DAYS_MAX })
  const { id, now } = await loadTender(tx, asked.tenderId)
  const closings = await store.loadClosings(tx, id)
  const declarationsClose = closings.find(one => one.stage === 'declaration')?.closesAt ?? null
  return { now, judged: judgedAt(now, declarationsClose), end: campaignEndOf(closings.map(one => one.closesAt)), days }
}

const filterOf = (asked: ExpiryAsked, { judged, end, days }: ExpiryClock): store.ExpiryFilter => ({
  tenderId: asked.tenderId,
  before: firstSafeDay(judged, end, days),
  q: asked.q?.trim().slice(0, WORD_MAX) || null,
  lotCode: asked.lotCode || null,
  indicatorCode: asked.indicatorCode || null,
})

function judge(row: store.ExpiringRow, { now, judged, end, days }: ExpiryClock): ExpiringPaper {
  const last = lastInstantOf(row.validUntil)
  return { ...row, validity: validityOf(last, judged, end, days), daysLeft: daysBetween(now, new Date(last)) }
}
