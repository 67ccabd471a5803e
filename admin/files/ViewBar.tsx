import ChevronLeft from '@mui/icons-material/ChevronLeft'
import ChevronRight from '@mui/icons-material/ChevronRight'
import Download from '@mui/icons-material/Download'
import RotateRight from '@mui/icons-material/RotateRight'
import FitWidth from '@mui/icons-material/WidthFull'
import ZoomIn from '@mui/icons-material/ZoomIn'
import ZoomOut from '@mui/icons-material/ZoomOut'
import { IconButton, Stack, TextField, Tooltip, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type ReactNode, useEffect, useState } from 'react'
import type { ShownFile } from '../contract/index.ts'
import { fileUrl } from './fileServer.ts'
import type { ViewMove, ViewState } from './viewState.ts'

interface ViewBarProps {
  readonly file: ShownFile
  readonly pages: number
  readonly view: ViewState
  readonly move: (how: ViewMove) => void
  readonly goTo: (page: number) => void
}

/** The tools of a viewer. */
export function ViewBar({ file, pages, view, move, goTo }: ViewBarProps) {
  const translate = useTranslate()
  return (
    <Stack
      direction="row"
      role="toolbar"
      aria-label={translate('files.tools')}
      sx={{ gap: 0.5, alignItems: 'center', flexWrap: 'wrap' }}
    >
      {pages > 1 && (
        <>
          <Tool label={translate('files.previousPage')} disabled={view.page <= 1} onClick={() => move('previous')}>
            <ChevronLeft />
          </Tool>
          <PageInput page={view.page} pages={pages} goTo={goTo} />
          <Tool label={translate('files.nextPage')} disabled={view.page >= pages} onClick={() => move('next')}>
            <ChevronRight />
          </Tool>
        </>
      )}
      <Tool label={translate('files.zoomOut')} onClick={() => move('zoomOut')}>
        <ZoomOut />
      </Tool>
      <Typography variant="body2" sx={{ minWidth: 44, textAlign: 'center' }}>
        {Math.round(view.zoom * 100)}%
      </Typography>
      <Tool label={translate('files.zoomIn')} onClick={() => move('zoomIn')}>
        <ZoomIn />
      </Tool>
      <Tool label={translate('files.fitWidth')} onClick={() => move('fitWidth')}>
        <FitWidth />
      </Tool>
      <Tool label={translate('files.rotate')} onClick={() => move('rotate')}>
        <RotateRight />
      </Tool>
      <Tooltip title={translate('files.download')}>
        <IconButton aria-label={translate('files.download')} component="a" href={fileUrl(file.id)} download={file.name}>
          <Download />
        </IconButton>
      </Tooltip>
    </Stack>
  )
}

interface ToolProps {
  readonly label: string
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function Tool({ label, disabled = false, onClick, children }: ToolProps) {
  return (
    <Tooltip title={label}>
      <span>
        <IconButton aria-label={label} disabled={disabled} onClick={onClick}>
          {children}
        </IconButton>
      </span>
    </Tooltip>
  )
}

function PageInput({
  page,
  pages,
  goTo,
}: {
  readonly page: number
  readonly pages: number
  readonly goTo: (page: number) => void
}) {
  const translate = useTranslate()
  const [typed, setTyped] = useState(String(page))
  useEffect(() => setTyped(String(page)), [page])
  const go = () => {
    const wanted = Number(typed)
    if (Number.isSafeInteger(wanted)) goTo(wanted)
    setTyped(String(page))
  }
  return (
    <Stack direction="row" sx={{ gap: 0.5, alignItems: 'center' }}>
      <TextField
        size="small"
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onBlur={go}
        onKeyDown={event => event.key === 'Enter' && go()}
        slotProps={{
          htmlInput: {
            'aria-label': translate('files.page'),
            inputMode: 'numeric',
            style: { width: 36, textAlign: 'right', padding: '4px 6px' },
          },
        }}
      />
      <Typography variant="body2">/ {pages}</Typography>
    </Stack>
  )
}
