import { type AnswerValue, checkAnswer } from '#domain/declaration.ts'
import type { Indicator } from '#domain/indicators.ts'

/** Names one answer of a supplier. */
export function answerKey(subjectKey: string, indicatorCode: string): string {
  return `${subjectKey}|${indicatorCode}`
}

/** A stored value as the input shows it. */
export function toText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

/** A typed text as the value to send: yes and no as booleans, numbers as decimal text so that they stay exact. */
export function toValue(indicator: Indicator, text: string): AnswerValue {
  return indicator.rule.type === 'boolean' ? text === 'true' : text.trim()
}

/** The message key of what is wrong with a typed answer, by the server's own rule; null if nothing is. */
export function answerFault(indicator: Indicator, text: string): string | null {
  if (text.trim() === '') return null
  const [found] = checkAnswer(indicator, toValue(indicator, text))
  return found ? `error.answer.${indicator.rule.type}` : null
}
