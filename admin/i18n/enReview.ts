/** English of zhReview. */
export const enReview = {
  reviewPhase: { first: 'First review', second: 'Re-review' },
  basis: { mean: 'Mean of two experts', arbitrated: 'Third expert', trimmed: 'Panel mean without extremes' },
}

export const enReviewPages = {
  reviewDesk: {
    title: 'Review monitor',
    hint: 'Progress, disagreement and drift by expert and lot; remind, answer, unlock.',
    none: 'The review has not been assigned.',
    noScores: 'No scores have been submitted.',
    noQuestions: 'No expert has asked anything.',
    blind:
      'Statistics only; nobody sees a single score before the freeze. Negative drift is severer than others on the same items.',
    slow: '%{count} experts have open items; without a choice all of them are reminded.',
    tab: { experts: 'Experts', lots: 'Lots', indicators: 'Indicators', questions: 'Questions' },
  },
  myScores: {
    title: 'My scores',
    hint: 'Your points with the reasons of the experts; after the first review you may contest items, which others then judge anew.',
    none: 'No scores yet. They appear here after the first review.',
    first: 'First review',
    final: 'Final scores',
    clarifyUntil: 'Contest until',
    closed: 'The time for clarifications is over; the re-review follows.',
    frozen: 'The scores are frozen and stay as they are.',
    items: 'Items',
    noSubstance:
      'A clarification explains what was submitted and adds no substance (Implementing Regulations art. 52). Each item once.',
    placeholder: 'If you contest this item',
    company: 'Company',
    usedIn: '%{subject} (used in %{count} declarations)',
  },
}

export const enReviewFields = {
  phase: 'Review',
  chosen: 'Choose',
  progress: 'Progress',
  severity: 'Drift',
  deviation: 'Standard deviation',
  lastActive: 'Last active',
  remindedAt: 'Last reminder',
  maximum: 'Maximum',
  scores: 'Scores',
  mean: 'Mean',
  question: 'Question',
  askedAt: 'Asked',
  officeAnswer: 'Answer',
  basis: 'Basis',
  clarification: 'Clarification',
  qualityTotal: 'Quality total',
  sheet: 'Score sheet',
}

export const enReviewFigures = {
  itemsDone: 'Items submitted',
  itemsDrafted: 'Typed, not submitted',
  experts: 'Experts',
  expertsDone: 'Experts done',
  disputes: 'Disputes',
  reasonsDue: 'Reasons due',
  contested: 'Items contested',
}

export const enReviewVerbs = {
  announceScores: {
    label: 'Announce first review',
    review:
      'Computes the first scores and shows each supplier its own with the reasons; suppliers may then contest items. All sheets must be submitted and signed.',
  },
  startSecondReview: {
    label: 'Start re-review',
    review: 'Hands the contested items to other experts than those of the first review.',
  },
  remindExperts: { label: 'Remind', review: 'The experts see a reminder at their desk.' },
  answerExpert: {
    label: 'Answer',
    review: 'Only the expert who asked sees the answer; the office does not see who asked.',
  },
  unlockSheet: {
    label: 'Unlock sheet',
    review:
      'The sheet becomes void and goes back to the same expert with its scores as drafts; a second person confirms. Arbitration that rested on it falls away, and the expert signs again.',
  },
  clarifyScores: {
    label: 'Submit clarifications',
    review:
      'They cannot be changed afterwards. Experts of the re-review see them, and their scores replace the first ones.',
  },
}

export const enReviewNames = {
  announceScores: 'Announce first review',
  startSecondReview: 'Start re-review',
  remindExperts: 'Remind experts',
  answerExpert: 'Answer an expert',
  unlockSheet: 'Unlock a sheet',
  clarifyScores: 'Submit clarifications',
  giveReasons: 'Give reasons',
  askOffice: 'Ask the office',
  registerExpertKey: 'Register a signing key',
  signReview: 'Sign score sheets',
}

export const enReviewStage = {
  steps: 'Steps of the review',
  step: {
    assign: 'Assign',
    first: 'First review: blind scores, third experts, signatures',
    announce: 'Announce to suppliers',
    clarify: 'Clarifications',
    second: 'Re-review of contested items by others',
    freeze: 'Freeze',
  },
  clarifyUntil: 'Suppliers may clarify until',
}
