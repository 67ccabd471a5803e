import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useParams } from 'react-router'
import type { Notice } from '../contract/index.ts'
import { useFirst } from '../data/useAsk.ts'
import { NOTICES } from '../documents/tender.ts'
import { dateTime } from '../formats.ts'
import { AskState, EmptyState } from '../ui/AskState.tsx'
import { Facts } from '../ui/Facts.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { Panel } from '../ui/Panel.tsx'

/** One notice in full, with the hash that lets anybody compare it. */
export function NoticePage() {
  const { id = '' } = useParams()
  const translate = useTranslate()
  const asked = useFirst<Notice>('notices', NOTICES, { ids: [id] })
  return (
    <AskState asked={asked}>
      {notice =>
        notice === null ? (
          <EmptyState text={translate('empty.notices')} />
        ) : (
          <>
            <Link to="/portal/">{translate('ra.action.back')}</Link>
            <Typography variant="h1">{notice.title}</Typography>
            <Panel>
              <Facts
                facts={[
                  [translate('field.number'), notice.number],
                  [translate('field.kind'), translate(`noticeKind.${notice.kind}`, { _: notice.kind })],
                  [translate('field.publishedAt'), dateTime(notice.publishedAt)],
                  [translate('field.closesAt'), dateTime(notice.closesAt)],
                  [translate('field.hash'), <code key="hash">{notice.hash}</code>],
                ]}
              />
              {notice.kind === 'award' && (
                <Link to={`/portal/draws/${notice.tenderId}`}>{translate('draw.portal')}</Link>
              )}
            </Panel>
            <Panel title={translate('field.body')}>
              <JsonView value={notice.body} />
            </Panel>
          </>
        )
      }
    </AskState>
  )
}
