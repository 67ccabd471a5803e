import { Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { insideSeats } from '#domain/draw.ts'
import { VerbButton } from '../../../commands/VerbButton.tsx'
import type { Draw, PoolCount, Tender } from '../../../contract/index.ts'
import { DRAW_EXPERTS, FREEZE_DRAW, PREPARE_DRAW, WITNESS_DRAW } from '../../../documents/reviewCommands.ts'
import { CallSheet } from '../../../draw/CallSheet.tsx'
import { DrawBoard, useDraw } from '../../../draw/DrawBoard.tsx'
import { DrawSteps } from '../../../draw/DrawSteps.tsx'
import { sourceName } from '../../../draw/drawTexts.ts'
import { PoolTable, usePool } from '../../../draw/PoolTable.tsx'
import { RecusalPanel } from '../../../draw/RecusalPanel.tsx'
import { hasEnoughSources } from '../../../draw/SourceTable.tsx'
import { shortHash, whole } from '../../../formats.ts'
import { randomBase64 } from '../../../randomness.ts'
import { AskState } from '../../../ui/AskState.tsx'
import type { Fact } from '../../../ui/Facts.tsx'
import { Panel } from '../../../ui/Panel.tsx'

interface DrawStageProps {
  readonly tender: Tender
}

/** The draw as a ceremony, for the office that runs it and for those who watch it. */
export function DrawStage({ tender }: DrawStageProps) {
  return (
    <AskState asked={useDraw(tender.id)}>
      {({ draw }) => (
        <Stack sx={{ gap: 2 }}>
          {draw === null ? (
            <Unprepared tender={tender} />
          ) : (
            <>
              <DrawBoard
                draw={draw}
                isWitnessed={draw.isWitnessed}
                drawn={draw.isMine ? draw.drawnExperts : []}
                actions={tender.stage === 'draw' && <DrawVerbs tender={tender} draw={draw} />}
              />
              <CallSheet tender={tender} draw={draw} />
            </>
          )}
          {draw?.status === 'committing' && <PoolPanel tender={tender} />}
          <RecusalPanel tender={tender} />
        </Stack>
      )}
    </AskState>
  )
}

function Unprepared({ tender }: DrawStageProps) {
  const translate = useTranslate()
  return (
    <>
      <Panel
        title={translate('page.draw.title')}
        hint={translate('page.draw.hint')}
        actions={<PrepareButton tender={tender} />}
      >
        <DrawSteps draw={null} />
        <Typography sx={{ mt: 1.5 }}>{translate('page.draw.none')}</Typography>
      </Panel>
      <PoolPanel tender={tender} />
    </>
  )
}

function PoolPanel({ tender }: DrawStageProps) {
  const translate = useTranslate()
  return (
    <Panel title={translate('draw.pool.title')} hint={translate('draw.pool.hint')} flush>
      <PoolTable tenderId={tender.id} />
    </Panel>
  )
}

/** The strata as the review page of a verb states them. */
function poolFacts(pool: readonly PoolCount[], words: (row: PoolCount) => string): readonly Fact[] {
  return pool.map(row => [row.name, words(row)])
}

/** Strata and quotas come from the rules; the pool's salts from fresh random bytes of this browser. */
function PrepareButton({ tender }: DrawStageProps) {
  const translate = useTranslate()
  const pool = usePool(tender.id).data?.drawPool ?? []
  return (
    <VerbButton
      verb="prepareDraw"
      document={PREPARE_DRAW}
      disabled={pool.length === 0 || pool.some(row => row.eligible < row.quota)}
      variables={() => ({ tenderId: tender.id, poolSecret: randomBase64(32) })}
      facts={poolFacts(pool, row => translate('draw.pool.fact', { quota: row.quota, eligible: row.eligible }))}
    />
  )
}

function DrawVerbs({ tender, draw }: DrawStageProps & { readonly draw: Draw }) {
  const translate = useTranslate()
  const variables = { tenderId: tender.id }
  if (draw.status === 'committing')
    return (
      <>
        {!draw.isWitnessed && <VerbButton verb="witnessDraw" document={WITNESS_DRAW} variables={variables} />}
        <FreezeButton tender={tender} draw={draw} />
      </>
    )
  if (draw.status !== 'frozen') return null
  const revealed = draw.contributions.filter(one => one.revealedAt !== null).length
  const missing = draw.contributions.filter(one => one.revealedAt === null)
  return (
    <VerbButton
      verb="drawExperts"
      document={DRAW_EXPERTS}
      variables={variables}
      facts={[
        [translate('field.manifestHash'), shortHash(draw.manifestHash)],
        [translate('draw.revealed'), `${revealed} / ${draw.contributions.length}`],
        [
          translate('draw.fallback'),
          missing.map(one => sourceName(one.source, translate)).join('、') || translate('draw.nobody'),
        ],
      ]}
    />
  )
}

/** States exactly what will be frozen; not to be used before there is a witness and randomness enough. */
function FreezeButton({ tender, draw }: DrawStageProps & { readonly draw: Draw }) {
  const translate = useTranslate()
  const pool = usePool(tender.id).data?.drawPool ?? []
  const recused = pool.reduce((sum, row) => sum + row.recused, 0)
  const frozen = (row: PoolCount) =>
    translate('draw.pool.frozen', {
      quota: row.quota,
      pool: row.known - row.recused,
      insiders: row.insiders,
      seats: insideSeats(row.quota),
    })
  return (
    <VerbButton
      verb="freezeDraw"
      document={FREEZE_DRAW}
      variables={{ tenderId: tender.id }}
      disabled={!draw.isWitnessed || !hasEnoughSources(draw.contributions)}
      facts={[
        ...poolFacts(pool, frozen),
        [translate('draw.pool.recused'), whole(recused)],
        ...draw.contributions.map(
          (one): Fact => [sourceName(one.source, translate), <code key={one.source}>{shortHash(one.commitment)}</code>],
        ),
      ]}
    />
  )
}
