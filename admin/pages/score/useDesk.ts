import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { DeskSheet, Tender } from '../../contract/index.ts'
import { rulesOf } from '../../data/TenderContext.tsx'
import { type Asked, useAll } from '../../data/useAsk.ts'
import { DESK_SHEETS } from '../../documents/scoreDesk.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { Autosave } from './autosave.ts'
import type { DeskItem } from './deskItem.ts'
import { deskItems, isOpen } from './deskItems.ts'
import { mergeDrafts } from './deskMerge.ts'
import { DeskStore } from './deskStore.ts'
import type { LocalDraft } from './draftQueue.ts'
import type { Entry } from './entry.ts'
import { forgetDrafts, keptDrafts } from './localDrafts.ts'
import { type TabState, useOneTab } from './oneTab.ts'
import { askServerClock, serverNow } from './serverClock.ts'
import { addMoves, movesBetween, NO_MOVES, type SheetMoves } from './sheetMoves.ts'

/** The desk of one expert in one tender. */
export interface Desk {
  readonly asked: Asked<readonly DeskSheet[]>
  readonly store: DeskStore
  readonly autosave: Autosave
  readonly tab: TabState
  readonly takeTab: () => void
  /** The first items are in the store. */
  readonly isReady: boolean
  /** Drafts of this browser that gave way to newer ones from elsewhere. */
  readonly replaced: number
  /** What was dealt, unlocked or taken away since the desk was opened, or since this was read. */
  readonly moves: SheetMoves
  readonly readMoves: () => void
  /** Asks the server for everything anew. */
  readonly reload: () => Promise<unknown>
}

/** How an item is called in a message. */
export const itemName = ({ indicator }: DeskItem): string => `${indicator.code} ${indicator.name[currentLocale()]}`

function draftOf(item: DeskItem, entry: Entry, login: string, tenderId: string): LocalDraft {
  const { code, points } = item.indicator
  return {
    ...entry,
    login,
    tenderId,
    sheetId: item.sheet.id,
    indicatorCode: code,
    name: `${item.sheet.supplierName} · ${item.sheet.subjectName} · ${itemName(item)}`,
    maximum: points,
    changedAt: serverNow(),
    baseAt: item.sheet.drafts.find(one => one.indicatorCode === code)?.updatedAt ?? null,
    afterwards: !isOpen(item),
  }
}

/** Loads the items, keeps what is typed, and lets one window at a time write. */
export function useDesk(tender: Tender, login: string): Desk {
  const asked = useAll<DeskSheet>('reviewSheets', DESK_SHEETS, { tenderId: tender.id })
  const { state: tab, take } = useOneTab(`bencao-score-${login}`)
  const [store] = useState(() => new DeskStore())
  const [autosave] = useState(() => new Autosave())
  const [loaded, setLoaded] = useState({ isReady: false, replaced: 0 })
  const known = useRef(new Set<string>())
  const queryClient = useQueryClient()
  const tenderId = tender.id
  const content = tender.rulePack?.content
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pack is new with every answer, its content is not
  const rules = useMemo(() => rulesOf(tender), [JSON.stringify(content)])
  const sheets = asked.data
  const { moves, readMoves } = useMoves(sheets)
  useLifecycle(autosave)
  useEffect(() => {
    if (tab === 'taken') known.current.clear()
  }, [tab])
  useEffect(() => {
    if (!sheets || tab === 'asking') return
    let isGone = false
    const items = deskItems(sheets, rules)
    void keptDrafts(login).then(all => {
      if (isGone) return
      const kept = all.filter(draft => draft.tenderId === tenderId)
      const merged = mergeDrafts(items, kept)
      const statusOf = new Map(items.map(item => [item.key, item.sheet.status]))
      const isNew = (key: string) => !known.current.has(`${key} ${statusOf.get(key)}`)
      // What was typed since the question was sent is newer than its answer.
      store.load(items, new Map([...merged.entries].filter(([key]) => isNew(key) && !autosave.has(key))))
      if (tab === 'mine') {
        const ofTender = (draft: LocalDraft) => isNew(`${draft.sheetId} ${draft.indicatorCode}`)
        autosave.resume(merged.resend.filter(ofTender))
        autosave.lose(merged.lost)
        void forgetDrafts(merged.stale.filter(ofTender)).catch(() => undefined)
      }
      // A window that only reads shows whatever comes.
      if (tab === 'mine') known.current = new Set(items.map(item => `${item.key} ${item.sheet.status}`))
      setLoaded(old => ({ isReady: true, replaced: Math.max(old.replaced, merged.replaced) }))
    })
    return () => {
      isGone = true
    }
  }, [sheets, rules, tab, login, tenderId, store, autosave])
  useEffect(() => {
    store.onChange = (item, entry) => autosave.put(draftOf(item, entry, login, tenderId))
  }, [store, autosave, login, tenderId])
  useEffect(() => {
    store.isWritable = tab === 'mine' && tender.stage === 'review'
  }, [store, tab, tender.stage])
  const reload = () => queryClient.invalidateQueries()
  // What the other window saved is asked for before this one writes.
  const takeTab = () => void reload().then(take)
  return { asked, store, autosave, tab, takeTab, ...loaded, moves, readMoves, reload }
}

function useMoves(sheets: readonly DeskSheet[] | undefined) {
  const before = useRef<readonly DeskSheet[] | null>(null)
  const [moves, setMoves] = useState(NO_MOVES)
  useEffect(() => {
    if (!sheets) return
    const since = before.current
    before.current = sheets
    if (since) setMoves(old => addMoves(old, movesBetween(since, sheets)))
  }, [sheets])
  return { moves, readMoves: () => setMoves(NO_MOVES) }
}

function useLifecycle(autosave: Autosave): void {
  useEffect(() => {
    void askServerClock()
    window.addEventListener('online', autosave.retry)
    window.addEventListener('focus', autosave.retry)
    return () => {
      window.removeEventListener('online', autosave.retry)
      window.removeEventListener('focus', autosave.retry)
      void autosave.flush().finally(() => autosave.stop())
    }
  }, [autosave])
}
