import { Alert, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'
import type { Draw, DrawnExpert, PublicDraw } from '../contract/index.ts'
import { useAsk } from '../data/useAsk.ts'
import { DRAW } from '../documents/review.ts'
import { dateTime } from '../formats.ts'
import { Panel } from '../ui/Panel.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { DrawReplay } from './DrawReplay.tsx'
import { DrawSteps } from './DrawSteps.tsx'
import { FrozenPanel } from './FrozenPanel.tsx'
import { SourceTable } from './SourceTable.tsx'

const LIVE_MS = 4000

/** A tender's draw as it moves. */
export const useDraw = (tenderId: string) => useAsk<{ draw: Draw | null }>(DRAW, { tenderId }, { everyMs: LIVE_MS })

interface DrawBoardProps {
  readonly draw: PublicDraw
  /** Whether somebody witnesses it; left out where nobody needs to be told. */
  readonly isWitnessed?: boolean
  /** By name, for the two who call them. */
  readonly drawn?: readonly DrawnExpert[]
  readonly actions?: ReactNode
}

/** What everybody sees of a draw: where it stands, whose randomness is in, what was frozen, and the draw itself, replayed. */
export function DrawBoard({ draw, isWitnessed, drawn = [], actions }: DrawBoardProps) {
  const translate = useTranslate()
  return (
    <>
      <DrawReplay draw={draw} drawn={drawn} />
      <Panel
        title={
          <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            {translate('page.draw.title')}
            <StatusChip status={draw.status} set="drawStatus" />
          </Stack>
        }
        hint={translate('page.draw.hint')}
        actions={actions}
      >
        <Stack sx={{ gap: 2 }}>
          <DrawSteps draw={draw} />
          {isWitnessed !== undefined && draw.status === 'committing' && (
            <Alert severity={isWitnessed ? 'success' : 'warning'} variant="outlined">
              {translate(isWitnessed ? 'draw.witness.done' : 'draw.witness.missing')}
            </Alert>
          )}
          <SourceTable draw={draw} />
          {draw.drawnAt && (
            <Typography color="textSecondary">{translate('draw.drawnAt', { time: dateTime(draw.drawnAt) })}</Typography>
          )}
        </Stack>
      </Panel>
      <FrozenPanel draw={draw} />
    </>
  )
}
