import { Box, Button, Chip, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { PauseMark } from '../cases/PauseMark.tsx'
import type { Dashboard, Todo } from '../contract/index.ts'
import { Countdown } from '../ui/Countdown.tsx'
import { Panel } from '../ui/Panel.tsx'
import { StageChip } from '../ui/StageChip.tsx'
import { todoPage } from './todoPages.ts'

/** What only needs an eye comes last; else the earliest deadline first, those without one last. */
export function byUrgency(a: Todo, b: Todo): number {
  const watching = Number(a.kind === 'watchStage') - Number(b.kind === 'watchStage')
  return watching || (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9')
}

/** Three answers without scrolling: where, what and by when, what if not. */
export function NextCard({ dashboard }: { readonly dashboard: Dashboard }) {
  const translate = useTranslate()
  const { tender, now } = dashboard
  if (!tender) return <Panel>{translate('empty.tender')}</Panel>
  const [todo] = dashboard.todos.filter(one => one.tenderId === tender.id).sort(byUrgency)
  const present = tender.stages?.find(stage => stage.stage === tender.stage)
  return (
    <Panel>
      <Stack direction={{ xs: 'column', md: 'row' }} sx={{ gap: 2, alignItems: { md: 'center' } }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            <Typography variant="h2" component="p">
              {tender.title}
            </Typography>
            <StageChip stage={tender.stage} />
            <PauseMark pause={tender.pause} />
            {tender.isRehearsal && (
              <Chip size="small" color="warning" variant="outlined" label={translate('app.rehearsal')} />
            )}
          </Stack>
          <Typography color="textSecondary">
            {translate('time.stageCloses')} <Countdown until={present?.closesAt} now={now} />
          </Typography>
          <NextTodo todo={todo} now={now} />
        </Box>
        {todo && (
          <Button variant="contained" size="large" component={Link} to={todoPage(todo.kind, todo.tenderId)}>
            {translate('page.home.doIt')}
          </Button>
        )}
      </Stack>
    </Panel>
  )
}

function NextTodo({ todo, now }: { readonly todo: Todo | undefined; readonly now: string }) {
  const translate = useTranslate()
  if (!todo) return <Typography sx={{ mt: 1, fontWeight: 600 }}>{translate('page.home.nothing')}</Typography>
  return (
    <Box sx={{ mt: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>
        {translate('page.home.now')}：
        {translate(`todo.${todo.kind}`, { _: translate('todo.other'), count: todo.count })}
        {' · '}
        <Countdown until={todo.dueAt} now={now} />
      </Typography>
      <Typography color="textSecondary">
        {translate(`consequence.${todo.kind}`, { _: translate('consequence.other') })}
      </Typography>
    </Box>
  )
}
