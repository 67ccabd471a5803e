import type { StoredFile, Violation } from '../contract/index.ts'
import { RefusalError } from '../graphqlClient.ts'
import { announce, drop, finish, sendPiece, Unreachable, type UploadState } from './fileServer.ts'
import { forgetFile, keepFile } from './keptFiles.ts'
import { PieceSizer } from './pieceSizer.ts'

/** Where an upload stands: reading and hashing, sending, paused by the person, waiting for the connection, being checked. */
export type UploadPhase = 'reading' | 'sending' | 'paused' | 'waiting' | 'checking' | 'stored' | 'known' | 'refused'

/** One upload as the screen shows it. */
export interface UploadEntry {
  readonly key: string
  readonly place: string
  readonly name: string
  readonly bytes: number
  readonly sent: number
  /** Bytes per second, null before anything can be said. */
  readonly rate: number | null
  readonly phase: UploadPhase
  readonly file: StoredFile | null
  readonly violations: readonly Violation[]
}

interface Work {
  entry: UploadEntry
  readonly source: File
  readonly login: string
  sha256: string | null
  upload: UploadState | null
  stop: AbortController
}

const RETRY_FIRST_MS = 1_000
const RETRY_MAX_MS = 30_000
const AT_ONCE = 2

const works = new Map<string, Work>()
const listeners = new Set<() => void>()
let entries: readonly UploadEntry[] = []
let serial = 0
let running = 0
const queue: (() => void)[] = []

const publish = () => {
  entries = [...works.values()].map(work => work.entry)
  for (const listener of listeners) listener()
}

/** For useSyncExternalStore: uploads go on while people leave the page. */
export const uploads = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  read: (): readonly UploadEntry[] => entries,
  /** Whether something of a place of the screen is not stored yet. */
  isBusy: (place: string): boolean => entries.some(entry => entry.place === place && !isOver(entry.phase)),
}

function set(work: Work, change: Partial<UploadEntry>): void {
  work.entry = { ...work.entry, ...change }
  if (works.has(work.entry.key)) publish()
}

/** Starts uploading a file that was chosen in a place of the screen. The same file is not begun twice there. */
export function startUpload(source: File, place: string, login: string): void {
  const isRunning = [...works.values()].some(
    ({ entry, source: other }) =>
      entry.place === place && other.name === source.name && other.size === source.size && !isOver(entry.phase),
  )
  if (isRunning) return
  const key = `upload-${serial++}`
  const entry: UploadEntry = {
    key,
    place,
    name: source.name,
    bytes: source.size,
    sent: 0,
    rate: null,
    phase: 'reading',
    file: null,
    violations: [],
  }
  const work: Work = { entry, source, login, sha256: null, upload: null, stop: new AbortController() }
  works.set(key, work)
  publish()
  void inTurn(() => drive(work))
}

const isOver = (phase: UploadPhase): boolean => phase === 'stored' || phase === 'known' || phase === 'refused'

async function inTurn(run: () => Promise<void>): Promise<void> {
  while (running >= AT_ONCE) await new Promise<void>(resolve => queue.push(resolve))
  running++
  try {
    await run()
  } finally {
    running--
    queue.shift()?.()
  }
}

/** Works an upload off until it is over or paused; a connection that fails is tried again and again. */
async function drive(work: Work): Promise<void> {
  let delayMs = RETRY_FIRST_MS
  for (;;) {
    const before = work.entry.sent
    try {
      await advance(work)
      return
    } catch (error) {
      if (work.stop.signal.aborted) return
      if (error instanceof RefusalError) return refuse(work, error)
      if (!(error instanceof Unreachable)) return refuse(work, new RefusalError([]))
      if (work.entry.sent > before) delayMs = RETRY_FIRST_MS
      set(work, { phase: 'waiting', rate: null })
      await online(delayMs, work.stop.signal)
      if (work.stop.signal.aborted) return
      delayMs = Math.min(RETRY_MAX_MS, delayMs * 2)
    }
  }
}

function refuse(work: Work, error: RefusalError): void {
  set(work, { phase: 'refused', violations: error.violations })
  forget(work)
}

function forget({ sha256, login, entry }: Work): void {
  if (sha256) void forgetFile({ sha256, login, place: entry.place })
}

async function advance(work: Work): Promise<void> {
  const { source, login, entry } = work
  if (work.sha256 === null) {
    work.sha256 = await sha256Of(source)
    await keepFile({ sha256: work.sha256, login, place: entry.place, file: source, keptAt: Date.now() })
  }
  const announced = await announce({ name: source.name, bytes: source.size, sha256: work.sha256 })
  if ('file' in announced) {
    set(work, { phase: 'known', sent: source.size, file: announced.file })
    forget(work)
    return
  }
  work.upload = announced.upload
  await send(work, announced.upload)
  set(work, { phase: 'checking', rate: null })
  const { file } = await finish(announced.upload.id)
  set(work, { phase: 'stored', file })
  forget(work)
}

async function send(work: Work, upload: UploadState): Promise<void> {
  const sizer = new PieceSizer()
  let { received } = upload
  set(work, { phase: 'sending', sent: received })
  while (received < work.source.size) {
    if (work.stop.signal.aborted) throw new DOMException('paused', 'AbortError')
    const piece = work.source.slice(received, received + sizer.next)
    const started = performance.now()
    const answer = await sendPiece(upload.id, received, piece, work.stop.signal)
    const rate = sizer.sent(piece.size, performance.now() - started)
    received = answer.received
    set(work, { sent: received, rate })
  }
}

async function sha256Of(source: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await source.arrayBuffer())
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** Waits a while, or until the browser says that it is connected again, or until the person pauses. */
function online(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, delayMs)
    window.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}

/** Stops sending; what has arrived stays. */
export function pauseUpload(key: string): void {
  const work = works.get(key)
  if (!work || isOver(work.entry.phase)) return
  work.stop.abort()
  set(work, { phase: 'paused', rate: null })
}

/** Goes on where a paused upload stood. */
export function resumeUpload(key: string): void {
  const work = works.get(key)
  if (work?.entry.phase !== 'paused') return
  work.stop = new AbortController()
  set(work, { phase: 'sending' })
  void inTurn(() => drive(work))
}

/** Takes an entry off the screen; an upload under way is given up. */
export function dismissUpload(key: string): void {
  const work = works.get(key)
  if (!work) return
  works.delete(key)
  work.stop.abort()
  if (!isOver(work.entry.phase) && work.upload) void drop(work.upload.id).catch(() => undefined)
  forget(work)
  publish()
}
