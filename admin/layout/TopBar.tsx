import { Box, MenuItem, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { AppBar, LocalesMenuButton, Logout, TitlePortal, UserMenu } from 'react-admin'
import { useTenderChoice } from '../data/TenderContext.tsx'
import { useMay, useMe } from '../data/useMe.ts'
import { JobsTray } from './JobsTray.tsx'

/** Name, tender in work, running jobs, language, account. */
export function TopBar() {
  const seesJobs = useMay('jobs')
  return (
    <AppBar
      toolbar={
        <>
          {seesJobs && <JobsTray />}
          <LocalesMenuButton />
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
    <Typography component="span" sx={{ fontWeight: 700, color: 'primary.main', whiteSpace: 'nowrap' }}>
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
      <Logout />
    </UserMenu>
  )
}

function TenderPicker() {
  const { tenders, tenderId, choose } = useTenderChoice()
  const translate = useTranslate()
  if (tenders.length === 0 || tenderId === null) return null
  return (
    <TextField
      select
      size="small"
      variant="outlined"
      value={tenderId}
      onChange={event => choose(event.target.value)}
      slotProps={{ htmlInput: { 'aria-label': translate('field.tender') } }}
      sx={{ m: 0, maxWidth: { xs: 150, sm: 360 }, '& .MuiSelect-select': { py: 0.75 } }}
    >
      {tenders.map(tender => (
        <MenuItem key={tender.id} value={tender.id}>
          {tender.title} · {translate(`stage.${tender.stage}`, { _: tender.stage })}
        </MenuItem>
      ))}
    </TextField>
  )
}
