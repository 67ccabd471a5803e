import { useCallback, useState } from 'react'

/** How a file is looked at. */
export interface ViewState {
  readonly page: number
  /** 1 is the width of the window. */
  readonly zoom: number
  /** Degrees, clockwise: 0, 90, 180 or 270. */
  readonly rotation: number
}

const FIRST: ViewState = { page: 1, zoom: 1, rotation: 0 }
const ZOOM_MIN = 0.25
const ZOOM_MAX = 6
const ZOOM_STEP = 1.25

const keyOf = (fileId: string) => `bencao.view.${fileId}`

function read(fileId: string): ViewState {
  try {
    const kept: Partial<ViewState> = JSON.parse(localStorage.getItem(keyOf(fileId)) ?? '{}')
    return { ...FIRST, ...kept }
  } catch {
    return FIRST
  }
}

/** What a person can do with a file that is shown. */
export type ViewMove = 'next' | 'previous' | 'zoomIn' | 'zoomOut' | 'fitWidth' | 'rotate'

function moved(view: ViewState, move: ViewMove, pages: number): ViewState {
  switch (move) {
    case 'next':
      return { ...view, page: Math.min(pages, view.page + 1) }
    case 'previous':
      return { ...view, page: Math.max(1, view.page - 1) }
    case 'zoomIn':
      return { ...view, zoom: Math.min(ZOOM_MAX, view.zoom * ZOOM_STEP) }
    case 'zoomOut':
      return { ...view, zoom: Math.max(ZOOM_MIN, view.zoom / ZOOM_STEP) }
    case 'fitWidth':
      return { ...view, zoom: 1 }
    case 'rotate':
      return { ...view, rotation: (view.rotation + 90) % 360 }
  }
}

/** Page, zoom and rotation of a file; the browser remembers them. `firstPage` is where it opens the first time. */
export function useViewState(fileId: string, pages: number, firstPage = 1) {
  const [view, setView] = useState(() =>
    localStorage.getItem(keyOf(fileId)) === null ? { ...FIRST, page: firstPage } : read(fileId),
  )
  const keep = useCallback(
    (change: (old: ViewState) => ViewState) =>
      setView(old => {
        const next = change(old)
        localStorage.setItem(keyOf(fileId), JSON.stringify(next))
        return next
      }),
    [fileId],
  )
  const move = useCallback((how: ViewMove) => keep(old => moved(old, how, pages)), [keep, pages])
  const goTo = useCallback(
    (page: number) => keep(old => ({ ...old, page: Math.min(pages, Math.max(1, page)) })),
    [keep, pages],
  )
  return { view: { ...view, page: Math.min(view.page, Math.max(1, pages)) }, move, goTo }
}
