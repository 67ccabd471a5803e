import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useParams } from 'react-router'
import { PapersDesk } from '../tenderDocuments/PapersDesk.tsx'

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
      <PapersDesk tenderId={tenderId} isPublic />
    </>
  )
}
