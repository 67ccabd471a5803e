import { Alert, Box, Button, Stack, TextField, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useLogin, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'
import type { Platform, User } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { LOGIN, PLATFORM } from '../documents/identity.ts'
import { DemoCode } from '../doors/DemoCode.tsx'
import { DoorFrame } from '../doors/DoorFrame.tsx'
import { FactorForm } from '../doors/FactorForm.tsx'
import { FirstFactor } from '../doors/FirstFactor.tsx'
import { useTry } from '../doors/useTry.ts'
import { command } from '../graphqlClient.ts'

type Step = 'password' | 'needed' | 'enrol'

/** Sign-in: the password, then the second factor; at the first sign-in it is set up here. */
export default function LoginPage() {
  const translate = useTranslate()
  const login = useLogin()
  const queryClient = useQueryClient()
  const [step, setStep] = useState<Step>(startStep)
  const [name, setName] = useState('')
  const finish = () => {
    // What was asked as nobody, or by whoever signed in before, must not be shown to this person.
    queryClient.clear()
    void login({})
  }
  const back = <Button onClick={() => setStep('password')}>{translate('door.back')}</Button>
  return (
    <DoorFrame title={translate(`door.step.${step}`)}>
      {step === 'password' && (
        <PasswordForm
          onPassed={(user, typed) => {
            setName(typed)
            if (user.factor === 'needed' || user.factor === 'enrol') setStep(user.factor)
            else finish()
          }}
        />
      )}
      {step === 'needed' && (
        <FactorForm onPassed={finish} demo={fill => <DemoCode login={name} fill={fill} />} cancel={back} />
      )}
      {step === 'enrol' && <FirstFactor onDone={finish} />}
    </DoorFrame>
  )
}

/** Whoever comes back from the identity provider goes on with the second step. */
function startStep(): Step {
  const factor = new URLSearchParams(window.location.search).get('factor')
  return factor === 'needed' || factor === 'enrol' ? factor : 'password'
}

interface PasswordFormProps {
  readonly onPassed: (user: User, login: string) => void
}

function PasswordForm({ onPassed }: PasswordFormProps) {
  const translate = useTranslate()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const { isRunning, error, attempt } = useTry()
  const { data } = useAsk<{ platform: Platform }>(PLATFORM)
  window.sessionStorage.setItem('demo', data?.platform.demo ? 'yes' : 'no')
  function submit(event: FormEvent) {
    event.preventDefault()
    const login = username.trim()
    void attempt(async () => onPassed(await command<User>('login', LOGIN, { login, password }), login))
  }
  return (
    <Stack component="form" onSubmit={submit} sx={{ gap: 2 }}>
      <TextField
        label={translate('ra.auth.username')}
        name="username"
        value={username}
        onChange={event => setUsername(event.target.value)}
        autoComplete="username"
        required
        fullWidth
      />
      <TextField
        label={translate('ra.auth.password')}
        name="password"
        type="password"
        value={password}
        onChange={event => setPassword(event.target.value)}
        autoComplete="current-password"
        required
        fullWidth
      />
      {error && (
        <Alert severity="error" variant="outlined">
          {error}
        </Alert>
      )}
      <Button type="submit" variant="contained" size="large" disabled={isRunning} loading={isRunning}>
        {translate('ra.auth.sign_in')}
      </Button>
      {window.location.search.includes('oidc=failed') && (
        <Alert severity="warning" variant="outlined">
          {translate('door.oidcFailed')}
        </Alert>
      )}
      {data?.platform.oidc && (
        <Button component="a" href="/auth/oidc/start" variant="outlined">
          {translate('door.oidc')}
        </Button>
      )}
      {data?.platform.demo && (
        <DemoLogins
          platform={data.platform}
          choose={one => {
            setUsername(one.login)
            setPassword(one.password)
          }}
        />
      )}
    </Stack>
  )
}

interface DemoLoginsProps {
  readonly platform: Platform
  readonly choose: (login: Platform['demoLogins'][number]) => void
}

function DemoLogins({ platform, choose }: DemoLoginsProps) {
  const translate = useTranslate()
  return (
    <Box component="section" aria-label={translate('door.demo')}>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {translate('door.demo')}
      </Typography>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        {platform.demoLogins.map(one => (
          <Button key={one.login} size="small" variant="outlined" title={one.sees} onClick={() => choose(one)}>
            {one.who}
          </Button>
        ))}
      </Stack>
    </Box>
  )
}
