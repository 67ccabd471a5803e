import { Alert, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useSyncExternalStore } from 'react'
import { whole } from '../../formats.ts'
import { NO_FILTER } from './deskItems.ts'
import type { Desk } from './useDesk.ts'
import type { DeskActions } from './useDeskActions.ts'

interface ReasonsDueProps {
  readonly desk: Desk
  readonly actions: DeskActions
}

/** Reasons asked for after the submission: those to be written, then those that are written and not handed in yet. */
export const ReasonsDue = memo(function ReasonsDue({ desk, actions }: ReasonsDueProps) {
  const translate = useTranslate()
  const { store } = desk
  const { reasonsOpen, reasonsWritten } = useSyncExternalStore(store.subscribe, store.counts)
  if (reasonsOpen > 0)
    return (
      <Alert
        severity="warning"
        action={
          <Button onClick={() => store.setFilter({ ...NO_FILTER, show: 'reasonDue' })}>
            {translate('score.due.show')}
          </Button>
        }
      >
        {translate('score.due.open', { count: whole(reasonsOpen) })}
      </Alert>
    )
  if (reasonsWritten === 0) return null
  return (
    <Alert
      severity="warning"
      action={
        <Button disabled={desk.tab !== 'mine'} onClick={() => actions.act('submit')}>
          {translate('score.due.send')}
        </Button>
      }
    >
      {translate('score.due.written', { count: whole(reasonsWritten) })}
    </Alert>
  )
})
