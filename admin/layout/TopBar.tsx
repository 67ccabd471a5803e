import ManageAccounts from '@mui/icons-material/ManageAccountsOutlined'
import { Box, Button, ListItemIcon, MenuItem, Typography } from '@mui/material'
import { useLocaleState, useTranslate } from 'ra-core'
import { lazy, Suspense } from 'react'
import { AppBar, Logout, TitlePortal, UserMenu, useUserMenu } from 'react-admin'
import { Link } from 'react-router'
import { pauseText } from '../cases/pauseText.ts'
import { useTenderChoice } from '../data/TenderContext.tsx'
import { useMay, useMe } from '../data/useMe.ts'
import { CellSelect } from '../ui/CellSelect.tsx'

const JobsTray = lazy(() => import('./JobsTray.tsx'))

/** Name, tender in work, running jobs, language, account. */
export function TopBar() {
  const seesJobs = useMay('jobs')
  return (
    <AppBar
      toolbar={
        <>
          {seesJobs && (
            <Suspense>
              <JobsTray />
            </Suspense>
          )}
          <LanguageButton />
        </>
      }
      userMenu={<Account />}
    >
      <Brand />
      <TitlePortal sx={{ display: 'none' }} />
      <Box sx={{ flexGrow: 1 }} />
      <TenderPicker />
    </AppBar>
  )
}

function Brand() {
  const translate = useTranslate()
  return (
    <Typography
      component="span"
      sx={{ fontWeight: 700, color: 'primary.main', whiteSpace: 'nowrap', display: { xs: 'none', sm: 'block' } }}
    >
      {translate('app.name')}
    </Typography>
  )
}

function Account() {
  const me = useMe()
  const translate = useTranslate()
  return (
    <UserMenu>
      {me && (
        <Box sx={{ px: 2, py: 1 }}>
          <Typography>{me.displayName}</Typography>
          <Typography variant="body2" color="textSecondary">
            {translate(`role.${me.role}`)} · {me.login}
          </Typography>
        </Box>
      )}
      <AccountLink />
      <Logout />
    </UserMenu>
  )
}

function AccountLink() {
  const translate = useTranslate()
  const menu = useUserMenu()
  return (
    <MenuItem component={Link} to="/account" onClick={() => menu?.onClose()}>
      <ListItemIcon>
        <ManageAccounts fontSize="small" />
      </ListItemIcon>
      {translate('account.title')}
    </MenuItem>
  )
}

function TenderPicker() {
  const { tenders, tenderId, choose } = useTenderChoice()
  const translate = useTranslate()
  if (tenders.length === 0 || tenderId === null) return null
  const options = tenders.map(({ id, code, title, stage, pause }) => {
    const parts = [code, title, translate(`stage.${stage}`, { _: stage })]
    return [id, (pause ? [...parts, pauseText(pause, translate)] : parts).join(' · ')] as const
  })
  return (
    <CellSelect
      label={translate('field.tender')}
      value={tenderId}
      options={options}
      onChange={choose}
      isRequired
      width="min(44vw, 480px)"
    />
  )
}

function LanguageButton() {
  const [locale, setLocale] = useLocaleState()
  return (
    <Button size="small" color="inherit" onClick={() => setLocale(locale === 'zh' ? 'en' : 'zh')}>
      {locale === 'zh' ? 'English' : '中文'}
    </Button>
  )
}
