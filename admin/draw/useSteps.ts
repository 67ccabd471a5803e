import useMediaQuery from '@mui/material/useMediaQuery'
import { useCallback, useEffect, useState } from 'react'

/** Something that is shown step by step, at its own pace. */
export interface Steps {
  readonly shown: number
  readonly isOver: boolean
  readonly again: () => void
  readonly skip: () => void
}

/**
 * Counts from none to `total`, one step each `everyMs`; all at once for people who want no motion.
 * @param isHeld waits for something else to be over first
 */
export function useSteps(total: number, everyMs: number, isHeld = false): Steps {
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)', { noSsr: true })
  const [shown, setShown] = useState(isStill ? total : 0)
  const isOver = shown >= total
  useEffect(() => {
    if (isOver || isHeld) return
    const timer = setInterval(() => setShown(count => (isStill ? total : count + 1)), isStill ? 0 : everyMs)
    return () => clearInterval(timer)
  }, [isOver, isHeld, isStill, total, everyMs])
  const again = useCallback(() => setShown(isStill ? total : 0), [isStill, total])
  const skip = useCallback(() => setShown(total), [total])
  return { shown, isOver, again, skip }
}
