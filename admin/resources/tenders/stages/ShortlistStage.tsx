import { Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { RankingEntry, Tender } from '../../../contract/index.ts'
import { usePage } from '../../../data/useAsk.ts'
import { COMPUTE_SHORTLIST } from '../../../documents/bidCommands.ts'
import { RANKINGS } from '../../../documents/review.ts'
import { whole } from '../../../formats.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { PublishNoticeButton, useNotices } from './NoticeVerbs.tsx'
import { ObjectionPanel } from './ObjectionPanel.tsx'

/** Ranks are computed, published, objected to and kept. */
export function ShortlistStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const filter = { tenderId: tender.id, phase: 'shortlist' }
  const ranked = usePage<RankingEntry>('rankings', RANKINGS, { page: 1, perPage: 1, filter }, { everyMs: 5000 })
  const notice = useNotices(tender.id).data?.items.find(one => one.kind === 'shortlist' && !one.withdrawnAt)
  const count = ranked.data?.total ?? 0
  return (
    <>
      <Panel
        title={translate('page.tender.thisStage')}
        actions={
          <>
            {count > 0 && (
              <Button component={Link} to="/lotRanking">
                {translate('page.lotRanking.title')}
              </Button>
            )}
            {!notice && (
              <VerbButton
                verb="computeShortlist"
                document={COMPUTE_SHORTLIST}
                variables={{ tenderId: tender.id }}
                look={count > 0 ? 'outlined' : 'contained'}
              />
            )}
            {count > 0 && !notice && <PublishNoticeButton tender={tender} kind="shortlist" />}
          </>
        }
      >
        <Typography>{translate('page.ranking.count', { count: whole(count) })}</Typography>
      </Panel>
      {notice && <ObjectionPanel tender={tender} notice={notice} />}
    </>
  )
}
