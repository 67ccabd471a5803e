import { Alert, Box, Button, Stack, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslate } from 'ra-core'
import type { DrawnExpert, PublicDraw } from '../contract/index.ts'
import { shortHash } from '../formats.ts'
import { Loading } from '../ui/AskState.tsx'
import { Facts } from '../ui/Facts.tsx'
import { HashGroups } from '../ui/Fingerprint.tsx'
import { Panel } from '../ui/Panel.tsx'
import { sourceName, stratumNames } from './drawTexts.ts'
import { manifestOf, type Replay, replayDraw } from './replay.ts'
import { StratumOrder } from './StratumOrder.tsx'
import { useSteps } from './useSteps.ts'

/** How long the sources and the labels take to appear, whatever their number. */
const SOURCE_MS = 700
const LABELS_MS = 12_000
const SLOWEST_MS = 300

interface DrawReplayProps {
  readonly draw: PublicDraw
  /** The drawn by name, for the two who call them; empty for everybody else. */
  readonly drawn?: readonly DrawnExpert[]
}

/** The draw, computed in this browser from published bytes and shown as it is computed. */
export function DrawReplay({ draw, drawn = [] }: DrawReplayProps) {
  const translate = useTranslate()
  const canReplay = manifestOf(draw) !== null
  const replayed = useQuery({
    queryKey: ['replay', draw.id, draw.resultHash],
    queryFn: () => replayDraw(draw),
    enabled: draw.status === 'drawn' && canReplay,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (draw.status !== 'drawn') return null
  return (
    <Panel title={translate('draw.replay.title')} hint={translate('draw.replay.hint')}>
      {!canReplay && <Typography color="textSecondary">{translate('draw.frozen.later')}</Typography>}
      {canReplay && replayed.data === undefined && <Loading />}
      {replayed.data === null && <Alert severity="warning">{translate('draw.replay.other')}</Alert>}
      {replayed.data && <Play draw={draw} replay={replayed.data} drawn={drawn} />}
    </Panel>
  )
}

function Play({ draw, replay, drawn }: Required<DrawReplayProps> & { readonly replay: Replay }) {
  const translate = useTranslate()
  const names = stratumNames(draw)
  const labels = replay.strata.reduce((sum, stratum) => sum + stratum.drawn.length, 0)
  const sources = useSteps(replay.sources.length + 1, SOURCE_MS)
  const order = useSteps(labels, Math.min(SLOWEST_MS, LABELS_MS / Math.max(1, labels)), !sources.isOver)
  const isOver = sources.isOver && order.isOver
  const restart = () => {
    sources.again()
    order.again()
  }
  const finish = () => {
    sources.skip()
    order.skip()
  }
  let before = 0
  return (
    <Stack sx={{ gap: 2 }}>
      <Sources draw={draw} replay={replay} shown={sources.shown} />
      {replay.strata.map(stratum => {
        const shown = order.shown - before
        before += stratum.drawn.length
        return (
          <StratumOrder
            key={stratum.code}
            name={names.get(stratum.code) ?? stratum.code}
            stratum={stratum}
            shown={sources.isOver ? Math.max(0, shown) : 0}
            drawn={drawn.filter(one => one.stratum === stratum.code)}
          />
        )
      })}
      <Stack role="status" sx={{ gap: 1 }}>
        {isOver && <Verdict draw={draw} replay={replay} />}
      </Stack>
      <Box>
        {isOver ? (
          <Button onClick={restart}>{translate('draw.replay.again')}</Button>
        ) : (
          <Button onClick={finish}>{translate('draw.replay.skip')}</Button>
        )}
      </Box>
    </Stack>
  )
}

interface PartProps {
  readonly draw: PublicDraw
  readonly replay: Replay
}

function Verdict({ draw, replay }: PartProps) {
  const translate = useTranslate()
  return (
    <Alert severity={replay.agrees ? 'success' : 'error'} variant="outlined">
      {translate(replay.agrees ? 'draw.replay.agrees' : 'draw.replay.differs')}
      {draw.resultHash && (
        <Box sx={{ mt: 1 }}>
          <Facts facts={[[translate('draw.replay.resultHash'), <HashGroups key="hash" hex={draw.resultHash} />]]} />
        </Box>
      )}
    </Alert>
  )
}

function Sources({ draw, replay, shown }: PartProps & { readonly shown: number }) {
  const translate = useTranslate()
  const values = new Map(draw.contributions.map(one => [one.source, one.value]))
  return (
    <Stack sx={{ gap: 1 }}>
      <Typography variant="h3">{translate('draw.replay.sources')}</Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {replay.sources.map(({ source, outcome }, i) => (
          <Box
            component="li"
            key={source}
            sx={{
              border: 1,
              borderColor: i < shown ? 'primary.main' : 'divider',
              borderRadius: '8px',
              px: 1.25,
              py: 0.5,
              visibility: i < shown ? 'visible' : 'hidden',
            }}
          >
            {sourceName(source, translate)} <code>{shortHash(values.get(source) ?? '')}</code>
            <Typography variant="body2" component="span" color="textSecondary" sx={{ display: 'block' }}>
              {translate(`draw.outcome.${outcome}`)}
            </Typography>
          </Box>
        ))}
      </Box>
      {shown > replay.sources.length && <Typography>{translate('draw.replay.combined')}</Typography>}
    </Stack>
  )
}
