import { poolLabel, poolSalt } from '#domain/draw.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import { findPoolSecret } from './drawStore.ts'

/** The labels under which the draw knows some experts, by code: what evidence and signatures call them. */
export async function expertLabels(tx: Tx, tenderId: string, codes: Iterable<string>): Promise<Map<string, string>> {
  const { poolSecret } = (await findPoolSecret(tx, tenderId)) ?? { poolSecret: new Uint8Array(0) }
  const labels = new Map<string, string>()
  for (const code of new Set(codes))
    labels.set(code, await poolLabel(await poolSalt(poolSecret, code, nodeCrypto), code, nodeCrypto))
  return labels
}
