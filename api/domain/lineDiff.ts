/** One line of a comparison: in both, only in the old text, or only in the new one. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Beyond this many differing lines on both sides together the middle is shown as replaced as a whole. */
const LINES_MAX = 4000

/**
 * What changed between two texts, line by line: a shortest series of removals and additions (longest common subsequence).
 * Taking the removed lines out gives the new text, taking the added ones out the old one.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const old = before.split('\n')
  const now = after.split('\n')
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail++
  const middle = diffMiddle(old.slice(head, old.length - tail), now.slice(head, now.length - tail))
  return [...as('same', old.slice(0, head)), ...middle, ...as('same', old.slice(old.length - tail))]
}

const as = (kind: DiffLine['kind'], lines: readonly string[]): DiffLine[] => lines.map(text => ({ kind, text }))

function diffMiddle(old: readonly string[], now: readonly string[]): DiffLine[] {
  if (old.length + now.length > LINES_MAX) return [...as('removed', old), ...as('added', now)]
  const lengths = commonLengths(old, now)
  const width = now.length + 1
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      lines.push({ kind: 'same', text: old[i] ?? '' })
      i++
      j++
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
      lines.push({ kind: 'removed', text: old[i++] ?? '' })
    else lines.push({ kind: 'added', text: now[j++] ?? '' })
  }
  return [...lines, ...as('removed', old.slice(i)), ...as('added', now.slice(j))]
}

/** Length of the longest common subsequence of what follows from (i, j), row by row. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i] === now[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
  return lengths
}
