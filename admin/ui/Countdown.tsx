import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useNow } from '../data/useNow.ts'
import { dateTime } from '../formats.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const hours = Math.floor(seconds / 3600)
  return `${twoDigits(hours)}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`
}

interface CountdownProps {
  readonly until: string | null | undefined
  readonly now: string | null | undefined
}

/** A deadline with its zone; counts down under 24 hours, names the days above, turns red when it has passed. */
export function Countdown({ until, now }: CountdownProps) {
  const translate = useTranslate()
  const present = useNow(now)
  if (!until) return <Box component="span">{translate('time.noDeadline')}</Box>
  const left = present === null ? null : new Date(until).getTime() - present
  const color = left === null || left > DAY_MS ? 'inherit' : left > 0 ? 'warning.main' : 'error.main'
  return (
    <Box component="span" sx={{ color, fontWeight: left !== null && left < DAY_MS ? 650 : 'inherit' }}>
      <time dateTime={until}>{dateTime(until)}</time>
      {left !== null && ` · ${leftText(left, translate)}`}
    </Box>
  )
}

function leftText(left: number, translate: (key: string, options?: Record<string, unknown>) => string): string {
  if (left <= 0) return translate('time.passed')
  if (left < DAY_MS) return translate('time.left', { time: clock(left) })
  return translate('time.daysLeft', { days: Math.floor(left / DAY_MS) })
}
