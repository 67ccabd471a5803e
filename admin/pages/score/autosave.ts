import { HttpError } from 'ra-core'
import { SAVE_DRAFTS } from '../../documents/scoreDesk.ts'
import { command, RefusalError } from '../../graphqlClient.ts'
import { backoff, type LocalDraft, sortRefused, toInput } from './draftQueue.ts'
import { forgetDrafts, keepDraft } from './localDrafts.ts'

const QUIET_MS = 500
const BATCH = 200
const SIGNED_OUT = 401

/** Where everything typed is. */
export interface SaveState {
  readonly phase: 'saved' | 'saving' | 'offline' | 'signedOut'
  /** When the server last confirmed, milliseconds of the browser's clock. */
  readonly savedAt: number | null
  /** Drafts that no server has yet. */
  readonly waiting: number
  /** Some of them are in this page only: the browser keeps nothing. */
  readonly isOnlyHere: boolean
  /** What can never be sent: the sheet was submitted or taken away, or the text is refused. */
  readonly lost: readonly LocalDraft[]
}

const keyOf = ({ sheetId, indicatorCode }: LocalDraft) => `${sheetId} ${indicatorCode}`

/**
 * Every draft into the browser's database at once and to the server in batches: half a second of quiet, one batch in
 * flight, again with growing pauses when the connection fails. Nothing is forgotten before the server has confirmed it.
 */
export class Autosave {
  state: SaveState = { phase: 'saved', savedAt: null, waiting: 0, isOnlyHere: false, lost: [] }
  readonly #waiting = new Map<string, LocalDraft>()
  /** What the browser would not keep. */
  readonly #unkept = new Set<string>()
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #flight: Promise<void> | null = null
  #failures = 0
  #isStopped = false

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): SaveState => this.state

  #tell(part: Partial<SaveState>): void {
    this.state = { ...this.state, ...part, waiting: this.#waiting.size, isOnlyHere: this.#unkept.size > 0 }
    for (const listener of this.#listeners) listener()
  }

  /** Keeps a draft and sends it soon. */
  put(draft: LocalDraft): void {
    const key = keyOf(draft)
    keepDraft(draft).then(
      () => this.#unkept.delete(key) && this.#tell({}),
      () => {
        this.#unkept.add(key)
        this.#tell({})
      },
    )
    if (draft.afterwards) return
    this.#waiting.set(key, draft)
    this.#tell(this.state.phase === 'saved' ? { phase: 'saving' } : {})
    if (this.#failures === 0) this.#plan(QUIET_MS)
  }

  /** Drafts found in the browser's database: sent as if just typed. */
  resume(drafts: readonly LocalDraft[]): void {
    for (const draft of drafts) this.#waiting.set(keyOf(draft), draft)
    if (drafts.length > 0) this.#tell({ phase: 'saving' })
    if (drafts.length > 0) this.#plan(0)
  }

  has(key: string): boolean {
    return this.#waiting.has(key)
  }

  /** Tells of drafts that can never be sent. */
  lose(drafts: readonly LocalDraft[]): void {
    if (drafts.length === 0) return
    for (const draft of drafts) this.#waiting.delete(keyOf(draft))
    const keys = new Set(drafts.map(keyOf))
    this.#tell({ lost: [...this.state.lost.filter(old => !keys.has(keyOf(old))), ...drafts] })
  }

  /** The person has read what was lost. */
  async dismissLost(): Promise<void> {
    const { lost } = this.state
    this.#tell({ lost: [] })
    await forgetDrafts(lost).catch(() => undefined)
  }

  /** Sends now. @returns whether the server has everything */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    while (this.#waiting.size > 0 || this.#flight) {
      const failed = this.#failures
      await this.#send()
      if (this.#failures > failed) return false
    }
    return true
  }

  /** The connection is back, or somebody signed in again. */
  readonly retry = (): void => {
    if (this.#waiting.size > 0) this.#plan(0)
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  #plan(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#send(), ms)
  }

  #send(): Promise<void> {
    this.#flight ??= this.#sendBatch().finally(() => {
      this.#flight = null
      if (this.#waiting.size > 0) this.#plan(this.#failures > 0 ? backoff(this.#failures) : QUIET_MS)
    })
    return this.#flight
  }

  async #sendBatch(): Promise<void> {
    const batch = [...this.#waiting.values()].slice(0, BATCH)
    if (batch.length === 0) return
    if (this.#failures === 0) this.#tell({ phase: 'saving' })
    try {
      await command('saveDrafts', SAVE_DRAFTS, { drafts: batch.map(toInput) })
      this.#confirm(batch)
    } catch (error) {
      this.#refused(batch, error)
    }
  }

  #confirm(batch: readonly LocalDraft[]): void {
    this.#failures = 0
    for (const draft of batch) {
      if (this.#waiting.get(keyOf(draft)) !== draft) continue
      this.#waiting.delete(keyOf(draft))
      this.#unkept.delete(keyOf(draft))
    }
    this.#tell({ phase: this.#waiting.size > 0 ? 'saving' : 'saved', savedAt: Date.now() })
    forgetDrafts(batch).catch(() => undefined)
  }

  #refused(batch: readonly LocalDraft[], error: unknown): void {
    if (error instanceof RefusalError) {
      const { gone, wrong } = sortRefused(batch, error.violations)
      if (gone.length + wrong.length > 0) {
        this.lose([...gone, ...wrong])
        if (this.#waiting.size === 0) this.#tell({ phase: 'saved' })
        return
      }
    }
    this.#failures += 1
    const status = error instanceof HttpError ? error.status : 0
    const isOut =
      status === SIGNED_OUT || (error instanceof RefusalError && error.violations[0]?.code === 'notSignedIn')
    this.#tell({ phase: isOut ? 'signedOut' : 'offline' })
  }
}
