import { useEffect, useState } from 'react'

/** Whether this window may write: 'mine', 'taken' by another window, or not known yet. */
export type TabState = 'asking' | 'mine' | 'taken'

interface OneTab {
  readonly state: TabState
  /** Takes the desk from the other window, which then only reads. */
  readonly take: () => void
}

/** A page drawn anew, as after a change of language, asks before its own old lock is gone: a moment later it is. */
const TRIES = 3
const AGAIN_MS = 100

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
    let timer: ReturnType<typeof setTimeout> | undefined
    let tries = 0
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (isGone) return
      if (lock) setState('mine')
      else if (tries < TRIES) timer = setTimeout(ask, AGAIN_MS)
      else setState('taken')
      return lock ? new Promise<void>(resolve => (release = resolve)) : undefined
    }
    const ask = () => {
      tries += 1
      // ifAvailable and steal exclude each other.
      const options = turn === 0 ? { ifAvailable: true } : { steal: true }
      navigator.locks.request(name, options, hold).catch(() => !isGone && setState('taken'))
    }
    ask()
    return () => {
      isGone = true
      clearTimeout(timer)
      release()
    }
  }, [name, turn])
  return { state, take: () => setTurn(old => old + 1) }
}
