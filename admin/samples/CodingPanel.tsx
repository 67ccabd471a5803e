import { Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../commands/VerbButton.tsx'
import type { CodingBatch, SampleLabel, SampleReview, Tender } from '../contract/index.ts'
import { CODE_SAMPLES, PRINT_LABELS } from '../documents/samples.ts'
import { dateTime, whole } from '../formats.ts'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'
import { QrLabels } from './QrLabels.tsx'
import { Sheet } from './Sheet.tsx'

interface CodingProps {
  readonly tender: Tender
  readonly review: SampleReview
}

/** Two people draw the blind codes, and one of them prints the labels, once. */
export function CodingPanel({ tender, review }: CodingProps) {
  const translate = useTranslate()
  const [labels, setLabels] = useState<readonly SampleLabel[]>([])
  const waiting = review.received - Math.min(review.coded, review.received)
  return (
    <>
      <Panel
        title={translate('sample.coding.title', { done: whole(review.coded), all: whole(review.received) })}
        hint={translate('sample.coding.hint')}
        flush
        actions={
          waiting > 0 && (
            <VerbButton
              verb="codeSamples"
              document={CODE_SAMPLES}
              variables={{ tenderId: tender.id, again: null }}
              facts={[[translate('sample.count.received'), whole(waiting)]]}
            />
          )
        }
      >
        <RowTable
          rows={review.batches}
          rowKey={batch => String(batch.number)}
          label={translate('sample.coding.batches')}
          empty={translate('sample.coding.none')}
          maxHeight={280}
          columns={[
            {
              key: 'number',
              label: translate('sample.field.batch'),
              cell: batch => whole(batch.number),
              numeric: true,
            },
            { key: 'count', label: translate('sample.count.coded'), cell: batch => whole(batch.count), numeric: true },
            { key: 'codedAt', label: translate('sample.field.codedAt'), cell: batch => dateTime(batch.codedAt) },
            {
              key: 'who',
              label: translate('sample.field.two'),
              cell: batch => `${batch.coder}、${batch.witness}`,
              wrap: true,
            },
            {
              key: 'labels',
              label: translate('sample.field.labels'),
              cell: batch => <LabelCell tender={tender} batch={batch} show={setLabels} />,
            },
          ]}
        />
      </Panel>
      {labels.length > 0 && <LabelSheet labels={labels} close={() => setLabels([])} />}
    </>
  )
}

interface LabelCellProps {
  readonly tender: Tender
  readonly batch: CodingBatch
  readonly show: (labels: readonly SampleLabel[]) => void
}

function LabelCell({ tender, batch, show }: LabelCellProps) {
  const translate = useTranslate()
  if (batch.count === 0) return <>{translate('sample.coding.replaced')}</>
  const take = (done: unknown) => {
    if (typeof done === 'object' && done !== null && 'labels' in done && Array.isArray(done.labels)) show(done.labels)
  }
  return (
    <Stack
      direction="row"
      sx={{ gap: 1, alignItems: 'center', justifyContent: { xs: 'flex-end', md: 'flex-start' }, flexWrap: 'wrap' }}
    >
      {batch.labelsPrintedAt ? translate('sample.coding.printed') : !batch.isMine && translate('sample.coding.notMine')}
      {!batch.labelsPrintedAt && batch.isMine && (
        <VerbButton
          verb="printLabels"
          document={PRINT_LABELS}
          variables={{ tenderId: tender.id, batch: batch.number }}
          look="outlined"
          onDone={take}
        />
      )}
      {!batch.isOut && (
        <VerbButton
          verb="codeSamples"
          label={translate('sample.coding.again')}
          document={CODE_SAMPLES}
          look="text"
          variables={{ tenderId: tender.id, again: batch.number }}
        />
      )}
    </Stack>
  )
}

function LabelSheet({ labels, close }: { readonly labels: readonly SampleLabel[]; readonly close: () => void }) {
  const translate = useTranslate()
  return (
    <Sheet>
      <Panel
        title={translate('sample.labels.title')}
        hint={translate('sample.labels.hint')}
        actions={
          <>
            <Button variant="contained" onClick={() => window.print()}>
              {translate('sample.labels.print')}
            </Button>
            <Button onClick={close}>{translate('sample.labels.close')}</Button>
          </>
        }
      >
        <QrLabels
          name={translate('sample.labels.title')}
          labels={labels.map(label => ({
            code: label.blindCode,
            lines: (
              <>
                <Typography variant="body2">{label.lot}</Typography>
                <Typography variant="body2" color="textSecondary" sx={{ borderTop: '1px dashed', mt: 0.5, pt: 0.5 }}>
                  {translate('sample.labels.tearOff', { code: label.deliveryCode })}
                </Typography>
              </>
            ),
          }))}
        />
      </Panel>
    </Sheet>
  )
}
