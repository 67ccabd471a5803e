import { Tab, Tabs } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { Answer, Declaration, Lot, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useAll, useAsk } from '../../data/useAsk.ts'
import { ANSWERS, DECLARATIONS } from '../../documents/review.ts'
import { SUBMIT_DECLARATIONS } from '../../documents/reviewCommands.ts'
import { LOTS } from '../../documents/tender.ts'
import { whole } from '../../formats.ts'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { AnswerGrid } from './AnswerGrid.tsx'
import { LotTable } from './LotTable.tsx'
import { missingAnswers, subjectsOf } from './subjects.ts'

/** A supplier declares lots and answers the indicators: once for the company, once per variety, once per lot. */
export default function DeclarePage() {
  return <TaskFrame name="declare">{tender => <Declaring tender={tender} />}</TaskFrame>
}

function Declaring({ tender }: { readonly tender: Tender }) {
  const lots = useAll<Lot>('lots', LOTS, { tenderId: tender.id })
  const declarations = useAll<Declaration>('declarations', DECLARATIONS, { tenderId: tender.id })
  const answers = useAsk<{ answers: readonly Answer[] }>(ANSWERS, { tenderId: tender.id })
  return (
    <AskState asked={lots}>
      {lotRows => (
        <AskState asked={declarations}>
          {declared => (
            <AskState asked={answers}>
              {found => <Steps tender={tender} lots={lotRows} declarations={declared} answers={found.answers} />}
            </AskState>
          )}
        </AskState>
      )}
    </AskState>
  )
}

interface StepsProps {
  readonly tender: Tender
  readonly lots: readonly Lot[]
  readonly declarations: readonly Declaration[]
  readonly answers: readonly Answer[]
}

const LEVELS = ['company', 'variety', 'spec'] as const

function Steps({ tender, lots, declarations, answers }: StepsProps) {
  const translate = useTranslate()
  const [step, setStep] = useState(0)
  const isOpen = tender.stage === 'declaration'
  const { indicators } = rulesOf(tender)
  const drafts = declarations.filter(one => one.status === 'draft')
  const live = declarations.filter(one => one.status !== 'withdrawn')
  const missing = missingAnswers(indicators, live, answers)
  const level = LEVELS[step - 1]
  return (
    <>
      <Panel
        title={translate('page.declare.state', { lots: whole(live.length), missing: whole(missing) })}
        hint={translate(`page.declare.${live.length === 0 ? 'lotsFirst' : missing > 0 ? 'incomplete' : 'complete'}`)}
        actions={
          isOpen &&
          drafts.length > 0 &&
          missing === 0 && (
            <VerbButton
              verb="submitDeclarations"
              document={SUBMIT_DECLARATIONS}
              variables={{ tenderId: tender.id }}
              facts={[[translate('resources.declarations.name'), whole(drafts.length)]]}
            />
          )
        }
      >
        <Tabs
          value={step}
          onChange={(_, next: number) => setStep(next)}
          variant="scrollable"
          aria-label={translate('page.declare.title')}
        >
          {['lots', ...LEVELS].map(key => (
            <Tab key={key} label={translate(`page.declare.step.${key}`)} />
          ))}
        </Tabs>
      </Panel>
      {level === undefined && <LotTable tender={tender} lots={lots} declarations={declarations} isOpen={isOpen} />}
      {level !== undefined && live.length === 0 && <EmptyState text={translate('page.declare.lotsFirst')} />}
      {level !== undefined && live.length > 0 && (
        <AnswerGrid
          key={level}
          tender={tender}
          indicators={indicators.filter(indicator => indicator.level === level)}
          subjects={subjectsOf(level, live, translate)}
          answers={answers}
          isOpen={isOpen}
        />
      )}
    </>
  )
}
