import { Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { Menu } from 'react-admin'
import { useMe } from '../data/useMe.ts'
import { mayDo } from '../session.ts'
import { MENU } from './menu.ts'

/** The menu by task; a role sees only its own. */
export function TaskMenu() {
  const translate = useTranslate()
  const me = useMe()
  if (!me) return null
  const tasks = MENU.map(task => ({
    ...task,
    entries: task.entries.filter(entry => mayDo(me.role, entry.needs) && (entry.roles?.includes(me.role) ?? true)),
  })).filter(task => task.entries.length > 0)
  return (
    <Menu sx={{ pb: 4 }}>
      <Menu.Item to="/" primaryText={translate('ra.page.dashboard')} />
      {tasks.flatMap(task => [
        <Typography
          key={task.key}
          variant="caption"
          color="textSecondary"
          sx={{ px: 2.5, pt: 1.5, display: 'block', fontWeight: 600 }}
        >
          {translate(`menu.${task.key}`)}
        </Typography>,
        ...task.entries.map(entry => <Menu.Item key={entry.to} to={entry.to} primaryText={translate(entry.label)} />),
      ])}
    </Menu>
  )
}
