import { checkRemark, QUESTIONS_MAX, questionsUntil } from '#domain/consultation.ts'
import { checkText } from '#domain/plainText.ts'
import { checkDeadline } from '#domain/stage.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import type { PublishingContext } from '../notice/index.ts'
import { loadRulePack, loadTenderIn, lockTender } from '../tender/index.ts'
import { amendDocuments, lockForAmendment, type PartInput } from './documentCommands.ts'
import * as store from './questionStore.ts'
import { findNewest } from './store.ts'

const ANSWER_MAX = 4000

/**
 * A supplier's question about the published documents (招标投标法实施条例 22), until so many
 * days before the bid deadline as the rules say. The
 * log's row names nobody: only the platform's own table, behind its wall, joins a question to a supplier.
 * @returns the question's id
 */
export async function askQuestion(ctx: CommandContext, input: { tenderId: string; text: string }): Promise<string> {
  const actor = actorFor(ctx, 'askQuestion')
  const supplierId = actor.supplierId ?? refuse('forbidden')
  refuseIf(checkRemark(input.text, 'text'))
  return ctx.db.as(PLATFORM).tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'documents', 'declaration', 'bidRound1')
    if ((await findNewest(tx, tender.id)) === null) refuse('documentsUnpublished')
    const until = questionsUntil(await store.findBidDeadline(tx, tender.id), await loadRulePack(tx, tender.id))
    refuseIf(checkDeadline(until, tender.now))
    const { all, own } = await store.countQuestions(tx, tender.id, supplierId)
    if (own >= QUESTIONS_MAX) refuse('outOfRange', 'text', { min: 0, max: QUESTIONS_MAX })
    const text = input.text.trim()
    const id = await store.insertQuestion(tx, {
      tenderId: tender.id,
      supplierId,
      number: all + 1,
      text,
      askedAt: tender.now,
    })
    await appendAudit(tx, null, {
      tenderId: tender.id,
      action: 'askQuestion',
      subject: `question:${all + 1}`,
      payload: { text, supplierId },
      changes: 1,
    })
    return id
  })
}

/** What an answer changes in the documents: the next version, complete. */
export interface Amending {
  readonly title: string
  readonly body: string
  readonly summary: string
  readonly parts?: readonly PartInput[] | null
}

/**
 * Answers a question and publishes both, without a name. An answer that changes the documents publishes their next
 * version with it: never a change by the way (招标投标法 23).
 */
export async function answerQuestion(
  ctx: PublishingContext,
  input: { questionId: string; answer: string; amendment?: Amending | null },
): Promise<string> {
  const actor = actorFor(ctx, 'answerQuestion')
  refuseIf(checkText(input.answer, 'answer', ANSWER_MAX))
  await ctx.db.tx(async tx => {
    const asked = (await store.findQuestion(tx, input.questionId)) ?? refuse('notFound', 'questionId')
    const tenderId = asked.tenderId
    const locked = await lockForAmendment(tx, tenderId)
    const question = (await store.findQuestion(tx, input.questionId)) ?? asked
    if (question.answeredAt !== null) refuse('alreadyDone', 'questionId')
    const amendedVersion = input.amendment
      ? await amendDocuments(tx, ctx, actor, locked, { ...input.amendment, tenderId })
      : null
    const answer = input.answer.trim()
    await store.setAnswer(tx, input.questionId, { answer, at: locked.tender.now, amendedVersion })
    await appendAudit(tx, actor, {
      tenderId,
      action: 'answerQuestion',
      subject: `question:${question.number}`,
      payload: { answer, amendedVersion },
      changes: 1,
    })
  })
  return input.questionId
}
