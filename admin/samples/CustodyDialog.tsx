import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { CustodyEvent } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { CUSTODY } from '../documents/samples.ts'
import { dateTime } from '../formats.ts'
import { AskState, EmptyState } from '../ui/AskState.tsx'

interface CustodyProps {
  readonly id: string
  readonly name: string
  readonly close: () => void
}

interface Chain {
  readonly custody: { readonly flags: readonly string[]; readonly events: readonly CustodyEvent[] }
}

/** The chain of custody as a timeline; a gap or a broken seal is said first. */
export function CustodyDialog({ id, name, close }: CustodyProps) {
  const translate = useTranslate()
  const asked = useAsk<Chain>(CUSTODY, { id })
  const party = (code: string) => {
    const [kind = '', of = ''] = code.split(':')
    return `${translate(`sampleParty.${kind}`, { _: kind })}${of === '' ? '' : ` ${of}`}`
  }
  return (
    <Dialog open onClose={close} fullWidth maxWidth="sm">
      <DialogTitle>
        {translate('sample.custody.title')} {name}
      </DialogTitle>
      <DialogContent>
        <AskState asked={asked}>
          {({ custody: { flags, events } }) => (
            <>
              {flags.map(flag => (
                <Alert key={flag} severity={flag === 'underway' ? 'info' : 'error'} variant="outlined" sx={{ mb: 1 }}>
                  {translate(`custodyFlag.${flag}`)}
                </Alert>
              ))}
              {events.length === 0 && <EmptyState text={translate('sample.custody.none')} />}
              <Box component="ol" sx={{ m: 0, pl: 2.5, '& li': { pb: 1.5 } }}>
                {events.map(event => (
                  <li key={event.id}>
                    <Typography sx={{ fontWeight: 600 }}>
                      {translate(`custodyStep.${event.step}`)}：
                      {event.from === event.to ? party(event.to) : `${party(event.from)} → ${party(event.to)}`}
                    </Typography>
                    <Typography variant="body2" color="textSecondary">
                      {[
                        dateTime(event.at),
                        event.by,
                        event.sealNo && translate('sample.custody.seal', { no: event.sealNo }),
                        translate(event.sealIntact ? 'sample.custody.intact' : 'sample.custody.broken'),
                        event.condition,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </Typography>
                  </li>
                ))}
              </Box>
            </>
          )}
        </AskState>
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{translate('sample.labels.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
