import { Alert, Button, Dialog, DialogContent, DialogTitle, Divider, Stack, TextField, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { FACTOR_ROLES } from '#domain/permissions.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Factors, Passkey } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { useMe } from '../../data/useMe.ts'
import { FACTORS, REMOVE_PASSKEY, REMOVE_TOTP, RENEW_RECOVERY_CODES } from '../../documents/identity.ts'
import { hasPasskeys, makePasskey } from '../../doors/passkey.ts'
import { RecoveryCodes } from '../../doors/RecoveryCodes.tsx'
import { TotpSetup } from '../../doors/TotpSetup.tsx'
import { useTry } from '../../doors/useTry.ts'
import { dateTime } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** Authenticator app, recovery codes and passkeys of the own account. */
export function FactorPanel() {
  const translate = useTranslate()
  const me = useMe()
  const asked = useAsk<{ factors: Factors }>(FACTORS)
  const isNeeded = me ? FACTOR_ROLES.includes(me.role) : false
  return (
    <Panel
      title={translate('account.factors')}
      hint={translate(isNeeded ? 'account.factorsHint' : 'account.factorsOptional')}
    >
      <AskState asked={asked}>
        {({ factors }) => (
          <Stack sx={{ gap: 2 }} divider={<Divider />}>
            <AppPart factors={factors} />
            <PasskeyPart passkeys={factors.passkeys} />
          </Stack>
        )}
      </AskState>
    </Panel>
  )
}

function AppPart({ factors }: { readonly factors: Factors }) {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const close = () => {
    setOpen(false)
    setCodes(null)
    void queryClient.invalidateQueries()
  }
  return (
    <Stack sx={{ gap: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{translate('account.app')}</Typography>
      <Typography color="textSecondary">
        {factors.hasTotp
          ? translate('account.appOn', { count: factors.recoveryCodesLeft })
          : translate('account.appOff')}
      </Typography>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        <Button variant="outlined" onClick={() => setOpen(true)}>
          {translate(factors.hasTotp ? 'account.replaceApp' : 'account.setUpApp')}
        </Button>
        {factors.hasTotp && (
          <>
            <VerbButton
              verb="renewRecoveryCodes"
              document={RENEW_RECOVERY_CODES}
              variables={{}}
              look="outlined"
              onDone={result => setCodes((result as { codes: readonly string[] }).codes)}
            />
            <VerbButton verb="removeTotp" document={REMOVE_TOTP} variables={{}} look="text" danger />
          </>
        )}
      </Stack>
      <Dialog open={isOpen || codes !== null} onClose={close} fullWidth maxWidth="xs">
        <DialogTitle>{translate('account.app')}</DialogTitle>
        <DialogContent>
          {codes ? <RecoveryCodes codes={codes} onSaved={close} /> : <TotpSetup onDone={close} />}
        </DialogContent>
      </Dialog>
    </Stack>
  )
}

function PasskeyPart({ passkeys }: { readonly passkeys: readonly Passkey[] }) {
  const translate = useTranslate()
  return (
    <Stack sx={{ gap: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{translate('account.passkeys')}</Typography>
      {passkeys.length === 0 && <Typography color="textSecondary">{translate('account.noPasskeys')}</Typography>}
      {passkeys.map(passkey => (
        <Stack key={passkey.id} direction="row" sx={{ gap: 1, alignItems: 'center' }}>
          <Stack sx={{ flexGrow: 1, minWidth: 0 }}>
            <Typography>{passkey.name}</Typography>
            <Typography variant="body2" color="textSecondary">
              {translate('account.passkeyMade', { time: dateTime(passkey.createdAt) })}
              {passkey.lastUsedAt && ` · ${translate('account.passkeyUsed', { time: dateTime(passkey.lastUsedAt) })}`}
            </Typography>
          </Stack>
          <VerbButton
            verb="removePasskey"
            document={REMOVE_PASSKEY}
            variables={{ id: passkey.id }}
            facts={[[translate('account.passkeyName'), passkey.name]]}
            look="text"
            danger
          />
        </Stack>
      ))}
      {hasPasskeys() && <AddPasskey />}
    </Stack>
  )
}

function AddPasskey() {
  const translate = useTranslate()
  const queryClient = useQueryClient()
  const [name, setName] = useState(translate('door.thisDevice'))
  const { isRunning, error, attempt } = useTry()
  async function add() {
    if (await attempt(() => makePasskey(name))) await queryClient.invalidateQueries()
  }
  return (
    <>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        <TextField
          size="small"
          label={translate('account.passkeyName')}
          value={name}
          onChange={event => setName(event.target.value)}
        />
        <Button variant="outlined" onClick={() => void add()} disabled={isRunning || name.trim() === ''}>
          {translate('account.addPasskey')}
        </Button>
      </Stack>
      {error && (
        <Alert severity="error" variant="outlined">
          {error}
        </Alert>
      )}
    </>
  )
}
