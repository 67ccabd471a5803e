import { createHash } from 'node:crypto'
import { canonicalJson } from '#domain/bytes.ts'
import { isStorableText } from '#domain/plainText.ts'
import { isFields } from '#domain/shape.ts'
import { actorFor, type CommandContext, refuse } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import { lockTender } from '../tender/index.ts'
import * as store from './store.ts'

/** A pack has some 15,000 characters; more than this is none. */
const CONTENT_MAX = 262_144
const NOTE_MAX = 1_000

export interface DraftInput {
  readonly tenderId: string
  readonly content?: unknown
  /** The draft that was changed, 0 when there was none: somebody else's later one is not overwritten. */
  readonly basedOn: number
  readonly note: string
}

/** SHA-256 of a pack's canonical JSON in hex: what two people confirm and everybody can check. */
export const packHash = (content: unknown): string => createHash('sha256').update(canonicalJson(content)).digest('hex')

/**
 * Saves a draft of the tender's next rule pack, finished or not: what is wrong with it is told beside it and stops only
 * its publication. Refuses when another draft was saved since (`draftMoved`).
 * @returns the draft's id
 */
export async function saveRulePackDraft(ctx: CommandContext, input: DraftInput): Promise<string> {
  const actor = actorFor(ctx, 'saveRulePackDraft')
  const given = isFields(input.content) ? input.content : refuse('required', 'content')
  const text = JSON.stringify(given)
  if (text.length > CONTENT_MAX) refuse('tooLong', 'content', { max: CONTENT_MAX })
  if (!isStorableText(canonicalJson(JSON.parse(text))) || text.includes('\\u0000')) refuse('notText', 'content')
  if (input.note.length > NOTE_MAX) refuse('tooLong', 'note', { max: NOTE_MAX })
  if (!isStorableText(input.note)) refuse('notText', 'note')
  return ctx.db.tx(async tx => {
    const tender = await lockTender(tx, input.tenderId)
    const last = await store.findLastDraft(tx, tender.id)
    if (last && last.revision !== input.basedOn)
      refuse('draftMoved', 'basedOn', { name: last.editorName, revision: last.revision })
    const content = { ...given, version: (await store.lastVersion(tx, tender.id)) + 1 }
    const revision = (last?.revision ?? 0) + 1
    const hash = packHash(content)
    const draft = { tenderId: tender.id, revision, content, hash, note: input.note.trim(), editedBy: actor.userId }
    const id = await store.insertDraft(tx, draft)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'saveRulePackDraft',
      subject: `rulePackDraft:${revision}`,
      payload: { hash },
      changes: 1,
    })
    return id
  })
}
