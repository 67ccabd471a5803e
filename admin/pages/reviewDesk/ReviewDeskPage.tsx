import { Tab, Tabs } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { ReviewProgress, ReviewRounds, Tender } from '../../contract/index.ts'
import { useAsk, useFirst } from '../../data/useAsk.ts'
import { REVIEW_PROGRESS, REVIEW_ROUNDS } from '../../documents/reviewDesk.ts'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { ExpertTable } from './ExpertTable.tsx'
import { IndicatorTable } from './IndicatorTable.tsx'
import { LotTable } from './LotTable.tsx'
import { ProgressFigures } from './ProgressFigures.tsx'
import { QuestionTable } from './QuestionTable.tsx'

const REFRESH_MS = 10_000
const TABS = ['experts', 'lots', 'indicators', 'questions'] as const

/** The office's view of a running review: who is how far, where experts lie apart, what they ask. */
export default function ReviewDeskPage() {
  return <TaskFrame name="reviewDesk">{tender => <Rounds tender={tender} />}</TaskFrame>
}

function Rounds({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useFirst<ReviewRounds>('tenders', REVIEW_ROUNDS, { ids: [tender.id] }, { everyMs: REFRESH_MS })
  return (
    <AskState asked={asked}>
      {found => {
        const last = found?.reviewRounds.at(-1)
        return last ? (
          <Desk tender={tender} phase={last.phase} />
        ) : (
          <EmptyState text={translate('page.reviewDesk.none')} />
        )
      }}
    </AskState>
  )
}

interface DeskProps {
  readonly tender: Tender
  readonly phase: 'first' | 'second'
}

function Desk({ tender, phase: latest }: DeskProps) {
  const translate = useTranslate()
  const [phase, setPhase] = useState(latest)
  const [tab, setTab] = useState<(typeof TABS)[number]>('experts')
  const asked = useAsk<{ reviewProgress: ReviewProgress | null }>(
    REVIEW_PROGRESS,
    { tenderId: tender.id, phase },
    { everyMs: REFRESH_MS },
  )
  return (
    <AskState asked={asked}>
      {({ reviewProgress: progress }) =>
        progress && (
          <>
            <Panel
              title={translate(`reviewPhase.${phase}`)}
              hint={translate('page.reviewDesk.blind')}
              actions={
                latest === 'second' && (
                  <Tabs
                    value={phase}
                    onChange={(_event, value) => setPhase(value)}
                    aria-label={translate('field.phase')}
                  >
                    <Tab value="first" label={translate('reviewPhase.first')} />
                    <Tab value="second" label={translate('reviewPhase.second')} />
                  </Tabs>
                )
              }
            >
              <ProgressFigures progress={progress} />
            </Panel>
            <Panel
              flush
              title={
                <Tabs
                  value={tab}
                  onChange={(_event, value) => setTab(value)}
                  variant="scrollable"
                  aria-label={translate('page.reviewDesk.title')}
                >
                  {TABS.map(name => (
                    <Tab key={name} value={name} label={translate(`page.reviewDesk.tab.${name}`)} />
                  ))}
                </Tabs>
              }
            >
              {tab === 'experts' && <ExpertTable tender={tender} experts={progress.experts} />}
              {tab === 'lots' && <LotTable lots={progress.lots} />}
              {tab === 'indicators' && <IndicatorTable tender={tender} indicators={progress.indicators} />}
              {tab === 'questions' && <QuestionTable tender={tender} />}
            </Panel>
          </>
        )
      }
    </AskState>
  )
}
