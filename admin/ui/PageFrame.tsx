import { Box, Stack, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { Title } from 'react-admin'

interface PageFrameProps {
  readonly title: string
  readonly subtitle?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page of our own inside the frame: heading, one line of context, actions, and panels below each other. */
export function PageFrame({ title, subtitle, actions, children }: PageFrameProps) {
  return (
    <Stack sx={{ gap: 2, maxWidth: 1440 }}>
      <Title title={title} />
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <Typography variant="h1">{title}</Typography>
          {subtitle && (
            <Typography component="div" color="textSecondary">
              {subtitle}
            </Typography>
          )}
        </Box>
        {actions}
      </Stack>
      {children}
    </Stack>
  )
}
