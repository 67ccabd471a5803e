import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/** For whom a statement runs: row-level security shows and takes only what belongs to them (migration 0009). */
export interface DbActor {
  /** A role of the domain, `platform`, or empty for nobody. */
  readonly role: string
  /** The organisation whose rows are the actor's own: hospital, supplier, distributor, expert, city or province. */
  readonly orgId: string | null
  readonly userId: string | null
}

/** Jobs, group commits, sign-in and the sequencer: they carry rows of many at once. */
export const PLATFORM: DbActor = { role: 'platform', orgId: null, userId: null }

/** Nobody sees no protected row. */
export const NOBODY: DbActor = { role: '', orgId: null, userId: null }

const ROLE = /^[A-Za-z]{0,20}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The actor as the setting `bencao.actor`: role, organisation and user with a blank between.
 * @throws Error for anything that is not a role or an id: the text goes into SQL
 */
export function actorText({ role, orgId, userId }: DbActor): string {
  const isWhole = ROLE.test(role) && [orgId, userId].every(id => id === null || UUID.test(id))
  if (!isWhole) throw new Error('an actor is a role and ids')
  return `${role} ${orgId ?? ''} ${userId ?? ''}`
}

/** The database role of every connection of API, worker, queue and listeners. It owns nothing and cannot leave the walls. */
export const APP_ROLE = 'bencao_app'

/** The same server, database and login, with another role put on at the start of every session; null: as logged in. */
export const asRole = (databaseUrl: string, role: string | null): string =>
  role === null ? databaseUrl : withSetting(databaseUrl, 'role', role)

/** Adds a setting of PostgreSQL to those that a connection string asks for. */
export function withSetting(databaseUrl: string, name: string, value: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c ${name}=${value}`.trim())
  return url.toString()
}

const store = new AsyncLocalStorage<DbActor>()

/** Runs `body` so that connections taken from an {@link ActorPool} during it serve this actor. */
export const withActor = <R>(actor: DbActor, body: () => Promise<R>): Promise<R> => store.run(actor, body)

type Taken = (error: Error | undefined, client?: pg.PoolClient, release?: (broken?: Error | boolean) => void) => void

/**
 * A pool whose connections serve the actor of the asynchronous context in which they were taken, and nobody where there is
 * none. A connection remembers whom it served last: only a change costs a round trip.
 */
export class ActorPool extends pg.Pool {
  private readonly serving = new WeakMap<pg.PoolClient, string>()

  override connect(): Promise<pg.PoolClient>
  override connect(taken: Taken): void
  override connect(taken?: Taken): Promise<pg.PoolClient> | undefined {
    const actor = actorText(store.getStore() ?? NOBODY)
    const ready = super.connect().then(client => this.serve(client, actor))
    if (!taken) return ready
    ready.then(
      client => taken(undefined, client, client.release),
      (error: Error) => taken(error),
    )
    return undefined
  }

  /** A connection that serves nobody in particular: for a transaction that says itself for whom it is. */
  take(): Promise<pg.PoolClient> {
    return super.connect()
  }

  private async serve(client: pg.PoolClient, actor: string): Promise<pg.PoolClient> {
    if (this.serving.get(client) === actor) return client
    try {
      this.serving.delete(client)
      await client.query(`SELECT set_config('bencao.actor', $1, false)`, [actor])
      this.serving.set(client, actor)
      return client
    } catch (error) {
      client.release(true)
      throw error
    }
  }
}
