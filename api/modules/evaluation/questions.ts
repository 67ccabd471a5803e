import { checkText } from '#domain/plainText.ts'
import { actorFor, type CommandContext, refuse, refuseIf } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { loadTenderIn } from '../tender/index.ts'
import { insertQuestion, lockQuestion, setAnswer } from './questionStore.ts'
import { findTenderOfSheets } from './store.ts'

const TEXT_MAX = 1_000

/**
 * Asks the office about one item of an own sheet; of a submitted one too, since only the office can unlock it.
 * @returns the question's id
 */
export async function askOffice(
  ctx: CommandContext,
  input: { sheetId: string; indicatorCode: string; text: string },
): Promise<string> {
  const actor = actorFor(ctx, 'askOffice')
  const expertId = actor.expertId ?? refuse('forbidden')
  refuseIf(checkText(input.text, 'text', TEXT_MAX))
  return ctx.db.tx(async tx => {
    const tenderId = (await findTenderOfSheets(tx, expertId, [input.sheetId])) ?? refuse('notFound', 'sheetId')
    const tender = await loadTenderIn(tx, tenderId, 'review')
    const id = (await insertQuestion(tx, { ...input, text: input.text.trim() })) ?? refuse('notFound', 'indicatorCode')
    await appendAudit(tx, actor, {
      tenderId,
      action: 'askOffice',
      subject: `tender:${tender.code}`,
      payload: { question: id, indicator: input.indicatorCode, text: input.text.trim() },
      changes: 1,
    })
    return id
  })
}

/** Answers an expert's question, once. The office does not learn who asked. */
export async function answerExpert(ctx: CommandContext, input: { id: string; answer: string }): Promise<string> {
  const actor = actorFor(ctx, 'answerExpert')
  refuseIf(checkText(input.answer, 'answer', TEXT_MAX))
  return ctx.db.tx(async tx => {
    const question = (await lockQuestion(tx, input.id)) ?? refuse('notFound', 'id')
    if (question.answered) refuse('alreadyDone', 'id')
    const tender = await loadTenderIn(tx, question.tenderId, 'review')
    await setAnswer(tx, input.id, input.answer.trim())
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'answerExpert',
      subject: `tender:${tender.code}`,
      payload: { question: input.id, answer: input.answer.trim() },
      changes: 1,
    })
    return input.id
  })
}
