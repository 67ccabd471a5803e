import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import type { ExpertQuestion } from '../../contract/index.ts'
import { useRun } from '../../data/useRun.ts'
import { ASK_OFFICE } from '../../documents/scoreDesk.ts'
import { ViolationList } from '../../ui/ViolationList.tsx'
import type { DeskItem } from './deskItem.ts'
import { itemName } from './useDesk.ts'

const TEXT_MAX = 1_000

/** A question about the item in work; the office does not learn who asks. */
export function AskDialog({ item, close }: { readonly item: DeskItem; readonly close: () => void }) {
  const translate = useTranslate()
  const { run, isRunning, violations } = useRun()
  const [text, setText] = useState('')
  async function send() {
    const variables = { sheetId: item.sheet.id, indicatorCode: item.indicator.code, text: text.trim() }
    if ((await run('askOffice', ASK_OFFICE, variables)) !== null) close()
  }
  return (
    <Dialog open onClose={close} fullWidth maxWidth="sm" aria-labelledby="ask-title">
      <DialogTitle id="ask-title">{translate('score.question.title', { name: itemName(item) })}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 1.5, pt: 1 }}>
          <ViolationList violations={violations} />
          <TextField
            autoFocus
            multiline
            minRows={3}
            label={translate('score.question.label')}
            helperText={translate('score.question.hint')}
            value={text}
            onChange={event => setText(event.target.value)}
            slotProps={{ htmlInput: { maxLength: TEXT_MAX } }}
          />
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={close}>{translate('score.act.close')}</Button>
        <Button variant="contained" onClick={send} disabled={text.trim() === '' || isRunning} loading={isRunning}>
          {translate('score.question.send')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** The own questions with their answers. */
export function QuestionsDialog({
  questions,
  close,
}: {
  readonly questions: readonly ExpertQuestion[]
  readonly close: () => void
}) {
  const translate = useTranslate()
  return (
    <Dialog open onClose={close} fullWidth maxWidth="sm" aria-labelledby="questions-title">
      <DialogTitle id="questions-title">{translate('score.question.list')}</DialogTitle>
      <DialogContent>
        {questions.length === 0 && <Typography>{translate('score.question.none')}</Typography>}
        {questions.map(one => (
          <Stack key={one.id} sx={{ py: 1, borderBottom: 1, borderColor: 'divider' }}>
            <Typography variant="body2" color="textSecondary">
              {one.supplierName} · {one.indicatorCode}
            </Typography>
            <Typography>{one.text}</Typography>
            <Typography sx={{ fontWeight: 600 }}>→ {one.answer ?? translate('score.question.open')}</Typography>
          </Stack>
        ))}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button variant="contained" onClick={close} autoFocus>
          {translate('score.act.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
