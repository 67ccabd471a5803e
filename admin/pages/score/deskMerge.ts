import type { DeskItem } from './deskItem.ts'
import { itemKey } from './deskItems.ts'
import { type LocalDraft, newer } from './draftQueue.ts'
import { EMPTY_ENTRY, type Entry, pointsText } from './entry.ts'

/** What the desk starts from: the newer of what the server and the browser have, and what becomes of the rest. */
export interface Merged {
  readonly entries: ReadonlyMap<string, Entry>
  /** Local drafts that the server does not have. */
  readonly resend: readonly LocalDraft[]
  /** Local drafts of sheets that are submitted or taken away, unless the submission says the same. */
  readonly lost: readonly LocalDraft[]
  /** Local drafts that are of no use any more. */
  readonly stale: readonly LocalDraft[]
  /** How many of these gave way to something newer from elsewhere. */
  readonly replaced: number
}

const entryOf = ({ text, reason, flagged }: Entry): Entry => ({ text, reason, flagged })

function submitted({ given }: DeskItem): Entry {
  return { text: pointsText(given?.pointsCenti), reason: given?.reason ?? '', flagged: false }
}

function drafted(item: DeskItem): Entry {
  const draft = item.sheet.drafts.find(one => one.indicatorCode === item.indicator.code)
  if (!draft) return EMPTY_ENTRY
  return { text: pointsText(draft.pointsCenti), reason: draft.reason ?? '', flagged: draft.flagged }
}

const isSame = (a: Entry, b: Entry) => a.text === b.text && a.reason === b.reason && a.flagged === b.flagged

/** Merges the drafts kept in the browser into the items as the server has them. */
export function mergeDrafts(items: readonly DeskItem[], kept: readonly LocalDraft[]): Merged {
  const local = new Map(kept.map(draft => [itemKey(draft.sheetId, draft.indicatorCode), draft]))
  const entries = new Map<string, Entry>()
  const resend: LocalDraft[] = []
  const lost: LocalDraft[] = []
  const stale: LocalDraft[] = []
  let replaced = 0
  for (const item of items) {
    const draft = local.get(item.key)
    local.delete(item.key)
    if (item.sheet.status !== 'assigned') {
      const entry = submitted(item)
      const isReason = draft?.afterwards === true && item.given?.reasonDue === true
      entries.set(item.key, isReason ? { ...entry, reason: draft.reason } : entry)
      if (!draft || isReason) continue
      const isKnown = draft.afterwards || (draft.text === entry.text && draft.reason.trim() === entry.reason.trim())
      ;(isKnown ? stale : lost).push(draft)
      continue
    }
    const fromServer = drafted(item)
    const server = item.sheet.drafts.find(one => one.indicatorCode === item.indicator.code)
    const wins = draft && !draft.afterwards && newer(draft, server) === 'local'
    entries.set(item.key, wins ? entryOf(draft) : fromServer)
    if (wins) resend.push(draft)
    else if (draft) {
      stale.push(draft)
      if (!isSame(entryOf(draft), fromServer)) replaced += 1
    }
  }
  return { entries, resend, lost: [...lost, ...local.values()], stale, replaced }
}
