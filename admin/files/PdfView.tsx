import { Alert, Box, Button } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useEffect, useRef, useState } from 'react'
import type { ShownFile } from '../contract/index.ts'
import { Loading } from '../ui/AskState.tsx'
import { fileUrl } from './fileServer.ts'
import { openPdf, type PdfDocument } from './pdfDocument.ts'
import { bringOwnFont } from './pdfFont.ts'
import type { ViewState } from './viewState.ts'

const MARGIN = 16
/** More would take a phone's memory for one page. */
const MAX_PIXELS = 24_000_000

/** One page of a pdf, drawn as sharp as the screen is. */
export default function PdfView({ file, view }: { readonly file: ShownFile; readonly view: ViewState }) {
  const translate = useTranslate()
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState<number | null>(null)
  const { opened, failed } = usePdf(file.id)
  const width = useWidth(frame)
  useEffect(() => {
    const { current } = canvas
    if (!opened || !current || width === 0) return
    const stop = new AbortController()
    drawPage(opened, current, view, width - MARGIN, stop.signal).then(
      () => !stop.signal.aborted && setDrawn(view.page),
      () => undefined,
    )
    return () => stop.abort()
  }, [opened, view, width])
  return (
    <Box
      ref={frame}
      tabIndex={0}
      role="region"
      aria-label={translate('files.pageOf', { name: file.name, page: view.page, pages: file.pages ?? 1 })}
      sx={{ flexGrow: 1, overflow: 'auto', bgcolor: 'action.hover', minHeight: 0, p: 1 }}
    >
      {failed && (
        <Alert
          severity="error"
          variant="outlined"
          action={
            <Button href={fileUrl(file.id)} download={file.name}>
              {translate('files.download')}
            </Button>
          }
        >
          {translate('files.noPreview', { name: file.name })}
        </Alert>
      )}
      {!opened && !failed && <Loading />}
      <canvas
        ref={canvas}
        data-page={drawn ?? undefined}
        style={{ display: opened ? 'block' : 'none', margin: '0 auto', background: '#fff' }}
      />
    </Box>
  )
}

function usePdf(id: string): { opened: PdfDocument | null; failed: boolean } {
  const [state, setState] = useState<{ opened: PdfDocument | null; failed: boolean }>({ opened: null, failed: false })
  useEffect(() => {
    const task = openPdf(fileUrl(id))
    let isGone = false
    task.promise.then(
      opened => !isGone && setState({ opened, failed: false }),
      () => !isGone && setState({ opened: null, failed: true }),
    )
    return () => {
      isGone = true
      void task.destroy()
    }
  }, [id])
  return state
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const { current } = frame
    if (!current) return
    const observer = new ResizeObserver(() => setWidth(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [frame])
  return width
}

async function drawPage(
  document: PdfDocument,
  canvas: HTMLCanvasElement,
  { page: number, zoom, rotation }: ViewState,
  width: number,
  signal: AbortSignal,
): Promise<void> {
  const page = await document.getPage(Math.min(number, document.numPages))
  if (signal.aborted) return
  const turned = (page.rotate + rotation) % 360
  const plain = page.getViewport({ scale: 1, rotation: turned })
  const shown = page.getViewport({ scale: (Math.max(120, width) / plain.width) * zoom, rotation: turned })
  const sharpness = Math.min(window.devicePixelRatio || 1, Math.sqrt(MAX_PIXELS / (shown.width * shown.height)))
  // Drawn beside the page that is shown, so that turning over does not flash white.
  const fresh = window.document.createElement('canvas')
  fresh.width = Math.floor(shown.width * sharpness)
  fresh.height = Math.floor(shown.height * sharpness)
  await bringOwnFont(fresh, page)
  if (signal.aborted) return
  const task = page.render({ canvas: fresh, viewport: shown, transform: [sharpness, 0, 0, sharpness, 0, 0] })
  signal.addEventListener('abort', () => task.cancel())
  await task.promise
  canvas.width = fresh.width
  canvas.height = fresh.height
  canvas.style.width = `${shown.width}px`
  canvas.style.height = `${shown.height}px`
  canvas.getContext('2d')?.drawImage(fresh, 0, 0)
}
