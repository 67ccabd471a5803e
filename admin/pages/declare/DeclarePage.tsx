import { Tab, Tabs } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useMemo, useState } from 'react'
import type { IndicatorLevel } from '#domain/indicators.ts'
import type { Answer, Declaration, Lot, OwnEvidence, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useAll, useAsk } from '../../data/useAsk.ts'
import { OWN_EVIDENCE } from '../../documents/declare.ts'
import { ANSWERS, DECLARATIONS } from '../../documents/review.ts'
import { LOTS } from '../../documents/tender.ts'
import { whole } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { LeaveGuard } from '../../ui/LeaveGuard.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { CheckStep } from './CheckStep.tsx'
import { CopyPanel } from './CopyPanel.tsx'
import { cardId, deskOf, lacksOf } from './deskState.ts'
import { ExcelPanel } from './ExcelPanel.tsx'
import { LevelStep } from './LevelStep.tsx'
import { LotTable } from './LotTable.tsx'
import { useAutosave } from './useAutosave.ts'

/** A supplier declares lots, answers the indicators once per subject, proves them, checks all of it and submits. */
export default function DeclarePage() {
  return <TaskFrame name="declare">{tender => <Declaring key={tender.id} tender={tender} />}</TaskFrame>
}

function Declaring({ tender }: { readonly tender: Tender }) {
  const lots = useAll<Lot>('lots', LOTS, { tenderId: tender.id })
  const declarations = useAll<Declaration>('declarations', DECLARATIONS, { tenderId: tender.id })
  const answers = useAsk<{ answers: readonly Answer[] }>(ANSWERS, { tenderId: tender.id })
  const evidence = useAsk<{ answerEvidence: readonly OwnEvidence[] }>(OWN_EVIDENCE, { tenderId: tender.id })
  return (
    <AskState asked={lots}>
      {lotRows => (
        <AskState asked={declarations}>
          {declared => (
            <AskState asked={answers}>
              {found => (
                <AskState asked={evidence}>
                  {papers => (
                    <Steps
                      tender={tender}
                      lots={lotRows}
                      declarations={declared}
                      answers={found.answers}
                      evidence={papers.answerEvidence}
                    />
                  )}
                </AskState>
              )}
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
  readonly evidence: readonly OwnEvidence[]
}

const STEPS = ['lots', 'company', 'variety', 'spec', 'check'] as const
type Step = (typeof STEPS)[number]

function Steps({ tender, lots, declarations, answers, evidence }: StepsProps) {
  const translate = useTranslate()
  const [step, setStep] = useState<Step>('lots')
  const [subject, setSubject] = useState('')
  const [target, setTarget] = useState<string | null>(null)
  const saving = useAutosave(tender.id)
  const isOpen = tender.stage === 'declaration'
  const desk = useMemo(
    () => deskOf(tender, rulesOf(tender).indicators, declarations, answers, evidence),
    [tender, declarations, answers, evidence],
  )
  const lacks = lacksOf(desk)
  useTarget(target)
  function goTo(level: IndicatorLevel, subjectKey: string, code: string) {
    setStep(level)
    setSubject(subjectKey)
    setTarget(cardId(subjectKey, code))
  }
  const level = step === 'lots' || step === 'check' ? null : step
  function stepLabel(key: Step): string {
    const name = translate(`page.declare.step.${key}`)
    const count = lacks.filter(lack => lack.level === key).length
    return count === 0 ? name : translate('declare.stepMissing', { name, count })
  }
  return (
    <>
      <LeaveGuard holds={isOpen && saving.unsaved > 0} count={saving.unsaved} texts="declare.leave" />
      <Panel
        title={translate('declare.state', { lots: whole(desk.live.length), missing: whole(lacks.length) })}
        hint={translate(
          isOpen
            ? `page.declare.${desk.live.length === 0 ? 'lotsFirst' : lacks.length > 0 ? 'incomplete' : 'complete'}`
            : 'page.declare.closed',
        )}
      >
        <Tabs
          value={step}
          onChange={(_, next: Step) => {
            setTarget(null)
            setStep(next)
          }}
          variant="scrollable"
          allowScrollButtonsMobile
          aria-label={translate('page.declare.title')}
        >
          {STEPS.map(key => (
            <Tab key={key} value={key} label={stepLabel(key)} />
          ))}
        </Tabs>
      </Panel>
      {step === 'lots' && (
        <>
          <LotTable tender={tender} lots={lots} declarations={declarations} desk={desk} isOpen={isOpen} />
          {desk.live.length > 0 && <ExcelPanel desk={desk} isOpen={isOpen} />}
          {isOpen && <CopyPanel desk={desk} />}
        </>
      )}
      {level && (
        <LevelStep desk={desk} level={level} subject={subject} choose={setSubject} saving={saving} isOpen={isOpen} />
      )}
      {step === 'check' && <CheckStep desk={desk} isOpen={isOpen} unsaved={saving.unsaved} goTo={goTo} />}
    </>
  )
}

/** Brings the card that a link named before the eyes, and the focus to its field when nothing stands there yet. */
function useTarget(target: string | null): void {
  useEffect(() => {
    if (target === null) return
    const card = document.getElementById(target)
    card?.scrollIntoView({ block: 'start' })
    const field = card?.querySelector<HTMLInputElement>('select, input, textarea')
    if (field?.value === '') field.focus()
    else card?.focus()
  }, [target])
}
