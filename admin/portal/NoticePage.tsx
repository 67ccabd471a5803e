import { Link as PageLink, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useParams } from 'react-router'
import { PauseBanner } from '../cases/PauseBanner.tsx'
import { PublicObjections } from '../cases/PublicObjections.tsx'
import type { Notice } from '../contract/index.ts'
import { useFirst } from '../data/useAsk.ts'
import { NOTICES } from '../documents/tender.ts'
import { NoticeArticle } from '../notices/NoticeArticle.tsx'
import { NoticeFacts } from '../notices/NoticeFacts.tsx'
import { WithdrawnAlert } from '../notices/WithdrawnAlert.tsx'
import { AskState, EmptyState } from '../ui/AskState.tsx'
import { Panel } from '../ui/Panel.tsx'

/** One notice in full, with its clock, its files, and the hash that lets anybody compare it. */
export function NoticePage() {
  const { id = '' } = useParams()
  const translate = useTranslate()
  const asked = useFirst<Notice>('notices', NOTICES, { ids: [id] }, { everyMs: 30_000 })
  return (
    <AskState asked={asked}>
      {notice =>
        notice === null ? (
          <EmptyState text={translate('empty.notices')} />
        ) : (
          <>
            <Link className="no-print" to="/portal/">
              {translate('ra.action.back')}
            </Link>
            <Typography variant="h1">{notice.title}</Typography>
            <PauseBanner tenderId={notice.tenderId} />
            <WithdrawnAlert notice={notice} />
            <Panel>
              <NoticeFacts notice={notice} />
              <Stack className="no-print" direction="row" sx={{ gap: 2, pt: 1, '& a': { py: 0.5 } }}>
                <PageLink href={`/portal/tenders/${notice.tenderId}`}>{translate('papers.title')}</PageLink>
                {notice.kind === 'award' && (
                  <PageLink href={`/portal/draws/${notice.tenderId}`}>{translate('draw.portal')}</PageLink>
                )}
              </Stack>
            </Panel>
            <Panel>
              <NoticeArticle {...notice} />
            </Panel>
            <PublicObjections tenderId={notice.tenderId} />
          </>
        )
      }
    </AskState>
  )
}
