import type { DeskEvidence } from '../../contract/index.ts'
import type { DeskItem } from './deskItem.ts'
import { type DeskFilter, filterItems, isOpen, isReasonDue, NO_FILTER } from './deskItems.ts'
import { EMPTY_ENTRY, type Entry, isDone, isReasonMissing, isUnreadable } from './entry.ts'

const UNDO_MAX = 200

/** Figures over all items. */
export interface DeskCounts {
  readonly all: number
  readonly done: number
  /** Submitted items whose reason is asked for: not written, and written but not handed in. */
  readonly reasonsOpen: number
  readonly reasonsWritten: number
}

interface Change {
  readonly key: string
  readonly before: Entry
}

/**
 * The desk outside React: items, what is typed, the item in work. A row reads its own entry, so that a key press paints
 * two rows and not a thousand.
 */
export class DeskStore {
  items: readonly DeskItem[] = []
  /** What the filter showed when it was set: an item does not vanish under the hand that finishes it. */
  visible: readonly DeskItem[] = []
  filter: DeskFilter = NO_FILTER
  current: string | null = null
  /** The file looked at; it stays open while the next items have it too. */
  fileId: string | null = null
  /** Not in a second window, and only during the review. */
  isWritable = false
  /** When items were done, for the pace. */
  doneAt: number[] = []
  /** Told of every change of an entry. */
  onChange: (item: DeskItem, entry: Entry) => void = () => undefined
  readonly #entries = new Map<string, Entry>()
  readonly #byKey = new Map<string, DeskItem>()
  readonly #listeners = new Set<() => void>()
  readonly #undo: Change[] = []
  #counts: DeskCounts | null = null
  /** The item whose points are being typed: the next digit is added and does not start anew. */
  #typing: string | null = null

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly entry = (key: string): Entry => this.#entries.get(key) ?? EMPTY_ENTRY

  item(key: string | null): DeskItem | null {
    return key === null ? null : (this.#byKey.get(key) ?? null)
  }

  /** Items as the server has them now, with the entries that count; the item in work stays in work. */
  load(items: readonly DeskItem[], entries: ReadonlyMap<string, Entry>): void {
    this.items = items
    this.#byKey.clear()
    for (const item of items) this.#byKey.set(item.key, item)
    for (const [key, entry] of entries) this.#entries.set(key, entry)
    // Who comes back goes on where work is left, such as in the re-review.
    this.current ??= items.find(item => !isDone(item, this.entry(item.key)))?.key ?? null
    this.#refilter()
    this.#tell()
  }

  setFilter(filter: DeskFilter): void {
    this.filter = filter
    this.#refilter()
    this.#tell()
  }

  #refilter(): void {
    this.visible = filterItems(this.items, this.filter, this.entry)
    if (!this.visible.some(item => item.key === this.current)) this.current = this.visible[0]?.key ?? null
  }

  /** Why the item in work may not be left yet; null if it may. */
  fault(): 'points' | 'reason' | null {
    const item = this.item(this.current)
    if (!item || !isOpen(item)) return null
    const entry = this.entry(item.key)
    if (isUnreadable(item, entry)) return 'points'
    return isReasonMissing(item, entry) ? 'reason' : null
  }

  /** Takes an item into work. */
  select(key: string): void {
    const left = this.item(this.current)
    const shown = left ? this.fileOf(left) : null
    if (shown) this.fileId = shown.file.id
    this.#typing = null
    this.current = key
    this.#tell()
  }

  /** The item so many places from the one in work; the ends hold. */
  neighbour(step: number): string | null {
    const at = this.visible.findIndex(item => item.key === this.current)
    const next = this.visible[Math.max(0, Math.min(this.visible.length - 1, at + step))]
    return next?.key ?? null
  }

  /** The next item that is not done, from the one in work on and around; null when all are. */
  nextOpen(): string | null {
    const at = this.visible.findIndex(item => item.key === this.current)
    const turned = [...this.visible.slice(at + 1), ...this.visible.slice(0, at + 1)]
    return turned.find(item => !isDone(item, this.entry(item.key)))?.key ?? null
  }

  /** Changes an entry, if it may be changed: points and mark while the sheet is open, a reason also where it is due. */
  change(key: string, part: Partial<Entry>): boolean {
    const item = this.item(key)
    const mayChange = item && (isOpen(item) || (isReasonDue(item) && Object.keys(part).join() === 'reason'))
    if (!item || !mayChange || !this.isWritable) return false
    this.#undo.push({ key, before: this.entry(key) })
    if (this.#undo.length > UNDO_MAX) this.#undo.shift()
    this.#set(item, { ...this.entry(key), ...part })
    return true
  }

  #set(item: DeskItem, entry: Entry): void {
    const before = isDone(item, this.entry(item.key))
    const after = isDone(item, entry)
    this.#entries.set(item.key, entry)
    if (after && !before) this.doneAt.push(Date.now())
    if (before && !after) this.doneAt.pop()
    this.onChange(item, entry)
    this.#tell()
  }

  /** A digit or point at the keyboard: the first one starts the points anew, the others follow. */
  type(sign: string): boolean {
    const { current } = this
    if (current === null) return false
    const text = this.#typing === current ? `${this.entry(current).text}${sign}` : sign
    if (text.length > 6 || !this.change(current, { text: text === '.' ? '0.' : text })) return false
    this.#typing = current
    return true
  }

  /** The evidence in view: the file looked at if the item has it, else its first. */
  fileOf(item: DeskItem): DeskEvidence | null {
    const all = item.answer?.evidence ?? []
    return all.find(one => one.file.id === this.fileId) ?? all[0] ?? null
  }

  /** The next or previous file of the item in work, around the ends. */
  stepFile(step: number): DeskEvidence | null {
    const item = this.item(this.current)
    const all = item?.answer?.evidence ?? []
    const shown = item ? this.fileOf(item) : null
    const at = all.findIndex(one => one.id === shown?.id)
    return this.showFile(all[(at + step + all.length) % all.length] ?? null)
  }

  showFile(evidence: DeskEvidence | null): DeskEvidence | null {
    if (evidence) this.fileId = evidence.file.id
    this.#tell()
    return evidence
  }

  /** Takes back the last sign of the points. */
  erase(): boolean {
    const { current } = this
    if (current === null) return false
    this.#typing = current
    return this.change(current, { text: this.entry(current).text.slice(0, -1) })
  }

  /** Takes back the last change; the item it belonged to is then in work. */
  undo(): string | null {
    const last = this.isWritable ? this.#undo.pop() : undefined
    const item = last ? this.item(last.key) : null
    if (!last || !item) return null
    this.current = last.key
    this.#typing = null
    this.#set(item, last.before)
    return last.key
  }

  readonly counts = (): DeskCounts => {
    const due = this.items.filter(isReasonDue)
    const reasonsOpen = due.filter(item => isReasonMissing(item, this.entry(item.key))).length
    this.#counts ??= {
      all: this.items.length,
      done: this.items.filter(item => isDone(item, this.entry(item.key))).length,
      reasonsOpen,
      reasonsWritten: due.length - reasonsOpen,
    }
    return this.#counts
  }

  #tell(): void {
    this.#counts = null
    for (const listener of this.#listeners) listener()
  }
}
