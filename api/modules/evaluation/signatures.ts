import { createHash } from 'node:crypto'
import { fromBase64url } from '#domain/bytes.ts'
import type { ReviewPhase } from '#domain/reviewPlan.ts'
import { statementBytes } from '#domain/scoreSheet.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudit } from '../audit/index.ts'
import { expertLabels } from '../evidence/index.ts'
import { loadTenderIn, lockTender, type TenderRow } from '../tender/index.ts'
import * as signing from './signatureStore.ts'

/** What an expert signs, and whether it can be signed yet. */
export interface Statement {
  /** Code of the expert. */
  readonly expert: string
  readonly phase: ReviewPhase
  /** Canonical bytes, UTF-8 text. */
  readonly text: string
  readonly hash: string
  readonly sheets: number
  /** Sheets of this review still to be scored. */
  readonly open: number
  readonly reasonsDue: number
  /** The expert has signed exactly this. */
  readonly isSigned: boolean
  /** The expert has signed what the sheets were before: that signature no longer counts. */
  readonly isOutdated: boolean
}

/** Registers a public key (Ed25519, 32 bytes, base64url) with which the expert will sign; one more, never instead. */
export async function registerExpertKey(ctx: CommandContext, input: { publicKey: string }): Promise<string> {
  const actor = actorFor(ctx, 'registerExpertKey')
  const expertId = actor.expertId ?? refuse('forbidden')
  if (fromBase64url(input.publicKey)?.length !== 32) refuse('badSignature', 'publicKey')
  return ctx.db.tx(async tx => {
    const id = (await signing.insertKey(tx, expertId, input.publicKey)) ?? refuse('duplicate', 'publicKey')
    await appendAudit(tx, actor, {
      tenderId: null,
      action: 'registerExpertKey',
      subject: `expertKey:${input.publicKey}`,
      payload: { publicKey: input.publicKey },
      changes: 1,
    })
    return id
  })
}

/** What the signed-in expert has to sign in a tender: one statement per review they have sheets in. */
export async function reviewStatements(ctx: CommandContext, tenderId: string): Promise<Statement[]> {
  const expertId = ctx.actor?.expertId
  if (!expertId) return []
  return ctx.db.tx(tx => loadStatements(tx, tenderId, expertId))
}

/** An expert's statements as they are now, one per review; with null those of all experts. */
export async function loadStatements(tx: Tx, tenderId: string, expertId: string | null): Promise<Statement[]> {
  const rows = await signing.loadSignable(tx, tenderId, expertId)
  const labels = await expertLabels(
    tx,
    tenderId,
    rows.map(row => row.expert),
  )
  return rows.map(({ tender, expert, phase, hashes, ...row }) => {
    const bytes = statementBytes({ tender, phase, expert: labels.get(expert) ?? '', sheets: hashes })
    const hash = createHash('sha256').update(bytes).digest('hex')
    const { open, reasonsDue } = row
    const text = new TextDecoder().decode(bytes)
    const isSigned = row.signedHash === hash
    const isOutdated = row.signedHash !== null && !isSigned
    return { expert, phase, text, hash, sheets: hashes.length, open, reasonsDue, isSigned, isOutdated }
  })
}

/**
 * Stores an expert's signature under all of their sheets of one review (招标投标法 53: all sign). Refuses while sheets are
 * open or reasons due, and a signature that does not hold under the expert's own key.
 */
export async function signReview(
  ctx: CommandContext,
  input: { tenderId: string; phase: string; publicKey: string; signature: string },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'signReview')
  const expertId = actor.expertId ?? refuse('forbidden')
  return ctx.db.tx(async tx => {
    await lockTender(tx, input.tenderId)
    const tender = await loadTenderIn(tx, input.tenderId, 'review')
    const statements = await loadStatements(tx, tender.id, expertId)
    const statement = statements.find(one => one.phase === input.phase) ?? refuse('notFound', 'phase')
    if (statement.open > 0) refuse('sheetsOpen', undefined, { count: statement.open })
    if (statement.reasonsDue > 0) refuse('reasonsDue', undefined, { count: statement.reasonsDue })
    const keyId = (await signing.findKey(tx, expertId, input.publicKey)) ?? refuse('notFound', 'publicKey')
    if (!(await holds(input.publicKey, statement.text, input.signature))) refuse('badSignature', 'signature')
    if (statement.isSigned) return { count: 0 }
    await signing.insertSignature(tx, {
      tenderId: tender.id,
      phase: statement.phase,
      expertId,
      keyId,
      hash: statement.hash,
      sheets: statement.sheets,
      signature: input.signature,
    })
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'signReview',
      subject: `tender:${tender.code} statement:${statement.hash}`,
      payload: { phase: statement.phase, sheets: statement.sheets },
      changes: 1,
    })
    return { count: 1 }
  })
}

async function holds(publicKey: string, text: string, signature: string): Promise<boolean> {
  const [key, signed] = [fromBase64url(publicKey), fromBase64url(signature)]
  if (key?.length !== 32 || signed?.length !== 64) return false
  try {
    return await nodeCrypto.ed25519Verify(key, new TextEncoder().encode(text), signed)
  } catch {
    return false
  }
}

/** Whether every expert has signed exactly the sheets that count (integrity design §4). */
export async function checkSigned(tx: Tx, tender: TenderRow): Promise<Violation[]> {
  const unsigned = (await loadStatements(tx, tender.id, null)).filter(statement => !statement.isSigned)
  const count = new Set(unsigned.map(statement => statement.expert)).size
  return count > 0 ? [violation('signaturesMissing', undefined, { count })] : []
}
