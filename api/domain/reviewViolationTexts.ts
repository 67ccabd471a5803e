/** What is wrong, and what is allowed, from the declaration over the review to the contracts. */
export const REVIEW_VIOLATION_TEXTS = {
  aboveCeiling: {
    zh: '报价 {price} 元高于最高申报限价 {ceiling} 元，应大于 0 且不超过限价。',
    en: 'The quote {price} exceeds the ceiling {ceiling} (yuan). It must be above 0 and at most the ceiling.',
  },
  aboveRound1: {
    zh: '第二轮报价 {price} 元高于本企业首轮报价 {round1} 元，不得上调。',
    en: 'The quote {price} exceeds your quote of round 1, {round1} (yuan). It may not rise.',
  },
  blacklisted: {
    zh: '企业“{supplier}”已列入失信名单，不得申报。',
    en: 'Supplier {supplier} is on the blacklist and may not declare.',
  },
  // Never names the other company: who has declared is secret before the opening (招标投标法 22).
  relatedSupplier: {
    zh: '同一控股关系或同一负责人的企业不得同时申报同一品规（实施条例第三十四条）：{lot}。',
    en: 'Related companies may not both declare for one lot (实施条例 34): {lot}.',
  },
  licenceMissing: { zh: '缺少有效的药品生产许可证。', en: 'A valid manufacturing licence is missing.' },
  gmpMissing: { zh: '缺少有效的 GMP 符合性证明。', en: 'A valid proof of GMP compliance is missing.' },
  traceabilityMissing: { zh: '未建立追溯体系，不符合申报条件。', en: 'A traceability system is required to declare.' },
  capacityMissing: {
    zh: '供应能力应为大于 0 的整公斤数。',
    en: 'The capacity must be a whole number of kilograms above 0.',
  },
  badEnvelope: {
    zh: '加密报价文件不完整或已损坏，请重新密封。',
    en: 'The sealed bid is incomplete or damaged. Please seal it again.',
  },
  policyMismatch: {
    zh: '采购文件或开标规则已变更，请按新规则重新密封报价。',
    en: 'The documents or the opening policy have changed. Please seal the bid again.',
  },
  foreignEnvelope: {
    zh: '加密报价不属于本企业、本品规或本轮次，请核对后重新密封。',
    en: 'The sealed bid belongs to another supplier, lot or round. Please seal it again.',
  },
  badSignature: {
    zh: '签名与内容不符，请用登记的签名密钥重新签署。',
    en: 'The signature does not fit. Please sign again with the registered signing key.',
  },
  otherSigningKey: {
    zh: '签名密钥与您首次登记的不一致。请使用原来的密钥文件；如已丢失，请系统管理员经双人确认后重置。',
    en: 'This is not the signing key you registered first. Use your first key file; if it is lost, ask the administrator to reset it (two people confirm).',
  },
  badShare: {
    zh: '您的密钥未能打开演练标书：提交的密钥份额与承诺不符。请确认使用的是本轮登记的密钥文件。',
    en: 'Your key did not open the dummy bid: the share is not the committed one. Make sure that you use the key file of this round.',
  },
  drillFailed: {
    zh: '开标演练未通过：演练标书没有还原为密封时的内容，本轮暂不能开放报价。请联系系统管理员核对平台密钥，或重新启动本轮。',
    en: 'The drill failed: the dummy bid did not open to what was sealed, so the round stays shut. Ask the administrator to check the platform key, or restart the round.',
  },
  roundRunning: {
    zh: '该轮报价已按截止时间密封，不能直接修改。如需调整截止时间，请使用“重新启动本轮”（须双人确认并说明理由）。',
    en: 'This price round is sealed to its deadline. To change it, restart the round (two people, with a reason).',
  },
  oneBody: {
    zh: '“{body}”的开标人员达到 {count} 名，同一单位不得掌握开标门限 {threshold} 名。',
    en: 'The body {body} would hold {count} keys; no single body may hold the quorum of {threshold}.',
  },
  notShortlisted: {
    zh: '该申报未入围，不能参加此环节。',
    en: 'This declaration was not shortlisted and may not take part.',
  },
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
