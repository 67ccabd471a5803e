import { formatInstant } from './period.ts'
import type { RuleChange } from './ruleDiff.ts'
import type { Stage } from './stage.ts'
import { type Violation, violation } from './violation.ts'

/** What has happened in a tender, as far as it decides whether its rules may still change. */
export interface RuleChangeFacts {
  readonly stage: Stage
  readonly scoresFrozen: boolean
  /** The first price round whose bids were opened; null before. */
  readonly openedRound: number | null
  /** The deadline for bids if it has passed; null while bids may still come. */
  readonly closedAt: Date | null
  /** The list of experts to be drawn from is frozen. */
  readonly drawFixed: boolean
  readonly declarationsSubmitted: number
}

const touches = (changes: readonly RuleChange[], ...start: readonly string[]) =>
  changes.some(({ path }) => start.every((name, index) => path[index] === name))

/** Fields of an indicator that ask nothing else of a supplier: who judges it and what it is called. */
const FREE_OF_ANSWERS: readonly string[] = ['name', 'specialty', 'objective', 'quality']

function touchesAnswers(changes: readonly RuleChange[]): boolean {
  return changes.some(
    ({ kind, path }) => path[0] === 'indicators' && kind !== 'reordered' && !FREE_OF_ANSWERS.includes(path[2] ?? ''),
  )
}

/**
 * Whether the rules may change now (招标投标法 23, 实施条例 49): not after the deadline for bids, the freeze of the scores or
 * an opening; not the strata of a draw that is frozen, nor the indicators that submitted declarations have answered, nor
 * the order of stages once the campaign has moved on. In: what has happened, and the changes. Out: every reason why not.
 */
export function checkRuleChange(facts: RuleChangeFacts, changes: readonly RuleChange[]): Violation[] {
  const found: Violation[] = []
  if (changes.every(({ path }) => path[0] === 'version')) found.push(violation('rulesUnchanged'))
  if (facts.scoresFrozen) found.push(violation('rulesScored'))
  if (facts.openedRound !== null) found.push(violation('rulesOpened', undefined, { round: facts.openedRound }))
  if (facts.closedAt) found.push(violation('rulesClosed', undefined, { deadline: formatInstant(facts.closedAt) }))
  if (touches(changes, 'stages', 'order') && facts.stage !== 'catalogue')
    found.push(violation('wrongStage', 'stages.order', { stage: facts.stage, expected: 'catalogue' }))
  if (facts.drawFixed && (touches(changes, 'review', 'strata') || touches(changes, 'review', 'drawnTotal')))
    found.push(violation('rulesDrawn', 'review.strata'))
  if (facts.declarationsSubmitted > 0 && touchesAnswers(changes))
    found.push(violation('rulesAnswered', 'indicators', { count: facts.declarationsSubmitted }))
  return found
}
