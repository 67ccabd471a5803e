import { useTranslate } from 'ra-core'
import { isRunningKind, type NoticeKind } from '#domain/notice.ts'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Notice, Page, Tender } from '../../../contract/index.ts'
import { rulesOf } from '../../../data/TenderContext.tsx'
import { type Asked, usePage } from '../../../data/useAsk.ts'
import { PUBLISH_NOTICE } from '../../../documents/bidCommands.ts'
import { NOTICES } from '../../../documents/tender.ts'
import { dateTime } from '../../../formats.ts'
import { NoticePreview } from '../../../notices/NoticePreview.tsx'

/** The notices of a tender; of a kind with results at most one is not withdrawn. */
export function useNotices(tenderId: string): Asked<Page<Notice>> {
  const newest = { page: 1, perPage: 20, sort: 'publishedAt', order: 'DESC', filter: { tenderId } }
  return usePage<Notice>('notices', NOTICES, newest, { everyMs: 10_000 })
}

interface PublishNoticeProps {
  readonly tender: Tender
  readonly kind: NoticeKind
  readonly look?: 'contained' | 'outlined'
}

/** Publishes the notice of a kind, once. */
export function PublishNoticeButton({ tender, kind, look = 'contained' }: PublishNoticeProps) {
  const translate = useTranslate()
  return (
    <VerbButton
      verb="publishNotice"
      look={look}
      document={PUBLISH_NOTICE}
      label={translate(`page.notice.publish.${kind}`)}
      variables={{ tenderId: tender.id, kind }}
      wide
      facts={[
        [translate('field.tender'), `${tender.code} ${tender.title}`],
        [translate('field.kind'), translate(`noticeKind.${kind}`)],
        ...(isRunningKind(kind)
          ? [[translate('page.notice.days'), rulesOf(tender).stages.clocks.noticeDays] as const]
          : []),
        [translate('time.recordedAt'), dateTime(tender.now)],
      ]}
    >
      <NoticePreview tender={tender} kind={kind} />
    </VerbButton>
  )
}
