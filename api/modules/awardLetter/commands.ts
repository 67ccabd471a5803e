import { createHash } from 'node:crypto'
import { contractDueAt } from '#domain/award.ts'
import { composeLetters, letterNumber, letterTitle } from '#domain/awardLetter.ts'
import { canonicalJson } from '#domain/bytes.ts'
import { actorFor, type CommandContext, refuse, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { startJob } from '../../platform/jobs.ts'
import { appendAudit, appendAudits } from '../audit/index.ts'
import { loadRulePack, loadTender, lockTender, type TenderRow } from '../tender/index.ts'
import * as store from './letterStore.ts'

/** Letters that one piece of the job prints. */
const PER_PIECE = 20
/** Letters that one statement stores: a letter names the winners of every lot that its reader has not won. */
const PER_STATEMENT = 200

/**
 * Sends every participant the letter about the outcome at the same time (招标投标法 45), in the transaction that makes the
 * award final: frozen, numbered, each with its SHA-256 in a row of the log, and on their way to be printed. The tender is
 * locked and its awards are final.
 * @returns how many letters
 */
export async function issueLetters(tx: Tx, actor: SignedIn, tender: TenderRow): Promise<number> {
  const pack = await loadRulePack(tx, tender.id)
  const composed = composeLetters(await store.loadOutcomes(tx, tender.id), {
    tender: tender.code,
    tenderTitle: tender.title,
    contractDays: pack.stages.clocks.contractDays,
    contractUntil: contractDueAt(tender.now, pack),
  })
  const counts = { award: 0, result: 0 }
  const letters = composed.map(({ supplierId, body }): store.NewLetter => {
    counts[body.kind] += 1
    const serial = counts[body.kind]
    const number = letterNumber(body.kind, tender.code, serial, tender.now)
    const hash = createHash('sha256').update(canonicalJson(body)).digest('hex')
    return { supplierId, kind: body.kind, serial, number, title: letterTitle(body.kind, tender.title), body, hash }
  })
  const ids: string[] = []
  for (let at = 0; at < letters.length; at += PER_STATEMENT)
    ids.push(...(await store.insertLetters(tx, tender.id, letters.slice(at, at + PER_STATEMENT), tender.now)))
  await appendAudits(
    tx,
    letters.map(({ number, hash }) => ({
      actor,
      entry: {
        tenderId: tender.id,
        action: 'issueAwardLetters',
        subject: `letter:${number} sha256:${hash}`,
        payload: { number, hash },
        changes: 1,
      },
    })),
  )
  await startJob(tx, {
    tenderId: tender.id,
    kind: 'renderLetters',
    key: 'all',
    params: {},
    startedBy: actor.userId,
    chunks: piecesOf(ids),
  })
  return letters.length
}

function piecesOf(ids: readonly string[]) {
  const pieces: { payload: { letterIds: readonly string[] }; size: number }[] = []
  for (let at = 0; at < ids.length; at += PER_PIECE) {
    const letterIds = ids.slice(at, at + PER_PIECE)
    pieces.push({ payload: { letterIds }, size: letterIds.length })
  }
  return pieces
}

/**
 * Sends the letters of a campaign whose award became final before there were letters; every later one sends them by itself.
 * @returns how many letters
 */
export async function issueAwardLetters(ctx: CommandContext, input: { tenderId: string }): Promise<number> {
  const actor = actorFor(ctx, 'issueAwardLetters')
  return ctx.db.tx(async tx => {
    const tender = await lockTender(tx, input.tenderId)
    const { isFinal, isIssued } = await store.findState(tx, tender.id)
    if (isIssued) refuse('alreadyDone')
    if (!isFinal) refuse('awardsNotFinal')
    return issueLetters(tx, actor, tender)
  })
}

/**
 * Notes that the supplier whose letter it is has it in hand (送达), once; who reads it later or for control changes nothing.
 * @returns the letter's id
 */
export async function openAwardLetter(ctx: CommandContext, input: { letterId: string }): Promise<string> {
  const actor = actorFor(ctx, 'openAwardLetter')
  await ctx.db.tx(tx => noteOpening(tx, actor, input.letterId))
  return input.letterId
}

/** The same in a transaction that goes on, such as the one of a download. */
export async function noteOpening(tx: Tx, actor: SignedIn, letterId: string): Promise<void> {
  const letter = (await store.lockLetter(tx, letterId)) ?? refuse('notFound', 'letterId')
  if (letter.openedAt || letter.supplierId !== actor.supplierId) return
  await store.setOpened(tx, letter.id)
  await appendAudit(tx, actor, {
    tenderId: letter.tenderId,
    action: 'openAwardLetter',
    subject: `letter:${letter.number} opened`,
    payload: { number: letter.number },
    changes: 1,
  })
}

/** How far the letters of a tender are, for who runs or controls it. */
export async function letterProgress(ctx: CommandContext, tenderId: string): Promise<store.LetterProgress> {
  actorFor(ctx, 'awardLetterProgress')
  return ctx.db.tx(async tx => store.loadProgress(tx, (await loadTender(tx, tenderId)).id))
}
