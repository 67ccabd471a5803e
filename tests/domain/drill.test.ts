import { beforeAll, describe, expect, it } from 'vitest'
import { concat, hex, utf8 } from '#domain/bytes.ts'
import { DRILL_SUPPLIER, drillShare, isDrill, makeDrill, passesDrill } from '#domain/drill.ts'
import { deriveKeyPair, type KeyPair } from '#domain/hpke.ts'
import type { Share } from '#domain/opening.ts'
import { decodeEnvelope, NO_PREVIOUS_LEAF, type Policy, SUITE, sealBid } from '#domain/sealing.ts'
import { nodeCrypto as crypto } from '../../api/platform/crypto.ts'

let keys: readonly KeyPair[]
let policy: Policy
const keyOf = (index: number): Uint8Array => keys[index]?.privateKey ?? new Uint8Array(32)
const random = Uint8Array.from({ length: 40 }, (_, i) => 255 - i)

beforeAll(async () => {
  keys = await Promise.all(
    ['p', 'a', 'b', 'c', 'd', 'e'].map(name => deriveKeyPair(concat(utf8(name), new Uint8Array(32)), crypto)),
  )
  const [platformKey = '', ...officers] = keys.map(({ publicKey }) => hex(publicKey))
  policy = {
    suite: SUITE,
    tender: 'T',
    round: 1,
    documentsHash: '0'.repeat(64),
    lots: ['L2', 'L1'],
    deadline: '2023-05-01T01:00:00.000Z',
    threshold: 3,
    officers: officers.map((publicKey, i) => ({ code: `O${i + 1}`, publicKey })),
    platformKey,
    logKey: 'bencao/test+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  }
})

const drilled = async () => {
  const drill = await makeDrill(policy, random, crypto)
  const shares: Share[] = []
  for (const index of [1, 2, 3, 4, 5]) {
    const share = await drillShare({ envelope: drill.envelope, policy, index, privateKey: keyOf(index) }, crypto)
    if (share) shares.push(share)
  }
  return { drill, shares }
}

const passes = (drill: Awaited<ReturnType<typeof makeDrill>>, shares: readonly Share[], key = keyOf(0)) =>
  passesDrill(drill, { policy, shares, platformPrivateKey: key }, crypto)

describe('a drill', () => {
  it('passes with the shares of all officers, in any order', async () => {
    const { drill, shares } = await drilled()
    expect(shares).toHaveLength(5)
    expect(await passes(drill, shares)).toBe(true)
    expect(await passes(drill, [...shares].reverse())).toBe(true)
    expect(decodeEnvelope(drill.envelope)?.header.context).toMatchObject({
      lot: 'L1',
      supplier: DRILL_SUPPLIER,
      seq: 1,
    })
  })

  it('fails when one officer is missing, comes twice, or holds another share', async () => {
    const { drill, shares } = await drilled()
    expect(await passes(drill, shares.slice(1))).toBe(false)
    expect(await passes(drill, [...shares.slice(1), ...shares.slice(1, 2)])).toBe(false)
    for (let at = 0; at < 5; at++) {
      const spoilt = shares.map((one, i) =>
        i === at ? { ...one, share: one.share.with(3, (one.share[3] ?? 0) ^ 4) } : one,
      )
      expect(await passes(drill, spoilt)).toBe(false)
    }
  })

  it('fails when it opens to something else than was sealed, or with another platform key', async () => {
    const { drill, shares } = await drilled()
    expect(await passes({ ...drill, digest: drill.digest.with(0, (drill.digest[0] ?? 0) ^ 1) }, shares)).toBe(false)
    await expect(passes(drill, shares, keyOf(1))).rejects.toThrow('not the key')
  })

  it("gives an officer's share of nothing but the dummy of this policy", async () => {
    const { drill } = await drilled()
    const place = { policy, lot: 'L1', seq: 1, previousLeaf: NO_PREVIOUS_LEAF, seed: random.slice(0, 32) }
    const bid = await sealBid({ ...place, supplier: 'S1', bid: { priceFen: 5n } }, crypto)
    const second = await sealBid({ ...place, supplier: DRILL_SUPPLIER, seq: 2, bid: { priceFen: 5n } }, crypto)
    for (const envelope of [bid, second, drill.envelope.slice(1)]) {
      expect(await isDrill(envelope, policy, crypto)).toBe(false)
      expect(await drillShare({ envelope, policy, index: 1, privateKey: keyOf(1) }, crypto)).toBeNull()
    }
    expect(await isDrill(drill.envelope, { ...policy, deadline: '2023-05-02T01:00:00.000Z' }, crypto)).toBe(false)
    await expect(
      drillShare({ envelope: drill.envelope, policy, index: 1, privateKey: keyOf(2) }, crypto),
    ).rejects.toThrow('not the key')
  })
})
