import { beforeAll, describe, expect, it } from 'vitest'
import { concat, hex, utf8 } from '#domain/bytes.ts'
import { deriveKeyPair } from '#domain/hpke.ts'
import { officerKeyBytes } from '#domain/officerKeys.ts'
import { policyBytes, SUITE } from '#domain/sealing.ts'
import { checkSealingKit, isEnvelopesFile, isSealingKit, KIT_TYPE, type SealingKit } from '#domain/sealingKit.ts'
import { nodeCrypto as crypto, ed25519PublicKey } from '../../api/platform/crypto.ts'
import { readPriceList } from '../../seal/priceList.ts'
import { quoteOf } from '../../seal/sealQuotes.ts'
import { secret } from '../support/ceremony.ts'

let kit: SealingKit
const keyPair = (name: string) => deriveKeyPair(concat(utf8(name), new Uint8Array(32)), crypto)

beforeAll(async () => {
  const [platform, ...own] = await Promise.all(['p', 'a', 'b'].map(keyPair))
  const officers = own.map(({ publicKey }, i) => ({ code: `O${i + 1}`, publicKey: hex(publicKey) }))
  const policy = new TextDecoder().decode(
    policyBytes({
      suite: SUITE,
      tender: 'T',
      round: 1,
      documentsHash: '0'.repeat(64),
      lots: ['L1', 'L2'],
      deadline: '2023-05-01T01:00:00.000Z',
      threshold: 2,
      officers,
      platformKey: hex(platform?.publicKey ?? new Uint8Array(0)),
      logKey: 'bencao/test+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    }),
  )
  const signed = await Promise.all(
    officers.map(async ({ code, publicKey }, i) => {
      const key = secret(`sign/${code}`)
      const sign = async (message: Uint8Array) => hex(await crypto.ed25519Sign(key, message))
      return {
        code,
        name: code,
        body: `body${i}`,
        publicKey,
        signingKey: hex(ed25519PublicKey(key)),
        keySignature: await sign(officerKeyBytes('r1', own[i]?.publicKey ?? new Uint8Array(0))),
        policySignature: await sign(utf8(policy)),
      }
    }),
  )
  const lots = ['L1', 'L2'].map(lot => ({ lot, seq: 1, previousLeaf: '0'.repeat(64), ceilingFen: '10000' }))
  kit = { type: KIT_TYPE, roundId: 'r1', policy, officers: signed, supplier: 'S1', lots }
})

const first = () => kit.officers[0] ?? expect.fail('no officer')
const withFirst = (change: object) => ({ ...kit, officers: [{ ...first(), ...change }, ...kit.officers.slice(1)] })

describe('a sealing kit', () => {
  it('holds with every signature; each thing that is changed has its name', async () => {
    expect(isSealingKit(JSON.parse(JSON.stringify(kit)))).toBe(true)
    expect(await checkSealingKit(kit, crypto)).toMatchObject({ policy: { tender: 'T' } })
    const other = kit.officers[1]
    const cases: readonly (readonly [SealingKit, object])[] = [
      [
        { ...kit, policy: kit.policy.replace('"T"', '"U"') },
        { fault: 'policySignature', officer: 'O1' },
      ],
      [{ ...kit, policy: `${kit.policy} ` }, { fault: 'policy' }],
      [{ ...kit, officers: kit.officers.slice(1) }, { fault: 'officers' }],
      [
        { ...kit, roundId: 'r2' },
        { fault: 'keySignature', officer: 'O1' },
      ],
      [withFirst({ code: 'O9' }), { fault: 'key', officer: 'O9' }],
      [withFirst({ publicKey: other?.publicKey }), { fault: 'key', officer: 'O1' }],
      [withFirst({ policySignature: other?.policySignature }), { fault: 'policySignature', officer: 'O1' }],
      [withFirst({ policySignature: '' }), { fault: 'policySignature', officer: 'O1' }],
      [withFirst({ signingKey: 'ff'.repeat(32) }), { fault: 'keySignature', officer: 'O1' }],
      [withFirst({ signingKey: other?.signingKey }), { fault: 'officers' }],
    ]
    for (const [changed, fault] of cases) expect(await checkSealingKit(changed, crypto)).toEqual(fault)
  })

  it('is read from nothing else', () => {
    for (const value of [null, 1, [], {}, { ...kit, type: 'x' }, { ...kit, lots: [{}] }, { ...kit, officers: null }])
      expect(isSealingKit(value)).toBe(false)
    const envelope = { lot: 'L1', supplier: 'S1', seq: 1, leaf: '', envelope: '' }
    const file = { type: 'bencao-envelopes/1', roundId: 'r', policyHash: '', envelopes: [envelope] }
    expect(isEnvelopesFile(file)).toBe(true)
    for (const value of [{ ...file, type: 'y' }, { ...file, envelopes: [{ ...envelope, seq: 0 }] }, null])
      expect(isEnvelopesFile(value)).toBe(false)
  })
})

describe('a list of prices', () => {
  it('is read with or without a head line, with either separator', () => {
    const text = '\uFEFF品规;企业;报价\r\nL1;S1;12.30\r\n\r\nL2,"S1",7\n'
    expect(readPriceList(text, 'f', kit).map(({ lot, priceFen, seq }) => [lot, priceFen, seq])).toEqual([
      ['L1', 1230n, 1],
      ['L2', 700n, 1],
    ])
  })

  it('names the first wrong line and never repeats a price', () => {
    const wrong = (text: string) => {
      try {
        readPriceList(text, 'f', kit)
      } catch (error) {
        return error instanceof Error ? error.message : ''
      }
      return 'read'
    }
    expect(wrong('')).toBe('f: no prices')
    expect(wrong('L1;S1;1\nL9;S1;98.76')).toMatch(/^f:2: the kit has no lot L9/)
    expect(wrong('L1;S2;98.76')).toMatch(/^f:1: the kit is for S1, not for S2/)
    expect(wrong('L1;S1;98.765')).toMatch(/^f:1: the price must be yuan/)
    expect(wrong('L1;S1;100.01')).toMatch(/^f:1: the price of L1 is above/)
    expect(wrong('L1;S1;9\nL1;S1;8')).toMatch(/^f:2: lot L1 is there twice/)
    expect(wrong('L1;S1;9;8')).toMatch(/^f:1: three columns/)
    for (const text of ['L9;S1;98.76', 'L1;S1;98.765', 'L1;S1;100.01'])
      expect(wrong(text)).not.toMatch(/98\.76|100\.01/)
  })

  it('may name the place in the chain itself', () => {
    const typed = { lot: 'L1', supplier: 'S1', price: '1' }
    expect(quoteOf({ ...typed, seq: '3', previous: 'ab'.repeat(32) }, kit, 'x')).toMatchObject({ seq: 3 })
    expect(() => quoteOf({ ...typed, seq: '0' }, kit, 'x')).toThrow('--seq')
    expect(() => quoteOf({ ...typed, previous: 'ab' }, kit, 'x')).toThrow('--previous')
  })
})
