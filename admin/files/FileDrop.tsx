import UploadFile from '@mui/icons-material/UploadFileOutlined'
import { Box, Button, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type DragEvent, useCallback, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { FILE_KINDS, FILE_TYPES } from '#domain/files.ts'
import type { StoredFile } from '../contract/index.ts'
import { useMe } from '../data/useMe.ts'
import { keptFiles } from './keptFiles.ts'
import { UploadRow } from './UploadRow.tsx'
import { startUpload, uploads } from './uploadQueue.ts'

interface FileDropProps {
  /** Which place of the screen this is: its uploads are shown here again after a reload (`myFiles`, `objection:<id>`). */
  readonly place: string
  /** Called once for each file that is stored, or was there already. */
  readonly onStored?: (file: StoredFile, wasKnown: boolean) => void
  readonly disabled?: boolean
  readonly label?: string
}

const ACCEPT = FILE_TYPES.flatMap(type => FILE_KINDS[type].endings.map(ending => `.${ending}`)).join(',')

/**
 * Takes files by drag or choice, several at once, and uploads them in pieces: with rate and time left, pause and resume,
 * going on after a reload, a change of page or a lost connection.
 */
export function FileDrop({ place, onStored, disabled = false, label }: FileDropProps) {
  const translate = useTranslate()
  const login = useMe()?.login
  const input = useRef<HTMLInputElement>(null)
  const hintId = useId()
  const [isOver, setOver] = useState(false)
  const rows = useSyncExternalStore(uploads.subscribe, uploads.read).filter(entry => entry.place === place)
  useEffect(() => {
    if (!login) return
    void keptFiles(login, place).then(kept => {
      for (const { file } of kept) startUpload(file, place, login)
    })
  }, [login, place])
  useStored(rows, onStored)
  const take = useCallback(
    (files: FileList | null) => {
      if (login && !disabled) for (const file of files ?? []) startUpload(file, place, login)
    },
    [login, place, disabled],
  )
  function dropped(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Box
        onDragOver={event => {
          event.preventDefault()
          setOver(!disabled)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
        sx={{
          border: '1.5px dashed',
          borderColor: isOver ? 'primary.main' : 'divider',
          bgcolor: isOver ? 'action.hover' : 'transparent',
          borderRadius: '10px',
          p: 2.5,
          textAlign: 'center',
        }}
      >
        <Button
          variant="outlined"
          startIcon={<UploadFile />}
          disabled={disabled}
          aria-describedby={hintId}
          onClick={() => input.current?.click()}
        >
          {label ?? translate('files.choose')}
        </Button>
        <Typography id={hintId} variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          {translate('files.dropHint')}
        </Typography>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={ACCEPT}
          aria-label={label ?? translate('files.choose')}
          onChange={event => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
      </Box>
      {rows.length > 0 && (
        <Stack component="ul" aria-label={translate('files.uploads')} sx={{ gap: 1, m: 0, p: 0, listStyle: 'none' }}>
          {rows.map(entry => (
            <UploadRow key={entry.key} entry={entry} />
          ))}
        </Stack>
      )}
    </Stack>
  )
}

/** Tells the page of each stored file once. */
function useStored(rows: ReturnType<typeof uploads.read>, onStored: FileDropProps['onStored']): void {
  const told = useRef(new Set<string>())
  useEffect(() => {
    for (const { key, file, phase } of rows) {
      if (!file || told.current.has(key)) continue
      told.current.add(key)
      onStored?.(file, phase === 'known')
    }
  }, [rows, onStored])
}
