import type { Named } from './indicators.ts'
import { RULE_FIELD_ROWS } from './ruleFieldRows.ts'

/** Where a rule comes from: L statute · A analogue in a sister scheme · D our own default (1-domain). */
export type RuleSource = 'L' | 'A' | 'D'

/** What a number of the pack counts; '' for texts, choices and bare numbers. */
export type RuleUnit = '' | '%' | 'day' | 'month' | 'hour' | 'point' | 'person' | 'supplier' | 'kg'

/** One field of a rule pack as people read it: its name, unit, meaning, and where the rule comes from. */
export interface RuleField {
  /** Where it stands; a star for the code of any entry: indicators.*.points. */
  readonly path: string
  readonly name: Named
  readonly unit: RuleUnit
  readonly source: RuleSource
  /** The article or section; '' where the default is ours. */
  readonly basis: string
  readonly meaning: Named
}

const UNITS: readonly RuleUnit[] = ['', '%', 'day', 'month', 'hour', 'point', 'person', 'supplier', 'kg']
const SOURCES: readonly RuleSource[] = ['L', 'A', 'D']

/** @throws RangeError for a row that was mistyped: it is ours, not a person's */
function readRow(row: string): RuleField {
  const [path = '', zh = '', en = '', unitName, sourceName, basis = '', meaningZh = '', meaningEn = ''] = row.split('|')
  const unit = UNITS.find(one => one === unitName)
  const source = SOURCES.find(one => one === sourceName)
  if (unit === undefined || !source || meaningEn === '') throw new RangeError(`not a field of the rules: ${row}`)
  return { path, name: { zh, en }, unit, source, basis, meaning: { zh: meaningZh, en: meaningEn } }
}

/** Every field of a rule pack (1-domain §3): the form, the diff and the published explanation read from here. */
export const RULE_FIELDS: readonly RuleField[] = RULE_FIELD_ROWS.trim().split('\n').map(readRow)

const BY_PATH = new Map(RULE_FIELDS.map(one => [one.path, one]))

/** Lists whose entries are known by their code, not by their place. */
export const CODED_LISTS: readonly string[] = [
  'indicators',
  'indicators.*.rule.tiers',
  'review.strata',
  'credit.levels',
  'credit.breaches',
]

/** The pattern of a path: codes of entries become stars. In: the names along the path. */
export function patternOf(path: readonly string[]): string {
  let pattern = ''
  for (const name of path) {
    const step = CODED_LISTS.includes(pattern) ? '*' : name
    pattern = pattern === '' ? step : `${pattern}.${step}`
  }
  return pattern
}

/** What is known about the field at a path; null for a field that nobody described. */
export function ruleField(path: readonly string[]): RuleField | null {
  return BY_PATH.get(patternOf(path)) ?? null
}

/** Names of the units. */
export const UNIT_NAMES: Readonly<Record<RuleUnit, Named>> = {
  '': { zh: '', en: '' },
  '%': { zh: '%', en: '%' },
  day: { zh: '日', en: 'days' },
  month: { zh: '个月', en: 'months' },
  hour: { zh: '小时', en: 'hours' },
  point: { zh: '分', en: 'points' },
  person: { zh: '人', en: 'people' },
  supplier: { zh: '家', en: 'suppliers' },
  kg: { zh: '公斤', en: 'kg' },
}

const WORDS: Readonly<Record<string, Named>> = {
  company: { zh: '企业', en: 'company' },
  variety: { zh: '品种', en: 'variety' },
  spec: { zh: '品规', en: 'spec' },
  boolean: { zh: '是非', en: 'yes or no' },
  tier: { zh: '分档', en: 'tiers' },
  linear: { zh: '线性', en: 'linear' },
  deduction: { zh: '扣分', en: 'deduction' },
  rank: { zh: '排名', en: 'rank' },
  expert: { zh: '专家评定', en: 'expert' },
  calendar: { zh: '自然日', en: 'calendar days' },
  working: { zh: '工作日', en: 'working days' },
  moves: { zh: '顺延至下一工作日', en: 'moves to the next working day' },
  stays: { zh: '不顺延', en: 'stays' },
  none: { zh: '不复审', en: 'none' },
  contested: { zh: '仅复审有异议的', en: 'what is contested' },
  all: { zh: '全部复审', en: 'everything' },
  lowestWinner: { zh: '最低拟中选价', en: 'the lowest winner' },
  lowestOrdinaryWinner: {
    zh: '最低拟中选价（不含须作低价说明的）',
    en: 'the lowest winner that needs no justification',
  },
  slicesDefault: { zh: '饮片默认（基础量加调剂量）', en: 'slices default (base and adjustment)' },
  demand: { zh: '医疗机构报量', en: 'reported demand' },
  quality: { zh: '质量得分', en: 'quality score' },
  sample: { zh: '样品得分', en: 'sample score' },
  price: { zh: '价格较低', en: 'lower price' },
  lastSupply: { zh: '上批供货量', en: 'supply in the last batch' },
  draw: { zh: '见证抽签', en: 'witnessed draw' },
}

/** Texts whose words are in the list above: what they say depends on where they stand. */
const STAGE_WORDS: Readonly<Record<string, Named>> = {
  catalogue: { zh: '品种品规', en: 'catalogue' },
  demand: { zh: '需求填报', en: 'demand' },
  ceilings: { zh: '最高申报限价', en: 'price ceilings' },
  documents: { zh: '采购文件', en: 'tender documents' },
  declaration: { zh: '企业申报', en: 'declaration' },
  bidRound1: { zh: '首轮报价', en: 'price round 1' },
  draw: { zh: '专家抽取', en: 'expert draw' },
  review: { zh: '专家评审', en: 'review' },
  opening: { zh: '开标', en: 'opening' },
  shortlist: { zh: '入围', en: 'shortlist' },
  samples: { zh: '样品评审', en: 'samples' },
  bidRound2: { zh: '第二轮报价', en: 'price round 2' },
  award: { zh: '中选', en: 'award' },
  allocation: { zh: '分量', en: 'allocation' },
  distribution: { zh: '配送关系', en: 'distribution' },
  contracts: { zh: '三方协议', en: 'contracts' },
  landed: { zh: '落地执行', en: 'landed' },
}

/** A word of the pack (a choice, a stage, a tie criterion) in both languages; itself where it has no other name. */
export function ruleWord(word: string, path: readonly string[] = []): Named {
  const words = path[0] === 'stages' ? STAGE_WORDS : WORDS
  return (Object.hasOwn(words, word) ? words[word] : undefined) ?? { zh: word, en: word }
}
