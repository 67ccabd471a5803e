import type pg from 'pg'

/**
 * Lets a process outlive its database. A connection that breaks while it is lent out, between two queries, fails the next
 * query; it also emits an error of its own, which would end the process when nobody listens.
 */
export function outliveDatabase(pool: pg.Pool): void {
  pool.on('error', () => undefined) // an idle connection that dropped is replaced at the next checkout
  pool.on('connect', client => void client.on('error', () => undefined))
}
