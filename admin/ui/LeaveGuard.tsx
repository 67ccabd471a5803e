import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useId } from 'react'
import { useBlocker } from 'react-router'

interface LeaveGuardProps {
  /** Something is nowhere but in this page. */
  readonly holds: boolean
  /** How much, for the title. */
  readonly count?: number
  /** Message keys <texts>.title, .text, .leave and .stay. */
  readonly texts: string
}

/** Holds the page while it has what would be lost: leaving asks first, closing the window too. */
export function LeaveGuard({ holds, count = 0, texts }: LeaveGuardProps) {
  const translate = useTranslate()
  const titleId = useId()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => holds && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!holds) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [holds])
  if (blocker.state !== 'blocked') return null
  return (
    <Dialog open onClose={() => blocker.reset()} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{translate(`${texts}.title`, { count })}</DialogTitle>
      <DialogContent>{translate(`${texts}.text`)}</DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="error" onClick={() => blocker.proceed()}>
          {translate(`${texts}.leave`)}
        </Button>
        <Button variant="contained" onClick={() => blocker.reset()}>
          {translate(`${texts}.stay`)}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
