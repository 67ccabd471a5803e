import { Box, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'

/** The parts of a campaign's page, in their order. */
export type PagePart = 'now' | 'timeline' | 'draw' | 'counters' | 'papers' | 'records'

const idOf = (part: PagePart) => `tender-${part}`

/** Leads to the parts of a long page; stays in view. */
export function PageToc({ parts }: { readonly parts: readonly PagePart[] }) {
  const translate = useTranslate()
  return (
    <Box
      component="nav"
      aria-label={translate('page.tender.parts.label')}
      sx={{
        position: 'sticky',
        top: { xs: 56, sm: 48 },
        zIndex: 2,
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
      sx={{ display: 'grid', gap: 2, minWidth: 0, scrollMarginTop: 104, '&:empty': { display: 'none' } }}
    >
      {children}
    </Box>
  )
}
