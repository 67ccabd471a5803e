import { Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Sample, SampleReview, Tender } from '../../contract/index.ts'
import { dateTime, whole } from '../../formats.ts'
import { QrLabels } from '../../samples/QrLabels.tsx'
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
        <QrLabels
          name={translate('page.mySamples.noteTitle')}
          labels={samples.map(sample => ({
            code: sample.deliveryCode,
            lines: <Typography variant="body2">{specName(sample.declaration.lot.spec, translate)}</Typography>,
          }))}
        />
      </Panel>
    </Sheet>
  )
}
