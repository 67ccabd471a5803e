import Close from '@mui/icons-material/Close'
import { Button, Dialog, DialogContent, DialogTitle, IconButton, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { sizeText } from '#domain/files.ts'
import type { ShownFile } from '../contract/index.ts'
import { shortTime, whole } from '../formats.ts'
import { type RowColumn, RowTable } from '../ui/RowTable.tsx'
import { FileThumbnail } from './FileThumbnail.tsx'
import { FileViewer, VIEW_KEYS } from './FileViewer.tsx'

/** A column that a page adds. */
export type FileColumn<T> = RowColumn<T>

interface FileListProps<T extends ShownFile> {
  readonly files: readonly T[]
  /** After name, kind, pages and size. */
  readonly columns?: readonly FileColumn<T>[]
  readonly empty: string
}

/** Files as a table; a name opens the file over the page. */
export function FileList<T extends ShownFile & { readonly uploadedAt: string }>({
  files,
  columns = [],
  empty,
}: FileListProps<T>) {
  const translate = useTranslate()
  const [opened, setOpened] = useState<T | null>(null)
  const all: readonly RowColumn<T>[] = [
    {
      key: 'name',
      label: translate('files.name'),
      wrap: true,
      cell: file => (
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', minWidth: { md: 260 } }}>
          <FileThumbnail file={file} />
          <Button
            variant="text"
            onClick={() => setOpened(file)}
            sx={{
              textAlign: 'left',
              overflowWrap: 'anywhere',
              whiteSpace: 'normal',
              minWidth: 0,
              justifyContent: 'flex-start',
            }}
          >
            {file.name}
          </Button>
        </Stack>
      ),
    },
    { key: 'pages', label: translate('files.pages'), numeric: true, cell: file => whole(file.pages) },
    { key: 'bytes', label: translate('files.size'), numeric: true, cell: file => sizeText(file.bytes) },
    { key: 'uploadedAt', label: translate('files.uploadedAt'), cell: file => shortTime(file.uploadedAt) },
    ...columns,
  ]
  return (
    <>
      <RowTable rows={files} columns={all} rowKey={file => file.id} empty={empty} label={translate('files.list')} />
      {opened && <FileDialog file={opened} close={() => setOpened(null)} />}
    </>
  )
}

interface FileDialogProps {
  readonly file: ShownFile
  readonly firstPage?: number | null
  readonly close: () => void
}

/** A file over the page it was opened from. */
export function FileDialog({ file, firstPage = null, close }: FileDialogProps) {
  const translate = useTranslate()
  return (
    <Dialog open onClose={close} fullWidth maxWidth="lg" aria-labelledby="file-name">
      <Stack direction="row" sx={{ alignItems: 'center', pr: 1 }}>
        <DialogTitle id="file-name" sx={{ flexGrow: 1, overflowWrap: 'anywhere' }}>
          {file.name}
        </DialogTitle>
        <IconButton aria-label={translate('ra.action.close')} onClick={close}>
          <Close />
        </IconButton>
      </Stack>
      <DialogContent sx={{ pt: 0 }}>
        <FileViewer file={file} firstPage={firstPage} keys={VIEW_KEYS} height="75vh" />
      </DialogContent>
    </Dialog>
  )
}
