import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'

/** Prices live in this page's memory: leaving with unsent ones asks first, closing the window too. */
export function UnsentGuard({ count }: { readonly count: number }) {
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
      <DialogTitle>{translate('quote.leave.title', { count })}</DialogTitle>
      <DialogContent>{translate('quote.leave.text')}</DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="error" onClick={() => blocker.proceed()}>
          {translate('quote.leave.leave')}
        </Button>
        <Button variant="contained" onClick={() => blocker.reset()}>
          {translate('quote.leave.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
