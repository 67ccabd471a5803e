import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, LinearProgress, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useMemo } from 'react'
import { percent, whole } from '../../formats.ts'
import { Facts } from '../../ui/Facts.tsx'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { type HandIn, handIn } from './handIn.ts'
import { type Desk, itemName } from './useDesk.ts'
import type { DeskActions } from './useDeskActions.ts'
import { useHandIn } from './useHandIn.ts'

interface SubmitDialogProps {
  readonly desk: Desk
  readonly actions: DeskActions
}

const LISTED = 20

/** What will be handed in, what is missing and leads there, then the handing in itself. */
export function SubmitDialog({ desk, actions }: SubmitDialogProps) {
  const translate = useTranslate()
  const { store } = desk
  const { send, progress, isRunning, violations } = useHandIn(desk)
  const found = useMemo(() => handIn(store.items, store.entry), [store.items, store.entry])
  const close = () => actions.open(null)
  const isNothing = found.sheets.length + found.reasons.length === 0
  async function run() {
    if (!(await send(found))) return
    actions.say(translate('score.submit.done', { count: found.sheets.length }))
    close()
  }
  return (
    <Dialog open onClose={isRunning ? undefined : close} fullWidth maxWidth="sm" aria-labelledby="submit-title">
      <DialogTitle id="submit-title">{translate('score.submit.title')}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 1.5 }}>
          <Alert severity="warning" variant="outlined">
            {translate('score.submit.text')}
          </Alert>
          <ViolationList violations={violations} />
          <Figures found={found} />
          {found.reasonless.length > 0 && <Missing found={found} actions={actions} />}
          {isNothing && <Alert severity="info">{translate('score.submit.nothing')}</Alert>}
          {progress && (
            <Stack role="status" sx={{ gap: 0.5 }}>
              {translate('score.submit.progress', { ...progress })}
              <LinearProgress
                variant="determinate"
                value={percent(progress.done, progress.all)}
                aria-label={translate('score.submit.title')}
              />
            </Stack>
          )}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={close} disabled={isRunning} autoFocus={isNothing && found.reasonless.length === 0}>
          {translate('score.act.close')}
        </Button>
        <Button
          variant="contained"
          disabled={isNothing || isRunning}
          loading={isRunning}
          autoFocus={!isNothing && found.reasonless.length === 0}
          onClick={run}
        >
          {found.sheets.length === 0 && found.reasons.length > 0
            ? translate('score.submit.sendReasons', { count: found.reasons.length })
            : translate('score.submit.send', { count: found.sheets.length })}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Figures({ found }: { readonly found: HandIn }) {
  const translate = useTranslate()
  return (
    <Facts
      facts={[
        [translate('score.submit.ready'), whole(found.sheets.length)],
        [translate('score.submit.readyItems'), whole(found.items)],
        [translate('score.submit.incomplete'), whole(found.incomplete)],
        [translate('score.submit.reasons'), whole(found.reasons.length)],
        ...(found.flagged > 0 ? [['⚑', translate('score.submit.flagged', { count: found.flagged })] as const] : []),
      ]}
    />
  )
}

/** The items without their reason; the first has the focus, so that one key leads there. */
function Missing({ found, actions }: { readonly found: HandIn; readonly actions: DeskActions }) {
  const translate = useTranslate()
  return (
    <Stack sx={{ gap: 0.5, alignItems: 'flex-start' }}>
      {translate('score.submit.missing', { count: found.reasonless.length })}
      {found.reasonless.slice(0, LISTED).map((item, index) => (
        <Button
          key={item.key}
          size="small"
          autoFocus={index === 0}
          onClick={() => {
            actions.open(null)
            actions.go(item.key)
          }}
        >
          {item.sheet.supplierName} · {item.sheet.subjectName} · {itemName(item)}
        </Button>
      ))}
    </Stack>
  )
}
