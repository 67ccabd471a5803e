import type { IndicatorRule } from '#domain/indicators.ts'

const MOST = 9

const keyOf = (type: IndicatorRule['type']) => `bencao.score.phrases.${type}`

/** The lines of a text as common reasons: no blanks, none twice, nine at most. */
export function phraseLines(text: string): readonly string[] {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  return [...new Set(lines)].slice(0, MOST)
}

/** Common reasons for a type of rule: the person's own, else the usual ones. */
export function phrasesOf(type: IndicatorRule['type'], usual: string): readonly string[] {
  return phraseLines(localStorage.getItem(keyOf(type)) ?? usual)
}

/** Remembers common reasons in this browser; an empty text brings the usual ones back. */
export function keepPhrases(type: IndicatorRule['type'], text: string): void {
  if (phraseLines(text).length === 0) localStorage.removeItem(keyOf(type))
  else localStorage.setItem(keyOf(type), text)
}
