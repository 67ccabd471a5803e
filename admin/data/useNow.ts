import { useEffect, useMemo, useState } from 'react'

/** The server's present time, ticking from the instant it last told us; never the browser's own clock. */
export function useNow(serverNow: string | null | undefined, everyMs = 1000): number | null {
  const base = useMemo(
    () => (serverNow ? { server: new Date(serverNow).getTime(), local: performance.now() } : null),
    [serverNow],
  )
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick(count => count + 1), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return base ? base.server + (performance.now() - base.local) : null
}
