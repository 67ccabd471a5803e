import PauseCircle from '@mui/icons-material/PauseCircleOutlined'
import { Chip } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { TenderPause } from '../contract/index.ts'
import { pauseText } from './pauseText.ts'

/** Marks a campaign that is held up, wherever campaigns are listed: why and since when; nothing while it goes on. */
export function PauseMark({ pause }: { readonly pause: TenderPause | null | undefined }) {
  const translate = useTranslate()
  if (!pause) return null
  return (
    <Chip
      size="small"
      color="warning"
      variant="outlined"
      icon={<PauseCircle fontSize="small" />}
      label={pauseText(pause, translate)}
      sx={{ height: 'auto', minHeight: 24, '& .MuiChip-label': { whiteSpace: 'normal', py: '2px' } }}
    />
  )
}
