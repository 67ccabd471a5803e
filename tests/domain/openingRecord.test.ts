import { beforeAll, describe, expect, it } from 'vitest'
import { hex, utf8 } from '#domain/bytes.ts'
import { deriveKeyPair } from '#domain/hpke.ts'
import {
  openingRecordBytes,
  quoteFault,
  reasonText,
  type StoredEnvelope,
  splitReason,
  storedFault,
} from '#domain/openingRecord.ts'
import { envelopeLeaf, NO_PREVIOUS_LEAF, SUITE, sealBid } from '#domain/sealing.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'

let stored: StoredEnvelope
beforeAll(async () => {
  const keyOf = async (name: string) =>
    hex((await deriveKeyPair(await nodeCrypto.sha256(utf8(name)), nodeCrypto)).publicKey)
  const officers = await Promise.all(['a', 'b'].map(async code => ({ code, publicKey: await keyOf(code) })))
  const policy = {
    suite: SUITE,
    tender: 'T',
    round: 1,
    documentsHash: '0'.repeat(64),
    lots: ['L'],
    deadline: '2023-05-01T01:00:00.000Z',
    threshold: 2,
    officers,
    platformKey: await keyOf('p'),
    logKey: 'bencao/test+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  } as const
  const place = { lot: 'L', supplier: 'S', seq: 1 }
  const envelope = await sealBid(
    { policy, ...place, previousLeaf: NO_PREVIOUS_LEAF, bid: { priceFen: 5n }, seed: new Uint8Array(32) },
    nodeCrypto,
  )
  stored = { ...place, envelope, leaf: await envelopeLeaf(envelope, nodeCrypto) }
})

describe('a stored envelope', () => {
  it('is the receipted one, in its own place', async () => {
    expect(await storedFault(stored, nodeCrypto)).toBeNull()
    for (const other of [{ lot: 'M' }, { supplier: 'T' }, { seq: 2 }])
      expect(await storedFault({ ...stored, ...other }, nodeCrypto)).toBe('foreign')
    const flipped = stored.envelope.with(700, (stored.envelope[700] ?? 0) ^ 1)
    expect(await storedFault({ ...stored, envelope: flipped }, nodeCrypto)).toBe('tampered')
    const garbage = utf8('x')
    const leaf = await envelopeLeaf(garbage, nodeCrypto)
    expect(await storedFault({ ...stored, envelope: garbage, leaf }, nodeCrypto)).toBe('malformed')
  })
})

describe('a quote (1-domain §2, stages 6 and 12)', () => {
  it.each([
    [100n, 100n, null, null],
    [101n, 100n, null, 'aboveCeiling'],
    [90n, 100n, 90n, null],
    [91n, 100n, 90n, 'aboveRound1'],
    [101n, 100n, 90n, 'aboveCeiling'],
  ] as const)('of %s under %s and %s: %s', (price, ceiling, round1, fault) =>
    expect(quoteFault(price, ceiling, round1)).toBe(fault),
  )
})

describe('a reason', () => {
  it.each([
    [null, [], null],
    ['badSeal', [], 'badSeal'],
    [null, [2, 4], 'badShare:2,4'],
    ['aboveCeiling', [1], 'aboveCeiling badShare:1'],
  ] as const)('%s, officers %j: %s', (reason, badOfficers, text) => {
    expect(reasonText(reason, badOfficers)).toBe(text)
    expect(splitReason(text)).toEqual({ reason, badOfficers })
  })
})

it('the record does not depend on the order of its lines', () => {
  const line = { leaf: '00', verdict: 'opened', priceFen: 5n, reason: null } as const
  const record = {
    tender: 'T',
    round: 1,
    policyHash: 'p',
    manifestHash: 'm',
    officers: [1, 2].map(ordinal => ({ ordinal, code: `o${ordinal}`, body: 'b' })),
    bids: [
      { ...line, lot: 'A', supplier: '2' },
      { ...line, lot: 'A', supplier: '10' },
      { ...line, lot: 'B', supplier: '1' },
    ],
  }
  const other = { ...record, officers: [...record.officers].reverse(), bids: [...record.bids].reverse() }
  expect(openingRecordBytes(other)).toEqual(openingRecordBytes(record))
  expect(openingRecordBytes({ ...record, round: 2 })).not.toEqual(openingRecordBytes(record))
})
