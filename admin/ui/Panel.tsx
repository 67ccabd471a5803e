import { Box, Card, Stack, Typography } from '@mui/material'
import { type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title?: ReactNode
  readonly hint?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** No padding around tables that reach the border. */
  readonly flush?: boolean
}

/** A flat bordered card with a heading, a line that says what it is for, and its actions. */
export function Panel({ title, hint, actions, children, flush = false }: PanelProps) {
  const id = useId()
  return (
    <Card component="section" {...(title ? { 'aria-labelledby': id } : {})} sx={{ minWidth: 0 }}>
      {(title || actions) && (
        <Stack direction="row" sx={{ px: 2, pt: 1.5, pb: 1, gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          <Box sx={{ flexGrow: 1, minWidth: 0 }}>
            <Typography id={id} variant="h3" component="h2">
              {title}
            </Typography>
            {hint && (
              <Typography variant="body2" color="textSecondary">
                {hint}
              </Typography>
            )}
          </Box>
          {actions}
        </Stack>
      )}
      <Box sx={flush ? { overflowX: 'auto' } : { px: 2, pb: 2, pt: title ? 0 : 2 }}>{children}</Box>
    </Card>
  )
}
