import { createHash } from 'node:crypto'
import { checkDocuments, documentManifest } from '#domain/documentSet.ts'
import type { MovedDeadline } from '#domain/notice.ts'
import { checkDeadline } from '#domain/stage.ts'
import { actorFor, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { lockRoundsOf, type RoundRow, restart, STAGE_OF_ROUND } from '../bid/index.ts'
import { announce, type PublishingContext } from '../notice/index.ts'
import { documentsDeadline, extendStage, lockTender, stageClosesAt, type TenderRow } from '../tender/index.ts'
import * as store from './store.ts'

/** One annex as it comes in. */
export interface PartInput {
  readonly title: string
  readonly body?: string | null
  readonly fileId?: string | null
}

export interface DocumentsInput {
  readonly tenderId: string
  readonly title: string
  readonly body: string
  /** What changed; asked for from the second version on. */
  readonly summary?: string | null
  readonly parts?: readonly PartInput[] | null
}

/**
 * Publishes a version of the tender documents: a main text and its annexes, fixed together by one hash. From the second
 * version on it is a change: announced with what changed, told to every declarer. While bids are taken it also restarts
 * the round under a policy that names the new documents (earlier envelopes are void), and moves the deadline so that
 * suppliers have the time the law gives them (招标投标法 23). After the deadline nothing of the documents changes.
 */
export async function publishDocuments(ctx: PublishingContext, input: DocumentsInput): Promise<string> {
  const actor = actorFor(ctx, 'publishDocuments')
  await ctx.db.tx(async tx => {
    const locked = await lockForAmendment(tx, input.tenderId)
    await amendDocuments(tx, ctx, actor, locked, input)
  })
  return input.tenderId
}

/** What a change of the documents holds still. */
export interface Locked {
  readonly tender: TenderRow
  readonly rounds: readonly RoundRow[]
}

/** Locks all that a change of the documents moves: rounds before the tender, as the opening takes its locks. */
export async function lockForAmendment(tx: Tx, tenderId: string): Promise<Locked> {
  const rounds = await lockRoundsOf(tx, tenderId)
  return { rounds, tender: await lockTender(tx, tenderId) }
}

/**
 * {@link publishDocuments} within another command's transaction, after {@link lockForAmendment}.
 * @returns the new version's number
 */
export async function amendDocuments(
  tx: Tx,
  ctx: PublishingContext,
  actor: SignedIn,
  { tender, rounds }: Locked,
  input: DocumentsInput,
): Promise<number> {
  const isTaking = rounds.some(({ status }) => status === 'keying' || status === 'signing' || status === 'open')
  const isBefore = rounds.length === 0 && (tender.stage === 'declaration' || tender.stage === 'bidRound1')
  if (tender.stage !== 'documents' && !isTaking && !isBefore)
    refuse('wrongStage', undefined, { stage: tender.stage, expected: 'documents, bidRound1, bidRound2' })
  const previous = await store.findNewest(tx, tender.id)
  const documents = await saveVersion(tx, actor, tender, input, previous)
  if (previous === null) return documents.version
  const { deadlines, quotesVoid } = await moveDeadlines(tx, ctx, actor, { tender, rounds, hash: documents.hash })
  const body = {
    kind: 'amendment',
    tender: tender.code,
    documents,
    previous,
    summary: (input.summary ?? '').trim(),
    deadlines,
    quotesVoid,
  } as const
  await announce(tx, actor, tender, { body, closesAt: null }, ctx.origin ?? '')
  return documents.version
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Stores the set and seals its hash with a row of the log. */
async function saveVersion(
  tx: Tx,
  actor: SignedIn,
  tender: TenderRow,
  input: DocumentsInput,
  previous: store.VersionRow | null,
): Promise<store.VersionRow> {
  const asked = input.parts ?? []
  const summary = input.summary?.trim() || null
  const draft = asked.map(part => ({ title: part.title, body: part.body ?? '', hasFile: part.fileId != null }))
  refuseIf(checkDocuments({ title: input.title, body: input.body, summary, parts: draft }, previous === null))
  const files = await filesOf(tx, asked)
  const parts = asked.map((part, i) => {
    const file = files[i] ?? null
    return { title: part.title.trim(), body: part.body ?? '', file, hash: sha256(part.body ?? '') }
  })
  const title = input.title.trim()
  const manifest = documentManifest([
    { title, textHash: sha256(input.body), fileHash: null },
    ...parts.map(part => ({ title: part.title, textHash: part.hash, fileHash: part.file?.sha256 ?? null })),
  ])
  const version = (previous?.version ?? 0) + 1
  const hash = sha256(manifest)
  const fixed = { version, title, body: input.body, manifest, hash, summary, publishedAt: tender.now }
  await store.insertVersion(tx, tender.id, fixed, parts)
  await appendAudit(tx, actor, {
    tenderId: tender.id,
    action: 'publishDocuments',
    subject: `document:${hash}`,
    payload: { version, hash, manifest, summary },
    changes: 1 + parts.length,
  })
  return { version, title, hash }
}

/** The annexes' files, in order; refuses one that is not the office's, or not found clean. */
async function filesOf(tx: Tx, parts: readonly PartInput[]): Promise<readonly (store.AttachedFile | null)[]> {
  const ids = parts.flatMap(part => (part.fileId == null ? [] : [part.fileId]))
  if (ids.length === 0) return parts.map(() => null)
  const known = new Map((await store.loadOfficeFiles(tx, ids)).map(file => [file.id, file]))
  return parts.map((part, i) =>
    part.fileId == null ? null : (known.get(part.fileId) ?? refuse('fileNotClean', `parts[${i}].fileId`)),
  )
}

interface Change {
  readonly tender: TenderRow
  readonly rounds: readonly RoundRow[]
  readonly hash: string
}

/** What the change does to running deadlines: running rounds start again, and a deadline that is too near moves. */
async function moveDeadlines(
  tx: Tx,
  ctx: PublishingContext,
  actor: SignedIn,
  { tender, rounds, hash }: Change,
): Promise<{ deadlines: MovedDeadline[]; quotesVoid: boolean }> {
  const deadlines: MovedDeadline[] = []
  const note = (stage: string, from: Date, to: Date) => {
    if (to > from) deadlines.push({ stage, from: from.toISOString(), to: to.toISOString() })
  }
  let quotesVoid = false
  for (const round of rounds) {
    if (round.status !== 'signing' && round.status !== 'open') continue
    refuseIf(checkDeadline(round.closesAt, round.now))
    const closesAt = await documentsDeadline(tx, tender, round.closesAt)
    await restart(tx, ctx, actor, round, { closesAt, reason: `documents:${hash}`, newKeys: false })
    note(STAGE_OF_ROUND[round.number] ?? 'bidRound1', round.closesAt, closesAt)
    quotesVoid = quotesVoid || round.status === 'open'
  }
  const planned = rounds.length === 0 ? await stageClosesAt(tx, tender.id, 'bidRound1') : null
  if (planned !== null && planned > tender.now) {
    const closesAt = await documentsDeadline(tx, tender, planned)
    if (closesAt > planned) await extendStage(tx, tender.id, 'bidRound1', closesAt)
    note('bidRound1', planned, closesAt)
  }
  return { deadlines, quotesVoid }
}
