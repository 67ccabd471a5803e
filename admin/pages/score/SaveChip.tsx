import CloudDone from '@mui/icons-material/CloudDoneOutlined'
import CloudOff from '@mui/icons-material/CloudOffOutlined'
import CloudSync from '@mui/icons-material/CloudSyncOutlined'
import Warning from '@mui/icons-material/WarningAmber'
import { Button, Chip } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import { forgetMe } from '../../session.ts'
import type { Autosave, SaveState } from './autosave.ts'

const CLOCK = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', timeZone: 'Asia/Shanghai' })

/** Where everything typed is. */
export function SaveChip({ autosave }: { readonly autosave: Autosave }) {
  const translate = useTranslate()
  const state = useSyncExternalStore(autosave.subscribe, autosave.snapshot)
  const { look, text, Icon } = looks(state, translate)
  return (
    <>
      <Chip
        size="small"
        variant="outlined"
        color={look}
        icon={<Icon />}
        label={text}
        data-save={state.phase}
        sx={{ height: 'auto', minHeight: 24, '& .MuiChip-label': { whiteSpace: 'normal' } }}
      />
      {state.phase === 'signedOut' && (
        <Button
          size="small"
          variant="contained"
          component={Link}
          to="/login"
          state={{ nextPathname: '/score' }}
          onClick={forgetMe}
        >
          {translate('score.save.signIn')}
        </Button>
      )}
    </>
  )
}

function looks(state: SaveState, translate: ReturnType<typeof useTranslate>) {
  const { phase, savedAt, waiting, isOnlyHere } = state
  const count = waiting
  if (isOnlyHere) return { look: 'error', text: translate('score.save.onlyHere', { count }), Icon: Warning } as const
  if (phase === 'offline')
    return { look: 'warning', text: translate('score.save.offline', { count }), Icon: CloudOff } as const
  if (phase === 'signedOut')
    return { look: 'warning', text: translate('score.save.signedOut', { count }), Icon: CloudOff } as const
  if (phase === 'saving') return { look: 'default', text: translate('score.save.saving'), Icon: CloudSync } as const
  const time = savedAt === null ? null : CLOCK.format(savedAt)
  const text = time ? translate('score.save.saved', { time }) : translate('score.save.ready')
  return { look: 'success', text, Icon: CloudDone } as const
}
