import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { canonicalBytes } from '#domain/bytes.ts'
import { type EvidenceKind, SEAL_ACTION, sealSubjectOf } from '#domain/evidence.ts'
import type { CommandContext } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { appendAudits } from '../audit/index.ts'
import { loadTender } from '../tender/index.ts'
import { allocationFacts } from './allocationFacts.ts'
import { drawFacts } from './drawFacts.ts'
import type { Facts, Matter } from './facts.ts'
import { openingFacts } from './openingFacts.ts'
import { rankingFacts } from './rankingFacts.ts'
import { scoresFacts } from './scoresFacts.ts'
import { hasEvidence, insertEvidence } from './store.ts'

const compress = promisify(gzip)

type Build = (tx: Tx, matter: Matter, ctx: CommandContext) => Promise<Facts<EvidenceKind>>

const BUILDERS: Readonly<Record<EvidenceKind, Build>> = {
  draw: drawFacts,
  'opening-1': (tx, matter, ctx) => openingFacts(tx, matter, ctx, 1),
  'opening-2': (tx, matter, ctx) => openingFacts(tx, matter, ctx, 2),
  scores: scoresFacts,
  ranking: rankingFacts,
  allocation: allocationFacts,
}

/**
 * Writes the evidence of a result that stands: its facts, and the proofs that its rows are in the log.
 * @returns what stores it and seals it with a row of its own; nothing to store when it was published before
 */
export async function writeEvidence(
  ctx: CommandContext,
  tenderId: string,
  kind: EvidenceKind,
): Promise<(tx: Tx) => Promise<void>> {
  const facts = await ctx.db.tx(async tx => {
    if (await hasEvidence(tx, tenderId, kind)) return null
    return BUILDERS[kind](tx, { tenderId, tender: (await loadTender(tx, tenderId)).code }, ctx)
  })
  if (facts === null) return async () => undefined
  const { anchors, checkpoint } = await ctx.log.anchorsOf(facts.rowSeqs)
  const proven = facts.rowSeqs.flatMap(seq => anchors.get(seq) ?? [])
  const bytes = canonicalBytes({ ...facts.content, log: { checkpoint, anchors: proven } })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const content = await compress(bytes)
  return async tx => {
    const entry = {
      tenderId,
      action: SEAL_ACTION,
      subject: sealSubjectOf(kind, sha256),
      payload: { kind, sha256, size: bytes.length },
      changes: 1,
    }
    const [rowSeq] = await appendAudits(tx, [{ actor: null, entry }])
    if (rowSeq === undefined) throw new Error('the log gave no row')
    await insertEvidence(tx, { tenderId, kind, sha256, size: bytes.length, content, rowSeq })
  }
}
