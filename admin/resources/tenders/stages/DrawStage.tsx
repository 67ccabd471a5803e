import { Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Draw, Tender } from '../../../contract/index.ts'
import { useAsk } from '../../../data/useAsk.ts'
import { DRAW } from '../../../documents/review.ts'
import { DRAW_EXPERTS, FREEZE_DRAW } from '../../../documents/reviewCommands.ts'
import { shortHash } from '../../../formats.ts'
import { AskState } from '../../../ui/AskState.tsx'
import { DrawState } from '../../../ui/DrawState.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { ConflictButton } from './ConflictButton.tsx'
import { PrepareDrawButton } from './PrepareDrawButton.tsx'

/** The draw: recusals, strata, commitments, freeze, reveal, result. */
export function DrawStage({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const asked = useAsk<{ draw: Draw | null }>(DRAW, { tenderId: tender.id }, { everyMs: 5000 })
  return (
    <AskState asked={asked}>
      {({ draw }) => (
        <Panel
          title={
            <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
              {translate('page.draw.title')}
              {draw && <StatusChip status={draw.status} set="drawStatus" />}
            </Stack>
          }
          hint={translate('page.draw.hint')}
          actions={<DrawVerbs tender={tender} draw={draw} />}
        >
          {draw ? <DrawState draw={draw} /> : <Typography>{translate('page.draw.none')}</Typography>}
        </Panel>
      )}
    </AskState>
  )
}

function DrawVerbs({ tender, draw }: { readonly tender: Tender; readonly draw: Draw | null }) {
  const translate = useTranslate()
  if (draw === null) {
    return (
      <>
        <ConflictButton tender={tender} />
        <PrepareDrawButton tender={tender} />
      </>
    )
  }
  const variables = { tenderId: tender.id }
  if (draw.status === 'committing') {
    return (
      <VerbButton
        verb="freezeDraw"
        document={FREEZE_DRAW}
        variables={variables}
        facts={[[translate('page.draw.contributions'), draw.contributions.length]]}
      />
    )
  }
  if (draw.status !== 'frozen') return null
  const revealed = draw.contributions.filter(one => one.revealedAt !== null).length
  return (
    <VerbButton
      verb="drawExperts"
      document={DRAW_EXPERTS}
      variables={variables}
      facts={[
        [translate('field.manifestHash'), shortHash(draw.manifestHash)],
        [translate('page.draw.revealed'), `${revealed} / ${draw.contributions.length}`],
      ]}
    />
  )
}
