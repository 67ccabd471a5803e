import { Button, LinearProgress, Paper, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useEffect, useState, useSyncExternalStore } from 'react'
import type { Tender } from '../../contract/index.ts'
import { percent, shortTime, whole } from '../../formats.ts'
import type { DeskStore } from './deskStore.ts'
import { paceOf } from './pace.ts'
import { RecusalButton } from './RecusalButton.tsx'
import { SaveChip } from './SaveChip.tsx'
import type { DeskNews } from './SignPanel.tsx'
import type { Desk } from './useDesk.ts'
import type { DeskActions } from './useDeskActions.ts'

interface StatusBarProps {
  readonly desk: Desk
  readonly actions: DeskActions
  readonly tender: Tender
  readonly news: DeskNews | null
}

/** Always in view: done and left, pace, where everything typed is, what the office says; what can be done with the whole. */
export const StatusBar = memo(function StatusBar({ desk, actions, tender, news }: StatusBarProps) {
  const translate = useTranslate()
  const questions = news?.expertQuestions ?? []
  const answered = questions.filter(question => question.answer !== null).length
  return (
    <Paper variant="outlined" component="section" aria-label={translate('score.stats.label')} sx={{ px: 1.5, py: 1 }}>
      <Stack direction="row" sx={{ gap: { xs: 1, md: 2 }, flexWrap: 'wrap', alignItems: 'center' }}>
        <Figures store={desk.store} />
        <SaveChip autosave={desk.autosave} />
        {news?.reviewReminder && (
          <Typography variant="body2" color="warning" sx={{ fontWeight: 600 }}>
            ⏰ {translate('score.stats.reminded', { time: shortTime(news.reviewReminder) })}
          </Typography>
        )}
        <Stack direction="row" sx={{ gap: 1, ml: 'auto', flexWrap: 'wrap' }}>
          <Button size="small" variant="text" onClick={() => actions.open('questions')}>
            {translate('score.stats.questions', { open: questions.length - answered, answered })}
          </Button>
          <Button size="small" variant="text" onClick={() => actions.act('help')}>
            {translate('score.act.help')} <kbd>?</kbd>
          </Button>
          <RecusalButton tender={tender} />
          <Button
            size="small"
            variant="contained"
            disabled={desk.tab !== 'mine' || tender.stage !== 'review'}
            onClick={() => actions.act('submit')}
          >
            {translate('score.act.submit')}
          </Button>
        </Stack>
      </Stack>
    </Paper>
  )
})

const TICK_MS = 10_000
const LONG_MINUTES = 90

function Figures({ store }: { readonly store: DeskStore }) {
  const translate = useTranslate()
  const { all, done } = useSyncExternalStore(store.subscribe, store.counts)
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick(count => count + 1), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  const pace = paceOf(store.doneAt, Date.now(), all - done)
  const minutes = pace?.minutesLeft ?? 0
  return (
    <>
      <Stack sx={{ minWidth: 190 }}>
        <Typography sx={{ fontWeight: 650 }}>
          {translate('score.stats.progress', { done: whole(done), left: whole(all - done) })}
        </Typography>
        <LinearProgress
          variant="determinate"
          value={percent(done, all)}
          aria-label={translate('score.stats.label')}
          sx={{ '& *': { transition: 'none !important' } }}
        />
      </Stack>
      <Typography variant="body2" color="textSecondary">
        {pace ? translate('score.stats.pace', { count: whole(pace.perHour) }) : translate('score.stats.noPace')}
        {pace && all > done && ' · '}
        {pace &&
          all > done &&
          (minutes > LONG_MINUTES
            ? translate('score.stats.leftHours', { count: (minutes / 60).toFixed(1) })
            : translate('score.stats.leftMinutes', { count: minutes }))}
      </Typography>
    </>
  )
}
