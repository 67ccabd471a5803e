import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson, concat, hex, utf8 } from '#domain/bytes.ts'
import { deriveKeyPair } from '#domain/hpke.ts'
import {
  checkEnvelope,
  checkPolicy,
  decodeEnvelope,
  encodeEnvelope,
  envelopeLeaf,
  MAX_PRICE_FEN,
  NO_PREVIOUS_LEAF,
  type Policy,
  parsePolicy,
  policyBytes,
  policyHash,
  SUITE,
  sealBid,
} from '#domain/sealing.ts'
import { webCrypto } from '../../admin/crypto/webCrypto.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'

const keyOf = async (name: string) =>
  hex((await deriveKeyPair(nodeCrypto.sha256(utf8(name)) as Uint8Array, nodeCrypto)).publicKey)

let policy: Policy
beforeAll(async () => {
  const officers = await Promise.all(['甲', '乙', '丙'].map(async code => ({ code, publicKey: await keyOf(code) })))
  policy = {
    suite: SUITE,
    tender: 'TCM-2023-1',
    round: 1,
    documentsHash: '0'.repeat(64),
    lots: ['HQ-T', 'HQ-X'],
    deadline: '2023-05-01T01:00:00.000Z',
    threshold: 2,
    officers,
    platformKey: await keyOf('platform'),
    logKey: 'bencao/test+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  }
})

const seed = Uint8Array.from({ length: 32 }, (_, i) => i)
const request = () => ({
  policy,
  lot: 'HQ-T',
  supplier: '亳州-001',
  seq: 1,
  previousLeaf: NO_PREVIOUS_LEAF,
  bid: { priceFen: 12_345n },
  seed,
})

describe('policy', () => {
  it('has one text whatever the order of its lots, and reads back from no other', () => {
    const text = new TextDecoder().decode(policyBytes(policy))
    expect(policyBytes({ ...policy, lots: [...policy.lots].reverse() })).toEqual(policyBytes(policy))
    expect(parsePolicy(text)).toEqual(policy)
    for (const other of [
      `${text} `,
      text.replace('"round":1', '"round":1.0'),
      '{}',
      'null',
      '[',
      '{"officers":[null]}',
    ]) {
      expect(parsePolicy(other)).toBeNull()
    }
    expect(parsePolicy(text.replace('{"deadline"', '{"a":1,"deadline"'))).toBeNull()
    expect(parsePolicy(text.replace('"threshold":2', '"threshold":4'))).toBeNull()
  })
  it('without faults may be signed', () => {
    expect(checkPolicy(policy)).toEqual([])
  })
  it.each([
    ['round', { round: 0 }],
    ['lots', { lots: ['a', 'a'] }],
    ['lots', { lots: [] }],
    ['deadline', { deadline: '2023-05-01 09:00' }],
    ['threshold', { threshold: 4 }],
    ['threshold', { threshold: 0 }],
    ['threshold', { threshold: 1 }],
    ['logKey', { logKey: '' }],
    ['logKey', { logKey: 'bencao/test+0000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['logKey', { logKey: 'a log+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['documentsHash', { documentsHash: 'ABC' }],
    ['tender', { tender: '' }],
  ] as const)('names a faulty %s', async (fault, change) => {
    expect(checkPolicy({ ...policy, ...change })).toEqual([fault])
    await expect(sealBid({ ...request(), policy: { ...policy, ...change } }, nodeCrypto)).rejects.toThrow(RangeError)
  })
  it('is read with exactly its ten parts', () => {
    const { logKey: _, ...nine } = policy
    expect(parsePolicy(canonicalJson(nine))).toBeNull()
    expect(parsePolicy(canonicalJson({ ...policy, more: '' }))).toBeNull()
    expect(parsePolicy(canonicalJson(policy))).toEqual(policy)
  })
  it('may not name one key or one officer twice', () => {
    const [first, ...rest] = policy.officers
    expect(checkPolicy({ ...policy, platformKey: first?.publicKey ?? '' })).toEqual(['keys'])
    expect(checkPolicy({ ...policy, officers: [...rest, { code: '乙', publicKey: '1'.repeat(64) }] })).toEqual([
      'officers',
    ])
  })
})

describe('sealBid', () => {
  it('gives the same bytes again, on node:crypto and WebCrypto', async () => {
    const envelope = await sealBid(request(), nodeCrypto)
    expect(await sealBid(request(), nodeCrypto)).toEqual(envelope)
    expect(await sealBid(request(), webCrypto)).toEqual(envelope)
  })
  it('keeps its format: envelopes sealed by older clients must seal again to the same bytes', async () => {
    expect(hex(await envelopeLeaf(await sealBid(request(), nodeCrypto), nodeCrypto))).toMatchInlineSnapshot(
      `"2315b6a762d0b346593d9e7bd95cc9a510dd75dd41cdda14207740cafe57c7b1"`,
    )
  })
  it('gives one size for all prices, and nothing in common but the context', async () => {
    const low = decodeEnvelope(await sealBid({ ...request(), bid: { priceFen: 1n } }, nodeCrypto))
    const high = decodeEnvelope(await sealBid({ ...request(), bid: { priceFen: MAX_PRICE_FEN } }, nodeCrypto))
    if (!low || !high) throw new Error('must decode')
    expect(encodeEnvelope(low).length).toBe(encodeEnvelope(high).length)
    expect(low.header.context).toEqual(high.header.context)
    expect(low.header.keyCommitment).not.toEqual(high.header.keyCommitment)
    expect(low.caps[0]?.slice(0, 32)).not.toEqual(high.caps[0]?.slice(0, 32))
  })
  it.each([
    ['price 0', { bid: { priceFen: 0n } }],
    ['a negative price', { bid: { priceFen: -1n } }],
    ['a price beyond 63 bits', { bid: { priceFen: MAX_PRICE_FEN + 1n } }],
    ['a lot outside the policy', { lot: 'DG-T' }],
    ['no supplier', { supplier: '' }],
    ['a short seed', { seed: new Uint8Array(31) }],
    ['a short leaf', { previousLeaf: new Uint8Array(31) }],
    ['a negative sequence', { seq: -1 }],
  ])('refuses %s', async (_, change) => {
    await expect(sealBid({ ...request(), ...change }, nodeCrypto)).rejects.toThrow(RangeError)
  })
})

describe('an envelope at submission (integrity design §6)', () => {
  const expected = async () => ({
    policyHash: await policyHash(policy, nodeCrypto),
    round: 1,
    lot: 'HQ-T',
    supplier: '亳州-001',
    seq: 1,
    previousLeaf: NO_PREVIOUS_LEAF,
    officerCount: 3,
  })
  it('is taken where it belongs', async () => {
    expect(checkEnvelope(await sealBid(request(), nodeCrypto), await expected())).toEqual([])
  })
  it.each([
    ['otherSupplier', { supplier: '亳州-002' }],
    ['otherLot', { lot: 'HQ-X' }],
    ['otherRound', { round: 2 }],
    ['otherSequence', { seq: 2 }],
    ['otherPolicy', { policyHash: new Uint8Array(32) }],
    ['otherPreviousLeaf', { previousLeaf: new Uint8Array(32).fill(1) }],
    ['otherOfficerCount', { officerCount: 5 }],
  ])('is refused: %s', async (fault, change) => {
    const envelope = await sealBid(request(), nodeCrypto)
    expect(checkEnvelope(envelope, { ...(await expected()), ...change })).toEqual([fault])
  })
  it('is refused when cut, prolonged or empty', async () => {
    const envelope = await sealBid(request(), nodeCrypto)
    for (const bytes of [envelope.slice(0, -1), concat(envelope, Uint8Array.of(0)), new Uint8Array(0), utf8('报价')]) {
      expect(decodeEnvelope(bytes)).toBeNull()
      expect(checkEnvelope(bytes, await expected())).toEqual(['malformed'])
    }
  })
  it('has the RFC 6962 leaf hash', async () => {
    expect(hex(await envelopeLeaf(new Uint8Array(0), nodeCrypto))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
  })
})
