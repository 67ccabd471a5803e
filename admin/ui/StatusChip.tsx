import Block from '@mui/icons-material/Block'
import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import Edit from '@mui/icons-material/EditOutlined'
import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined'
import Hourglass from '@mui/icons-material/HourglassEmpty'
import Lock from '@mui/icons-material/LockOutlined'
import Sync from '@mui/icons-material/Sync'
import { Chip, type ChipProps, type SvgIconProps } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ComponentType } from 'react'

type Look = readonly [icon: ComponentType<SvgIconProps>, color: NonNullable<ChipProps['color']>]

const DONE: Look = [CheckCircle, 'success']
const WAITING: Look = [Hourglass, 'warning']
const RUNNING: Look = [Sync, 'info']
const OPEN: Look = [Edit, 'default']
const BAD: Look = [ErrorIcon, 'error']
const OUT: Look = [Block, 'default']
const SEALED: Look = [Lock, 'info']

const LOOKS: Readonly<Record<string, Look>> = {
  draft: OPEN,
  drafted: OPEN,
  submitted: WAITING,
  cityApproved: WAITING,
  provinceApproved: DONE,
  returned: BAD,
  withdrawn: OUT,
  prepared: OPEN,
  frozen: SEALED,
  drawn: DONE,
  reserve: WAITING,
  serving: DONE,
  replaced: OUT,
  assigned: WAITING,
  void: OUT,
  keying: WAITING,
  signing: WAITING,
  open: RUNNING,
  closed: SEALED,
  opening: RUNNING,
  opened: DONE,
  pending: WAITING,
  passed: DONE,
  failed: BAD,
  proposed: WAITING,
  final: DONE,
  running: RUNNING,
  done: DONE,
  infeasible: BAD,
  adopted: DONE,
  cancelled: OUT,
  partlySigned: WAITING,
  effective: DONE,
  upheld: DONE,
  rejected: OUT,
  unsealed: OPEN,
  sealed: SEALED,
  stale: BAD,
  dismissed: OUT,
  committed: SEALED,
  awaited: WAITING,
  revealed: DONE,
  unrevealed: OUT,
  enough: DONE,
  short: BAD,
}

/** A status with its icon and its word; `set` tells apart statuses that share a word. */
export function StatusChip({ status, set = 'status' }: { readonly status: string; readonly set?: string }) {
  const translate = useTranslate()
  const [Icon, color] = LOOKS[status] ?? OPEN
  return (
    <Chip
      size="small"
      variant="outlined"
      color={color}
      icon={<Icon fontSize="small" />}
      label={translate(`${set}.${status}`, { _: status })}
    />
  )
}
