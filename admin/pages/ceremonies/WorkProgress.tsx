import { LinearProgress, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { percent, whole } from '../../formats.ts'
import type { Progress } from './useOpening.ts'

/** How far a long piece of work is: count, rate, and the time that is left. */
export function WorkProgress({ progress }: { readonly progress: Progress }) {
  const translate = useTranslate()
  const { step, done, total, since } = progress
  const seconds = (performance.now() - since) / 1000
  const rate = seconds > 0 ? done / seconds : 0
  const left = rate > 0 ? Math.ceil((total - done) / rate) : null
  const label = translate(`ceremony.progress.${step}`)
  return (
    <Stack sx={{ gap: 1 }} role="status">
      <Typography>
        {label} {whole(done)} / {whole(total)}
        {left !== null && ` · ${translate('page.jobs.rate', { rate: whole(Math.round(rate)) })}`}
        {left !== null && ` · ${translate('page.jobs.left', { seconds: left })}`}
      </Typography>
      <LinearProgress variant="determinate" value={percent(done, total)} aria-label={label} />
    </Stack>
  )
}
