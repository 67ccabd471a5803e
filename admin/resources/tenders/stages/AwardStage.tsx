import { Button, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { FinalReview } from '../../../cases/FinalReview.tsx'
import { LowPricePanel } from '../../../cases/LowPricePanel.tsx'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Award, Notice, Tender } from '../../../contract/index.ts'
import { usePage } from '../../../data/useAsk.ts'
import { useNow } from '../../../data/useNow.ts'
import { FINALISE_AWARDS, PROPOSE_AWARDS } from '../../../documents/bidCommands.ts'
import { AWARDS } from '../../../documents/review.ts'
import { dateTime, whole } from '../../../formats.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { PublishNoticeButton, useNotices } from './NoticeVerbs.tsx'
import { ObjectionPanel } from './ObjectionPanel.tsx'

/** Winners are proposed, published, objected to, made final and published again. */
export function AwardStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const filter = { tenderId: tender.id }
  const awards = usePage<Award>('awards', AWARDS, { page: 1, perPage: 1, filter }, { everyMs: 5000 })
  const notices = useNotices(tender.id).data?.items ?? []
  const proposed = notices.find(notice => notice.kind === 'proposedAward' && !notice.withdrawnAt)
  const isFinal = awards.data?.items[0]?.status === 'final'
  const count = awards.data?.total ?? 0
  return (
    <>
      <Panel
        title={translate('page.tender.thisStage')}
        actions={
          <>
            {count > 0 && (
              <Button component={Link} to="/lotRanking?phase=award">
                {translate('page.lotRanking.title')}
              </Button>
            )}
            {!proposed && (
              <VerbButton
                verb="proposeAwards"
                document={PROPOSE_AWARDS}
                variables={filter}
                look={count > 0 ? 'outlined' : 'contained'}
              />
            )}
            {count > 0 && !proposed && <PublishNoticeButton tender={tender} kind="proposedAward" />}
            {proposed && !isFinal && <FinaliseButton tender={tender} notice={proposed} count={count} />}
            {isFinal && !notices.some(notice => notice.kind === 'award') && (
              <PublishNoticeButton tender={tender} kind="award" />
            )}
          </>
        }
      >
        <Typography>{translate('page.award.count', { count: whole(count) })}</Typography>
      </Panel>
      {count > 0 && <LowPricePanel tender={tender} />}
      {proposed && !isFinal && <ObjectionPanel tender={tender} notice={proposed} />}
    </>
  )
}

interface FinaliseProps {
  readonly tender: Tender
  readonly notice: Notice
  readonly count: number
}

/** Only after the notice has run its days and every objection is answered. */
function FinaliseButton({ tender, notice, count }: FinaliseProps) {
  const translate = useTranslate()
  const now = useNow(tender.now)
  const isOver = now !== null && notice.closesAt !== null && now >= new Date(notice.closesAt).getTime()
  if (!isOver || notice.objectionsOpen > 0) return null
  return (
    <VerbButton
      verb="finaliseAwards"
      document={FINALISE_AWARDS}
      variables={{ tenderId: tender.id }}
      facts={[
        [translate('figure.winners'), whole(count)],
        [translate('field.notice'), notice.number],
        [translate('field.closesAt'), dateTime(notice.closesAt)],
        [translate('cases.secondPerson'), translate('cases.secondPersonWords')],
      ]}
      wide
    >
      <FinalReview tender={tender} />
    </VerbButton>
  )
}
