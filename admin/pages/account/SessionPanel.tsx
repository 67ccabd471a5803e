import { Chip, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { VerbButton } from '../../commands/VerbButton.tsx'
import type { OwnSession } from '../../contract/index.ts'
import { useAsk } from '../../data/useAsk.ts'
import { END_OTHER_SESSIONS, END_SESSION, SESSIONS } from '../../documents/identity.ts'
import { dateTime } from '../../formats.ts'
import { AskState } from '../../ui/AskState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { deviceName } from './deviceName.ts'

/** Where the account is signed in; any of them can be ended. */
export function SessionPanel() {
  const translate = useTranslate()
  const asked = useAsk<{ sessions: readonly OwnSession[] }>(SESSIONS, {}, { everyMs: 30_000 })
  return (
    <Panel title={translate('account.sessions')} hint={translate('account.sessionsHint')}>
      <AskState asked={asked}>
        {({ sessions }) => (
          <Stack sx={{ gap: 2 }}>
            {sessions.map(session => (
              <SessionLine key={session.id} session={session} />
            ))}
            {sessions.length > 1 && (
              <div>
                <VerbButton verb="endOtherSessions" document={END_OTHER_SESSIONS} variables={{}} look="outlined" />
              </div>
            )}
          </Stack>
        )}
      </AskState>
    </Panel>
  )
}

function SessionLine({ session }: { readonly session: OwnSession }) {
  const translate = useTranslate()
  const name = deviceName(session.agent) || translate('account.unknownAgent')
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
      <Stack sx={{ flexGrow: 1, minWidth: 0 }}>
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Typography>{name}</Typography>
          {session.isThis && (
            <Chip size="small" color="primary" variant="outlined" label={translate('account.thisSession')} />
          )}
        </Stack>
        <Typography variant="body2" color="textSecondary">
          {session.address} · {translate('account.lastSeen', { time: dateTime(session.lastSeenAt) })} ·{' '}
          {translate('account.since', { time: dateTime(session.createdAt) })}
        </Typography>
      </Stack>
      {!session.isThis && (
        <VerbButton
          verb="endSession"
          document={END_SESSION}
          variables={{ id: session.id }}
          facts={[[translate('account.sessions'), `${name} · ${session.address}`]]}
          look="text"
          danger
        />
      )}
    </Stack>
  )
}
