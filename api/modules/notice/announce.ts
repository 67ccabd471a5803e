import { createHash } from 'node:crypto'
import { canonicalJson } from '#domain/bytes.ts'
import { type NoticeKind, noticeTitle } from '#domain/notice.ts'
import type { SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { startJob } from '../../platform/jobs.ts'
import { appendAudit } from '../audit/index.ts'
import type { TenderRow } from '../tender/index.ts'
import type { Composed } from './compose.ts'
import { tellDeclarers } from './deliveryStore.ts'
import * as store from './store.ts'

/** Kinds whose publication every declaring supplier is told of. */
const TOLD: readonly NoticeKind[] = ['amendment', 'extension']

/**
 * Publishes a notice in the transaction of the command that decides it: numbered, fixed by its SHA-256 in the log's
 * row, told to the declarers where it changes their duties, and sent to be printed.
 * @param origin where the public reads it; part of the printed notice
 * @returns the notice's id; null when a kind that is announced once is out already. The tender must be locked.
 */
export async function announce(
  tx: Tx,
  actor: SignedIn,
  tender: TenderRow,
  { body, closesAt }: Composed,
  origin: string,
): Promise<string | null> {
  const hash = createHash('sha256').update(canonicalJson(body)).digest('hex')
  const title = noticeTitle(body.kind, tender.title)
  const fixed = { kind: body.kind, title, body, hash, publishedAt: tender.now, closesAt }
  const notice = await store.insertNotice(tx, tender, fixed)
  if (!notice) return null
  if (TOLD.includes(body.kind))
    await tellDeclarers(tx, { noticeId: notice.id, tenderId: tender.id, toldAt: tender.now })
  await appendAudit(tx, actor, {
    tenderId: tender.id,
    action: 'publishNotice',
    subject: `notice:${notice.number} sha256:${hash}`,
    payload: { number: notice.number, hash },
    changes: 1,
  })
  await startJob(tx, {
    tenderId: tender.id,
    kind: 'renderNotice',
    key: notice.id,
    params: { number: notice.number },
    startedBy: actor.userId,
    chunks: [{ payload: { noticeId: notice.id, origin }, size: 1 }],
  })
  return notice.id
}
