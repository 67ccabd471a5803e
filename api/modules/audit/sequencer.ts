import { randomUUID } from 'node:crypto'
import { type Db, type Line, openLine, type Tx } from '../../platform/db.ts'
import type { Log } from '../../platform/log.ts'
import { type Leader, type LogBook, takeOver } from './leading.ts'
import * as store from './logStore.ts'

/** How often a leader looks for rows unasked, and another process for the leader's lock. */
const LOOK_MS = 400
const RECONNECT_MS = 150
const RECONNECT_AT_MOST_MS = 5000
/** A request that the leader has not answered by then may have died with it. */
const ASK_AGAIN_MS = 1000
const SWEEP_EVERY_MS = 600_000
const SWEEP_FIRST_MS = 1000

export interface Sequencer {
  /** Resolves when everything that was committed before the call is under a checkpoint that is on the disk. */
  settle(): Promise<void>
  close(): Promise<void>
}

interface Ask {
  readonly resolve: () => void
  /** Under which the leader of another process was asked, and when. */
  token: string | null
  askedAt: number
}

export interface SequencerParts extends LogBook {
  readonly db: Db
  readonly databaseUrl: string
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}

/**
 * Stands ready to order the audit log. Of all processes on a database one leads; when its connection ends, another one
 * takes the lock within {@link LOOK_MS}. Who does not lead asks the leader by NOTIFY and hears of its checkpoints.
 */
export function startSequencer(parts: SequencerParts): Sequencer {
  const work = new Work(parts)
  const done = work.run()
  return {
    settle: () => work.settle(),
    close: async () => {
      work.stop()
      await done
    },
  }
}

class Work {
  private readonly parts: SequencerParts
  private readonly asks = new Set<Ask>()
  /** Tokens of other processes that wait for the next pass. */
  private readonly tokens = new Set<string>()
  private isLeading = false
  private stopped = false
  private woken = false
  private failures = 0
  private wakeUp: (() => void) | null = null

  constructor(parts: SequencerParts) {
    this.parts = parts
  }

  settle(): Promise<void> {
    return new Promise(resolve => {
      this.asks.add({ resolve, token: null, askedAt: 0 })
      this.wake()
    })
  }

  stop(): void {
    this.stopped = true
    this.wake()
  }

  private wake(): void {
    this.woken = true
    this.wakeUp?.()
  }

  /** Waits to be woken, or for the time to pass; not at all when woken since the last wait. */
  private async rest(ms: number): Promise<void> {
    if (!this.woken && !this.stopped)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, ms)
        this.wakeUp = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    this.wakeUp = null
    this.woken = false
  }

  /** Waits the time out: whoever asks meanwhile must not make a broken log be tried without end. */
  private async pause(ms: number): Promise<void> {
    const until = performance.now() + ms
    while (!this.stopped && performance.now() < until) await this.rest(until - performance.now())
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.connectAndServe()
      } catch (error) {
        if (this.stopped) return
        this.failures++
        // A connection that was cut once is no news; also, the database may be stopping together with this process.
        const level = this.failures === 1 ? 'info' : 'error'
        this.parts.log[level]({ err: error }, 'the audit log stands still')
        await this.pause(Math.min(RECONNECT_MS * 2 ** this.failures, RECONNECT_AT_MOST_MS))
      }
    }
  }

  private async connectAndServe(): Promise<void> {
    const { databaseUrl } = this.parts
    const line = await openLine(
      databaseUrl,
      (channel, payload) => this.hear(channel, payload),
      () => this.wake(),
    )
    let leader: Leader | null = null
    let sweeps: Sweeps | null = null
    try {
      await store.listenTo(line.tx, 'audit_wake')
      await store.listenTo(line.tx, 'audit_checkpoint')
      while (!this.stopped) {
        this.isLeading ||= await store.tryLead(line.tx)
        if (this.isLeading && !leader) {
          leader = await takeOver(line.tx, this.parts)
          sweeps = new Sweeps(this.parts, leader)
        }
        if (leader) await this.lead(leader, line)
        else await this.askLeader(line)
        this.failures = 0
        sweeps?.startIfDue()
        await this.rest(LOOK_MS)
      }
    } finally {
      this.isLeading = false
      await line.close()
      await sweeps?.ended()
      await leader?.close()
    }
  }

  private hear(channel: string, payload: string): void {
    if (channel === 'audit_wake') {
      if (!this.isLeading) return
      this.tokens.add(payload)
      this.wake()
      return
    }
    const answered = new Set(payload.split(' '))
    for (const ask of this.asks)
      if (ask.token !== null && answered.has(ask.token)) {
        this.asks.delete(ask)
        ask.resolve()
      }
  }

  private async lead(leader: Leader, line: Line): Promise<void> {
    // Only those who asked before the pass are served by it.
    const [asks, tokens] = [[...this.asks], [...this.tokens]]
    this.tokens.clear()
    await leader.pass()
    for (const ask of asks) {
      this.asks.delete(ask)
      ask.resolve()
    }
    if (tokens.length > 0) await store.notify(line.tx, 'audit_checkpoint', tokens.join(' '))
  }

  private async askLeader(line: Line): Promise<void> {
    const now = performance.now()
    const due = [...this.asks].filter(ask => ask.token === null || now - ask.askedAt > ASK_AGAIN_MS)
    if (due.length === 0) return
    const token = randomUUID()
    for (const ask of due) Object.assign(ask, { token, askedAt: now })
    await store.notify(line.tx, 'audit_wake', token)
  }
}

/** Looks at the whole table, beside the leader: once transactions from before its time have ended, then now and then. */
class Sweeps {
  private readonly parts: SequencerParts
  private readonly leader: Leader
  private dueAt = performance.now() + SWEEP_FIRST_MS
  private isFirst = true
  private running: Promise<void> | null = null

  constructor(parts: SequencerParts, leader: Leader) {
    this.parts = parts
    this.leader = leader
  }

  startIfDue(): void {
    if (this.running || performance.now() < this.dueAt) return
    this.running = this.parts.db
      .once(tx => this.look(tx))
      .catch((error: unknown) => this.parts.log.warn({ err: error }, 'sweep of the audit log'))
      .finally(() => {
        this.running = null
      })
  }

  async ended(): Promise<void> {
    await this.running
  }

  private async look(tx: Tx): Promise<void> {
    this.dueAt = performance.now() + SWEEP_FIRST_MS
    if (this.isFirst && (await store.oldestRunning(tx)) < this.leader.sweptBefore) return
    this.leader.remind((await store.sweep(tx)).missing)
    this.isFirst = false
    this.dueAt = performance.now() + SWEEP_EVERY_MS
  }
}
