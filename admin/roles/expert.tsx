import { Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import type { ReviewStatement } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { REVIEW_STATEMENTS } from '../documents/scoreDesk.ts'
import { whole } from '../formats.ts'
import { FigureGrid } from '../ui/FigureGrid.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Home, type Shortcut } from './Home.tsx'

const SHORTCUTS: readonly Shortcut[] = [{ to: '/score', label: 'page.score.title' }]
const EVERY_MS = 30_000

/** Home of the role expert: what is left to score, to explain and to sign. */
export default function ExpertHome() {
  return <Home shortcuts={SHORTCUTS} extra={({ tender }) => (tender ? <OwnReview tenderId={tender.id} /> : null)} />
}

function OwnReview({ tenderId }: { readonly tenderId: string }) {
  const translate = useTranslate()
  const asked = useAsk<{ reviewStatements: readonly Omit<ReviewStatement, 'text' | 'hash'>[] }>(
    REVIEW_STATEMENTS,
    { tenderId },
    { everyMs: EVERY_MS },
  )
  const statements = asked.data?.reviewStatements ?? []
  if (statements.length === 0) return null
  const left = statements.reduce((sum, one) => sum + one.open, 0)
  const due = statements.reduce((sum, one) => sum + one.reasonsDue, 0)
  const unsigned = statements.some(one => !one.isSigned)
  return (
    <Panel title={translate('score.home.title')} actions={<StartButton />}>
      <FigureGrid
        figures={[
          { label: translate('score.home.left'), value: whole(left) },
          { label: translate('score.home.due'), value: whole(due) },
          {
            label: translate('score.home.unsigned'),
            value: translate(unsigned ? 'score.home.yes' : 'score.home.no'),
          },
        ]}
      />
    </Panel>
  )
}

/** Has the focus from the start: one key begins the scoring. */
function StartButton() {
  const translate = useTranslate()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => link.current?.focus(), [])
  return (
    <Button ref={link} variant="contained" component={Link} to="/score">
      {translate('score.home.start')}
    </Button>
  )
}
