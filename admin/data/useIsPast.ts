import { useEffect, useState } from 'react'

/** A timer may not wait longer than this; then it simply looks again. */
const LONGEST_WAIT_MS = 60_000

/** Whether an instant has passed by the server's clock; changes once, so a large table need not be drawn each second. */
export function useIsPast(until: string | null, serverNow: string): boolean {
  const [isPast, setPast] = useState(false)
  useEffect(() => {
    const base = { server: new Date(serverNow).getTime(), local: performance.now() }
    let timer: ReturnType<typeof setTimeout>
    function look() {
      if (until === null) return setPast(false)
      const left = new Date(until).getTime() - (base.server + performance.now() - base.local)
      setPast(left <= 0)
      if (left > 0) timer = setTimeout(look, Math.min(left, LONGEST_WAIT_MS))
    }
    look()
    return () => clearTimeout(timer)
  }, [until, serverNow])
  return isPast
}
