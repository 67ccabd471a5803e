import { Box, Button, Stack, Typography } from '@mui/material'
import { keyframes } from '@mui/material/styles'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { StratumResult } from '#domain/draw.ts'
import type { DrawnExpert } from '../contract/index.ts'

const FALL = keyframes({
  from: { opacity: 0, transform: 'translateY(-14px)' },
  to: { opacity: 1, transform: 'translateY(0)' },
})
const LABEL_DIGITS = 12

interface StratumOrderProps {
  readonly name: string
  readonly stratum: StratumResult
  /** How many of the drawn have fallen into place. */
  readonly shown: number
  /** This stratum's experts by place, for those who may know their names. */
  readonly drawn: readonly DrawnExpert[]
}

/** The labels of one stratum in the order drawn: those drawn, then the reserves. */
export function StratumOrder({ name, stratum, shown, drawn }: StratumOrderProps) {
  const translate = useTranslate()
  const [isOpen, setOpen] = useState(false)
  const people = new Map(drawn.map(one => [one.ordinal, one.expert.name]))
  const isFull = shown >= stratum.drawn.length
  return (
    <Stack sx={{ gap: 1 }}>
      <Typography variant="h3">
        {translate('draw.replay.stratum', {
          name,
          count: Math.min(shown, stratum.drawn.length),
          total: stratum.drawn.length,
        })}
      </Typography>
      <Places labels={stratum.drawn.slice(0, shown)} from={1} people={people} isDrawn />
      {isFull && stratum.reserves.length > 0 && (
        <Box>
          <Button
            size="small"
            onClick={() => setOpen(!isOpen)}
            aria-expanded={isOpen}
            aria-label={`${name} ${translate('draw.replay.reserves', { count: stratum.reserves.length })}`}
          >
            {translate('draw.replay.reserves', { count: stratum.reserves.length })}
          </Button>
          {isOpen && <Places labels={stratum.reserves} from={stratum.drawn.length + 1} people={people} />}
        </Box>
      )}
    </Stack>
  )
}

interface PlacesProps {
  readonly labels: readonly string[]
  readonly from: number
  readonly people: ReadonlyMap<number, string>
  readonly isDrawn?: boolean
}

function Places({ labels, from, people, isDrawn = false }: PlacesProps) {
  return (
    <Box
      component="ol"
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'grid',
        gap: 0.75,
        gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))',
      }}
    >
      {labels.map((label, i) => (
        <Box
          component="li"
          key={label}
          title={label}
          sx={{
            border: 1,
            borderColor: isDrawn ? 'primary.main' : 'divider',
            borderRadius: '8px',
            px: 1,
            py: 0.5,
            '@media (prefers-reduced-motion: no-preference)': { animation: `${FALL} 260ms ease-out` },
          }}
        >
          <Box component="span" sx={{ fontWeight: 650, mr: 1 }}>
            {from + i}
          </Box>
          <code>{label.slice(0, LABEL_DIGITS)}</code>
          {people.has(from + i) && <Box sx={{ fontWeight: 650 }}>{people.get(from + i)}</Box>}
        </Box>
      ))}
    </Box>
  )
}
