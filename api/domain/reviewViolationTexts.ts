/** What is wrong, and what is allowed, from the review to the contracts. */
export const REVIEW_VIOLATION_TEXTS = {
  aboveMaximum: { zh: '评分应在 0 至 {max} 分之间。', en: 'The score must be between 0 and {max}.' },
  unscoredItems: {
    zh: '尚有 {count} 个评审项未评分，不能冻结。',
    en: '{count} items are not scored; the scores cannot be frozen.',
  },
  reasonsDue: {
    zh: '尚有 {count} 个评分偏离均值过大、未补充书面理由。',
    en: '{count} scores lie far from the mean and have no written reason yet.',
  },
  signaturesMissing: {
    zh: '尚有 {count} 名专家未在评审表上签名，不能继续。',
    en: '{count} experts have not signed their score sheets.',
  },
  noRereview: {
    zh: '规则包未设复审，评分完成后可直接冻结。',
    en: 'The rule pack has no re-review; the scores can be frozen at once.',
  },
  scoresNotAnnounced: {
    zh: '初评结果尚未反馈给申报企业。',
    en: 'The scores of the first review have not been announced to the suppliers.',
  },
  clarificationRunning: {
    zh: '申报企业澄清期至 {closes} 截止，此前不能开始复审。',
    en: 'Suppliers may clarify until {closes}; the re-review cannot start before.',
  },
  rereviewMissing: {
    zh: '规则包要求复审：须先反馈初评结果、澄清期满并开始复审，才能冻结评分。',
    en: 'The rule pack asks for a re-review before the scores are frozen.',
  },
  recused: { zh: '专家“{expert}”应回避，不得参与此项评审。', en: 'Expert {expert} is recused and may not judge this.' },
  tooFewExperts: {
    zh: '“{subject}”可用专家 {count} 名，至少需要 {needed} 名。',
    en: 'Only {count} experts may judge {subject}; {needed} are needed.',
  },
  quotaExceedsPool: {
    zh: '“{stratum}”组名额 {quota} 人，超过可抽取的 {eligible} 人。',
    en: 'The quota {quota} of stratum {stratum} exceeds the {eligible} eligible experts.',
  },
  tooFewContributions: {
    zh: '随机数须由至少 {needed} 个不同单位提供，现有 {present} 个。',
    en: 'Randomness is needed from at least {needed} different bodies; there are {present}.',
  },
  supplierContributionMissing: {
    zh: '随机数须有一家申报企业参与提供，目前没有。',
    en: 'One supplier must contribute randomness; none has.',
  },
  commitmentMismatch: {
    zh: '公开的随机数与事先提交的承诺值不一致。',
    en: 'The value does not match the commitment made before.',
  },
  quorumMissing: {
    zh: '开标须有 {needed} 名开标人员到场，现有 {present} 名。',
    en: '{needed} officers are needed, {present} are present.',
  },
  belowLine: {
    zh: '质量得分 {score} 分，低于合格线 {line} 分。',
    en: 'The quality score {score} is below the line {line}.',
  },
  notWinner: { zh: '企业“{supplier}”不是该品规的中选企业。', en: 'Supplier {supplier} has not won this lot.' },
  tooManyPicks: { zh: '每个品规最多选择 {max} 家企业。', en: 'At most {max} suppliers may be chosen for a lot.' },
  tooFewDeclarers: {
    zh: '有效申报企业 {count} 家，少于 {minimum} 家，按公布的备选规则办理。',
    en: 'There are {count} valid declarers, fewer than {minimum}; the published fallback applies.',
  },
  capacityExceeded: {
    zh: '企业“{supplier}”分得 {kg} 公斤，超过供应能力 {capacityKg} 公斤。',
    en: 'Supplier {supplier} would get {kg} kg, more than its capacity of {capacityKg} kg.',
  },
  capacityShort: {
    zh: '中选企业供应能力合计 {capacityKg} 公斤，少于约定采购量 {agreedKg} 公斤，尚缺 {missingKg} 公斤。',
    en: 'The winners can supply {capacityKg} kg, less than the agreed {agreedKg} kg; {missingKg} kg are missing.',
  },
  infeasible: {
    zh: '约束条件相互矛盾，无可行方案：{constraints}。',
    en: 'No solution; these constraints clash: {constraints}.',
  },
  noWinners: { zh: '该品规没有中选企业，不能分量。', en: 'This lot has no winners; there is nothing to allocate to.' },
  alreadySigned: { zh: '“{party}”已签署，不能重复签署。', en: 'The {party} has already signed.' },
} as const
