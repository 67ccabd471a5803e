import { collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client'
import type { Db } from './db.ts'

collectDefaultMetrics()

/** Duration of HTTP requests. */
export const httpSeconds = new Histogram({
  name: 'bencao_http_seconds',
  help: 'Duration of HTTP requests',
  labelNames: ['method', 'status'],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
})

const waiting = new Gauge({ name: 'bencao_outbox_waiting', help: 'Messages that the relay has not handed over' })
const running = new Gauge({ name: 'bencao_jobs_running', help: 'Jobs in progress' })
const poolBusy = new Gauge({
  name: 'bencao_db_connections',
  help: 'Connections of the command pool',
  labelNames: ['state'],
})

/** All metrics in Prometheus text format; those of the database are read now. */
export async function renderMetrics(db: Db): Promise<string> {
  const row = await db.tx(tx =>
    tx.row<{ outbox: number; jobs: number }>(
      `SELECT (SELECT count(*)::int FROM outbox_message WHERE sent_at IS NULL) AS outbox,
              (SELECT count(*)::int FROM job WHERE status = 'running') AS jobs`,
    ),
  )
  waiting.set(row?.outbox ?? 0)
  running.set(row?.jobs ?? 0)
  poolBusy.set({ state: 'total' }, db.pool.totalCount)
  poolBusy.set({ state: 'idle' }, db.pool.idleCount)
  poolBusy.set({ state: 'waiting' }, db.pool.waitingCount)
  return register.metrics()
}
