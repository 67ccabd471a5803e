import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useSyncExternalStore } from 'react'
import { useBlocker } from 'react-router'
import type { Autosave } from './autosave.ts'

/** Leaving asks first only if something is kept nowhere but in this page. */
export function LeaveGuard({ autosave }: { readonly autosave: Autosave }) {
  const translate = useTranslate()
  const { isOnlyHere, waiting } = useSyncExternalStore(autosave.subscribe, autosave.snapshot)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isOnlyHere && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!isOnlyHere) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOnlyHere])
  if (blocker.state !== 'blocked') return null
  return (
    <Dialog open onClose={() => blocker.reset()} aria-labelledby="leave-title">
      <DialogTitle id="leave-title">{translate('score.leave.title', { count: waiting })}</DialogTitle>
      <DialogContent>{translate('score.leave.text')}</DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="error" onClick={() => blocker.proceed()}>
          {translate('score.leave.leave')}
        </Button>
        <Button variant="contained" onClick={() => blocker.reset()}>
          {translate('score.leave.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
