import { MenuItem, TextField } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { ROLES } from '#domain/permissions.ts'
import { VerbButton } from '../../commands/VerbButton.tsx'
import { IMPORT_USERS } from '../../documents/tenderCommands.ts'
import { ResourceList } from '../ResourceList.tsx'
import { WordFilter } from '../WordFilter.tsx'
import { COLUMNS } from './columns.ts'

const FILTERS = [<WordFilter key="role" source="role" label="field.role" set="role" values={ROLES} />]

/** List of users; an administrator adds people here. */
export function UserList() {
  return (
    <ResourceList
      columns={COLUMNS}
      sort={{ field: 'login', order: 'ASC' }}
      searchable
      filters={FILTERS}
      actions={<AddUserButton />}
    />
  )
}

const EMPTY = { login: '', displayName: '', role: 'hospital', password: '', orgCode: '', body: '' }

function AddUserButton() {
  const translate = useTranslate()
  const [user, setUser] = useState(EMPTY)
  const texts = ['login', 'displayName', 'password', 'orgCode', 'body'] as const
  const needed = [user.login, user.displayName, user.password]
  return (
    <VerbButton
      verb="importUsers"
      document={IMPORT_USERS}
      incomplete={needed.some(text => text.trim() === '') || user.password.length < 8}
      variables={() => ({ users: [{ ...user, orgCode: user.orgCode.trim() || null, body: user.body.trim() || null }] })}
      onDone={() => setUser(EMPTY)}
    >
      <TextField
        select
        label={translate('field.role')}
        value={user.role}
        onChange={event => setUser({ ...user, role: event.target.value })}
      >
        {ROLES.map(role => (
          <MenuItem key={role} value={role}>
            {translate(`role.${role}`)}
          </MenuItem>
        ))}
      </TextField>
      {texts.map(name => (
        <TextField
          key={name}
          label={translate(name === 'body' ? 'field.officerBody' : `field.${name}`)}
          value={user[name]}
          type={name === 'password' ? 'password' : 'text'}
          autoComplete={name === 'password' ? 'new-password' : 'off'}
          helperText={translate(`page.users.${name}`, { _: '' })}
          onChange={event => setUser({ ...user, [name]: event.target.value })}
        />
      ))}
    </VerbButton>
  )
}
