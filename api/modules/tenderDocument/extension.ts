import { checkExtension } from '#domain/consultation.ts'
import type { MovedDeadline } from '#domain/notice.ts'
import { checkText } from '#domain/plainText.ts'
import { actorFor, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { lockRoundsOf, type RoundRow, restart, STAGE_OF_ROUND, setKeyingDeadline } from '../bid/index.ts'
import { announce, type PublishingContext } from '../notice/index.ts'
import { extendStage, lockTender, stageClosesAt } from '../tender/index.ts'

const REASON_MAX = 1000
const STAGES = ['declaration', 'bidRound1', 'bidRound2'] as const

export interface Extension {
  readonly tenderId: string
  /** declaration | bidRound1 | bidRound2 */
  readonly stage: string
  readonly closesAt: Date
  readonly reason: string
}

/**
 * Moves a deadline later, by two people (TWO_PERSON): never shorter, never after it has passed, with a published reason.
 * A round that takes bids starts again under a policy that names the new deadline; quotes sealed before are void.
 */
export async function extendDeadline(ctx: PublishingContext, input: Extension): Promise<string> {
  const actor = actorFor(ctx, 'extendDeadline')
  const stage = STAGES.find(one => one === input.stage) ?? refuse('notOneOf', 'stage', { allowed: STAGES.join(', ') })
  refuseIf(checkText(input.reason, 'reason', REASON_MAX))
  const reason = input.reason.trim()
  await ctx.db.tx(async tx => {
    const rounds = await lockRoundsOf(tx, input.tenderId)
    const tender = await lockTender(tx, input.tenderId)
    const round = rounds.find(one => STAGE_OF_ROUND[one.number] === stage) ?? null
    const from = round?.closesAt ?? (await stageClosesAt(tx, tender.id, stage))
    refuseIf(checkExtension(from, input.closesAt, tender.now))
    const quotesVoid = round?.status === 'open'
    if (round === null || round.status === 'keying') {
      await extendStage(tx, tender.id, stage, input.closesAt)
      if (round !== null) await setKeyingDeadline(tx, round.id, input.closesAt)
    } else await restartLater(tx, ctx, actor, round, { closesAt: input.closesAt, reason })
    const moved = { stage, from: (from ?? tender.now).toISOString(), to: input.closesAt.toISOString() }
    await note(tx, ctx, actor, { tender, moved, reason, quotesVoid })
  })
  return input.tenderId
}

async function restartLater(
  tx: Tx,
  ctx: PublishingContext,
  actor: SignedIn,
  round: RoundRow,
  terms: { closesAt: Date; reason: string },
): Promise<void> {
  if (round.status !== 'signing' && round.status !== 'open')
    refuse('wrongStatus', 'stage', { status: round.status, expected: 'signing, open' })
  await restart(tx, ctx, actor, round, { ...terms, newKeys: false })
}

interface Noted {
  readonly tender: Parameters<typeof announce>[2]
  readonly moved: MovedDeadline
  readonly reason: string
  readonly quotesVoid: boolean
}

async function note(
  tx: Tx,
  ctx: PublishingContext,
  actor: SignedIn,
  { tender, moved, reason, quotesVoid }: Noted,
): Promise<void> {
  await appendAudit(tx, actor, {
    tenderId: tender.id,
    action: 'extendDeadline',
    subject: `stage:${moved.stage} until:${moved.to}`,
    payload: { ...moved, reason },
    changes: 1,
  })
  const body = { kind: 'extension', tender: tender.code, reason, deadlines: [moved], quotesVoid } as const
  await announce(tx, actor, tender, { body, closesAt: null }, ctx.origin ?? '')
}
