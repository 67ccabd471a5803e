import { Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Sample, SampleReview, Tender } from '../../contract/index.ts'
import { dateTime, whole } from '../../formats.ts'
import { Qr } from '../../samples/Qr.tsx'
import { Sheet } from '../../samples/Sheet.tsx'
import { specName } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'

interface NoteProps {
  readonly tender: Tender
  readonly review: SampleReview
  readonly samples: readonly Sample[]
}

/** What comes with the samples: one code per sample, scanned at the desk. */
export function DeliveryNote({ tender, review, samples }: NoteProps) {
  const translate = useTranslate()
  const [first] = samples
  return (
    <Sheet>
      <Panel
        title={translate('page.mySamples.noteTitle')}
        hint={`${tender.title} · ${first?.declaration.supplier.name ?? ''}${first?.slot ? ` · ${dateTime(first.slot.startsAt)} ${first.slot.place}` : ''}`}
        actions={
          <Button variant="contained" onClick={() => window.print()}>
            {translate('sample.labels.print')}
          </Button>
        }
      >
        <Typography sx={{ mb: 1.5 }}>
          {translate('page.mySamples.noteHint', { grams: whole(review.neededGrams) })}
        </Typography>
        <Box
          component="ul"
          aria-label={translate('page.mySamples.noteTitle')}
          sx={{
            listStyle: 'none',
            m: 0,
            p: 0,
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
            gap: 1,
          }}
        >
          {samples.map(sample => (
            <Stack
              key={sample.id}
              component="li"
              direction="row"
              sx={{ gap: 1.5, p: 1, border: 1, borderColor: 'divider', breakInside: 'avoid' }}
            >
              <Qr text={sample.deliveryCode} />
              <Box>
                <Typography sx={{ fontWeight: 700 }}>{sample.deliveryCode}</Typography>
                <Typography variant="body2">{specName(sample.declaration.lot.spec, translate)}</Typography>
              </Box>
            </Stack>
          ))}
        </Box>
      </Panel>
    </Sheet>
  )
}
