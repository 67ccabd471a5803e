import { Alert } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Tender } from '../../contract/index.ts'
import { useMe } from '../../data/useMe.ts'
import { AskState, EmptyState, Loading } from '../../ui/AskState.tsx'
import { TaskFrame } from '../TaskFrame.tsx'
import { DeskNotices } from './DeskNotices.tsx'
import { RecusalButton } from './RecusalButton.tsx'
import { useDesk } from './useDesk.ts'
import { useDeskNews } from './useDeskNews.ts'
import { Workspace } from './Workspace.tsx'

/** An expert's desk: everything to score in one list, evidence beside it. */
export default function ScorePage() {
  const me = useMe()
  return (
    <TaskFrame name="score">
      {tender => (me ? <Own key={tender.id} tender={tender} login={me.login} /> : <Loading />)}
    </TaskFrame>
  )
}

function Own({ tender, login }: { readonly tender: Tender; readonly login: string }) {
  const translate = useTranslate()
  const desk = useDesk(tender, login)
  const news = useDeskNews(tender.id, desk.reload)
  return (
    <>
      {tender.stage !== 'review' && <Alert severity="info">{translate('score.notNow')}</Alert>}
      <AskState asked={desk.asked}>
        {sheets =>
          sheets.length === 0 ? (
            <>
              <DeskNotices desk={desk} />
              <EmptyState text={translate('score.empty')}>
                <RecusalButton tender={tender} />
              </EmptyState>
            </>
          ) : desk.isReady ? (
            <Workspace desk={desk} tender={tender} login={login} news={news} />
          ) : (
            <Loading />
          )
        }
      </AskState>
    </>
  )
}
