import { FILE_VIOLATION_TEXTS } from './fileViolationTexts.ts'
import { REVIEW_VIOLATION_TEXTS } from './reviewViolationTexts.ts'
import type { Violation, ViolationCode } from './violation.ts'

/** The two languages of the platform. */
export type Locale = 'zh' | 'en'

/** What is wrong and what is allowed, for each code; `{name}` is replaced by the violation's parameter of that name. */
export const VIOLATION_TEXTS: Readonly<Record<ViolationCode, Readonly<Record<Locale, string>>>> = {
  ...FILE_VIOLATION_TEXTS,
  ...REVIEW_VIOLATION_TEXTS,
  required: { zh: '此项必填，请填写后再提交。', en: 'This field is required. Please fill it in.' },
  notANumber: {
    zh: '应填写半角阿拉伯数字，如 12 或 12.5。',
    en: 'Enter a number in plain digits, such as 12 or 12.5.',
  },
  notText: { zh: '此项应为文字。', en: 'This must be text.' },
  notOneOf: { zh: '取值不在允许范围内，可选：{allowed}。', en: 'This value is not allowed. Choose one of: {allowed}.' },
  outOfRange: { zh: '数值超出范围，应在 {min} 至 {max} 之间。', en: 'Out of range. Allowed: {min} to {max}.' },
  notWholeKg: {
    zh: '数量应为整公斤，0 至 9,999,999，不含小数、符号和全角数字。',
    en: 'Enter whole kilograms from 0 to 9,999,999, without decimals, signs or full-width digits.',
  },
  notYuan: {
    zh: '金额应为元，大于 0，最多两位小数，如 128.50。',
    en: 'Enter an amount in yuan above 0 with at most two decimals, such as 128.50.',
  },
  tooLong: { zh: '内容过长，最多 {max} 个字。', en: 'Too long. At most {max} characters are allowed.' },
  tooShort: { zh: '内容过短，至少 {min} 个字。', en: 'Too short. At least {min} characters are needed.' },
  unknownCode: { zh: '编码“{value}”不存在，请核对后重填。', en: 'There is no code "{value}". Please check it.' },
  unknownField: { zh: '未定义的字段“{name}”，请删除。', en: 'Unknown field "{name}". Please remove it.' },
  duplicate: {
    zh: '“{value}”重复，同一对象只能出现一次。',
    en: '"{value}" appears more than once. Only once is allowed.',
  },
  badFile: {
    zh: '文件无法读取，请使用平台下载的模板。',
    en: 'The file cannot be read. Please use the template of this site.',
  },
  badCell: { zh: '此处应为“{expected}”，请勿改动。', en: 'This must read "{expected}"; leave it as it is.' },
  notPlainCell: {
    zh: '此单元格应直接填写数字或文字，不得为公式、日期、富文本、链接或错误值。',
    en: 'Type a plain number or text here: no formula, date, rich text, link or error value.',
  },
  fileTooLarge: { zh: '文件过大，不得超过 {max}。', en: 'The file is too large. At most {max} is allowed.' },
  reasonRequired: { zh: '此情形须填写书面理由。', en: 'A written reason is required here.' },
  incomplete: { zh: '资料不完整，尚缺 {count} 项：{missing}。', en: 'Not complete: {count} missing ({missing}).' },
  notFound: { zh: '未找到该对象，或您无权查看。', en: 'Not found, or not visible to you.' },
  forbidden: { zh: '您的角色无权办理此事项。', en: 'Your role may not do this.' },
  notSignedIn: { zh: '请先登录。', en: 'Please sign in first.' },
  wrongPassword: { zh: '用户名或密码不正确。', en: 'The user name or the password is not correct.' },
  rateLimited: {
    zh: '操作过于频繁，请在 {seconds} 秒后重试。',
    en: 'Too many requests. Try again in {seconds} seconds.',
  },
  outsideArea: { zh: '该对象不在您的管辖范围内。', en: 'This lies outside your area.' },
  tooManyRequests: {
    zh: '请求过于频繁，请在 {seconds} 秒后再试。',
    en: 'Too many requests: try again in {seconds} seconds.',
  },
  tooManyTries: {
    zh: '尝试次数过多，请在 {seconds} 秒后重试。',
    en: 'Too many attempts. Try again in {seconds} seconds.',
  },
  stepUpNeeded: {
    zh: '此事项须在五分钟内验证过身份，请再次输入动态验证码或使用通行密钥。',
    en: 'This needs your second factor within the last five minutes. Please enter a code or use a passkey.',
  },
  wrongCode: {
    zh: '验证码不正确或已用过，请等待应用显示下一个验证码后再试。',
    en: 'The code is wrong or has been used. Wait for the next one and try again.',
  },
  passkeyRefused: {
    zh: '通行密钥未通过验证，请重试或改用动态验证码。',
    en: 'The passkey was not accepted. Try again or use a code.',
  },
  factorMissing: {
    zh: '尚未设置第二重验证，请先设置。',
    en: 'There is no second factor yet. Please set one up first.',
  },
  lastFactor: {
    zh: '这是您最后一种第二重验证方式，您的角色必须保留一种。',
    en: 'This is your last second factor, and your role must keep one.',
  },
  linkExpired: {
    zh: '此链接已失效或已用过，请向管理员索取新的链接。',
    en: 'This link has expired or has been used. Please ask the administrator for another.',
  },
  nothingProposed: {
    zh: '没有待您确认的相同提议；此事项须先由经办人提出。',
    en: 'Nobody has proposed exactly this. It has to be proposed first by somebody who may.',
  },
  wrongStage: {
    zh: '项目现处于“{stage}”阶段，此事项只能在“{expected}”阶段办理。',
    en: 'The tender is at stage "{stage}"; this is allowed only at stage "{expected}".',
  },
  lastStage: { zh: '项目已处于最后阶段，不能再推进。', en: 'The tender is at its last stage and cannot advance.' },
  answersMissing: {
    zh: '上一份征求意见稿的意见尚未答复公布，请先公布。',
    en: 'The comments on the previous draft have not been answered and published yet.',
  },
  nothingToTerminate: {
    zh: '每个品规的有效申报企业都不少于 {minimum} 家，没有需要终止的品规。',
    en: 'Every lot has at least {minimum} valid declarers; there is nothing to terminate.',
  },
  notLater: {
    zh: '截止时间只能延后：须晚于现在的 {deadline}。',
    en: 'A deadline only moves later: after the present one, {deadline}.',
  },
  deadlinePassed: {
    zh: '截止时间为 {deadline}，现在是 {now}，已不再受理。',
    en: 'The deadline was {deadline}; it is now {now}. Nothing more is accepted.',
  },
  notYetOpen: { zh: '尚未开放，开放时间为 {opens}。', en: 'Not open yet. It opens at {opens}.' },
  stillOpen: { zh: '尚未截止，截止时间为 {closes}。', en: 'Still open. It closes at {closes}.' },
  alreadyDone: { zh: '此事项已办理，不能重复办理。', en: 'This has already been done and cannot be done twice.' },
  logBusy: {
    zh: '已受理并保存，但审计日志尚未签出检查点。请稍后用同样的内容重试，不会重复办理。',
    en: 'Accepted and stored, but the audit log has not signed its checkpoint yet. Repeat the same request in a moment; nothing is done twice.',
  },
  conflict: {
    zh: '数据已被他人更改，请刷新后重试。',
    en: 'Somebody else changed this meanwhile. Please reload and try again.',
  },
  jobRunning: {
    zh: '同一任务正在运行，请等待其完成。',
    en: 'The same job is running. Please wait until it has finished.',
  },
  notRehearsal: { zh: '此操作仅限演练项目使用。', en: 'This is allowed in rehearsal tenders only.' },
  periodTooShort: {
    zh: '期限为 {days} 日，依法不得少于 {minimum} 日（{article}）。',
    en: 'The period is {days} days; the law requires at least {minimum} ({article}).',
  },
  wrongStatus: {
    zh: '当前状态为“{status}”，此操作要求状态为“{expected}”。',
    en: 'The status is "{status}"; this requires "{expected}".',
  },
  stageMissing: { zh: '阶段安排缺少“{stage}”。', en: 'The plan lacks the stage "{stage}".' },
  stageOrder: { zh: '阶段“{later}”应排在“{earlier}”之后。', en: 'Stage "{later}" must come after stage "{earlier}".' },
  noLots: { zh: '采购目录尚无品规，至少需要一个。', en: 'There are no lots yet. At least one is needed.' },
  demandNotFrozen: { zh: '需求量尚未冻结。', en: 'The demand has not been frozen yet.' },
  ceilingsMissing: { zh: '尚有 {count} 个品规未设最高申报限价。', en: '{count} lots have no price ceiling yet.' },
  documentsUnpublished: { zh: '采购文件尚未发布。', en: 'The tender documents have not been published yet.' },
  declaringRunning: {
    zh: '申报至 {closes} 截止，截止前不得提前结束。',
    en: 'Declarations are open until {closes} and may not be closed earlier.',
  },
  deadlineAnnounced: {
    zh: '该截止时间已随采购文件公布，只能由两人办理“延长截止时间”。',
    en: 'This deadline was announced with the documents; only two people together can extend it.',
  },
  noDeclarations: { zh: '尚无企业提交申报。', en: 'No declaration has been submitted yet.' },
  roundNotClosed: { zh: '第 {round} 轮报价尚未截止。', en: 'Price round {round} has not been closed yet.' },
  roundNotOpened: { zh: '第 {round} 轮报价尚未开标。', en: 'The bids of round {round} have not been opened yet.' },
  witnessMissing: { zh: '尚无纪检监督人员见证本次抽取。', en: 'No supervisor witnesses the draw yet.' },
  notTheCaller: {
    zh: '只有准备本次抽取的经办人可以替换专家。',
    en: 'Only who prepared the draw may replace an expert.',
  },
  drawMissing: { zh: '评审专家尚未抽取。', en: 'The experts have not been drawn yet.' },
  sheetsOpen: { zh: '尚有 {count} 份评审表未提交。', en: '{count} score sheets have not been submitted yet.' },
  scoresNotFrozen: { zh: '评审分数尚未冻结。', en: 'The scores have not been frozen yet.' },
  noticeMissing: { zh: '结果尚未公示。', en: 'The result has not been published yet.' },
  noticeRunning: {
    zh: '公示期至 {closes}，期满前不得办理。',
    en: 'The notice runs until {closes}. Nothing may happen before.',
  },
  objectionOpen: {
    zh: '尚有 {count} 件异议未答复，答复前暂停后续活动。',
    en: '{count} objections are not answered; the process is paused until they are.',
  },
  objectionUpheld: {
    zh: '有 {count} 件异议成立，须先撤回公示，重新计算后再次公示。',
    en: '{count} objections were upheld: withdraw the notice, compute again and publish again.',
  },
  suspended: {
    zh: '监督部门已责令暂停采购活动，恢复前不得继续。',
    en: 'The supervisor has suspended the campaign; nothing may go on before it resumes.',
  },
  lowPriceOpen: {
    zh: '拟中选企业中有 {count} 个低价尚未经两人认定，不能公示。',
    en: '{count} low prices among the winners are not decided by two people; nothing may be announced.',
  },
  justificationMissing: {
    zh: '企业未作说明，不能认定说明成立。',
    en: 'The supplier has not answered, so there is nothing to accept.',
  },
  notFlagged: { zh: '该报价未被标记为低价。', en: 'This price is not flagged as low.' },
  samplesPending: { zh: '尚有 {count} 份样品未出结论。', en: '{count} samples have no result yet.' },
  slotFull: { zh: '该时段仅余 {free} 份，请选择其他时段。', en: 'Only {free} places are left in this slot.' },
  slotBegun: {
    zh: '该时段已于 {begins} 开始，不能再预约或更改。',
    en: 'The slot began at {begins}; it can no longer be booked or changed.',
  },
  sampleTooSmall: { zh: '样品量不足，至少需要 {needed} 克。', en: 'The sample is too small; {needed} g are needed.' },
  packagingBroken: {
    zh: '包装破损的样品不能接收，请拒收并写明原因。',
    en: 'A sample whose packaging is broken cannot be taken; refuse it and say why.',
  },
  handInOpen: {
    zh: '尚有 {count} 份样品未送达且送样时段未结束。',
    en: '{count} samples have not come and may still come.',
  },
  tooCoarse: {
    zh: '定量限过高，无法据此判定是否符合“{limit}”。',
    en: 'The limit of quantitation is too coarse to judge by {limit}.',
  },
  resultsMissing: { zh: '尚有 {count} 份样品的结果未签发。', en: 'The results of {count} samples are not signed yet.' },
  retestOpen: {
    zh: '复验申请期至 {closes}，或尚有 {count} 份复验未完成。',
    en: 'Retests may be asked for until {closes}, or {count} are not finished.',
  },
  sameLab: { zh: '复验须由另一检验机构进行。', en: 'A retest is done by another laboratory.' },
  labelsPrinted: {
    zh: '盲码标签只能打印一次，且仅限编码的两人。',
    en: 'The labels of a coding are printed once, by one of the two who coded.',
  },
  awardsNotFinal: { zh: '中选结果尚未确定。', en: 'The awards are not final yet.' },
  allocationMissing: { zh: '尚有 {count} 个品规未采用分量方案。', en: '{count} lots have no adopted allocation yet.' },
  distributorsMissing: { zh: '尚有 {count} 个配送关系未确定。', en: '{count} deliveries have no distributor yet.' },
  contractsUnsigned: { zh: '尚有 {count} 份协议未签署完毕。', en: '{count} contracts are not fully signed yet.' },
  indicatorCount: {
    zh: '评审指标应为 {expected} 项，现为 {count} 项。',
    en: '{expected} indicators are needed, there are {count}.',
  },
  qualityIndicatorCount: {
    zh: '质量类指标应为 {expected} 项，现为 {count} 项。',
    en: '{expected} indicators about quality are needed, there are {count}.',
  },
  pointsSum: { zh: '指标满分合计应为 100 分，现为 {sum} 分。', en: 'The points must add up to 100, they are {sum}.' },
  weightsSum: { zh: '权重合计应为 100%，现为 {sum}%。', en: 'The weights must add up to 100 %, they are {sum} %.' },
  quotaSum: {
    zh: '各组名额合计应为 {expected} 人，现为 {sum} 人。',
    en: 'The quotas must add up to {expected}, they are {sum}.',
  },
  officerThreshold: {
    zh: '开标人员门限应多于半数且不超过 {count} 人。',
    en: 'The quorum must be more than half of the {count} officers and at most all of them.',
  },
  rulesScored: {
    zh: '评分已冻结，规则不得再变更（评标标准以已公布的为准，招标投标法实施条例第四十九条）。',
    en: 'The scores are frozen: the rules may not change any more (published criteria only, 实施条例 49).',
  },
  rulesOpened: {
    zh: '第 {round} 轮报价已解密，规则不得再变更。',
    en: 'Price round {round} is opened: the rules may not change any more.',
  },
  rulesClosed: {
    zh: '报价已于 {deadline} 截止，截止后规则不得变更（招标投标法第二十三条）。',
    en: 'The deadline for bids was {deadline}: the rules may not change after it (招标投标法 23).',
  },
  rulesDrawn: {
    zh: '专家抽取名单已锁定，专业组和名额不得变更。',
    en: 'The draw of experts is frozen: strata and quotas may not change.',
  },
  rulesAnswered: {
    zh: '已有 {count} 份申报按现行指标提交，评审指标不得变更。',
    en: '{count} declarations were submitted under the present indicators: they may not change.',
  },
  draftMoved: {
    zh: '草稿已由{name}保存为第 {revision} 稿。您的修改仍在本页，请先对照最新草稿，再保存。',
    en: '{name} has saved draft {revision}. Your changes are still on this page: compare with the latest draft, then save.',
  },
  rulesUnchanged: {
    zh: '与现行规则包相同，没有需要发布的变更。',
    en: 'This is the pack in force: there is no change to publish.',
  },
}

/** The text of a violation in one language. A placeholder without a value stays visible: it is a bug, not a secret. */
export function violationText(problem: Violation, locale: Locale): string {
  const params = problem.params ?? {}
  return VIOLATION_TEXTS[problem.code][locale].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  )
}
