import { describe, expect, it } from 'vitest'
import { checkRulePack, DEFAULT_RULE_PACK } from '#domain/rulePack.ts'
import { isFields } from '#domain/shape.ts'
import { violationText } from '#domain/violationTexts.ts'

type Path = readonly (string | number)[]

/** Every place of the default pack, leaves and branches. */
function places(value: unknown, path: Path = []): Path[] {
  const inner = Array.isArray(value)
    ? value.flatMap((one, i) => places(one, [...path, i]))
    : isFields(value)
      ? Object.entries(value).flatMap(([name, one]) => places(one, [...path, name]))
      : []
  return path.length === 0 ? inner : [path, ...inner]
}

/** The default pack with something else at one place. */
function broken(path: Path, value: unknown): unknown {
  const copy = structuredClone(DEFAULT_RULE_PACK) as unknown
  let at = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  if (value === undefined) delete at[last]
  else at[last] = value
  return copy
}

const all = places(DEFAULT_RULE_PACK)
const nameOf = (path: Path) =>
  path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`), '').slice(1)

/** Packs from before the field stay valid without it (docs/decisions/0023). */
const OPTIONAL = ['cuts.priceCapBase']

/** Missing entries of a list are a shorter list, told at the list. */
const fields = all.filter(path => typeof path.at(-1) === 'string' && !OPTIONAL.includes(nameOf(path)))

describe('whatever is wrong with a pack', () => {
  it('may lack what older packs do not have', () => {
    for (const path of all.filter(one => OPTIONAL.includes(nameOf(one))))
      expect(checkRulePack(broken(path, undefined))).toEqual([])
  })

  it('has many places', () => expect(all.length).toBeGreaterThan(300))

  it.each<[string, unknown]>([
    ['another type', { odd: true }],
    ['nothing', undefined],
    ['a number out of bounds', -1e15],
    ['a blank text', '  '],
  ])('is told at the place, in both languages, with nothing left to fill in: %s', (_name, value) => {
    for (const path of value === undefined ? fields : all) {
      const found = checkRulePack(broken(path, value))
      expect([nameOf(path), found.length > 0]).toEqual([nameOf(path), true])
      expect([nameOf(path), found.some(one => isNear(one.path ?? '', nameOf(path)))]).toEqual([nameOf(path), true])
      for (const one of found) {
        expect(violationText(one, 'zh')).toMatch(/\p{Script=Han}/u)
        expect(violationText(one, 'en')).toMatch(/[a-z]/)
        expect(violationText(one, 'zh') + violationText(one, 'en')).not.toMatch(/\{\w+\}/)
      }
    }
  })
})

/** At the place itself, inside it, or at the branch it belongs to. */
function isNear(told: string, place: string): boolean {
  return told.startsWith(place) || place.startsWith(told)
}
