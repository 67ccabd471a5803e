import { Alert, Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { lazy, Suspense, useEffect } from 'react'
import type { ShownFile } from '../contract/index.ts'
import { Loading } from '../ui/AskState.tsx'
import { fileUrl } from './fileServer.ts'
import { ImageView } from './ImageView.tsx'
import { TableView } from './TableView.tsx'
import { ViewBar } from './ViewBar.tsx'
import { useViewState, type ViewMove } from './viewState.ts'

const PdfView = lazy(() => import('./PdfView.tsx'))

/** Which key does what; a page that has keys of its own leaves some out or gives them others. */
export type ViewKeys = Readonly<Record<string, ViewMove>>

/** Keys for a page that has none of its own. */
export const VIEW_KEYS: ViewKeys = {
  PageDown: 'next',
  ArrowRight: 'next',
  PageUp: 'previous',
  ArrowLeft: 'previous',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fitWidth',
  r: 'rotate',
}

interface FileViewerProps {
  readonly file: ShownFile
  /** Where to open it the first time. */
  readonly firstPage?: number | null
  /** Keys that act wherever the focus is, but not in inputs; none by default. */
  readonly keys?: ViewKeys
  readonly height?: number | string
}

const IMAGES: readonly string[] = ['png', 'jpeg', 'webp']
const TABLES: readonly string[] = ['xlsx', 'csv']

/** Shows a file on the page: pdf and pictures with zoom and rotation, workbooks as a table; anything else to download. */
export function FileViewer(props: FileViewerProps) {
  const { type } = props.file
  if (TABLES.includes(type)) return <TableView key={props.file.id} file={props.file} height={props.height ?? 640} />
  if (type === 'pdf' || IMAGES.includes(type)) return <PagedViewer key={props.file.id} {...props} />
  return <NoPreview file={props.file} />
}

function PagedViewer({ file, firstPage, keys, height = 640 }: FileViewerProps) {
  const pages = file.pages ?? 1
  const { view, move, goTo } = useViewState(file.id, pages, firstPage ?? 1)
  useKeys(keys, move)
  return (
    <Stack sx={{ gap: 1, height, minHeight: 240 }}>
      <ViewBar file={file} pages={pages} view={view} move={move} goTo={goTo} />
      {file.type === 'pdf' ? (
        <Suspense fallback={<Loading />}>
          <PdfView file={file} view={view} />
        </Suspense>
      ) : (
        <ImageView file={file} view={view} />
      )}
    </Stack>
  )
}

function useKeys(keys: ViewKeys | undefined, move: (how: ViewMove) => void): void {
  useEffect(() => {
    if (!keys) return
    const press = (event: KeyboardEvent) => {
      const how = keys[event.key]
      const { target } = event
      const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')
      if (!how || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      move(how)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [keys, move])
}

function NoPreview({ file }: { readonly file: ShownFile }) {
  const translate = useTranslate()
  return (
    <Alert
      severity="info"
      variant="outlined"
      action={
        <Button href={fileUrl(file.id)} download={file.name}>
          {translate('files.download')}
        </Button>
      }
    >
      {translate('files.noPreview', { name: file.name })}
    </Alert>
  )
}
