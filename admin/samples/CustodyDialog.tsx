import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useTranslate } from 'ra-core'
import { CustodyTimeline } from './CustodyTimeline.tsx'

interface CustodyProps {
  readonly id: string
  readonly name: string
  readonly close: () => void
}

/** The chain of custody over the page it was opened from. */
export function CustodyDialog({ id, name, close }: CustodyProps) {
  const translate = useTranslate()
  return (
    <Dialog open onClose={close} fullWidth maxWidth="sm">
      <DialogTitle>
        {translate('sample.custody.title')} {name}
      </DialogTitle>
      <DialogContent>
        <CustodyTimeline id={id} />
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{translate('sample.labels.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
