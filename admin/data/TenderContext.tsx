import { useStore } from 'ra-core'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { completePack, isStoredPack } from '#domain/olderPack.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { Tender } from '../contract/index.ts'
import { START_TENDER } from '../documents/registers.ts'
import { TENDER_FRAME, TENDERS } from '../documents/tender.ts'
import { type Asked, useAsk, useFirst, usePage } from './useAsk.ts'
import { useMe } from './useMe.ts'

type Headline = Pick<Tender, 'id' | 'code' | 'title' | 'stage' | 'isRehearsal' | 'now' | 'pause' | 'stages'>

interface TenderChoice {
  readonly tenders: readonly Headline[]
  readonly tenderId: string | null
  readonly choose: (id: string) => void
  readonly isLoading: boolean
}

const Choice = createContext<TenderChoice>({ tenders: [], tenderId: null, choose: () => undefined, isLoading: true })

interface Start {
  readonly dashboard: { readonly tender: { readonly id: string } | null }
}

/** The tender in which something waits for the person, asked once: work done must not move them to another one. */
function useStartTender(isSignedIn: boolean): { readonly id: string | null; readonly isLoading: boolean } {
  const [start, setStart] = useState<string | null>(null)
  const asked = useAsk<Start>(START_TENDER, {}, { enabled: isSignedIn && start === null })
  const named = asked.data?.dashboard.tender?.id ?? null
  useEffect(() => setStart(old => old ?? named), [named])
  return { id: start ?? named, isLoading: asked.isLoading }
}

/** Knows the tenders the person takes part in and the one they work on: the last chosen, else where something waits. */
export function TenderProvider({ children }: { readonly children: ReactNode }) {
  const me = useMe()
  const [stored, choose] = useStore<string>(`bencao.tender.${me?.id ?? ''}`, '')
  const start = useStartTender(Boolean(me))
  const asked = usePage<Headline>(
    'tenders',
    TENDERS,
    { page: 1, perPage: 100, sort: 'createdAt', order: 'DESC' },
    { everyMs: 60_000 },
  )
  const tenders = asked.data?.items
  const value = useMemo(() => {
    const list = tenders ?? []
    const chosen = [stored, start.id].map(id => list.find(tender => tender.id === id)).find(one => one !== undefined)
    const isLoading = asked.isLoading || start.isLoading
    const tenderId = chosen?.id ?? (isLoading ? null : (list[0]?.id ?? null))
    return { tenders: list, tenderId, choose, isLoading }
  }, [tenders, stored, start.id, start.isLoading, choose, asked.isLoading])
  return <Choice.Provider value={value}>{children}</Choice.Provider>
}

/** The tender in work and the others to choose from. */
export function useTenderChoice(): TenderChoice {
  return useContext(Choice)
}

/** One tender as every participant sees it. */
export function useTender(id: string | null): Asked<Tender | null> {
  return useFirst<Tender>('tenders', TENDER_FRAME, { ids: [id] }, { enabled: id !== null, everyMs: 30_000 })
}

/**
 * The tender's own rules; other rules are never shown in their place.
 * @throws Error for a tender without rules, which the server knows none of
 */
export function rulesOf(tender: Tender): RulePack {
  const content = tender.rulePack?.content
  if (!isStoredPack(content)) throw new Error(`the tender ${tender.code} has no rules`)
  return completePack(content)
}
