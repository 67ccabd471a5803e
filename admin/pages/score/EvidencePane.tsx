import Close from '@mui/icons-material/Close'
import { Box, Button, IconButton, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { memo, useEffect, useState, useSyncExternalStore } from 'react'
import type { DeskEvidence } from '../../contract/index.ts'
import { FileViewer, type ViewKeys } from '../../files/FileViewer.tsx'
import { EmptyState } from '../../ui/AskState.tsx'
import type { DeskStore } from './deskStore.ts'

/** Of a file in view; 0 is a score here, so Z fits the width. */
const FILE_KEYS: ViewKeys = {
  ']': 'next',
  '】': 'next',
  '[': 'previous',
  '【': 'previous',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  z: 'fitWidth',
  Z: 'fitWidth',
  t: 'rotate',
  T: 'rotate',
}
/** Files that stay open behind the one in view: going back to them costs nothing. */
const KEPT = 3

interface EvidencePaneProps {
  readonly store: DeskStore
  readonly close: (() => void) | null
}

/** The files of the item in work. A file that the next item has too stays where it is: page, zoom and rotation. */
export const EvidencePane = memo(function EvidencePane({ store, close }: EvidencePaneProps) {
  const translate = useTranslate()
  const item = useSyncExternalStore(store.subscribe, () => store.item(store.current))
  const shown = useSyncExternalStore(store.subscribe, () => (item ? store.fileOf(item) : null))
  const all = item?.answer?.evidence ?? []
  const [open, setOpen] = useState<readonly DeskEvidence[]>([])
  useEffect(() => {
    if (shown) setOpen(old => [shown, ...old.filter(one => one.file.id !== shown.file.id)].slice(0, KEPT))
  }, [shown])
  return (
    <Stack
      component="section"
      aria-label={translate('score.evidence.title')}
      data-evidence
      sx={{ height: '100%', gap: 1, minWidth: 0 }}
    >
      <Stack direction="row" sx={{ gap: 0.5, flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography variant="h3" component="h2" sx={{ mr: 1 }}>
          {translate('score.evidence.title')}
        </Typography>
        {all.map(one => (
          <FileButton key={one.id} evidence={one} isShown={one === shown} show={() => store.showFile(one)} />
        ))}
        {close && (
          <IconButton aria-label={translate('score.act.close')} onClick={close} sx={{ ml: 'auto' }}>
            <Close />
          </IconButton>
        )}
      </Stack>
      {!shown && <EmptyState text={translate('score.evidence.none')} />}
      {/* In the order of their names in the page, so that none is moved and loaded anew. */}
      {[...open]
        .sort((a, b) => a.file.id.localeCompare(b.file.id))
        .map(one => {
          const isShown = one.file.id === shown?.file.id
          return (
            <Box key={one.file.id} sx={{ flexGrow: 1, minHeight: 0, display: isShown ? 'block' : 'none' }}>
              <FileViewer
                file={one.file}
                firstPage={one.firstPage}
                height="100%"
                {...(isShown ? { keys: FILE_KEYS } : {})}
              />
            </Box>
          )
        })}
    </Stack>
  )
})

interface FileButtonProps {
  readonly evidence: DeskEvidence
  readonly isShown: boolean
  readonly show: () => void
}

function FileButton({ evidence, isShown, show }: FileButtonProps) {
  const translate = useTranslate()
  const { file, firstPage, lastPage, validUntil, note } = evidence
  const parts = [
    file.name,
    firstPage &&
      (lastPage && lastPage !== firstPage
        ? translate('score.evidence.pages', { from: firstPage, to: lastPage })
        : translate('score.evidence.page', { from: firstPage })),
    validUntil && translate('score.evidence.validUntil', { date: validUntil }),
    note,
  ]
  return (
    <Button
      size="small"
      variant={isShown ? 'contained' : 'outlined'}
      aria-pressed={isShown}
      onClick={show}
      sx={{ maxWidth: '100%', whiteSpace: 'normal', textAlign: 'left', lineHeight: 1.3 }}
    >
      {parts.filter(Boolean).join(' · ')}
    </Button>
  )
}
