import { type RefObject, useLayoutEffect, useState } from 'react'

const LEAST_PX = 460
const MARGIN_PX = 24

/**
 * The height that is left from the top of an element to the lower edge of the window, px: what stands above it comes and goes,
 * such as the panel for signing.
 */
export function useRoomBelow(frame: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(LEAST_PX)
  useLayoutEffect(() => {
    function measure(): void {
      const top = (frame.current?.getBoundingClientRect().top ?? 0) + window.scrollY
      setHeight(Math.max(LEAST_PX, Math.floor(window.innerHeight - top - MARGIN_PX)))
    }
    const above = frame.current?.parentElement
    const observer = new ResizeObserver(measure)
    if (above) observer.observe(above)
    window.addEventListener('resize', measure)
    measure()
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [frame])
  return height
}
