import type { SeenSession } from '../../context.ts'
import type { Db } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { groupCommit } from '../../platform/groupCommit.ts'
import { findSessions } from './sessionStore.ts'

const BATCH_LIMIT = 100

type Find = (token: string) => Promise<SeenSession | null>
const lookUps = new WeakMap<Db, Find>()

/**
 * The session behind a cookie, or null. Every request asks this first, so those that arrive together share one query: in
 * the last minute before a deadline the round trips would cost a fifth of all work.
 */
export function findSession(asked: Db, token: string): Promise<SeenSession | null> {
  const db = asked.as(PLATFORM)
  const known =
    lookUps.get(db) ?? groupCommit((tokens: readonly string[]) => db.once(tx => findSessions(tx, tokens)), BATCH_LIMIT)
  lookUps.set(db, known)
  return known(token)
}
