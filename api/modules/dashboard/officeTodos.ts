import type { Violation, ViolationCode } from '#domain/violation.ts'
import type { OfficeState } from './todoStore.ts'

type NextStep = string | ((state: OfficeState) => string)

const ROUND_STEPS: Readonly<Record<string, string>> = {
  keying: 'preparePolicy',
  signing: 'watchStage',
  stuck: 'restartRound',
  taking: 'watchStage',
  open: 'closePriceRound',
  closed: 'openBids',
  opening: 'watchJobs',
}
const DRAW_STEPS: Readonly<Record<string, string>> = { committing: 'freezeDraw', frozen: 'drawExperts' }

/** The office's next step for each thing that keeps a stage from being completed. */
const STEP_FOR: Readonly<Partial<Record<ViolationCode, NextStep>>> = {
  demandNotFrozen: 'freezeDemand',
  ceilingsMissing: 'setPriceCeilings',
  documentsUnpublished: 'publishDocuments',
  required: 'planStages',
  periodTooShort: 'planStages',
  noDeclarations: 'watchStage',
  roundNotClosed: s => (s.round === null ? 'openPriceRound' : (ROUND_STEPS[s.round] ?? 'watchStage')),
  roundNotOpened: s => (s.round === null ? 'openPriceRound' : (ROUND_STEPS[s.round] ?? 'watchStage')),
  drawMissing: s => (s.draw === null ? 'prepareDraw' : (DRAW_STEPS[s.draw] ?? 'watchStage')),
  sheetsOpen: s => (s.sheets === 0 ? 'assignReview' : 'watchStage'),
  scoresNotFrozen: 'freezeScores',
  noticeMissing: s => (s.ranked ? 'publishNotice' : s.awards === 0 && s.noticed ? 'proposeAwards' : 'computeShortlist'),
  noticeRunning: 'watchStage',
  objectionOpen: 'answerObjection',
  samplesPending: s => s.samples,
  awardsNotFinal: s => (s.awards === 0 ? 'proposeAwards' : s.noticed ? 'finaliseAwards' : 'publishNotice'),
  allocationMissing: s => (s.run === 'done' ? 'adoptAllocation' : s.run === 'running' ? 'watchJobs' : 'runAllocation'),
  distributorsMissing: 'watchStage',
  contractsUnsigned: s => (s.contracts === 0 ? 'generateContracts' : 'watchStage'),
}

/**
 * The office's next step in a tender: what removes the first blocker of its stage, or moving on when there is none.
 * @param blockers from the stage's exit rule
 * @returns the command, and how many things it is about; null after the last stage
 */
export function officeStep(
  stage: string,
  blockers: readonly Violation[],
  state: OfficeState,
): { kind: string; count: number } | null {
  if (stage === 'landed') return null
  // In the award stage the proposal comes before its notice.
  const first = stage === 'award' && state.awards === 0 ? blockers.find(b => b.code === 'awardsNotFinal') : blockers[0]
  if (!first) return { kind: 'advanceStage', count: 1 }
  const step = STEP_FOR[first.code] ?? 'watchStage'
  return { kind: typeof step === 'string' ? step : step(state), count: Number(first.params?.count ?? 1) }
}
