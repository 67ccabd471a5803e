import { createHash, createHmac } from 'node:crypto'
import { canonicalBytes } from '#domain/bytes.ts'
import { type Action, may } from '#domain/permissions.ts'
import { actorFor, type CommandContext, refuse, type SignedIn } from '../../context.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import * as store from './store.ts'

/** A weighty act as it was sent. */
export interface Act<Ctx extends CommandContext, Result> {
  readonly action: Action
  readonly args: Readonly<Record<string, unknown>>
  /** Names of input fields that must not be kept in clear: passwords, seeds. */
  readonly secrets: readonly string[]
  run(ctx: Ctx): Promise<Result>
}

/** Either it was done, or it waits for the second person. */
export type Outcome<Result> = { readonly done: Result } | { readonly proposal: store.ProposalRow }

/**
 * The two-person rule (2-integrity §5). The first person's call is tried out, rolled back and kept as a proposal; the same
 * call with equal arguments by another person who may do it, within 24 hours, is carried out. Approval, act and the mark
 * that it was done are one transaction: after a crash the second person repeats the call, and no act happens twice.
 * A refused execution leaves the proposal open.
 */
export async function underTwoPeople<Ctx extends CommandContext, Result>(
  ctx: Ctx,
  act: Act<Ctx, Result>,
): Promise<Outcome<Result>> {
  const actor = ctx.actor ?? refuse('notSignedIn')
  const kept = keep(act.args, act.secrets, ctx.platformKey.storageKey) as Readonly<Record<string, unknown>>
  const argsHash = hashOf(act.action, kept)
  const open = await ctx.db.once(tx => store.findOpen(tx, act.action, argsHash))
  if (open && open.proposerId !== actor.userId) return { done: await execute(ctx, actor, act, open) }
  if (open) return { proposal: open }
  if (!may(actor.role, act.action)) return refuse('nothingProposed')
  await tryOut(ctx, act)
  return { proposal: await ctx.db.tx(tx => propose(tx, actor, { action: act.action, args: kept, argsHash })) }
}

async function propose(
  tx: Tx,
  actor: SignedIn,
  act: { action: string; args: Readonly<Record<string, unknown>>; argsHash: string },
): Promise<store.ProposalRow> {
  await store.lockAct(tx, act.argsHash)
  const known = await store.findOpen(tx, act.action, act.argsHash)
  if (known) return known // somebody was a moment earlier: to confirm theirs is a second look, not this call
  const tenderId = await store.findTenderOf(tx, act.args)
  await store.insertProposal(tx, { ...act, tenderId, proposedBy: actor.userId })
  await appendAudit(tx, actor, {
    tenderId,
    action: 'propose',
    subject: subjectOf(act.action, act.argsHash),
    payload: { args: canonical(act.args) },
    changes: 1,
  })
  return (await store.findOpen(tx, act.action, act.argsHash)) ?? refuse('conflict')
}

async function execute<Ctx extends CommandContext, Result>(
  ctx: Ctx,
  actor: SignedIn,
  act: Act<Ctx, Result>,
  open: store.ProposalRow,
): Promise<Result> {
  // Whoever may only confirm lends the act no rights: it runs with those of the proposer, as they are now.
  const doer = may(actor.role, act.action)
    ? actor
    : await ctx.db.once(async tx => (await store.findPerson(tx, open.proposerId)) ?? refuse('forbidden'))
  const approve = async (tx: Tx) => {
    await store.lockAct(tx, open.argsHash)
    const still = await store.findOpen(tx, open.action, open.argsHash)
    if (still?.id !== open.id) refuse('alreadyDone')
    await appendAudit(tx, actor, {
      tenderId: open.tenderId,
      action: 'approve',
      subject: subjectOf(open.action, open.argsHash),
      payload: { proposal: open.id },
      changes: 1,
    })
    await store.markExecuted(tx, open.id, actor.userId)
  }
  let approved = false
  const db = within(ctx.db, async (tx, body) => {
    if (!approved) await approve(tx)
    const result = await body(tx)
    approved = true
    return result
  })
  return act.run({ ...ctx, actor: doer, db })
}

/** The same database, whose every transaction, whoever it runs for, goes through `around`. */
const within = (db: Db, around: <R>(tx: Tx, body: (tx: Tx) => Promise<R>) => Promise<R>): Db => ({
  ...db,
  tx: body => db.tx(tx => around(tx, body)),
  as: actor => within(db.as(actor), around),
})

class TriedOut extends Error {}

/** Does everything and keeps nothing, so that the first person hears at once what would be refused. */
async function tryOut<Ctx extends CommandContext>(ctx: Ctx, act: Act<Ctx, unknown>): Promise<void> {
  const db = within(ctx.db, async (tx, body) => {
    await body(tx)
    throw new TriedOut()
  })
  try {
    await act.run({ ...ctx, db })
  } catch (error) {
    if (!(error instanceof TriedOut)) throw error
  }
}

/** Takes an own proposal back. */
export async function withdrawProposal(ctx: CommandContext, input: { id: string }): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'withdrawProposal')
  return ctx.db.tx(async tx => {
    const gone = (await store.withdraw(tx, input.id, actor.userId)) ?? refuse('notFound', 'id')
    await appendAudit(tx, actor, {
      tenderId: gone.tenderId,
      action: 'withdrawProposal',
      subject: subjectOf(gone.action, gone.argsHash),
      payload: { proposal: input.id },
      changes: 1,
    })
    return { count: 1 }
  })
}

const subjectOf = (action: string, argsHash: string) => `act:${action} args:${argsHash}`

/** SHA-256 of the canonical JSON of the act: what was proposed and what was confirmed are compared by it alone. */
function hashOf(action: string, args: unknown): string {
  try {
    return createHash('sha256')
      .update(canonicalBytes({ action, args: canonical(args) }))
      .digest('hex')
  } catch (error) {
    if (error instanceof RangeError) return refuse('notText')
    throw error
  }
}

/** Arguments as plain JSON without what was left out; secrets become keyed hashes, which only equal secrets share. */
function keep(value: unknown, secrets: readonly string[], key: Uint8Array): unknown {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(item => keep(item, secrets, key))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null)
  return Object.fromEntries(
    entries.map(([name, item]) => [
      name,
      secrets.includes(name) && typeof item === 'string' ? keyedHash(key, item) : keep(item, secrets, key),
    ]),
  )
}

const keyedHash = (key: Uint8Array, secret: string) =>
  `hmac:${createHmac('sha256', key).update(`proposal/${secret}`).digest('hex')}`

/** Fractions, which canonical JSON does not know, as texts. */
function canonical(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : `${value}`
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, canonical(item)]))
}
