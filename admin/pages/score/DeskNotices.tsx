import { Alert, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useSyncExternalStore } from 'react'
import type { LocalDraft } from './draftQueue.ts'
import type { Desk } from './useDesk.ts'

/**
 * What an expert must know before going on: another window, sheets that came or went, input that can never be sent, newer
 * input from elsewhere.
 */
export const DeskNotices = memo(function DeskNotices({ desk }: { readonly desk: Desk }) {
  const translate = useTranslate()
  const { lost } = useSyncExternalStore(desk.autosave.subscribe, desk.autosave.snapshot)
  const line = (draft: LocalDraft) =>
    translate('score.save.lostLine', { name: draft.name, points: draft.text || '—', reason: draft.reason })
  return (
    <>
      {desk.tab === 'taken' && (
        <Alert severity="warning" action={<Button onClick={desk.takeTab}>{translate('score.tab.take')}</Button>}>
          {translate('score.tab.taken')}
        </Alert>
      )}
      <Moves desk={desk} />
      {desk.replaced > 0 && <Alert severity="info">{translate('score.save.replaced', { count: desk.replaced })}</Alert>}
      {lost.length > 0 && (
        <Alert severity="error">
          <Typography sx={{ fontWeight: 600 }}>{translate('score.save.lost', { count: lost.length })}</Typography>
          <ul>
            {lost.map(draft => (
              <li key={`${draft.sheetId} ${draft.indicatorCode}`}>{line(draft)}</li>
            ))}
          </ul>
          <Stack direction="row" sx={{ gap: 1 }}>
            <Button onClick={() => void navigator.clipboard.writeText(lost.map(line).join('\n'))}>
              {translate('score.save.copy')}
            </Button>
            <Button onClick={() => void desk.autosave.dismissLost()}>{translate('score.save.dismiss')}</Button>
          </Stack>
        </Alert>
      )}
    </>
  )
})

function Moves({ desk }: { readonly desk: Desk }) {
  const translate = useTranslate()
  const { dealt, reopened, taken } = desk.moves
  if (dealt + reopened + taken === 0) return null
  return (
    <Alert
      severity={taken > 0 ? 'warning' : 'info'}
      action={<Button onClick={desk.readMoves}>{translate('score.moved.read')}</Button>}
    >
      {taken > 0 && <div>{translate('score.moved.taken', { count: taken })}</div>}
      {reopened > 0 && <div>{translate('score.moved.reopened', { count: reopened })}</div>}
      {dealt > 0 && <div>{translate('score.moved.dealt', { count: dealt })}</div>}
    </Alert>
  )
}
