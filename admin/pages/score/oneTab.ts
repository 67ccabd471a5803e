import { useEffect, useState } from 'react'

/** Whether this window may write: 'mine', 'taken' by another window, or not known yet. */
export type TabState = 'asking' | 'mine' | 'taken'

interface OneTab {
  readonly state: TabState
  /** Takes the desk from the other window, which then only reads. */
  readonly take: () => void
}

/** One window per person and browser writes; the lock ends with the window, whatever ends it. */
export function useOneTab(name: string): OneTab {
  const [state, setState] = useState<TabState>('asking')
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (!navigator.locks) {
      setState('mine')
      return
    }
    let release: () => void = () => undefined
    let isGone = false
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (isGone) return
      setState(lock ? 'mine' : 'taken')
      return lock ? new Promise<void>(resolve => (release = resolve)) : undefined
    }
    // ifAvailable and steal exclude each other.
    const options = turn === 0 ? { ifAvailable: true } : { steal: true }
    navigator.locks.request(name, options, hold).catch(() => !isGone && setState('taken'))
    return () => {
      isGone = true
      release()
    }
  }, [name, turn])
  return { state, take: () => setTurn(old => old + 1) }
}
