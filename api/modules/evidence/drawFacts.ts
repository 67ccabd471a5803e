import { draw, poolLabel, poolSalt } from '#domain/draw.ts'
import { compareCodes } from '#domain/order.ts'
import { nodeCrypto } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import * as store from './drawStore.ts'
import type { Facts, Matter } from './facts.ts'
import { rowsAbout } from './store.ts'

const ACTIONS = ['contributeEntropy', 'freezeDraw', 'revealEntropy', 'drawExperts']

/** The draw as it was stored, its places under the labels of the pool. */
export async function drawFacts(tx: Tx, { tenderId, tender }: Matter): Promise<Facts<'draw'>> {
  const { id, manifest, poolSecret } = await store.loadDraw(tx, tenderId)
  const reveals = await store.loadReveals(tx, id)
  const labels = new Map<string, string[]>()
  for (const { stratum, expert } of await store.loadPlaces(tx, id)) {
    const label = await poolLabel(await poolSalt(poolSecret, expert, nodeCrypto), expert, nodeCrypto)
    labels.set(stratum, [...(labels.get(stratum) ?? []), label])
  }
  const strata = [...manifest.strata]
    .sort((a, b) => compareCodes(a.code, b.code))
    .map(({ code, quota }) => {
      const order = labels.get(code) ?? []
      return { code, drawn: order.slice(0, quota), reserves: order.slice(quota) }
    })
  const values = reveals.map(({ source, value }) => ({ source, value: new Uint8Array(Buffer.from(value, 'hex')) }))
  const again = await draw(manifest, values, nodeCrypto)
  if (again.verdict === 'refused') throw new Error('the frozen manifest is faulty')
  return {
    content: { tender, tenderId, manifest, reveals, outcomes: again.sources, strata },
    rowSeqs: await rowsAbout(tx, tenderId, ACTIONS),
  }
}
