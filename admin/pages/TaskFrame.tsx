import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import { PauseMark } from '../cases/PauseMark.tsx'
import type { Tender } from '../contract/index.ts'
import { useTender, useTenderChoice } from '../data/TenderContext.tsx'
import { AskState, EmptyState } from '../ui/AskState.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { StageChip } from '../ui/StageChip.tsx'

interface TaskFrameProps {
  /** Message keys page.<name>.title and page.<name>.hint. */
  readonly name: string
  readonly children: (tender: Tender) => ReactNode
}

/** A page for one task in the tender in work: what it is for, the stage, its deadline, then the work. */
export function TaskFrame({ name, children }: TaskFrameProps) {
  const translate = useTranslate()
  const { tenderId, isLoading } = useTenderChoice()
  const asked = useTender(tenderId)
  if (tenderId === null) return isLoading ? null : <EmptyState text={translate('empty.tender')} />
  return (
    <AskState asked={asked}>
      {tender =>
        tender?.rulePack ? (
          <PageFrame title={translate(`page.${name}.title`)} subtitle={<Where name={name} tender={tender} />}>
            {children(tender)}
          </PageFrame>
        ) : (
          <EmptyState text={translate('empty.tender')} />
        )
      }
    </AskState>
  )
}

function Where({ name, tender }: { readonly name: string; readonly tender: Tender }) {
  const translate = useTranslate()
  const present = tender.stages.find(stage => stage.stage === tender.stage)
  return (
    <>
      {translate(`page.${name}.hint`)}
      <br />
      {tender.title} <StageChip stage={tender.stage} /> <PauseMark pause={tender.pause} />{' '}
      {translate('time.stageCloses')} <Countdown until={present?.closesAt} now={tender.now} />
    </>
  )
}
