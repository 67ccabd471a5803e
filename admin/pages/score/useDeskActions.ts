import { useTranslate } from 'ra-core'
import { useCallback, useMemo, useRef, useState } from 'react'
import { points } from '../../formats.ts'
import { isReasonDue } from './deskItems.ts'
import type { DeskStore } from './deskStore.ts'
import { centiOf, pointsText } from './entry.ts'
import type { DeskAction } from './keyMap.ts'
import { itemName } from './useDesk.ts'

/** What lies over the desk. */
export type DeskDialog = 'reason' | 'ask' | 'help' | 'submit' | 'questions' | null

export interface DeskActions {
  readonly dialog: DeskDialog
  readonly open: (dialog: DeskDialog) => void
  /** Does what a key or button stands for. */
  readonly act: (action: DeskAction, key?: string) => void
  /** Takes an item into work, unless the present one may not be left. */
  readonly go: (key: string | null) => void
  /** Tells readers of the screen, and whoever looks. */
  readonly say: (text: string) => void
  readonly voice: React.RefObject<HTMLParagraphElement | null>
}

/** The verbs of the desk, for keys and buttons alike. */
export function useDeskActions(store: DeskStore): DeskActions {
  const translate = useTranslate()
  const [dialog, open] = useState<DeskDialog>(null)
  const voice = useRef<HTMLParagraphElement>(null)
  const say = useCallback((text: string) => {
    if (voice.current) voice.current.textContent = text
  }, [])
  const go = useCallback(
    (key: string | null) => {
      const item = store.item(store.current)
      const fault = key === store.current ? null : store.fault()
      if (item && fault === 'points') say(translate('score.said.points', { max: item.indicator.points }))
      else if (item && fault === 'reason') {
        say(translate('score.said.reason', { percent: item.reasonPercent }))
        open('reason')
      } else if (key !== null) {
        const next = store.item(key)
        store.select(key)
        if (next)
          say(
            translate('score.said.now', {
              supplier: next.sheet.supplierName,
              subject: next.sheet.subjectName,
              name: itemName(next),
            }),
          )
      }
    },
    [store, translate, say],
  )
  const act = useMemo(() => {
    const verbs = verbsOf(store, { translate, say, go, open })
    return (action: DeskAction, key = '') => verbs[action](key)
  }, [store, translate, say, go])
  return { dialog, open, act, go, say, voice }
}

interface Tools {
  readonly translate: ReturnType<typeof useTranslate>
  readonly say: (text: string) => void
  readonly go: (key: string | null) => void
  readonly open: (dialog: DeskDialog) => void
}

function verbsOf(store: DeskStore, tools: Tools): Readonly<Record<DeskAction, (key: string) => void>> {
  const { translate, say, go, open } = tools
  const typed = () => {
    const item = store.item(store.current)
    if (!item) return
    const centi = centiOf(item, store.entry(item.key))
    say(
      centi === null
        ? translate('score.said.points', { max: item.indicator.points })
        : translate('score.said.typed', { name: itemName(item), points: points(centi) }),
    )
  }
  const file = (step: number) => {
    const shown = store.stepFile(step)
    if (shown) say(shown.file.name)
  }
  return {
    next: () => go(store.neighbour(1)),
    previous: () => go(store.neighbour(-1)),
    accept: () => accept(store, tools),
    reason: () => {
      const item = store.item(store.current)
      if (item && (item.sheet.status === 'assigned' || isReasonDue(item))) open('reason')
    },
    flag: () => flag(store, tools),
    ask: () => store.item(store.current) && open('ask'),
    nextFile: () => file(1),
    previousFile: () => file(-1),
    nextOpen: () => {
      const next = store.nextOpen()
      if (next === null) say(translate('score.said.allDone'))
      else go(next)
    },
    undo: () => {
      const item = store.item(store.undo())
      say(item ? translate('score.said.undone', { name: itemName(item) }) : translate('score.said.nothing'))
    },
    help: () => open('help'),
    submit: () => open('submit'),
    type: key => void (store.type(key === '。' ? '.' : key) && typed()),
    erase: () => void (store.erase() && typed()),
  }
}

/** Takes the proposal where nothing is typed, then goes on; stays where there is neither. */
function accept(store: DeskStore, { translate, say, go }: Tools): void {
  const item = store.item(store.current)
  if (!item) return
  const proposed = item.answer?.proposedCenti ?? null
  const isBlank = item.sheet.status === 'assigned' && store.entry(item.key).text === ''
  if (isBlank && proposed === null) {
    say(translate('score.said.noProposal'))
    return
  }
  if (isBlank) store.change(item.key, { text: pointsText(proposed) })
  go(store.neighbour(1))
  if (isBlank) say(translate('score.said.accepted', { name: itemName(item), points: points(proposed) }))
}

function flag(store: DeskStore, { translate, say }: Tools): void {
  const key = store.current
  if (key === null) return
  const flagged = !store.entry(key).flagged
  if (store.change(key, { flagged })) say(translate(flagged ? 'score.said.flagged' : 'score.said.unflagged'))
}
