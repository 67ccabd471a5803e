import { Alert, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Factors, Platform } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { BIND_OIDC, FACTORS, PLATFORM, UNBIND_OIDC } from '../../documents/identity.ts'
import { Panel } from '../../ui/Panel.tsx'

/** Sign-in at another provider, bound here and nowhere else; not shown where the site has none. */
export function OidcPanel() {
  const translate = useTranslate()
  const platform = useAsk<{ platform: Platform }>(PLATFORM).data?.platform
  const factors = useAsk<{ factors: Factors }>(FACTORS).data?.factors
  const [current, setCurrent] = useState('')
  if (!platform?.oidc || !factors) return null
  const { oidcIssuer } = factors
  return (
    <Panel title={translate('account.oidc')} hint={translate('account.oidcHint')}>
      <Stack sx={{ gap: 1, alignItems: 'flex-start' }}>
        {window.location.search.includes('oidc=failed') && (
          <Alert severity="warning" variant="outlined">
            {translate('door.oidcFailed')}
          </Alert>
        )}
        <Typography>
          {oidcIssuer ? translate('account.oidcBound', { issuer: oidcIssuer }) : translate('account.oidcNone')}
        </Typography>
        {oidcIssuer ? (
          <VerbButton verb="unbindOidc" document={UNBIND_OIDC} variables={{}} look="outlined" danger />
        ) : (
          <VerbButton
            verb="bindOidc"
            document={BIND_OIDC}
            variables={() => ({ current })}
            incomplete={current === ''}
            look="outlined"
            onDone={result => window.location.assign((result as { url: string }).url)}
          >
            <TextField
              label={translate('account.current')}
              type="password"
              autoComplete="current-password"
              value={current}
              onChange={event => setCurrent(event.target.value)}
            />
          </VerbButton>
        )}
      </Stack>
    </Panel>
  )
}
