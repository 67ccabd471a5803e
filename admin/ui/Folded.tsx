import ExpandMore from '@mui/icons-material/ExpandMore'
import { Accordion, AccordionDetails, AccordionSummary, Typography } from '@mui/material'
import type { ReactNode } from 'react'

/** What is over and rarely read again: loaded when somebody opens it. */
export function Folded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Accordion
      disableGutters
      elevation={0}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 2, '&::before': { display: 'none' }, minWidth: 0 }}
      slotProps={{ heading: { component: 'h2' }, transition: { unmountOnExit: true } }}
    >
      <AccordionSummary expandIcon={<ExpandMore />}>
        <Typography variant="h3" component="span">
          {title}
        </Typography>
      </AccordionSummary>
      <AccordionDetails sx={{ p: 2, pt: 0 }}>{children}</AccordionDetails>
    </Accordion>
  )
}
