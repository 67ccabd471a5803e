import { Box, Stack, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { Qr } from './Qr.tsx'

interface QrLabel {
  readonly code: string
  /** What stands below the code. */
  readonly lines: ReactNode
}

interface QrLabelsProps {
  readonly name: string
  readonly labels: readonly QrLabel[]
}

/** Labels to be cut out: a code as a square and as text, as many beside each other as fit, none broken over pages. */
export function QrLabels({ name, labels }: QrLabelsProps) {
  return (
    <Box
      component="ul"
      aria-label={name}
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
        gap: 1,
      }}
    >
      {labels.map(({ code, lines }) => (
        <Stack
          key={code}
          component="li"
          direction="row"
          sx={{ gap: 1.5, p: 1, border: 1, borderColor: 'divider', breakInside: 'avoid' }}
        >
          <Qr text={code} />
          <Box>
            <Typography sx={{ fontWeight: 700 }}>{code}</Typography>
            {lines}
          </Box>
        </Stack>
      ))}
    </Box>
  )
}
