import Inbox from '@mui/icons-material/InboxOutlined'
import { Alert, Button, LinearProgress, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ReactNode, useEffect, useState } from 'react'
import type { Asked } from '../data/useAsk.ts'

const PATIENCE_MS = 300

/** Says what is being loaded, but only after 300 ms. */
export function Loading() {
  const translate = useTranslate()
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isLate) return null
  return (
    <Stack role="status" sx={{ gap: 1, p: 2 }}>
      <Typography color="textSecondary">{translate('app.loading')}</Typography>
      <LinearProgress aria-label={translate('app.loading')} />
    </Stack>
  )
}

/** What will appear here, and who makes it appear. */
export function EmptyState({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <Stack sx={{ alignItems: 'center', gap: 1, p: 4, textAlign: 'center' }}>
      <Inbox color="disabled" />
      <Typography color="textSecondary">{text}</Typography>
      {children}
    </Stack>
  )
}

/** An outage: what happened, what was kept, and a way to try again. */
export function ErrorState({ error, retry }: { readonly error: Error; readonly retry?: (() => unknown) | undefined }) {
  const translate = useTranslate()
  return (
    <Alert
      severity="error"
      variant="outlined"
      action={retry && <Button onClick={() => retry()}>{translate('app.retry')}</Button>}
    >
      {translate(error.message, { _: error.message })}
      <br />
      {translate('app.kept')}
    </Alert>
  )
}

interface AskStateProps<T> {
  readonly asked: Asked<T>
  readonly children: (data: T) => ReactNode
}

/** Shows the answer, or that it is loading, or why it could not be had. */
export function AskState<T>({ asked, children }: AskStateProps<T>) {
  if (asked.data !== undefined) return <>{children(asked.data)}</>
  if (asked.error) return <ErrorState error={asked.error} retry={asked.refetch} />
  return <Loading />
}
