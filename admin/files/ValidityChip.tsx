import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined'
import Warning from '@mui/icons-material/WarningAmber'
import { Chip } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { Validity } from '#domain/files.ts'

const LOOKS = {
  valid: [CheckCircle, 'success'],
  endsEarly: [Warning, 'warning'],
  expired: [ErrorIcon, 'error'],
} as const

/** The last day of validity, and whether it is enough for the campaign. */
export function ValidityChip({ day, validity }: { readonly day: string | null; readonly validity: Validity }) {
  const translate = useTranslate()
  if (day === null || validity === 'none') return <>—</>
  const [Icon, color] = LOOKS[validity]
  return (
    <Chip
      size="small"
      variant="outlined"
      color={color}
      icon={<Icon fontSize="small" />}
      label={`${day} ${translate(`files.validity.${validity}`)}`}
    />
  )
}
