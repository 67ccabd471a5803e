import { useTranslate } from 'ra-core'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { SampleReview, Tender } from '../../../contract/index.ts'
import { CLOSE_SAMPLE_REVIEW, START_SAMPLE_REVIEW, UNBLIND_SAMPLES } from '../../../documents/samples.ts'
import { dateTime, whole } from '../../../formats.ts'
import { BlindPanel } from '../../../samples/BlindPanel.tsx'
import { CodingPanel } from '../../../samples/CodingPanel.tsx'
import { ReceptionDesk } from '../../../samples/ReceptionDesk.tsx'
import { SlotPanel } from '../../../samples/SlotPanel.tsx'
import { useSampleReview, useSamples } from '../../../samples/useSampleReview.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { FigureGrid } from '../../../ui/FigureGrid.tsx'
import { Panel } from '../../../ui/Panel.tsx'

/** The sample review as the office runs it: slots, desk, codes, laboratories, unblinding, close. */
export function SampleStage({ tender }: { readonly tender: Tender }) {
  return (
    <AskState asked={useSampleReview(tender.id)}>
      {({ sampleReview }) => <Review tender={tender} review={sampleReview} />}
    </AskState>
  )
}

interface ReviewProps {
  readonly tender: Tender
  readonly review: SampleReview
}

function Review({ tender, review }: ReviewProps) {
  const translate = useTranslate()
  if (!review.startedAt)
    return (
      <Panel
        title={translate('sample.start.title')}
        actions={
          <VerbButton verb="startSampleReview" document={START_SAMPLE_REVIEW} variables={{ tenderId: tender.id }} />
        }
      >
        {translate('sample.start.hint')}
      </Panel>
    )
  const isHandIn = !review.unblindedAt
  return (
    <>
      <Progress tender={tender} review={review} />
      {isHandIn && <SlotPanel tender={tender} />}
      {isHandIn && <Desk tender={tender} review={review} />}
      {isHandIn && <CodingPanel tender={tender} review={review} />}
      <BlindPanel tender={tender} review={review} />
    </>
  )
}

function Desk({ tender, review }: ReviewProps) {
  return (
    <AskState asked={useSamples(tender.id)}>
      {samples => <ReceptionDesk tender={tender} review={review} samples={samples} />}
    </AskState>
  )
}

const COUNTS = ['samples', 'booked', 'received', 'coded', 'dispatched', 'arrived', 'signed'] as const

/** How far everything is, what comes next, and the two acts of two people at the end. */
function Progress({ tender, review }: ReviewProps) {
  const translate = useTranslate()
  const figures = COUNTS.map(key => ({ label: translate(`sample.count.${key}`), value: whole(review[key]) }))
  const results = (['passed', 'failed', 'retests'] as const).map(key => ({
    label: translate(`sample.count.${key}`),
    value: whole(review[key]),
  }))
  const hint = review.closedAt
    ? translate('sample.progress.closed', { at: dateTime(review.closedAt) })
    : review.unblindedAt
      ? translate('sample.progress.unblinded', { until: dateTime(review.retestUntil) })
      : translate('sample.progress.blind', { until: dateTime(review.handInEnds) })
  return (
    <Panel
      title={translate('sample.progress.title')}
      hint={hint}
      actions={
        review.closedAt ? null : review.unblindedAt ? (
          <VerbButton
            verb="closeSampleReview"
            document={CLOSE_SAMPLE_REVIEW}
            variables={{ tenderId: tender.id }}
            facts={[[translate('sample.count.failed'), whole(review.failed)]]}
          />
        ) : (
          <VerbButton
            verb="unblindSamples"
            document={UNBLIND_SAMPLES}
            variables={{ tenderId: tender.id }}
            facts={[[translate('sample.count.signed'), `${whole(review.signed)} / ${whole(review.coded)}`]]}
          />
        )
      }
    >
      <FigureGrid figures={review.unblindedAt ? [...figures, ...results] : figures} />
    </Panel>
  )
}
