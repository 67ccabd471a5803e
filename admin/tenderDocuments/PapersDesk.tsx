import { useTranslate } from 'ra-core'
import type { TenderPapers } from '../contract/tenderDocument.ts'
import { useFirst } from '../data/useAsk.ts'
import { useMe } from '../data/useMe.ts'
import { TENDER_PAPERS } from '../documents/tenderDocument.ts'
import { AskState, EmptyState } from '../ui/AskState.tsx'
import { DeliveriesPanel } from './DeliveriesPanel.tsx'
import { DraftsPanel } from './DraftsPanel.tsx'
import { QuestionsPanel } from './QuestionsPanel.tsx'
import { VersionsPanel } from './VersionsPanel.tsx'

/** Everything about the documents of a tender, for whoever reads: versions, drafts with comments, questions, who was told. */
export function PapersDesk({ tenderId, isPublic = false }: { readonly tenderId: string; readonly isPublic?: boolean }) {
  const me = useMe()
  const role = isPublic ? 'public' : (me?.role ?? 'public')
  const translate = useTranslate()
  const asked = useFirst<TenderPapers>('tenders', TENDER_PAPERS, { ids: [tenderId] }, { everyMs: 60_000 })
  return (
    <AskState asked={asked}>
      {papers =>
        papers === null ? (
          <EmptyState text={translate('empty.tender')} />
        ) : (
          <>
            <VersionsPanel versions={papers.documents} />
            <QuestionsPanel papers={papers} role={role} />
            <DraftsPanel papers={papers} role={role} />
            <DeliveriesPanel tenderId={papers.id} role={role} />
          </>
        )
      }
    </AskState>
  )
}
