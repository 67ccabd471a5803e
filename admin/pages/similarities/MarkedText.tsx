import { Box } from '@mui/material'

interface MarkedTextProps {
  readonly text: string
  /** Places of the passages, in any order; those that overlap are one. */
  readonly marks: readonly (readonly [start: number, end: number])[]
  readonly label: string
}

/** A text whose marked passages stand out, by colour and to readers of the screen. */
export function MarkedText({ text, marks, label }: MarkedTextProps) {
  const parts: { readonly start: number; readonly text: string; readonly isMarked: boolean }[] = []
  let at = 0
  for (const [start, end] of [...marks].sort(([a], [b]) => a - b)) {
    if (end <= at) continue
    const from = Math.max(at, start)
    if (from > at) parts.push({ start: at, text: text.slice(at, from), isMarked: false })
    parts.push({ start: from, text: text.slice(from, end), isMarked: true })
    at = end
  }
  if (at < text.length) parts.push({ start: at, text: text.slice(at), isMarked: false })
  return (
    <Box
      role="region"
      aria-label={label}
      tabIndex={0}
      sx={{
        maxHeight: 560,
        overflow: 'auto',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        '& mark': { bgcolor: '#FFE58A', color: '#1B1B1B' },
      }}
    >
      {parts.map(part =>
        part.isMarked ? <mark key={part.start}>{part.text}</mark> : <span key={part.start}>{part.text}</span>,
      )}
    </Box>
  )
}
