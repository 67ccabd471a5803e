import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useParams } from 'react-router'
import { PauseBanner } from '../cases/PauseBanner.tsx'
import { PapersDesk } from '../tenderDocuments/PapersDesk.tsx'
import { SamplesPanel } from './SamplesPanel.tsx'

/** The documents of a campaign for anybody: versions and what changed, drafts to comment on, questions and answers. */
export function PapersPage() {
  const { tenderId = '' } = useParams()
  const translate = useTranslate()
  return (
    <>
      <Link className="no-print" to="/portal/">
        {translate('ra.action.back')}
      </Link>
      <Typography variant="h1">{translate('papers.title')}</Typography>
      <PauseBanner tenderId={tenderId} />
      <PapersDesk tenderId={tenderId} isPublic />
      <SamplesPanel tenderId={tenderId} />
    </>
  )
}
