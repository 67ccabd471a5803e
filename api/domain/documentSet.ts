import { canonicalJson } from './bytes.ts'
import { checkText } from './plainText.ts'
import { type Violation, violation } from './violation.ts'

/** Longest text of one document, in characters. */
export const DOCUMENT_MAX = 200_000
/** Most annexes of one version. */
export const PARTS_MAX = 50
const TITLE_MAX = 200
const SUMMARY_MAX = 20_000

/** One document of a set, with the SHA-256 (hex) of its text and of its file. */
export interface HashedPart {
  readonly title: string
  readonly textHash: string
  readonly fileHash: string | null
}

/**
 * The text whose SHA-256 is the hash of a version (2-integrity §2): titles and hashes, the main text first. Whoever holds
 * the documents makes the same text and compares.
 */
export const documentManifest = (parts: readonly HashedPart[]): string =>
  canonicalJson({ format: 'bencao-documents/1', parts })

/** A set of documents as it comes in. */
export interface DocumentDraft {
  readonly title: string
  readonly body: string
  readonly summary: string | null
  readonly parts: readonly { readonly title: string; readonly body: string; readonly hasFile: boolean }[]
}

/** Checks a version: a main text, annexes with a title and a text or a file, and from the second version on what changed. */
export function checkDocuments(draft: DocumentDraft, isFirst: boolean): Violation[] {
  const found = [...checkText(draft.title, 'title', TITLE_MAX), ...checkText(draft.body, 'body', DOCUMENT_MAX)]
  if (isFirst && draft.summary !== null && draft.summary.trim() === '') found.push(violation('required', 'summary'))
  if (!isFirst) found.push(...checkText(draft.summary ?? '', 'summary', SUMMARY_MAX))
  if (draft.parts.length > PARTS_MAX) found.push(violation('outOfRange', 'parts', { min: 0, max: PARTS_MAX }))
  for (const [i, part] of draft.parts.entries()) {
    found.push(...checkText(part.title, `parts[${i}].title`, TITLE_MAX))
    if (part.body !== '' || !part.hasFile) found.push(...checkText(part.body, `parts[${i}].body`, DOCUMENT_MAX))
  }
  return found
}
