import { DOCUMENT_MAX } from '#domain/documentSet.ts'
import { completed } from '#domain/olderPack.ts'
import { checkRuleChange } from '#domain/ruleChange.ts'
import { diffRulePacks, type RuleChange, ruleChangeText } from '#domain/ruleDiff.ts'
import { parseRulePack, type RulePack } from '#domain/rulePack.ts'
import type { Stage } from '#domain/stage.ts'
import type { Violation } from '#domain/violation.ts'
import { actorFor, Refusal, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import type { PublishingContext } from '../notice/index.ts'
import { documentsDeadline, loadRulePack, loadTender } from '../tender/index.ts'
import { amendDocuments, type Locked, lockForAmendment } from '../tenderDocument/index.ts'
import * as store from './store.ts'

/** Stages in which no documents can be out yet. */
const BEFORE_DOCUMENTS: readonly Stage[] = ['catalogue', 'demand', 'ceilings']

export interface PublishInput {
  readonly tenderId: string
  readonly revision: number
  readonly hash: string
}

/**
 * Publishes a saved draft as the next version of the tender's rules; the second person is asked for outside (TWO_PERSON)
 * and confirms this draft by its hash. Once documents are out the change is one of the documents: bids that are sealed are
 * void and the deadline moves as 招标投标法 23 asks. Refused when the rules may not change any more (checkRuleChange).
 * @returns the tender's id
 */
export async function publishRulePack(ctx: PublishingContext, input: PublishInput): Promise<string> {
  const actor = actorFor(ctx, 'publishRulePack')
  await ctx.db.tx(async tx => {
    const locked = await lockForAmendment(tx, input.tenderId)
    const draft = (await store.findDraft(tx, input.tenderId, input.revision)) ?? refuse('notFound', 'revision')
    if (draft.hash !== input.hash) refuse('conflict', 'hash')
    const pack = parsed(draft.content)
    if (pack.version !== (await store.lastVersion(tx, input.tenderId)) + 1) refuse('conflict', 'version')
    const changes = diffRulePacks(await loadRulePack(tx, input.tenderId), completed(pack))
    refuseIf(checkRuleChange(await store.loadChangeFacts(tx, input.tenderId), changes))
    await store.insertVersion(tx, { tenderId: input.tenderId, content: pack, hash: draft.hash, note: draft.note })
    if (changes.some(({ path }) => path.join('.') === 'stages.order'))
      await store.replaceStages(tx, input.tenderId, pack.stages.order)
    await appendAudit(tx, actor, {
      tenderId: input.tenderId,
      action: 'publishRulePack',
      subject: `rulePack:${draft.hash}`,
      payload: pack,
      changes: changes.length,
    })
    if (await isAmendment(tx, input.tenderId, locked.tender.stage))
      await amend(tx, ctx, actor, { locked, pack, draft, changes })
  })
  return input.tenderId
}

/** In the stage of the documents only once the first ones are out; in every later stage the rules are part of them. */
async function isAmendment(tx: Tx, tenderId: string, stage: Stage): Promise<boolean> {
  if (BEFORE_DOCUMENTS.includes(stage)) return false
  return stage !== 'documents' || (await store.hasDocuments(tx, tenderId))
}

function parsed(content: unknown): RulePack {
  const found = parseRulePack(content)
  if (!found.ok) throw new Refusal(found.violations)
  return found.pack
}

interface Amendment {
  readonly locked: Locked
  readonly pack: RulePack
  readonly draft: store.DraftRow
  readonly changes: readonly RuleChange[]
}

/** A summary of the documents is short; the annex says everything. */
const SUMMARY_MAX = 4_000

/** The one annex that tells what became of the rules since the first documents. */
const ANNEX = '规则包变更说明'

/**
 * Publishes the documents again as they are, text, annexes and files, with the annex that tells every difference in words
 * and the hash of the whole pack; the newest change stands above the earlier ones.
 */
async function amend(
  tx: Tx,
  ctx: PublishingContext,
  actor: SignedIn,
  { locked, pack, draft, changes }: Amendment,
): Promise<void> {
  const tenderId = locked.tender.id
  const told = changes.filter(({ path }) => path[0] !== 'version')
  const lines = told.map((change, index) => `${index + 1}. ${ruleChangeText(change, 'zh')}`)
  const reason = draft.note === '' ? [] : [`变更说明：${draft.note}`]
  const head = `规则包第 ${pack.version} 版（SHA-256 ${draft.hash}）自发布之时起施行，变更 ${told.length} 项：`
  const text = [head, ...reason, ...lines].join('\n')
  const summary = text.length > SUMMARY_MAX ? [head, ...reason, `详见附件《${ANNEX}》。`].join('\n') : text
  const known = await store.loadDocuments(tx, tenderId)
  const earlier = known?.parts.find(part => part.title === ANNEX)?.body ?? ''
  const both = `${text}\n\n${earlier}`.trimEnd()
  // Each version keeps its own annex, so what no longer fits is still in the one before.
  const annex = { title: ANNEX, body: both.length > DOCUMENT_MAX ? text : both, fileId: null }
  const parts = known?.parts ?? []
  const isThere = parts.some(part => part.title === ANNEX)
  await amendDocuments(tx, ctx, actor, locked, {
    tenderId,
    title: known?.title ?? ANNEX,
    body: known?.body ?? text,
    // The first version changes nothing, so it has no summary.
    summary: known ? summary : null,
    parts: isThere ? parts.map(part => (part.title === ANNEX ? annex : part)) : [...parts, annex],
  })
}

/** What publishing a draft now would bring with it. */
export interface Impact {
  readonly violations: readonly Violation[]
  /** The deadline for bids as it stands, and as it would be; null while none is planned. */
  readonly bidDeadline: Date | null
  readonly newBidDeadline: Date | null
  /** Declarations whose sealed bid would be void. */
  readonly voidedBids: number
}

/** What publishing this draft would do to the deadline and to sealed bids, and why it would be refused. Changes nothing. */
export async function loadImpact(tx: Tx, tenderId: string, content: unknown): Promise<Impact> {
  const tender = await loadTender(tx, tenderId)
  const changes = diffRulePacks(await loadRulePack(tx, tenderId), completed(content))
  const violations = checkRuleChange(await store.loadChangeFacts(tx, tenderId), changes)
  const bidding = await store.findBidding(tx, tenderId)
  const bidDeadline = bidding?.bidDeadline ?? null
  const amends = tender.stage !== 'documents' && (await isAmendment(tx, tenderId, tender.stage))
  const moves = amends && bidDeadline !== null
  return {
    violations,
    bidDeadline,
    newBidDeadline: moves ? await documentsDeadline(tx, tender, bidDeadline) : bidDeadline,
    voidedBids: amends ? (bidding?.envelopes ?? 0) : 0,
  }
}
