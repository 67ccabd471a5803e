import type { TranslateFunction } from 'ra-core'
import { subjectKey } from '#domain/declaration.ts'
import type { IndicatorLevel } from '#domain/indicators.ts'
import type { Declaration } from '../../contract/index.ts'
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
