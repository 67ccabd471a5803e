import type { Fault } from './report.ts'

type Text = readonly [zh: string, en: string]

/** What a fault means, by code; {name} is replaced by the fault's parameter. */
const FAULTS: Readonly<Record<string, Text>> = {
  malformed: ['文件格式不正确，不是完整的证据文件', 'the file has not the right form: {detail}'],
  kind: ['文件类型不是 {kinds}', 'the file is not evidence of kind {kinds}'],
  logKey: ['日志公钥无法识别', 'the log key is not readable'],
  otherLogKey: ['文件的日志公钥与您信任的不同', 'the file names another log key than the one you trust'],
  checkpoint: ['日志检查点的签名无效', 'the checkpoint is not signed by the log key'],
  anchor: [
    '日志第 {index} 行（{action}）不在检查点的树中',
    'log row {index} ({action}) is not in the tree of the checkpoint',
  ],
  logSize: ['检查点覆盖 {size} 行，文件有 {rows} 行', 'the checkpoint covers {size} rows, the file has {rows}'],
  rowGap: ['第 {index} 行缺失或不在其位', 'row {index} is missing or not in its place'],
  rowForm: ['第 {index} 行格式不正确', 'row {index} has not the form of a row of the log'],
  rowChain: [
    '第 {index} 行（{action}）的叶子与第 {next} 行记载的前一叶子不符',
    'row {index} ({action}): its leaf is not the one before row {next}',
  ],
  rowUnsigned: [
    '第 {index} 行（{action}）不是检查点签名时的那一行',
    'row {index} ({action}) is not the row that was signed',
  ],
  rowsUnsigned: ['第 {from} 至 {to} 行不是检查点签名时的内容', 'rows {from} to {to} are not those that were signed'],
  cutOff: [
    '库外检查点文件记有 {known} 行，文件只有 {found} 行：末尾被删去',
    'the file of checkpoints knows {known} rows, this file has {found}: the end was cut off',
  ],
  fork: ['日志对 {size} 行签过两种不同的内容', 'the log has signed two different trees of {size} rows'],
  mirrorSignature: [
    '库外检查点文件中 {size} 行的检查点签名无效',
    'the file of checkpoints has one of {size} rows that the log key has not signed',
  ],
  mirrorEmpty: ['库外检查点文件中没有检查点', 'the file of checkpoints has no checkpoint'],
  foreignRow: ['日志第 {index} 行（{action}）属于其他项目', 'log row {index} ({action}) belongs to another tender'],
  repeatedRow: ['日志行重复：{subject}', 'a log row is there twice: {subject}'],
  rowMissing: ['日志中没有“{subject}”', 'the log has no row "{subject}"'],
  order: ['日志顺序不对：“{first}”应早于“{second}”', 'wrong order in the log: "{first}" must come before "{second}"'],
  content: ['内容与日志中登记的摘要不符', 'the content is not the one whose hash the log holds'],
  pack: ['规则包不合规', 'the rule pack breaks its own rules'],
  manifestTender: ['抽取清单不属于项目 {tender}', 'the draw manifest is not of tender {tender}'],
  drawManifest: ['抽取清单有误：{reason}', 'the draw manifest is faulty: {reason}'],
  reveal: ['来源 {source} 公开的随机数与承诺不符', 'what source {source} revealed is not what it committed to'],
  tooFewReveals: ['公开随机数的单位不足三家', 'fewer than three bodies revealed their randomness'],
  outcomes: ['各来源的结果与重算不符', 'the outcomes of the sources are not those computed again'],
  strata: ['抽取分组与清单不符', 'the strata are not those of the manifest'],
  drawPlace: ['分组 {stratum} 第 {place} 位与重算不符', 'stratum {stratum}: place {place} is not the one drawn'],
  policy: ['密封规则与项目或轮次不符', 'the sealing policy is not of this tender and round'],
  officers: ['钥匙官人数与密封规则不符', 'the officers are not those of the policy'],
  officerKey: ['钥匙官 {officer} 的公钥与密封规则不符', 'the key of officer {officer} is not the one in the policy'],
  keySignature: ['钥匙官 {officer} 的公钥签名无效', 'officer {officer} has not signed this key'],
  policySignature: ['钥匙官 {officer} 的规则签名无效', 'officer {officer} has not signed this policy'],
  manifest: ['开标清单与报价不符', 'the opening manifest does not list these envelopes'],
  handIn: ['钥匙官 {officer} 提交分片的签名无效', 'officer {officer} has not signed these shares'],
  unsignedShare: [
    '{lot} / {supplier}：第 {ordinal} 位钥匙官的分片没有签名',
    '{lot} / {supplier}: the share of officer {ordinal} is not signed for',
  ],
  shares: ['{lot} / {supplier}：有效的密钥分片不足', '{lot} / {supplier}: too few good shares'],
  verdict: [
    '{lot} / {supplier}：重新开启的结果是 {found}，与记录不符',
    '{lot} / {supplier}: opened again it is {found}, not what the record says',
  ],
  present: ['到场钥匙官不足或与名单不符', 'the officers present are too few or not in the policy'],
  record: ['开标记录的摘要不符', 'the hash of the opening record does not hold'],
  sheet: [
    '{supplier} {subject}：评分表 {slot} 重复或无效',
    '{supplier} {subject}: score sheet {slot} is there twice or has no such slot',
  ],
  sameExpert: ['{supplier} {subject}：同一专家评了两次', '{supplier} {subject}: one expert scored it twice'],
  sheetSignature: ['专家 {expert} 的签名与其评审表不符', 'the signature of expert {expert} is not under these sheets'],
  unsignedSheets: ['{count} 名专家的评审表没有签名', 'the sheets of {count} experts are not signed'],
  score: [
    '{supplier} {subject}：{indicator} 的分数超出范围',
    '{supplier} {subject}: the score for {indicator} is out of range',
  ],
  item: ['{lot} / {supplier}：{indicator} 没有有效评分', '{lot} / {supplier}: {indicator} is not judged'],
  total: [
    '{lot} / {supplier}：重算总分为 {found}（百分之一分），与公布不符',
    '{lot} / {supplier}: the total is {found} hundredths, not what is claimed',
  ],
  freezeHash: ['评分冻结摘要不符', 'the hash of the frozen scores does not hold'],
  place: [
    '{lot} {phase}：{supplier} 的名次数据与重算不符',
    '{lot} {phase}: the place of {supplier} is not the one computed',
  ],
  rank: ['{lot} {phase}：{supplier} 重算名次为 {found}', '{lot} {phase}: {supplier} ranks {found}'],
  selected: [
    '{lot} {phase}：{supplier} 是否入选与重算不符',
    '{lot} {phase}: whether {supplier} is selected is not what the cut says',
  ],
  lowPrice: [
    '{lot}：{supplier} 报价被标记为低价，却未经两人认定即中选',
    '{lot}: {supplier} wins with a flagged low price that two people did not accept',
  ],
  finalist: ['{lot}：{supplier} 不应进入最后排名', '{lot}: {supplier} may not stand in the last ranking'],
  finalists: [
    '{lot}：最后排名应有 {expected} 家，实有 {found} 家',
    '{lot}: {expected} finalists expected, {found} found',
  ],
  winner: ['{lot}：第 {place} 名中选与排名不符', '{lot}: winner {place} is not the one of the ranking'],
  infeasible: ['{lot}：按规则无法分配', '{lot}: cannot be allocated by the rules'],
  cell: [
    '{lot}：{hospital} 与 {supplier} 的分量与重算不符',
    '{lot}: the volume of {supplier} for {hospital} is not the one computed',
  ],
  agreedKg: ['约定总量应为 {expected} 公斤，重算为 {found} 公斤', 'agreed {expected} kg, computed {found} kg'],
  inputHash: ['分量输入的摘要不符', 'the hash of the allocation inputs does not hold'],
  outputHash: ['分量结果的摘要不符', 'the hash of the allocation does not hold'],
}

/** Names of what was checked. */
const CHECKED: Readonly<Record<string, Text>> = {
  checkpoints: ['日志检查点', 'checkpoints'],
  hiddenRows: ['只公开叶子的日志行', 'log rows shown by their leaf only'],
  logRows: ['日志行', 'log rows'],
  seals: ['内容摘要', 'content hash'],
  sources: ['随机数来源', 'sources'],
  reveals: ['公开的随机数', 'reveals'],
  places: ['名次', 'places'],
  officers: ['钥匙官', 'officers'],
  bids: ['报价', 'bids'],
  shares: ['密钥分片', 'shares'],
  handIns: ['分片签名', 'signed hand-ins'],
  sheets: ['评分表', 'score sheets'],
  signatures: ['专家签名', 'signatures of experts'],
  scores: ['评分', 'scores'],
  items: ['评审项', 'items'],
  totals: ['总分', 'totals'],
  lots: ['品规', 'lots'],
  winners: ['中选', 'winners'],
  lines: ['需求行', 'demand lines'],
  cells: ['分量格', 'cells'],
  kilograms: ['公斤', 'kilograms'],
}

export type VerifyLocale = 'zh' | 'en'

const pick = (text: Text, locale: VerifyLocale): string => text[locale === 'zh' ? 0 : 1]

/** A fault in words; its code where no text is known. */
export function faultText({ code, params }: Fault, locale: VerifyLocale): string {
  const text = FAULTS[code]
  if (!text) return code
  return pick(text, locale).replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

/** The name of what was counted. */
export function checkedText(what: string, locale: VerifyLocale): string {
  const text = CHECKED[what]
  return text ? pick(text, locale) : what
}
