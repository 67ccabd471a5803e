import { Box, Button, Card, Link, Stack, Typography } from '@mui/material'
import { useLocaleState, useTranslate } from 'ra-core'
import type { ReactNode } from 'react'

interface DoorFrameProps {
  readonly title: string
  readonly children: ReactNode
}

/** The card that stands in the middle of a page without a session, in two languages. */
export function DoorFrame({ title, children }: DoorFrameProps) {
  const translate = useTranslate()
  const [locale, setLocale] = useLocaleState()
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        placeItems: 'center',
        bgcolor: 'background.default',
        p: 2,
      }}
    >
      <Card sx={{ width: 440, maxWidth: '100%', p: { xs: 3, sm: 4 } }}>
        <Stack sx={{ gap: 2.5 }}>
          <Box>
            <Typography variant="h1" color="primary">
              {translate('app.name')}
            </Typography>
            <Typography color="textSecondary">{translate('app.subtitle')}</Typography>
          </Box>
          <Typography variant="h2">{title}</Typography>
          {children}
          <Stack direction="row" sx={{ justifyContent: 'space-between' }}>
            <Link href="/portal/">{translate('portal.title')}</Link>
            <Button size="small" onClick={() => setLocale(locale === 'zh' ? 'en' : 'zh')}>
              {locale === 'zh' ? 'English' : '中文'}
            </Button>
          </Stack>
        </Stack>
      </Card>
    </Box>
  )
}
