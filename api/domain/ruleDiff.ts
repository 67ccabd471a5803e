import { canonicalJson } from './bytes.ts'
import type { Named } from './indicators.ts'
import { CODED_LISTS, patternOf, ruleField, ruleWord, UNIT_NAMES } from './ruleFields.ts'
import type { RulePack } from './rulePack.ts'
import { isFields } from './shape.ts'

/** What happened to a part of the rules. */
export type RuleChangeKind = 'changed' | 'added' | 'removed' | 'reordered'

/** One difference between two rule packs. Values are JSON; undefined where there is none. */
export interface RuleChange {
  readonly kind: RuleChangeKind
  /** Names along the way; entries of coded lists by their code, not their place. */
  readonly path: readonly string[]
  readonly label: Named
  readonly before: unknown
  readonly after: unknown
}

type Entry = Readonly<Record<string, unknown>> & { readonly code: string }
type Path = readonly string[]

function isEntry(value: unknown): value is Entry {
  return isFields(value) && typeof value.code === 'string'
}

/** The entries of a coded list; null where it is none, such as a list in which a code stands twice. */
function entriesOf(value: unknown, path: Path): readonly Entry[] | null {
  if (!CODED_LISTS.includes(patternOf(path)) || !Array.isArray(value) || !value.every(isEntry)) return null
  return new Set(value.map(one => one.code)).size === value.length ? value : null
}

function isNamed(value: unknown): boolean {
  return isFields(value) && typeof value.zh === 'string' && typeof value.en === 'string'
}

const same = (a: unknown, b: unknown) =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b))

/** Whether two lists of texts hold the same ones: then only their order differs. */
function isReordered(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false
  return [...a, ...b].every(one => typeof one === 'string') && same([...a].sort(), [...b].sort())
}

/** A rule of another type has other fields: it is told as a whole. */
function isOtherRule(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  return 'type' in a && 'type' in b && a.type !== b.type
}

type Bare = Omit<RuleChange, 'label'>

function compareEntries(a: readonly Entry[], b: readonly Entry[], path: Path): Bare[] {
  const before = new Map(a.map(one => [one.code, one]))
  const after = new Map(b.map(one => [one.code, one]))
  const gone = a.filter(one => !after.has(one.code))
  const come = b.filter(one => !before.has(one.code))
  const found: Bare[] = [
    ...gone.map(one => ({ kind: 'removed' as const, path: [...path, one.code], before: one, after: undefined })),
    ...come.map(one => ({ kind: 'added' as const, path: [...path, one.code], before: undefined, after: one })),
    ...a.flatMap(one => compareValues(one, after.get(one.code) ?? one, [...path, one.code])),
  ]
  // Where added entries go at the end the order follows by itself.
  const expected = [...a.filter(one => after.has(one.code)), ...come].map(one => one.code)
  const order = b.map(one => one.code)
  if (!same(expected, order)) found.push({ kind: 'reordered', path, before: a.map(one => one.code), after: order })
  return found
}

function compareValues(a: unknown, b: unknown, path: Path): Bare[] {
  if (same(a, b)) return []
  const [was, is] = [entriesOf(a, path), entriesOf(b, path)]
  if (was && is) return compareEntries(was, is, path)
  if (isReordered(a, b)) return [{ kind: 'reordered', path, before: a, after: b }]
  if (isFields(a) && isFields(b) && !isNamed(a) && !isOtherRule(a, b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
    return names.flatMap(name => compareValues(a[name], b[name], [...path, name]))
  }
  if (a === undefined) return [{ kind: 'added', path, before: undefined, after: b }]
  if (b === undefined) return [{ kind: 'removed', path, before: a, after: undefined }]
  return [{ kind: 'changed', path, before: a, after: b }]
}

/** The value at a path of the document; entries of coded lists by code. Undefined if there is none. */
export function valueAt(document: unknown, path: Path): unknown {
  let value = document
  for (const name of path) {
    if (Array.isArray(value)) value = value.find(one => isEntry(one) && one.code === name)
    else value = isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

/** Names the entries along a path and then the field: 指标 Q1 种植基地 · 满分. */
function labelOf(path: Path, a: unknown, b: unknown): Named {
  const said = (language: 'zh' | 'en') => {
    const parts = path.flatMap((_name, index) => {
      const here = path.slice(0, index + 1)
      const isHere = index === path.length - 1
      const value = valueAt(b, here) ?? valueAt(a, here)
      if (!patternOf(here).endsWith('*')) return isHere ? [ruleField(here)?.name[language] ?? here.join('.')] : []
      const own = isEntry(value) && isNamed(value.name) ? nameIn(value.name, language) : ''
      return [`${ruleField(here)?.name[language] ?? ''} ${here.at(-1)} ${own}`.trim()]
    })
    return parts.join(' · ')
  }
  return { zh: said('zh'), en: said('en') }
}

function nameIn(value: unknown, language: 'zh' | 'en'): string {
  const name = isFields(value) ? value[language] : undefined
  return typeof name === 'string' ? name : ''
}

/**
 * What makes pack b another than pack a: fields by path, entries of lists by code, changes of an order told as such. In:
 * two packs, or drafts of which not everything is in order yet. Out: no two changes of one path; nothing for equal packs.
 */
export function diffRulePacks(a: RulePack | unknown, b: RulePack | unknown): RuleChange[] {
  return compareValues(a, b, []).map(change => ({ ...change, label: labelOf(change.path, a, b) }))
}

function arrange(entries: readonly Entry[], codes: unknown): readonly Entry[] {
  const order = Array.isArray(codes) ? codes : []
  return [...entries].sort((x, y) => order.indexOf(x.code) - order.indexOf(y.code))
}

function put(document: unknown, path: Path, change: Pick<RuleChange, 'kind' | 'after'>): unknown {
  const [name, ...rest] = path
  if (name === undefined) {
    const isCoded = change.kind === 'reordered' && Array.isArray(document) && document.every(isEntry)
    return isCoded ? arrange(document, change.after) : change.after
  }
  const inner = put(valueAt(document, [name]), rest, change)
  if (Array.isArray(document)) {
    if (inner === undefined) return document.filter(one => one.code !== name)
    const isThere = document.some(one => one.code === name)
    return isThere ? document.map(one => (one.code === name ? inner : one)) : [...document, inner]
  }
  const { [name]: _old, ...others } = isFields(document) ? document : {}
  return inner === undefined ? others : { ...others, [name]: inner }
}

/** Applies changes to the document they were found in: applied to a, the changes from a to b give b. */
export function applyRuleChanges(document: unknown, changes: readonly RuleChange[]): unknown {
  return changes.reduce((done, change) => put(done, change.path, change), document)
}

/** A value of the rules in words, such as 80 %, 工作日 or 质量检验、医院药学. */
export function ruleValueText(path: Path, value: unknown, language: 'zh' | 'en'): string {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' }[language] : { zh: '否', en: 'no' }[language]
  if (typeof value === 'number') return `${value} ${UNIT_NAMES[ruleField(path)?.unit ?? ''][language]}`.trim()
  if (typeof value === 'string') return ruleWord(value, path)[language]
  if (isNamed(value)) return nameIn(value, language)
  if (Array.isArray(value)) {
    const parts = value.map(one => (isFields(one) ? entryText(one, language) : ruleValueText(path, one, language)))
    return parts.join(language === 'zh' ? '、' : ', ')
  }
  return isFields(value) ? entryText(value, language) : String(value)
}

function entryText(value: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): string {
  const parts = [
    typeof value.type === 'string' ? ruleWord(value.type)[language] : '',
    nameIn(value.name, language),
    typeof value.points === 'number' ? `${value.points} ${UNIT_NAMES.point[language]}` : '',
    typeof value.from === 'number' && typeof value.to === 'number' ? `${value.from} → ${value.to}` : '',
    typeof value.perUnit === 'number' ? `−${value.perUnit}` : '',
    Array.isArray(value.tiers)
      ? value.tiers
          .filter(isFields)
          .map(one => entryText(one, language))
          .join(' / ')
      : '',
  ]
  return parts.filter(part => part !== '').join(' ')
}

/** One change as a sentence: 入围比例 80 % → 75 %. */
export function ruleChangeText({ kind, path, label, before, after }: RuleChange, language: 'zh' | 'en'): string {
  const [was, is] = [ruleValueText(path, before, language), ruleValueText(path, after, language)]
  if (kind === 'added') return `${label[language]}${{ zh: '（新增）', en: ' (new)' }[language]} ${is}`
  if (kind === 'removed') return `${label[language]}${{ zh: '（删除）', en: ' (removed)' }[language]} ${was}`
  const note = kind === 'reordered' ? { zh: '（次序）', en: ' (order)' }[language] : ''
  return `${label[language]}${note} ${was} → ${is}`
}
