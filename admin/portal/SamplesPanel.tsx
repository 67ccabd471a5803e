import { useTranslate } from 'ra-core'
import type { SampleReview, SampleVerdict } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { SAMPLE_REVIEW_PUBLIC, SAMPLE_VERDICTS } from '../documents/samples.ts'
import { dateTime, whole } from '../formats.ts'
import { FigureGrid } from '../ui/FigureGrid.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RowTable } from '../ui/RowTable.tsx'

const COUNTS = ['samples', 'received', 'coded', 'arrived', 'signed', 'retests'] as const

/** How far a campaign's sample review is; whose sample passed only once the award is public. Nothing before it starts. */
export function SamplesPanel({ tenderId }: { readonly tenderId: string }) {
  const translate = useTranslate()
  const review = useAsk<{ sampleReview: SampleReview }>(SAMPLE_REVIEW_PUBLIC, { tenderId }, { everyMs: 60_000 }).data
    ?.sampleReview
  const verdicts = useAsk<{ sampleVerdicts: readonly SampleVerdict[] }>(SAMPLE_VERDICTS, { tenderId }).data
    ?.sampleVerdicts
  if (!review?.startedAt) return null
  const results = review.unblindedAt
    ? (['passed', 'failed'] as const).map(name => ({ label: translate(`status.${name}`), value: whole(review[name]) }))
    : []
  return (
    <Panel title={translate('sample.public.title')} hint={translate('sample.public.hint')}>
      <FigureGrid
        figures={[
          ...COUNTS.map(name => ({ label: translate(`sample.public.${name}`), value: whole(review[name]) })),
          ...results,
        ]}
      />
      {review.closedAt && (
        <p>
          {translate('sample.public.closed', { time: dateTime(review.closedAt) })} <code>{review.hash}</code>
        </p>
      )}
      {verdicts && verdicts.length > 0 && (
        <RowTable
          rows={verdicts}
          rowKey={row => `${row.lot} ${row.supplier}`}
          label={translate('sample.public.verdicts')}
          empty="—"
          columns={[
            { key: 'lot', label: translate('field.lotCode'), cell: row => row.lot },
            {
              key: 'spec',
              label: translate('field.spec'),
              cell: row => `${row.variety} ${translate(`grade.${row.grade}`, { _: row.grade })}`,
            },
            { key: 'supplier', label: translate('field.supplier'), cell: row => row.supplier, wrap: true },
            {
              key: 'result',
              label: translate('field.result'),
              cell: row => translate(row.passed ? 'status.passed' : 'status.failed'),
            },
          ]}
        />
      )}
    </Panel>
  )
}
