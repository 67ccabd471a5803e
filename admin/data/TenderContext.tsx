import { useStore } from 'ra-core'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { DEFAULT_RULE_PACK, type RulePack } from '#domain/rulePack.ts'
import type { Tender } from '../contract/index.ts'
import { TENDER_FRAME, TENDERS } from '../documents/tender.ts'
import { type Asked, useFirst, usePage } from './useAsk.ts'

type Headline = Pick<Tender, 'id' | 'code' | 'title' | 'stage' | 'isRehearsal' | 'now' | 'stages'>

interface TenderChoice {
  readonly tenders: readonly Headline[]
  readonly tenderId: string | null
  readonly choose: (id: string) => void
  readonly isLoading: boolean
}

const Choice = createContext<TenderChoice>({ tenders: [], tenderId: null, choose: () => undefined, isLoading: true })

/** Knows the tenders the person takes part in and the one they work on: the last chosen, else the newest. */
export function TenderProvider({ children }: { readonly children: ReactNode }) {
  const [stored, choose] = useStore<string>('bencao.tender', '')
  const asked = usePage<Headline>(
    'tenders',
    TENDERS,
    { page: 1, perPage: 100, sort: 'createdAt', order: 'DESC' },
    { everyMs: 60_000 },
  )
  const tenders = asked.data?.items
  const value = useMemo(() => {
    const list = tenders ?? []
    const chosen = list.find(tender => tender.id === stored) ?? list[0]
    return { tenders: list, tenderId: chosen?.id ?? null, choose, isLoading: asked.isLoading }
  }, [tenders, stored, choose, asked.isLoading])
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

function isRulePack(value: unknown): value is RulePack {
  return typeof value === 'object' && value !== null && 'indicators' in value && 'review' in value
}

/** The rules of a tender; the defaults until a pack is published. */
export function rulesOf(tender: Tender | null | undefined): RulePack {
  const content = tender?.rulePack?.content
  return isRulePack(content) ? content : DEFAULT_RULE_PACK
}
