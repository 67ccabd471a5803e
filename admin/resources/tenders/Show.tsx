import { Chip, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect } from 'react'
import { useParams } from 'react-router'
import { ComplaintPanel } from '../../cases/ComplaintPanel.tsx'
import { PauseMark } from '../../cases/PauseMark.tsx'
import type { Tender } from '../../contract/index.ts'
import { useTender, useTenderChoice } from '../../data/TenderContext.tsx'
import { useFirst } from '../../data/useAsk.ts'
import { useMe } from '../../data/useMe.ts'
import { TENDER_WATCH } from '../../documents/tender.ts'
import { ProposalsPanel } from '../../doors/ProposalsPanel.tsx'
import { dateTime } from '../../formats.ts'
import { LettersPanel } from '../../letters/LettersPanel.tsx'
import { EvidenceOf } from '../../portal/EvidenceList.tsx'
import { PapersDesk } from '../../tenderDocuments/PapersDesk.tsx'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { Folded } from '../../ui/Folded.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { AdvanceClockButton } from './AdvanceClockButton.tsx'
import { Counters } from './Counters.tsx'
import { NextStep } from './NextStep.tsx'
import { type PagePart, PageToc, Part } from './PageToc.tsx'
import { PlanStagesButton } from './PlanStagesButton.tsx'
import { Records } from './Records.tsx'
import { StagePanel } from './StagePanel.tsx'
import { StageTimeline } from './StageTimeline.tsx'
import { DrawStage } from './stages/DrawStage.tsx'

/** Roles to which the server tells counters and blockers. */
const WATCHERS = ['office', 'supervisor', 'auditor', 'cityBureau', 'provinceBureau']

/** Roles that may take each evidence file as soon as its result stands. */
const CHECKERS = ['office', 'supervisor', 'auditor']

/** Who works with the documents here; others read them on the public page. */
const PAPER_READERS = ['office', 'supplier', 'supervisor', 'auditor']

/** The campaign at a glance: where it stands, what blocks it, what the office can do now. */
export function TenderShow() {
  const { id = '' } = useParams()
  const translate = useTranslate()
  const asked = useTender(id)
  return (
    <AskState asked={asked}>
      {tender => (tender ? <TenderPage tender={tender} /> : <EmptyState text={translate('empty.tender')} />)}
    </AskState>
  )
}

/** The award became final in its stage. */
function isPastAward({ stage, stages }: Tender): boolean {
  const ordinal = (name: string) => stages.find(one => one.stage === name)?.ordinal ?? 0
  return ordinal(stage) > ordinal('award')
}

/** The draw stays in sight once it is over; during its stage the office has it as its own work. */
function watchesDraw(role: string, { stage, stages }: Tender): boolean {
  const ordinal = (name: string) => stages.find(one => one.stage === name)?.ordinal ?? 0
  if (!['office', 'supervisor', 'auditor'].includes(role) || ordinal('draw') === 0) return false
  return stage === 'draw' ? role !== 'office' : ordinal(stage) > ordinal('draw')
}

type Watch = Pick<Tender, 'counters' | 'blockers'>

/** The menu's pages go on with the campaign that somebody has before them. */
function useAsChosen(tenderId: string): void {
  const { choose } = useTenderChoice()
  useEffect(() => choose(tenderId), [choose, tenderId])
}

function TenderPage({ tender }: { readonly tender: Tender }) {
  const me = useMe()
  useAsChosen(tender.id)
  const translate = useTranslate()
  const isWatcher = me ? WATCHERS.includes(me.role) : false
  const watch = useFirst<Watch>('tenders', TENDER_WATCH, { ids: [tender.id] }, { enabled: isWatcher, everyMs: 5000 })
  return (
    <PageFrame
      title={tender.title}
      subtitle={
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          {tender.code} · {translate('time.serverNow')} {dateTime(tender.now)}
          {tender.isRehearsal && (
            <Chip size="small" color="warning" variant="outlined" label={translate('app.rehearsal')} />
          )}
          <PauseMark pause={tender.pause} />
        </Stack>
      }
      actions={
        <>
          <PlanStagesButton tender={tender} />
          {tender.isRehearsal && <AdvanceClockButton tender={tender} />}
        </>
      }
    >
      <PageToc parts={partsFor(me?.role ?? '', tender)} />
      <Part part="now">
        <NextStep tender={tender} blockers={watch.data?.blockers ?? null} />
        <ProposalsPanel tenderId={tender.id} />
        {me && CHECKERS.includes(me.role) && <ComplaintPanel tender={tender} />}
        {me?.role === 'office' && <StagePanel tender={tender} />}
        {me && CHECKERS.includes(me.role) && <LettersPanel tenderId={tender.id} isFinal={isPastAward(tender)} linked />}
      </Part>
      <Part part="timeline">
        <StageTimeline tender={tender} />
      </Part>
      {me && watchesDraw(me.role, tender) && (
        <Part part="draw">
          <Draw tender={tender} />
        </Part>
      )}
      {watch.data && (
        <Part part="counters">
          <Counters counters={watch.data.counters} />
        </Part>
      )}
      {me && PAPER_READERS.includes(me.role) && (
        <Part part="papers">
          <PapersDesk tenderId={tender.id} />
        </Part>
      )}
      <Part part="records">
        <Records tender={tender} />
        {me && CHECKERS.includes(me.role) && <EvidenceOf tender={tender} />}
      </Part>
    </PageFrame>
  )
}

/** Once it is over, the draw is kept folded: it is as long as all else together. */
function Draw({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  if (tender.stage === 'draw') return <DrawStage tender={tender} />
  return (
    <Folded title={translate('page.tender.parts.draw')}>
      <DrawStage tender={tender} />
    </Folded>
  )
}

function partsFor(role: string, tender: Tender): readonly PagePart[] {
  const shown: Readonly<Record<PagePart, boolean>> = {
    now: true,
    timeline: true,
    draw: watchesDraw(role, tender),
    counters: WATCHERS.includes(role),
    papers: PAPER_READERS.includes(role),
    records: true,
  }
  return (Object.keys(shown) as PagePart[]).filter(part => shown[part])
}
