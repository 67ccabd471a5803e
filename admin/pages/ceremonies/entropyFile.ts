import { hasTexts, readBase64, readJson } from '../../crypto/fileBytes.ts'

const FILE_KIND = 'bencao.entropy/1'

/** A contributor's value as it lies in their file. */
export interface EntropyFile {
  /** The tender's code. */
  readonly tender: string
  /** Base64. */
  readonly value: string
  readonly bytes: Uint8Array
}

/** The text of the file that keeps a value (base64) for a tender's draw. */
export const entropyFileText = (tender: string, value: string): string =>
  JSON.stringify({ kind: FILE_KIND, tender, value })

/** Reads such a file; null for anything else. */
export function readEntropyFile(text: string): EntropyFile | null {
  const file = readJson(text)
  if (!hasTexts(file, 'kind', 'tender', 'value') || file.kind !== FILE_KIND) return null
  const bytes = readBase64(file.value)
  return bytes === null || bytes.length === 0 ? null : { tender: file.tender, value: file.value, bytes }
}
