import { Box } from '@mui/material'
import { useTranslate } from 'ra-core'
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from 'react'

const KEPT = 'bencao.score.evidenceWidth'
const LEAST = 280
const MOST = 1000
const STEP = 32
/** What list and item need beside the evidence. */
const OTHERS = 640

const within = (width: number, most = MOST) => Math.max(LEAST, Math.min(most, width))

/** The width of the evidence, remembered by the browser. */
export function useSplit() {
  const [width, set] = useState(() => within(Number(localStorage.getItem(KEPT) ?? 460) || 460))
  const setWidth = (wanted: number) => {
    set(wanted)
    localStorage.setItem(KEPT, String(wanted))
  }
  return { width, setWidth }
}

interface SplitHandleProps {
  readonly width: number
  readonly setWidth: (width: number) => void
  readonly frame: RefObject<HTMLDivElement | null>
}

/** Drawn with the pointer, or moved with the arrow keys. */
export function SplitHandle({ width, setWidth, frame }: SplitHandleProps) {
  const translate = useTranslate()
  const most = () => Math.min(MOST, (frame.current?.clientWidth ?? MOST) - OTHERS)
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const right = frame.current?.getBoundingClientRect().right ?? 0
    setWidth(within(right - event.clientX, most()))
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    setWidth(within(width + (event.key === 'ArrowLeft' ? STEP : -STEP), most()))
  }
  return (
    <Box
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={translate('score.evidence.width')}
      aria-valuenow={Math.round(width)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
      sx={{
        width: 12,
        mx: 0.5,
        cursor: 'col-resize',
        touchAction: 'none',
        borderRadius: 1,
        '&::after': { content: '""', display: 'block', width: 2, height: '100%', mx: 'auto', bgcolor: 'divider' },
        '&:hover::after, &:focus-visible::after': { bgcolor: 'primary.main' },
      }}
    />
  )
}
