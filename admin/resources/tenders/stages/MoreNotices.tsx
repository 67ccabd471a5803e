import { Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { NoticeKind } from '#domain/notice.ts'
import type { Tender } from '../../../contract/index.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { PublishNoticeButton, useNotices } from './NoticeVerbs.tsx'

const KINDS: readonly NoticeKind[] = ['samples', 'experts', 'termination']

/** The notices beside the main results, when there is something to say and it has not been said. */
export function MoreNotices({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const known = useNotices(tender.id).data?.items.map(notice => notice.kind)
  if (!known) return null
  const at = (stage: string) => tender.stages.find(one => one.stage === stage)?.ordinal ?? Number.POSITIVE_INFINITY
  const now = at(tender.stage)
  const due: Readonly<Record<string, boolean>> = {
    samples: now >= at('samples') && now <= at('award'),
    experts: known.includes('award'),
    termination: now > at('declaration') && now <= at('award'),
  }
  const kinds = KINDS.filter(kind => due[kind] && !known.includes(kind))
  if (kinds.length === 0) return null
  return (
    <Panel title={translate('papers.moreNotices')} hint={translate('papers.moreNoticesHint')}>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        {kinds.map(kind => (
          <PublishNoticeButton key={kind} tender={tender} kind={kind} look="outlined" />
        ))}
      </Stack>
    </Panel>
  )
}
