/** The steps of a violation's path: indicators[0].points → indicators, 0, points. */
function stepsOf(path: string): readonly string[] {
  return path.split(/[.[\]]+/).filter(step => step !== '')
}

interface Open {
  readonly isList: boolean
  readonly at: readonly string[]
  place: number
}

const TOKEN = /"(?:[^"\\]|\\.)*"\s*(:)?|[[\]{},\n]/g

/** Names a place in the same steps, whatever was open around it. */
const stepIn = (open: Open | undefined, key: string | null): readonly string[] =>
  open ? [...open.at, open.isList ? String(open.place) : (key ?? '')] : []

/**
 * The line, from 1, on which the value at a path stands in a JSON text; of the deepest place on the way that exists. Reads
 * tokens, so that it works on texts in any layout.
 */
export function lineOf(text: string, path: string): number {
  const wanted = stepsOf(path)
  const opened: Open[] = []
  let best = { line: 1, depth: 0 }
  let line = 1
  let key: string | null = null
  const note = (at: readonly string[]) => {
    const fits = at.length <= wanted.length && at.every((step, index) => step === wanted[index])
    if (fits && at.length > best.depth) best = { line, depth: at.length }
  }
  for (const [token, colon] of text.matchAll(TOKEN)) {
    const around = opened.at(-1)
    if (token === '\n') line += 1
    else if (colon) {
      key = String(JSON.parse(token.replace(/\s*:$/, '')))
      note(stepIn(around, key))
      line += token.split('\n').length - 1
    } else if (token === '{' || token === '[') {
      const at = stepIn(around, key)
      note(at)
      opened.push({ isList: token === '[', at, place: 0 })
    } else if (token === '}' || token === ']') opened.pop()
    else if (token === ',' && around?.isList) around.place += 1
  }
  return best.line
}
