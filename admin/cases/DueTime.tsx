import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useNow } from '../data/useNow.ts'
import { dateTime } from '../formats.ts'
import { Countdown } from '../ui/Countdown.tsx'

interface DueTimeProps {
  readonly until: string | null
  /** The campaign's clock. */
  readonly now: string
  /** When it was done; null while it waits. */
  readonly doneAt: string | null
}

/** By when something is due; in red and in words once that has passed. */
export function DueTime({ until, now: start, doneAt }: DueTimeProps) {
  const translate = useTranslate()
  const now = useNow(start)
  if (until === null) return <>—</>
  const isLate = (doneAt === null ? (now ?? 0) : new Date(doneAt).getTime()) > new Date(until).getTime()
  if (isLate)
    return (
      <Typography component="span" variant="body2" sx={{ color: 'error.main', fontWeight: 600 }}>
        {dateTime(until)} · {translate('cases.overdue')}
      </Typography>
    )
  return doneAt === null ? <Countdown until={until} now={start} /> : dateTime(until)
}
