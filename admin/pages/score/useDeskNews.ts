import { useEffect, useRef } from 'react'
import { useAsk } from '../../data/useAsk.ts'
import { DESK_NEWS } from '../../documents/scoreDesk.ts'
import type { DeskNews } from './SignPanel.tsx'

const NEWS_MS = 30_000

/**
 * What moves without the expert; null until it is known. The list of sheets is long: it is asked for again only when
 * sheets were dealt or voided, or reasons became due, meanwhile.
 */
export function useDeskNews(tenderId: string, reload: () => unknown): DeskNews | null {
  const news = useAsk<DeskNews>(DESK_NEWS, { tenderId }, { everyMs: NEWS_MS }).data ?? null
  const counted = news?.reviewStatements.map(one => [one.phase, one.sheets, one.open, one.reasonsDue, one.hash])
  const state = counted ? JSON.stringify(counted) : null
  const known = useRef(state)
  useEffect(() => {
    if (state !== null && known.current !== null && state !== known.current) void reload()
    if (state !== null) known.current = state
  }, [state, reload])
  return news
}
