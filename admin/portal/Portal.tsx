import { Box, Button, Link, Stack, Typography } from '@mui/material'
import { useLocaleState, useTranslate } from 'ra-core'
import { Route, Routes } from 'react-router'
import { DrawPage } from './DrawPage.tsx'
import { NoticePage } from './NoticePage.tsx'
import { PapersPage } from './PapersPage.tsx'
import { PortalHome } from './PortalHome.tsx'
import { RulesPage } from './RulesPage.tsx'
import { VerifyPage } from './VerifyPage.tsx'

/** What anybody may read without signing in: notices and figures. */
export default function Portal() {
  const translate = useTranslate()
  const [locale, setLocale] = useLocaleState()
  return (
    <Box
      sx={{
        bgcolor: 'background.default',
        color: 'text.primary',
        minHeight: '100dvh',
        '@media print': { '& header, & .no-print': { display: 'none' } },
      }}
    >
      <Stack
        component="header"
        direction="row"
        sx={{
          gap: 2,
          p: 2,
          alignItems: 'center',
          borderBottom: 1,
          borderColor: 'divider',
          bgcolor: 'background.paper',
        }}
      >
        <Typography variant="h1" component="p" color="primary">
          {translate('app.name')}
        </Typography>
        <Link href="/portal/">{translate('portal.title')}</Link>
        <Link href="/portal/verify">{translate('portal.verify.title')}</Link>
        <Box sx={{ flexGrow: 1 }} />
        <Button size="small" onClick={() => setLocale(locale === 'zh' ? 'en' : 'zh')}>
          {locale === 'zh' ? 'English' : '中文'}
        </Button>
        <Button size="small" variant="outlined" href="/">
          {translate('ra.auth.sign_in')}
        </Button>
      </Stack>
      <Stack component="main" sx={{ gap: 2, p: 2, maxWidth: 1100, mx: 'auto' }}>
        <Routes>
          <Route index element={<PortalHome />} />
          <Route path="notices/:id" element={<NoticePage />} />
          <Route path="tenders/:tenderId" element={<PapersPage />} />
          <Route path="draws/:tenderId" element={<DrawPage />} />
          <Route path="rules/:tenderId" element={<RulesPage />} />
          <Route path="verify" element={<VerifyPage />} />
        </Routes>
      </Stack>
    </Box>
  )
}
