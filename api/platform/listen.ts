import pg from 'pg'
import { APP_ROLE, asRole } from './dbActor.ts'

export interface Listener {
  close(): Promise<void>
}

const RECONNECT_MS = 1000

/** Calls back for every PostgreSQL notification on a channel; reconnects when the server goes away and comes back. */
export async function listen(
  databaseUrl: string,
  channel: string,
  onNotify: (payload: string) => void,
): Promise<Listener> {
  let closed = false
  let client: pg.Client | undefined
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: asRole(databaseUrl, APP_ROLE), keepAlive: true })
    next.on('error', () => undefined) // 'end' follows and reconnects
    next.on('end', () => {
      if (!closed) setTimeout(() => void connect().catch(() => next.emit('end')), RECONNECT_MS).unref()
    })
    next.on('notification', message => onNotify(message.payload ?? ''))
    client = next
    await next.connect()
    await next.query(`LISTEN ${channel}`)
  }
  await connect()
  return {
    async close() {
      closed = true
      await client?.end().catch(() => undefined)
    },
  }
}
