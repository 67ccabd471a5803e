import { Box, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'

/** The parts of a campaign's page, in their order. */
export type PagePart = 'now' | 'timeline' | 'draw' | 'counters' | 'papers' | 'records'

const idOf = (part: PagePart) => `tender-${part}`

/** Leads to the parts of a long page. It scrolls away: kept in view it would lie over fields (WCAG 2.2, 2.5.8). */
export function PageToc({ parts }: { readonly parts: readonly PagePart[] }) {
  const translate = useTranslate()
  return (
    <Box
      component="nav"
      aria-label={translate('page.tender.parts.label')}
      sx={{
        display: 'flex',
        gap: 0.5,
        overflowX: 'auto',
        bgcolor: 'background.default',
        borderBottom: 1,
        borderColor: 'divider',
        py: 0.5,
        '@media print': { display: 'none' },
      }}
    >
      {parts.map(part => (
        <Button key={part} size="small" href={`#${idOf(part)}`} sx={{ flexShrink: 0 }}>
          {translate(`page.tender.parts.${part}`)}
        </Button>
      ))}
    </Box>
  )
}

/** One part, where the table of contents leads. */
export function Part({ part, children }: { readonly part: PagePart; readonly children: ReactNode }) {
  return (
    <Box
      id={idOf(part)}
      sx={{ display: 'grid', gap: 2, minWidth: 0, scrollMarginTop: 64, '&:empty': { display: 'none' } }}
    >
      {children}
    </Box>
  )
}
