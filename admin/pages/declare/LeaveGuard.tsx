import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'

/** Answers that are not saved hold the page: leaving asks first, closing the window too. */
export function LeaveGuard({ count }: { readonly count: number }) {
  const translate = useTranslate()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => count > 0 && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (count === 0) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [count])
  if (blocker.state !== 'blocked') return null
  return (
    <Dialog open onClose={() => blocker.reset()}>
      <DialogTitle>{translate('declare.leave.title', { count })}</DialogTitle>
      <DialogContent>{translate('declare.leave.text')}</DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="error" onClick={() => blocker.proceed()}>
          {translate('declare.leave.leave')}
        </Button>
        <Button variant="contained" onClick={() => blocker.reset()}>
          {translate('declare.leave.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
