import { useRecordContext, useTranslate } from 'ra-core'
import { RaiseObjectionButton } from '../../cases/RaiseObjectionButton.tsx'
import type { Notice } from '../../contract/index.ts'
import { NoticeArticle } from '../../notices/NoticeArticle.tsx'
import { NoticeFacts } from '../../notices/NoticeFacts.tsx'
import { WithdrawnAlert } from '../../notices/WithdrawnAlert.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ResourceShow } from '../ResourceShow.tsx'
import { COLUMNS } from './columns.ts'

/** One notice; suppliers may object while it runs. */
export function NoticeShow() {
  return (
    <ResourceShow columns={COLUMNS} actions={<Raise />}>
      <Body />
    </ResourceShow>
  )
}

function Body() {
  const notice = useRecordContext<Notice>()
  const translate = useTranslate()
  return notice ? (
    <>
      <WithdrawnAlert notice={notice} />
      <Panel title={translate('papers.files')}>
        <NoticeFacts notice={notice} />
      </Panel>
      <Panel>
        <NoticeArticle {...notice} />
      </Panel>
    </>
  ) : null
}

function Raise() {
  const notice = useRecordContext<Notice>()
  return notice ? <RaiseObjectionButton notice={notice} /> : null
}
