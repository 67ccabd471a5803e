import { Alert, Box, Button, Card, Link, Stack, TextField, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useLocaleState, useLogin, useTranslate } from 'ra-core'
import { type FormEvent, useState } from 'react'

/** Sign-in in two languages; says in words what was wrong. */
export default function LoginPage() {
  const translate = useTranslate()
  const [locale, setLocale] = useLocaleState()
  return (
    <Box
      component="main"
      sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', bgcolor: 'background.default', p: 2 }}
    >
      <Card sx={{ width: 400, maxWidth: '100%', p: 4 }}>
        <Stack sx={{ gap: 2 }}>
          <Box>
            <Typography variant="h1" color="primary">
              {translate('app.name')}
            </Typography>
            <Typography color="textSecondary">{translate('app.subtitle')}</Typography>
          </Box>
          <LoginForm />
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

function LoginForm() {
  const translate = useTranslate()
  const login = useLogin()
  const queryClient = useQueryClient()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  async function submit(event: FormEvent) {
    event.preventDefault()
    setRunning(true)
    setError(null)
    // What was asked as nobody, or by whoever signed in before, must not be shown to this person.
    queryClient.clear()
    try {
      await login({ username: username.trim(), password })
    } catch (failure) {
      const message = failure instanceof Error ? failure.message : ''
      setError(translate(message || 'ra.auth.sign_in_error', { _: message }))
    } finally {
      setRunning(false)
    }
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
    </Stack>
  )
}
