import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'

/** A changed draft lives in this page until it is saved: leaving asks first, closing the window too. */
export function LeaveGuard({ isUnsaved }: { readonly isUnsaved: boolean }) {
  const translate = useTranslate()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isUnsaved && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!isUnsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isUnsaved])
  if (blocker.state !== 'blocked') return null
  return (
    <Dialog open onClose={() => blocker.reset()}>
      <DialogTitle>{translate('page.rulePack.leave.title')}</DialogTitle>
      <DialogContent>{translate('page.rulePack.leave.text')}</DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="error" onClick={() => blocker.proceed()}>
          {translate('page.rulePack.leave.leave')}
        </Button>
        <Button variant="contained" onClick={() => blocker.reset()}>
          {translate('page.rulePack.leave.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
