import { Badge, List, ListItem, ListItemButton, ListItemText } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Link } from 'react-router'
import { PauseMark } from '../cases/PauseMark.tsx'
import type { Dashboard } from '../contract/index.ts'
import { useTenderChoice } from '../data/TenderContext.tsx'
import { EmptyState } from '../ui/AskState.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { Panel } from '../ui/Panel.tsx'
import { byUrgency } from './NextCard.tsx'
import { todoPage } from './todoPages.ts'

/** Everything that waits for me, the most urgent first. */
export function TodoList({ dashboard }: { readonly dashboard: Dashboard }) {
  const translate = useTranslate()
  const { choose, tenders } = useTenderChoice()
  const pauses = new Map(tenders.map(({ id, pause }) => [id, pause]))
  const todos = [...dashboard.todos].sort(byUrgency)
  return (
    <Panel title={translate('page.home.todos')} flush>
      {todos.length === 0 && <EmptyState text={translate('page.home.nothing')} />}
      <List dense disablePadding>
        {todos.map(todo => (
          <ListItem key={`${todo.kind}-${todo.tenderId}`} disablePadding divider>
            <ListItemButton
              component={Link}
              to={todoPage(todo.kind, todo.tenderId)}
              onClick={() => choose(todo.tenderId)}
            >
              <ListItemText
                primary={translate(`todo.${todo.kind}`, { _: translate('todo.other'), count: todo.count })}
                secondary={
                  <>
                    {todo.tenderTitle} · <Countdown until={todo.dueAt} now={dashboard.now} />{' '}
                    <PauseMark pause={pauses.get(todo.tenderId)} />
                  </>
                }
              />
              <Badge badgeContent={todo.count} color="primary" max={99_999} sx={{ ml: 4, mr: 2 }} />
            </ListItemButton>
          </ListItem>
        ))}
      </List>
    </Panel>
  )
}
