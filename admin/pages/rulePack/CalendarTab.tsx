import { Alert, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { countingOf } from '#domain/calendarPolicy.ts'
import { CHINA_CALENDAR } from '#domain/chinaCalendar.ts'
import { isCovered, isWorkingDay, periodEnd } from '#domain/workingDays.ts'
import type { Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { dateTime } from '../../formats.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowTable } from '../../ui/RowTable.tsx'
import { useRuleLanguage } from './PackEditor.tsx'

const PERIODS = [
  ['notice', 'noticeDays'],
  ['objection', 'objectionDays'],
  ['complaint', 'complaintDays'],
  ['contract', 'contractDays'],
] as const

/** The public holidays that are counted with, and when each period would end that starts on a chosen day. */
export function CalendarTab({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const language = useRuleLanguage()
  const [day, setDay] = useState(tender.now.slice(0, 10))
  const start = new Date(`${day}T09:00:00+08:00`)
  const isDay = !Number.isNaN(start.getTime())
  const { stages, calendar } = rulesOf(tender)
  const ends = isDay
    ? PERIODS.map(([period, clock]) => {
        const days = stages.clocks[clock]
        return { period, days, count: calendar[period], end: periodEnd(start, days, countingOf(calendar, period)) }
      })
    : []
  return (
    <Stack sx={{ gap: 2 }}>
      <Panel title={translate('page.rulePack.clock.title')} hint={translate('page.rulePack.clock.hint')}>
        <TextField
          type="date"
          size="small"
          label={translate('page.rulePack.clock.start')}
          value={day}
          onChange={event => setDay(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        {isDay && (
          <Typography component="span" sx={{ ml: 2 }}>
            {translate(isWorkingDay(start) ? 'page.rulePack.clock.working' : 'page.rulePack.clock.rest')}
          </Typography>
        )}
        {[start, ...ends.map(one => one.end)].some(at => isDay && !isCovered(at)) && (
          <Alert severity="warning" sx={{ my: 1 }}>
            {translate('page.rulePack.clock.uncovered')}
          </Alert>
        )}
        <RowTable
          rows={ends}
          rowKey={row => row.period}
          label={translate('page.rulePack.clock.title')}
          empty="—"
          columns={[
            {
              key: 'period',
              label: translate('page.rulePack.clock.period'),
              cell: row => translate(`page.rulePack.clock.${row.period}`),
            },
            { key: 'days', label: translate('page.rulePack.clock.days'), numeric: true, cell: row => row.days },
            {
              key: 'count',
              label: translate('page.rulePack.clock.count'),
              cell: row => translate(`page.rulePack.clock.${row.count}Days`),
            },
            { key: 'end', label: translate('page.rulePack.clock.end'), cell: row => dateTime(row.end.toISOString()) },
          ]}
        />
      </Panel>
      {[...CHINA_CALENDAR].reverse().map(({ year, source, holidays, workingWeekends }) => (
        <Panel key={year} title={String(year)} hint={source}>
          <RowTable
            rows={holidays}
            rowKey={row => row.from}
            label={`${translate('page.rulePack.clock.holiday')} ${year}`}
            empty="—"
            columns={[
              { key: 'name', label: translate('page.rulePack.clock.holiday'), cell: row => row.name[language] },
              { key: 'from', label: translate('page.rulePack.clock.from'), cell: row => row.from },
              { key: 'to', label: translate('page.rulePack.clock.to'), cell: row => row.to },
            ]}
          />
          <Typography sx={{ pt: 1 }}>
            {translate('page.rulePack.clock.worked')} {workingWeekends.join(language === 'zh' ? '、' : ', ')}
          </Typography>
        </Panel>
      ))}
    </Stack>
  )
}
