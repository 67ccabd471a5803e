import Flag from '@mui/icons-material/FlagOutlined'
import { Chip } from '@mui/material'
import { useTranslate } from 'ra-core'

/** The stage of a tender in words. */
export function StageChip({ stage }: { readonly stage: string }) {
  const translate = useTranslate()
  return (
    <Chip
      size="small"
      color="primary"
      variant="outlined"
      icon={<Flag fontSize="small" />}
      label={translate(`stage.${stage}`, { _: stage })}
    />
  )
}
