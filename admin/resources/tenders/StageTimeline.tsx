import CheckCircle from '@mui/icons-material/CheckCircle'
import Flag from '@mui/icons-material/Flag'
import Circle from '@mui/icons-material/RadioButtonUnchecked'
import { Box, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Tender, TenderStage } from '../../contract/index.ts'
import { shortTime } from '../../formats.ts'
import { Panel } from '../../ui/Panel.tsx'

/** Every stage in order with its clock; the present one is marked by word, weight and colour. */
export function StageTimeline({ tender }: { readonly tender: Pick<Tender, 'stage' | 'stages'> }) {
  const translate = useTranslate()
  const stages = [...tender.stages].sort((a, b) => a.ordinal - b.ordinal)
  return (
    <Panel title={translate('page.tender.timeline')} hint={translate('time.zoneHint')}>
      <Box
        component="ol"
        sx={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(148px, 1fr))',
          gap: 1,
          m: 0,
          p: 0,
          listStyle: 'none',
        }}
      >
        {stages.map(stage => (
          <StageCard key={stage.stage} stage={stage} isPresent={stage.stage === tender.stage} />
        ))}
      </Box>
    </Panel>
  )
}

function StageCard({ stage, isPresent }: { readonly stage: TenderStage; readonly isPresent: boolean }) {
  const translate = useTranslate()
  const isDone = stage.completedAt !== null
  const Icon = isPresent ? Flag : isDone ? CheckCircle : Circle
  return (
    <Box
      component="li"
      {...(isPresent ? { 'aria-current': 'step' as const } : {})}
      sx={{
        border: 1,
        borderColor: isPresent ? 'primary.main' : 'divider',
        borderWidth: isPresent ? 2 : 1,
        borderRadius: '8px',
        p: 1,
        color: isDone || isPresent ? 'text.primary' : 'text.secondary',
      }}
    >
      <Typography component="div" sx={{ fontWeight: isPresent ? 700 : 500, display: 'flex', gap: 0.5 }}>
        <Icon fontSize="small" color={isPresent || isDone ? 'primary' : 'disabled'} />
        {translate(`stage.${stage.stage}`, { _: stage.stage })}
      </Typography>
      <Typography variant="caption" component="div">
        {clockText(stage, translate)}
      </Typography>
    </Box>
  )
}

function clockText(stage: TenderStage, translate: ReturnType<typeof useTranslate>): string {
  if (stage.completedAt) return translate('time.completedAt', { time: shortTime(stage.completedAt) })
  if (stage.closesAt) return translate('time.closesAt', { time: shortTime(stage.closesAt) })
  if (stage.startedAt) return translate('time.startedAt', { time: shortTime(stage.startedAt) })
  return translate('time.noClock')
}
