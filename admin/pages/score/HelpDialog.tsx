import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Facts } from '../../ui/Facts.tsx'

const KEYS: readonly (readonly [keys: string, word: string])[] = [
  ['J K ↓ ↑', 'move'],
  ['↵', 'accept'],
  ['0–9 .', 'digits'],
  ['R', 'reason'],
  ['F', 'flag'],
  ['Q', 'ask'],
  ['N P', 'files'],
  ['[ ]', 'pages'],
  ['+ − Z', 'zoom'],
  ['T', 'rotate'],
  ['G', 'open'],
  ['U', 'undo'],
  ['Ctrl ↵', 'submit'],
  ['?', 'help'],
]

/** Which key does what. */
export function HelpDialog({ close }: { readonly close: () => void }) {
  const translate = useTranslate()
  return (
    <Dialog open onClose={close} fullWidth maxWidth="sm" aria-labelledby="help-title">
      <DialogTitle id="help-title">{translate('score.help.title')}</DialogTitle>
      <DialogContent>
        <Facts facts={KEYS.map(([keys, word]) => [keys, translate(`score.help.${word}`)])} />
        <Typography color="textSecondary" sx={{ mt: 2 }}>
          {translate('score.help.note')}
        </Typography>
        <Typography color="textSecondary">{translate('score.blind')}</Typography>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button variant="contained" onClick={close} autoFocus>
          {translate('score.act.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
