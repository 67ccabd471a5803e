import type { NoticeBody } from '#domain/notice.ts'
import { noticeView } from '#domain/noticeView.ts'
import { PaperArticle } from './PaperArticle.tsx'

interface NoticeArticleProps {
  readonly title: string
  readonly number: string
  readonly body: NoticeBody
  readonly publishedAt: string
  readonly closesAt: string | null
}

/** A notice in the words of its printed form. */
export function NoticeArticle({ title, number, body, publishedAt, closesAt }: NoticeArticleProps) {
  const view = noticeView(body, {
    title,
    number,
    publishedAt: new Date(publishedAt),
    closesAt: closesAt === null ? null : new Date(closesAt),
  })
  return <PaperArticle view={view} />
}
