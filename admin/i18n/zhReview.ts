/** Messages of the review: reviewPhase, basis; pages, verbs, fields and figures of the review desk and a supplier's scores. */
export const zhReview = {
  reviewPhase: { first: '初评', second: '复审' },
  basis: { mean: '两名专家均值', arbitrated: '第三名专家裁定', trimmed: '专家组去最高最低分均值' },
}

export const zhReviewPages = {
  reviewDesk: {
    title: '评审监控',
    hint: '每名专家与每个品规的进度、分歧与松紧；可催办、答疑、解锁评审表。',
    none: '评审尚未分派。',
    noScores: '还没有提交的评分。',
    noQuestions: '专家没有提问。',
    blind: '只显示统计数据；冻结前任何人都看不到单个评分。松紧度为负表示比同项其他专家更严。',
    slow: '%{count} 名专家尚有未完成事项；不勾选则催办全部。',
    tab: { experts: '专家', lots: '品规', indicators: '指标', questions: '专家提问' },
  },
  myScores: {
    title: '我的评分',
    hint: '查看各项得分与专家理由；初评后可对有疑义的评审项提出澄清，由其他专家复审。',
    none: '评分尚未反馈。初评结束后在此查看各项得分与理由。',
    first: '初评结果',
    final: '最终评分',
    clarifyUntil: '澄清截止',
    closed: '澄清期已过，等待复审与冻结。',
    frozen: '评分已冻结，不再改变。',
    items: '评审项',
    noSubstance:
      '澄清只能说明已提交的材料，不得改变申报内容或补充新材料（招标投标法实施条例第五十二条）。每项只能澄清一次。',
    placeholder: '对本项有疑义时填写',
    company: '企业',
    usedIn: '%{subject}（用于 %{count} 个申报）',
  },
}

export const zhReviewFields = {
  phase: '评审阶段',
  chosen: '选择',
  progress: '进度',
  severity: '松紧度',
  deviation: '标准差',
  lastActive: '最近操作',
  remindedAt: '最近催办',
  maximum: '满分',
  scores: '评分数',
  mean: '均值',
  question: '提问',
  askedAt: '提问时间',
  officeAnswer: '答复',
  basis: '依据',
  clarification: '澄清',
  qualityTotal: '质量得分',
  sheet: '评审表',
}

export const zhReviewFigures = {
  itemsDone: '已提交评审项',
  itemsDrafted: '已填未提交',
  experts: '专家',
  expertsDone: '已完成专家',
  disputes: '分歧项',
  reasonsDue: '待补理由',
  contested: '澄清项数',
}

export const zhReviewVerbs = {
  announceScores: {
    label: '反馈初评结果',
    review: '计算初评得分并向各企业反馈其自身得分与理由；企业可在规定期限内澄清。全部评审表须已提交并由专家签名。',
  },
  startSecondReview: {
    label: '开始复审',
    review: '将企业澄清的评审项分派给未参与初评的其他专家重新评分。',
  },
  remindExperts: { label: '催办', review: '专家将在工作台看到催办提示。' },
  answerExpert: { label: '答复', review: '答复只发给提问的专家；联采办看不到提问人。' },
  unlockSheet: {
    label: '解锁评审表',
    review:
      '该评审表作废并重新发给同一专家，原评分转为草稿；需第二人确认。以此为依据的第三人裁定一并作废，专家须重新签名。',
  },
  clarifyScores: {
    label: '提交澄清',
    review: '提交后不能修改。复审专家将看到以下说明，原评分由复审评分取代。',
  },
}

export const zhReviewNames = {
  announceScores: '反馈初评结果',
  startSecondReview: '开始复审',
  remindExperts: '催办专家',
  answerExpert: '答复专家提问',
  unlockSheet: '解锁评审表',
  clarifyScores: '提交澄清',
  giveReasons: '补充理由',
  askOffice: '向联采办提问',
  registerExpertKey: '登记签名密钥',
  signReview: '评审表签名',
}

export const zhReviewStage = {
  steps: '评审步骤',
  step: {
    assign: '分派评审',
    first: '初评：双盲评分、第三人裁定、专家签名',
    announce: '反馈初评结果',
    clarify: '企业澄清',
    second: '复审：其他专家重评澄清项',
    freeze: '冻结评分',
  },
  clarifyUntil: '企业澄清至',
}
