import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined'
import Hourglass from '@mui/icons-material/HourglassEmpty'
import Warning from '@mui/icons-material/WarningAmber'
import { Box, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { ReactNode } from 'react'

export type CheckState = 'ok' | 'bad' | 'warn' | 'waiting'

/** One thing that was checked, and what came of it. */
export interface Check {
  readonly key: string
  readonly state: CheckState
  readonly text: ReactNode
}

const LOOKS = {
  ok: [CheckCircle, 'success'],
  bad: [ErrorIcon, 'error'],
  warn: [Warning, 'warning'],
  waiting: [Hourglass, 'disabled'],
} as const

/** Checks one below the other; what is wrong says so by icon, by colour and to readers. */
export function CheckList({ checks, label }: { readonly checks: readonly Check[]; readonly label: string }) {
  const translate = useTranslate()
  return (
    <Stack component="ul" aria-label={label} sx={{ m: 0, p: 0, gap: 0.5, listStyle: 'none' }}>
      {checks.map(({ key, state, text }) => {
        const [Icon, color] = LOOKS[state]
        return (
          <Box component="li" key={key} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
            <Icon fontSize="small" color={color} titleAccess={translate(`check.${state}`)} sx={{ mt: '2px' }} />
            <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>{text}</Box>
          </Box>
        )
      })}
    </Stack>
  )
}
