import { useTranslate } from 'ra-core'
import { useNavigate, useParams } from 'react-router'
import type { ReviewSheet, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { useFirst, usePage } from '../../data/useAsk.ts'
import { REVIEW_SHEET, REVIEW_SHEETS } from '../../documents/review.ts'
import { AskState, EmptyState } from '../../ui/AskState.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { ScoreSheet } from './ScoreSheet.tsx'

/** One sheet to score; the next one opens by itself. */
export default function ScorePage() {
  const { sheetId = '' } = useParams()
  return <TaskFrame name="score">{tender => <Sheet key={sheetId} tender={tender} sheetId={sheetId} />}</TaskFrame>
}

function Sheet({ tender, sheetId }: { readonly tender: Tender; readonly sheetId: string }) {
  const translate = useTranslate()
  const navigate = useNavigate()
  const asked = useFirst<ReviewSheet>('reviewSheets', REVIEW_SHEET, { ids: [sheetId] })
  const filter = { tenderId: tender.id, status: 'assigned' }
  const queue = usePage<ReviewSheet>('reviewSheets', REVIEW_SHEETS, { page: 1, perPage: 2, filter }).data
  const next = queue?.items.find(one => one.id !== sheetId)
  return (
    <AskState asked={asked}>
      {sheet =>
        sheet === null ? (
          <EmptyState text={translate('empty.reviewSheets')} />
        ) : (
          <ScoreSheet
            sheet={sheet}
            rules={rulesOf(tender)}
            left={queue?.total ?? 0}
            isOpen={sheet.status === 'assigned' && tender.stage === 'review'}
            onDone={() => navigate(next ? `/score/${next.id}` : '/score')}
          />
        )
      }
    </AskState>
  )
}
