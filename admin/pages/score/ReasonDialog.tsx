import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type KeyboardEvent, useState } from 'react'
import type { DeskItem } from './deskItem.ts'
import { keepPhrases, phraseLines, phrasesOf } from './phrases.ts'
import { itemName } from './useDesk.ts'

const REASON_MAX = 2_000

interface ReasonDialogProps {
  readonly item: DeskItem
  readonly reason: string
  readonly save: (reason: string) => void
  readonly close: () => void
}

/** A reason in one key (1–9) or in words. */
export function ReasonDialog({ item, reason, save, close }: ReasonDialogProps) {
  const translate = useTranslate()
  const { type } = item.indicator.rule
  const usual = translate(`score.phrases.${type}`)
  const [text, setText] = useState(reason)
  const [phrases, setPhrases] = useState(() => phrasesOf(type, usual))
  const [edited, setEdited] = useState<string | null>(null)
  const take = (phrase: string) => {
    save(phrase)
    close()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key === 'Process' || event.ctrlKey || event.metaKey) return
    const phrase = text === '' && /^[1-9]$/.test(event.key) ? phrases[Number(event.key) - 1] : undefined
    const isEnd = event.key === 'Enter' && !event.shiftKey
    if (!phrase && !isEnd) return
    event.preventDefault()
    take(phrase ?? text.trim())
  }
  const endEdit = () => {
    keepPhrases(type, edited ?? '')
    setPhrases(edited && phraseLines(edited).length > 0 ? phraseLines(edited) : phraseLines(usual))
    setEdited(null)
  }
  return (
    <Dialog
      open
      onClose={close}
      fullWidth
      maxWidth="sm"
      aria-labelledby="reason-title"
      // It comes and goes between two keys: fading would paint the whole page a dozen times, a scroll lock lay it out anew.
      transitionDuration={0}
      disableScrollLock
    >
      <DialogTitle id="reason-title">{translate('score.reason.title', { name: itemName(item) })}</DialogTitle>
      <DialogContent>
        <Stack sx={{ gap: 1.5, pt: 1 }}>
          <TextField
            autoFocus
            multiline
            minRows={2}
            label={translate('score.reason.label')}
            helperText={translate('score.reason.hint')}
            value={text}
            onChange={event => setText(event.target.value)}
            onKeyDown={press}
            slotProps={{ htmlInput: { maxLength: REASON_MAX } }}
          />
          <Typography sx={{ fontWeight: 600 }}>{translate('score.reason.common')}</Typography>
          {phrases.map((phrase, index) => (
            <Button
              key={phrase}
              variant="outlined"
              onClick={() => take(phrase)}
              sx={{ justifyContent: 'flex-start', whiteSpace: 'normal', textAlign: 'left', minHeight: 40 }}
            >
              {index + 1}. {phrase}
            </Button>
          ))}
          {edited === null ? (
            <Button variant="text" onClick={() => setEdited(phrases.join('\n'))} sx={{ alignSelf: 'flex-start' }}>
              {translate('score.reason.edit')}
            </Button>
          ) : (
            <Stack sx={{ gap: 1 }}>
              <TextField
                multiline
                minRows={4}
                label={translate('score.reason.edit')}
                value={edited}
                onChange={event => setEdited(event.target.value)}
              />
              <Button onClick={endEdit} sx={{ alignSelf: 'flex-start' }}>
                {translate('score.reason.save')}
              </Button>
            </Stack>
          )}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={close}>{translate('score.reason.cancel')}</Button>
        <Button variant="contained" onClick={() => take(text.trim())}>
          {translate('score.reason.save')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
