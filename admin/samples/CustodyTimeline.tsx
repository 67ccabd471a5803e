import { Alert, Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { Custody, CustodyEvent, ShownFile } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { CUSTODY } from '../documents/samples.ts'
import { FileDialog } from '../files/FileList.tsx'
import { FileThumbnail } from '../files/FileThumbnail.tsx'
import { dateTime } from '../formats.ts'
import { AskState, EmptyState } from '../ui/AskState.tsx'

/**
 * Every hand-over of a sample or of a coded portion, with the photos of its reception; a gap or a broken seal is said first.
 * After the unblinding the sample and its portions stand below each other.
 */
export function CustodyTimeline({ id }: { readonly id: string }) {
  const asked = useAsk<{ custody: Custody }>(CUSTODY, { id })
  return <AskState asked={asked}>{({ custody }) => <Timeline custody={custody} />}</AskState>
}

function Timeline({ custody: { flags, events, photos } }: { readonly custody: Custody }) {
  const translate = useTranslate()
  const chains = [...new Set(events.map(event => event.blindCode))]
  return (
    <Stack sx={{ gap: 1.5 }}>
      {flags.map(flag => (
        <Alert key={flag} severity={flag === 'underway' ? 'info' : 'error'} variant="outlined">
          {translate(`custodyFlag.${flag}`)}
        </Alert>
      ))}
      {events.length === 0 && <EmptyState text={translate('sample.custody.none')} />}
      {chains.map(code => (
        <section key={code ?? 'sample'}>
          {chains.length > 1 && (
            <Typography variant="subtitle2" component="h3" sx={{ pb: 0.5 }}>
              {code === null ? translate('sample.custody.sample') : `${translate('sample.custody.portion')} ${code}`}
            </Typography>
          )}
          <Events events={events.filter(event => event.blindCode === code)} />
        </section>
      ))}
      {photos.length > 0 && <Photos photos={photos} />}
    </Stack>
  )
}

function Events({ events }: { readonly events: readonly CustodyEvent[] }) {
  const translate = useTranslate()
  const party = (code: string) => {
    const [kind = '', of = ''] = code.split(':')
    return `${translate(`sampleParty.${kind}`, { _: kind })}${of === '' ? '' : ` ${of}`}`
  }
  return (
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
  )
}

function Photos({ photos }: { readonly photos: readonly ShownFile[] }) {
  const translate = useTranslate()
  const [shown, setShown] = useState<ShownFile | null>(null)
  return (
    <Box component="section" aria-label={translate('sample.custody.photos')}>
      <Typography variant="subtitle2" component="h3">
        {translate('sample.custody.photos')}
      </Typography>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', pt: 0.5 }}>
        {photos.map(photo => (
          <Button key={photo.id} variant="outlined" onClick={() => setShown(photo)} sx={{ gap: 1, maxWidth: 280 }}>
            <FileThumbnail file={photo} />
            <Typography component="span" noWrap>
              {photo.name}
            </Typography>
          </Button>
        ))}
      </Stack>
      {shown && <FileDialog file={shown} close={() => setShown(null)} />}
    </Box>
  )
}
