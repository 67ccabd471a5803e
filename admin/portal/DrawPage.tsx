import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link, useParams } from 'react-router'
import type { PublicDraw } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { PUBLIC_DRAW } from '../documents/review.ts'
import { DrawBoard } from '../draw/DrawBoard.tsx'
import { AskState, EmptyState } from '../ui/AskState.tsx'

/** The draw of a campaign for anybody, once its award is public: drawn again in the reader's own browser. */
export function DrawPage() {
  const { tenderId = '' } = useParams()
  const translate = useTranslate()
  const asked = useAsk<{ draw: PublicDraw | null }>(PUBLIC_DRAW, { tenderId })
  return (
    <>
      <Link to="/portal/">{translate('ra.action.back')}</Link>
      <Typography variant="h1">{translate('draw.portal')}</Typography>
      <AskState asked={asked}>
        {({ draw }) => (draw ? <DrawBoard draw={draw} /> : <EmptyState text={translate('draw.notPublic')} />)}
      </AskState>
    </>
  )
}
