import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { EVIDENCE_KINDS, EVIDENCE_TYPE } from '#domain/evidence.ts'
import { type RequestContext, refuse } from '../../context.ts'
import * as store from './store.ts'

const decompress = promisify(gunzip)
const WATCHERS: readonly (string | undefined)[] = ['office', 'supervisor', 'auditor']

/**
 * Those who run and watch a campaign may check each result once it stands; everybody else, signed in or not, once the
 * award is public: an opening names every bidder, and those are secret until then (招标投标法 22, 37).
 */
export async function mayReadEvidence(ctx: RequestContext, tenderId: string): Promise<boolean> {
  return WATCHERS.includes(ctx.actor?.role) || ctx.db.once(tx => store.isAwardPublic(tx, tenderId))
}

/** The stored content and the proof that the log holds its hash; refuses what is not there or not public yet alike. */
export async function readEvidence(
  ctx: RequestContext,
  tenderId: string,
  kind: string,
): Promise<{ name: string; bytes: Uint8Array }> {
  if (!EVIDENCE_KINDS.some(known => known === kind)) refuse('notFound', 'kind')
  const mayRead = await mayReadEvidence(ctx, tenderId)
  const found = mayRead ? await ctx.db.once(tx => store.findEvidence(tx, tenderId, kind)) : null
  if (!found) return refuse('notFound', 'kind')
  const { anchors, checkpoint } = await ctx.log.anchorsOf([found.rowSeq])
  const seal = JSON.stringify({ anchor: anchors.get(found.rowSeq), checkpoint, logKey: ctx.log.key })
  // The content goes out as it was hashed; parsing and writing forty megabytes again would only cost.
  const head = `{"type":"${EVIDENCE_TYPE}","kind":"${kind}","content":`
  const bytes = Buffer.concat([Buffer.from(head), await decompress(found.content), Buffer.from(`,"seal":${seal}}`)])
  return { name: `${found.tender}-${kind}.json`, bytes }
}
