import Close from '@mui/icons-material/Close'
import Pause from '@mui/icons-material/Pause'
import PlayArrow from '@mui/icons-material/PlayArrow'
import { Alert, Box, Card, IconButton, LinearProgress, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { sizeText } from '#domain/files.ts'
import { percent } from '../formats.ts'
import { dismissUpload, pauseUpload, resumeUpload, type UploadEntry } from './uploadQueue.ts'

const UNDER_WAY: readonly string[] = ['sending', 'waiting']

/** One upload: how far, how fast, how long still, and what the person can do about it. */
export function UploadRow({ entry }: { readonly entry: UploadEntry }) {
  const translate = useTranslate()
  const { key, name, phase, violations } = entry
  const done = percent(entry.sent, entry.bytes)
  return (
    <Card component="li" sx={{ p: 1.25 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <Typography noWrap title={name}>
            {name}
          </Typography>
          <Typography variant="body2" color="textSecondary" role="status">
            {translate(`files.phase.${phase}`)} · {progressText(entry, translate)}
          </Typography>
        </Box>
        {UNDER_WAY.includes(phase) && (
          <IconButton aria-label={translate('files.pause', { name })} onClick={() => pauseUpload(key)}>
            <Pause />
          </IconButton>
        )}
        {phase === 'paused' && (
          <IconButton aria-label={translate('files.resume', { name })} onClick={() => resumeUpload(key)}>
            <PlayArrow />
          </IconButton>
        )}
        {phase !== 'checking' && (
          <IconButton aria-label={translate('files.dismiss', { name })} onClick={() => dismissUpload(key)}>
            <Close />
          </IconButton>
        )}
      </Stack>
      {!['stored', 'known', 'refused'].includes(phase) && (
        <LinearProgress
          aria-label={translate('files.progressOf', { name })}
          variant={phase === 'checking' || phase === 'reading' ? 'indeterminate' : 'determinate'}
          value={done}
          color={phase === 'waiting' ? 'warning' : 'primary'}
          sx={{ mt: 0.75 }}
        />
      )}
      {phase === 'refused' && (
        <Alert severity="error" variant="outlined" sx={{ mt: 0.75 }}>
          {violations.length === 0 ? translate('app.outage') : violations.map(found => found.message).join(' ')}
        </Alert>
      )}
    </Card>
  )
}

function progressText({ sent, bytes, rate, phase }: UploadEntry, translate: ReturnType<typeof useTranslate>): string {
  if (phase !== 'sending' && phase !== 'paused' && phase !== 'waiting') return sizeText(bytes)
  const part = `${sizeText(sent)} / ${sizeText(bytes)}（${percent(sent, bytes)}%）`
  if (rate === null || rate <= 0) return part
  const seconds = Math.ceil((bytes - sent) / rate)
  const left =
    seconds < 60
      ? translate('files.secondsLeft', { count: seconds })
      : translate('files.minutesLeft', { count: Math.ceil(seconds / 60) })
  return `${part} · ${sizeText(rate)}/s · ${left}`
}
