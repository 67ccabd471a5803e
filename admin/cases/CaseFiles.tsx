import { Button, Chip, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useCallback, useState } from 'react'
import type { CaseFile, StoredFile } from '../contract/index.ts'
import { FileDrop } from '../files/FileDrop.tsx'
import { FileDialog } from '../files/FileList.tsx'
import { useUploading } from '../files/useUploading.ts'

interface ChooserProps {
  /** Which case and side, so that an upload goes on where it was. */
  readonly place: string
  readonly files: readonly StoredFile[]
  readonly onFiles: (change: (old: readonly StoredFile[]) => readonly StoredFile[]) => void
}

/** Uploads files for a case; what is listed will be sent with it. */
export function CaseFileChooser({ place, files, onFiles }: ChooserProps) {
  const translate = useTranslate()
  const isUploading = useUploading(place)
  const add = useCallback(
    (file: StoredFile) => onFiles(old => (old.some(one => one.id === file.id) ? old : [...old, file])),
    [onFiles],
  )
  return (
    <Stack sx={{ gap: 1 }}>
      <FileDrop place={place} onStored={add} label={translate('cases.attach')} />
      {isUploading && (
        <Typography variant="body2" color="warning" role="status">
          {translate('cases.uploading')}
        </Typography>
      )}
      {files.length > 0 && (
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          {files.map(file => (
            <Chip
              key={file.id}
              label={file.name}
              onDelete={() => onFiles(old => old.filter(one => one.id !== file.id))}
            />
          ))}
        </Stack>
      )}
    </Stack>
  )
}

/** Files of a case as links; a file opens over the page. */
export function CaseFileLinks({ files, part }: { readonly files: readonly CaseFile[]; readonly part?: string }) {
  const [opened, setOpened] = useState<CaseFile | null>(null)
  const shown = files.filter(file => part === undefined || file.part === part)
  if (shown.length === 0) return null
  return (
    <Stack direction="row" sx={{ gap: 0.5, flexWrap: 'wrap' }}>
      {shown.map(file => (
        <Button key={`${file.part} ${file.id}`} size="small" variant="text" onClick={() => setOpened(file)}>
          {file.name}
        </Button>
      ))}
      {opened && <FileDialog file={opened} close={() => setOpened(null)} />}
    </Stack>
  )
}
