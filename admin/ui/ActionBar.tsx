import { Card, Typography } from '@mui/material'
import type { ReactNode } from 'react'

interface ActionBarProps {
  readonly text: string
  readonly isBad?: boolean
  readonly children: ReactNode
}

/** Buttons that stay in sight below a long form, with a sentence that says what they will do. */
export function ActionBar({ text, isBad = false, children }: ActionBarProps) {
  return (
    <Card
      sx={{
        position: 'sticky',
        bottom: 0,
        zIndex: 3,
        flexShrink: 0,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        px: 2,
        py: 1,
        borderColor: 'primary.main',
      }}
    >
      <Typography
        role="status"
        color={isBad ? 'error' : 'textSecondary'}
        sx={{ flexGrow: 1, flexBasis: { xs: '100%', md: 0 } }}
      >
        {text}
      </Typography>
      {children}
    </Card>
  )
}
