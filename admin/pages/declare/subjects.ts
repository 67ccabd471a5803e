import type { TranslateFunction } from 'ra-core'
import { subjectKey } from '#domain/declaration.ts'
import type { Indicator, IndicatorLevel } from '#domain/indicators.ts'
import type { Answer, Declaration } from '../../contract/index.ts'
import { specName } from '../../ui/names.ts'

/** What an indicator is answered for. */
export interface Subject {
  readonly key: string
  readonly name: string
}

function keyOf(level: IndicatorLevel, { lot }: Declaration): string {
  return subjectKey(level, lot.spec.variety.code, lot.code)
}

/** The subjects of a level among the declared lots, each once. */
export function subjectsOf(
  level: IndicatorLevel,
  declarations: readonly Declaration[],
  translate: TranslateFunction,
): readonly Subject[] {
  const names = new Map<string, string>()
  for (const declaration of declarations) {
    const { lot } = declaration
    const name =
      level === 'company'
        ? translate('page.declare.company')
        : level === 'variety'
          ? lot.spec.variety.name
          : `${lot.code} ${specName(lot.spec, translate)}`
    names.set(keyOf(level, declaration), name)
  }
  return [...names].map(([key, name]) => ({ key, name })).sort((a, b) => a.key.localeCompare(b.key))
}

/** How many answers the declared lots still lack; shared ones count once. */
export function missingAnswers(
  indicators: readonly Indicator[],
  declarations: readonly Declaration[],
  answers: readonly Answer[],
): number {
  const given = new Set(answers.map(answer => `${answer.subjectKey}|${answer.indicatorCode}`))
  const needed = new Set(
    declarations.flatMap(declaration => indicators.map(one => `${keyOf(one.level, declaration)}|${one.code}`)),
  )
  return [...needed].filter(key => !given.has(key)).length
}
