import type { TranslateFunction } from 'ra-core'

interface NamedSpec {
  readonly grade: string
  readonly variety: { readonly name: string }
}

/** 黄芪 · 选货: how people name a lot. */
export function specName(spec: NamedSpec, translate: TranslateFunction): string {
  return `${spec.variety.name} · ${translate(`grade.${spec.grade}`, { _: spec.grade })}`
}
