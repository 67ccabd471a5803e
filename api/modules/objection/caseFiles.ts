import { refuse, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { claimFiles } from '../file/index.ts'

const FILES_MAX = 20

/**
 * The actor's own files that a case is about to show; refuses twice the same, too many and infected ones.
 * @returns their ids and hashes
 */
export async function claimCaseFiles(
  tx: Tx,
  actor: SignedIn,
  fileIds: readonly string[],
): Promise<readonly { id: string; sha256: string }[]> {
  if (fileIds.length > FILES_MAX) refuse('outOfRange', 'fileIds', { min: 0, max: FILES_MAX })
  const twice = fileIds.find((id, i) => fileIds.indexOf(id) < i)
  if (twice !== undefined) refuse('duplicate', 'fileIds', { value: twice })
  return claimFiles(tx, actor, fileIds, 'fileIds')
}
