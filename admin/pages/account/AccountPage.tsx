import { Box, Button, ButtonGroup, Stack, TextField } from '@mui/material'
import { useLocaleState, useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import { useMe } from '../../data/useMe.ts'
import { CHANGE_PASSWORD } from '../../documents/identity.ts'
import { isTyped, NewPassword, NOTHING_TYPED } from '../../doors/NewPassword.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { FactorPanel } from './FactorPanel.tsx'
import { OidcPanel } from './OidcPanel.tsx'
import { SessionPanel } from './SessionPanel.tsx'

/** The own account: second factor, devices, password, language. */
export default function AccountPage() {
  const translate = useTranslate()
  const me = useMe()
  return (
    <PageFrame
      title={translate('account.title')}
      subtitle={me ? `${me.displayName} · ${translate(`role.${me.role}`)} · ${me.login}` : translate('account.hint')}
    >
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
          gap: 2,
          alignItems: 'start',
        }}
      >
        <FactorPanel />
        <SessionPanel />
        <PasswordPanel />
        <OidcPanel />
        <LanguagePanel />
      </Box>
    </PageFrame>
  )
}

function PasswordPanel() {
  const translate = useTranslate()
  const [current, setCurrent] = useState('')
  const [typed, setTyped] = useState(NOTHING_TYPED)
  return (
    <Panel title={translate('account.password')} hint={translate('account.passwordHint')}>
      <VerbButton
        verb="changePassword"
        document={CHANGE_PASSWORD}
        variables={() => ({ current, next: typed.next })}
        incomplete={current === '' || !isTyped(typed)}
        look="outlined"
        onDone={() => {
          setCurrent('')
          setTyped(NOTHING_TYPED)
        }}
      >
        <Stack sx={{ gap: 2 }}>
          <TextField
            label={translate('account.current')}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={event => setCurrent(event.target.value)}
          />
          <NewPassword typed={typed} onChange={setTyped} />
        </Stack>
      </VerbButton>
    </Panel>
  )
}

function LanguagePanel() {
  const translate = useTranslate()
  const [locale, setLocale] = useLocaleState()
  return (
    <Panel title={translate('account.language')}>
      <ButtonGroup aria-label={translate('account.language')}>
        {[
          ['zh', '中文'],
          ['en', 'English'],
        ].map(([code, name]) => (
          <Button
            key={code}
            variant={locale === code ? 'contained' : 'outlined'}
            aria-pressed={locale === code}
            onClick={() => setLocale(code ?? 'zh')}
          >
            {name}
          </Button>
        ))}
      </ButtonGroup>
    </Panel>
  )
}
