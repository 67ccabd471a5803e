import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { NoticeBody } from '#domain/notice.ts'
import type { Tender, Violation } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { NOTICE_PREVIEW } from '../documents/tenderDocument.ts'
import { AskState } from '../ui/AskState.tsx'
import { ViolationList } from '../ui/ViolationList.tsx'
import { NoticeArticle } from './NoticeArticle.tsx'

interface Preview {
  readonly title: string | null
  readonly body: NoticeBody | null
  readonly closesAt: string | null
  readonly violations: readonly Violation[]
}

/** What would be published now, word by word; or why nothing can be. */
export function NoticePreview({ tender, kind }: { readonly tender: Tender; readonly kind: string }) {
  const translate = useTranslate()
  const asked = useAsk<{ noticePreview: Preview }>(NOTICE_PREVIEW, { tenderId: tender.id, kind })
  return (
    <AskState asked={asked}>
      {({ noticePreview: { title, body, closesAt, violations } }) =>
        body === null || title === null ? (
          <ViolationList violations={violations} />
        ) : (
          <Box
            sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 2, maxHeight: 420, overflowY: 'auto' }}
            tabIndex={0}
            role="region"
            aria-label={translate('papers.preview')}
          >
            <NoticeArticle
              title={title}
              number={translate('papers.numberLater')}
              body={body}
              publishedAt={tender.now}
              closesAt={closesAt}
            />
            <Typography variant="body2" color="textSecondary">
              {translate('papers.previewHint')}
            </Typography>
          </Box>
        )
      }
    </AskState>
  )
}
