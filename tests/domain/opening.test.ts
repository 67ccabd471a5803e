import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { concat, equalBytes, hex, u64, utf8 } from '#domain/bytes.ts'
import { decodeEnvelope, type Envelope, encodeEnvelope, headerBytes } from '#domain/envelope.ts'
import { deriveKeyPair, hpkeSeal, type KeyPair } from '#domain/hpke.ts'
import {
  type Complaint,
  decryptShare,
  openEnvelope,
  openingManifest,
  openingResult,
  openPlatformCap,
  type Share,
  type Verdict,
  verifyOpening,
} from '#domain/opening.ts'
import {
  bidKeys,
  capAad,
  envelopeLeaf,
  NO_PREVIOUS_LEAF,
  type Policy,
  policyHash,
  SUITE,
  sealBid,
  sealInContext,
  shareCommitment,
} from '#domain/sealing.ts'
import { combineShares } from '#domain/shamir.ts'
import { nodeCrypto as crypto } from '../../api/platform/crypto.ts'

const seed = new Uint8Array(32).fill(7)
const PRICE = 98_765n
let keys: readonly KeyPair[]
let policy: Policy
let envelope: Uint8Array
let shares: readonly Share[]

const keyOf = (index: number): Uint8Array => keys[index]?.privateKey ?? new Uint8Array(32)
const keyPair = (name: string) => deriveKeyPair(concat(utf8(name), new Uint8Array(32)), crypto)

beforeAll(async () => {
  keys = await Promise.all(['platform', 'a', 'b', 'c', 'd', 'e'].map(keyPair))
  const [platformKey = '', ...officers] = keys.map(({ publicKey }) => hex(publicKey))
  policy = {
    suite: SUITE,
    tender: 'T',
    round: 1,
    documentsHash: '0'.repeat(64),
    lots: ['L1', 'L2'],
    deadline: '2023-05-01T01:00:00.000Z',
    threshold: 3,
    officers: officers.map((publicKey, i) => ({ code: `O${i + 1}`, publicKey })),
    platformKey,
    logKey: 'bencao/test+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  }
  const place = { policy, lot: 'L1', supplier: 'S1', seq: 1, previousLeaf: NO_PREVIOUS_LEAF }
  envelope = await sealBid({ ...place, bid: { priceFen: PRICE }, seed }, crypto)
  shares = await sharesOf(envelope)
})

/** The shares honest officers give; those whose cap is bad give none. */
async function sharesOf(bytes: Uint8Array, officers = [1, 2, 3, 4, 5]): Promise<readonly Share[]> {
  const all = officers.map(index => decryptShare({ envelope: bytes, policy, index, privateKey: keyOf(index) }, crypto))
  return (await Promise.all(all)).filter(share => share !== null)
}

function open(bytes: Uint8Array, some: readonly Share[], complaints: readonly Complaint[] = []): Promise<Verdict> {
  return openEnvelope({ envelope: bytes, policy, shares: some, platformPrivateKey: keyOf(0), complaints }, crypto)
}

function parse(bytes: Uint8Array): Envelope {
  const parsed = decodeEnvelope(bytes)
  if (!parsed) throw new Error('must decode')
  return parsed
}

/** The envelope with one cap replaced by another plaintext, properly sealed to its holder: a cheating bidder's. */
async function withCap(index: number, plaintext: Uint8Array, base = envelope): Promise<Uint8Array> {
  const { header, caps, body } = parse(base)
  const recipient = keys[index]?.publicKey ?? new Uint8Array(32)
  const request = { recipient, info: headerBytes(header), aad: capAad(index), plaintext, ephemeralIkm: seed }
  const cap = await hpkeSeal(request, crypto)
  return encodeEnvelope({ header, caps: caps.map((old, i) => (i === index ? cap : old)), body })
}

const badSeal = { verdict: 'void', fault: 'bidder', reason: 'badSeal', badOfficers: [] }

describe('a quorum and the platform', () => {
  it('any t of n officers, in any order and repeated, give the same price', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 3 }), async picks => {
        const some = [...picks, ...picks].flatMap(i => shares[i] ?? [])
        expect(await open(envelope, some)).toEqual({ verdict: 'opened', priceFen: PRICE, badOfficers: [] })
      }),
      { numRuns: 12 },
    )
  })
  it('t − 1 shares open nothing, one repeated neither', async () => {
    const waiting = { verdict: 'needsShare', badOfficers: [] }
    expect(await open(envelope, shares.slice(0, 2))).toEqual(waiting)
    expect(await open(envelope, [...shares.slice(0, 2), ...shares.slice(1, 2)])).toEqual(waiting)
    expect(await open(envelope, [])).toEqual(waiting)
  })
  it('the published evidence gives the same verdict without the platform key', async () => {
    const platformShare = await openPlatformCap({ envelope, policy, platformPrivateKey: keyOf(0) }, crypto)
    if (!platformShare) throw new Error('must open')
    const request = { envelope, policy, shares: shares.slice(2), platformShare }
    expect(await verifyOpening(request, crypto)).toEqual(await open(envelope, shares))
    const lie = { ...platformShare, share: new Uint8Array(32) }
    const answer = await verifyOpening({ ...request, platformShare: lie }, crypto)
    expect(answer).toEqual({ verdict: 'needsShare', badOfficers: [0] })
    expect(await verifyOpening({ ...request, envelope: utf8('x') }, crypto)).toMatchObject({ reason: 'malformed' })
  })
  it('a wrong platform or officer key is refused and no verdict given', async () => {
    const wrong = { envelope, policy, shares, platformPrivateKey: keyOf(1) }
    await expect(openEnvelope(wrong, crypto)).rejects.toThrow(RangeError)
    await expect(decryptShare({ envelope, policy, index: 2, privateKey: keyOf(1) }, crypto)).rejects.toThrow(RangeError)
    await expect(decryptShare({ envelope, policy, index: 6, privateKey: keyOf(1) }, crypto)).rejects.toThrow(RangeError)
  })
})

describe('an officer at fault', () => {
  it('is named for a tampered share; the others go on', async () => {
    const tampered = shares.map(share => (share.index === 2 ? { ...share, share: new Uint8Array(33) } : share))
    expect(await open(envelope, tampered)).toEqual({ verdict: 'opened', priceFen: PRICE, badOfficers: [2] })
    expect(await open(envelope, tampered.slice(0, 3))).toEqual({ verdict: 'needsShare', badOfficers: [2] })
  })
  it('is named for a changed salt, a share under another index, and an index that nobody has', async () => {
    const strange = shares.map(share => {
      if (share.index === 1) return { ...share, salt: new Uint8Array(32) }
      return share.index === 2 ? { ...share, index: 9 } : share
    })
    expect(await open(envelope, strange)).toMatchObject({ verdict: 'opened', badOfficers: [1, 9] })
  })
  it('is named for a complaint about a good cap, or one with another key', async () => {
    const complaints = [
      { index: 4, privateKey: keyOf(4) },
      { index: 5, privateKey: keyOf(1) },
    ]
    expect(await open(envelope, shares, complaints)).toMatchObject({ verdict: 'opened', badOfficers: [4, 5] })
  })
})

describe('a bidder at fault: void, whichever officers came', () => {
  const quorums = [
    [1, 2, 3],
    [3, 4, 5],
    [1, 4, 5],
    [1, 2, 3, 4, 5],
  ]
  async function expectVoid(bytes: Uint8Array): Promise<void> {
    const given = await sharesOf(bytes)
    for (const quorum of quorums) {
      const some = given.filter(share => quorum.includes(share.index))
      if (some.length >= 3) expect(await open(bytes, some)).toEqual(badSeal)
    }
  }
  it('one cap with another plaintext: no share from its officer, and proof by complaint', async () => {
    const bad = await withCap(2, new Uint8Array(65))
    expect(await decryptShare({ envelope: bad, policy, index: 2, privateKey: keyOf(2) }, crypto)).toBeNull()
    await expectVoid(bad)
    expect(await open(bad, [], [{ index: 2, privateKey: keyOf(2) }])).toEqual(badSeal)
  })
  it("a bad platform cap; the evidence shows it by the platform's key", async () => {
    const bad = await withCap(0, new Uint8Array(64))
    await expectVoid(bad)
    const platformShare = { index: 0, share: new Uint8Array(32), salt: new Uint8Array(32) }
    const evidence = { envelope: bad, policy, shares, platformShare, complaints: [{ index: 0, privateKey: keyOf(0) }] }
    expect(await verifyOpening(evidence, crypto)).toEqual(badSeal)
  })
  it('another body under the same header', async () => {
    const { header, caps, body } = parse(envelope)
    await expectVoid(encodeEnvelope({ header, caps, body: body.map(byte => byte ^ 1) }))
  })
  it('committed shares that do not lie on one polynomial, or carry another x', async () => {
    for (const forge of [
      (share: Uint8Array) => share.map((y, i) => (i < 32 ? y ^ 1 : y)),
      (share: Uint8Array) => share.with(32, 9),
    ]) {
      await expectVoid(
        await resealed(shares.map(share => (share.index === 5 ? { ...share, share: forge(share.share) } : share))),
      )
    }
  })
  it('a price of zero or beyond 63 bits, otherwise sealed by the rules', async () => {
    const { context } = parse(envelope).header
    for (const priceFen of [0n, 2n ** 64n - 1n]) {
      const bad = await sealInContext(policy, context, { priceFen }, seed, crypto)
      expect(await open(bad, await sharesOf(bad))).toMatchObject({ verdict: 'void', reason: 'badPrice' })
    }
  })
  it('an envelope of another policy, round or lot', async () => {
    const { context } = parse(envelope).header
    for (const change of [{ round: 2 }, { lot: 'L9' }, { policyHash: new Uint8Array(32) }]) {
      const foreign = await sealInContext(policy, { ...context, ...change }, { priceFen: PRICE }, seed, crypto)
      expect(await open(foreign, shares)).toMatchObject({ verdict: 'void', reason: 'foreign' })
    }
  })
})

/** A whole envelope with true commitments over the given officers' shares, whatever these are. */
async function resealed(given: readonly Share[]): Promise<Uint8Array> {
  const old = parse(envelope)
  const { context } = old.header
  const platform = await openPlatformCap({ envelope, policy, platformPrivateKey: keyOf(0) }, crypto)
  const all = [platform, ...given].flatMap(share => share ?? [])
  const commitments = await Promise.all(
    all.map(({ index, salt, share }) => shareCommitment(context, index, salt, share, crypto)),
  )
  const header = { ...old.header, commitments }
  let bytes = encodeEnvelope({ ...old, header })
  for (const { index, share, salt } of all) bytes = await withCap(index, concat(share, salt), bytes)
  const quorumKey = combineShares(shares.slice(0, 3).map(({ share }) => share))
  const { bodyKey, bodyNonce } = await bidKeys(context, quorumKey, platform?.share ?? seed, crypto)
  const bid = new Uint8Array(256)
  bid.set(seed)
  bid.set(u64(PRICE), 32)
  const body = await crypto.aesGcmSeal(bodyKey, bodyNonce, headerBytes(header), bid)
  return encodeEnvelope({ ...parse(bytes), body })
}

it('no flipped bit gives another price, nor this one again, whatever byte it is in', async () => {
  // Few officers make a small envelope, so that every byte of it has its turn.
  const small: Policy = { ...policy, threshold: 2, officers: policy.officers.slice(0, 2) }
  const place = { policy: small, lot: 'L1', supplier: 'S1', seq: 1, previousLeaf: NO_PREVIOUS_LEAF }
  const whole = await sealBid({ ...place, bid: { priceFen: PRICE }, seed }, crypto)
  const given = await officerShares(small, whole)
  const openSmall = (bytes: Uint8Array) =>
    openEnvelope({ envelope: bytes, policy: small, shares: given, platformPrivateKey: keyOf(0) }, crypto)
  expect(await openSmall(whole)).toMatchObject({ verdict: 'opened', priceFen: PRICE })
  const seen = new Map<string, number>()
  for (let at = 0; at < whole.length; at++) {
    const flipped = whole.with(at, (whole[at] ?? 0) ^ (1 << (at % 8)))
    const verdict = await openSmall(flipped)
    const end = verdict.verdict === 'void' ? verdict.reason : verdict.verdict
    seen.set(end, (seen.get(end) ?? 0) + 1)
  }
  expect([...seen.keys()].sort()).toEqual(['badSeal', 'foreign', 'malformed'])
  expect(seen.get('badSeal')).toBeGreaterThan(300)
})

async function officerShares(of: Policy, bytes: Uint8Array): Promise<Share[]> {
  const found = await Promise.all(
    of.officers.map((_, i) =>
      decryptShare({ envelope: bytes, policy: of, index: i + 1, privateKey: keyOf(i + 1) }, crypto),
    ),
  )
  return found.flatMap(share => share ?? [])
}

describe('the manifest and the result', () => {
  it('does not depend on the order of the leaves, refuses a repeated or short one', async () => {
    const hash = await policyHash(policy, crypto)
    const leaves = [await envelopeLeaf(envelope, crypto), await envelopeLeaf(utf8('b'), crypto)]
    const manifest = await openingManifest(hash, leaves, crypto)
    expect(await openingManifest(hash, [...leaves].reverse(), crypto)).toEqual(manifest)
    expect(manifest.hash).toEqual(crypto.sha256(manifest.bytes))
    await expect(openingManifest(hash, [...leaves, ...leaves], crypto)).rejects.toThrow(RangeError)
    await expect(openingManifest(hash, [seed.slice(1)], crypto)).rejects.toThrow(RangeError)
  })

  const verdictOf = fc.constantFrom<Verdict>(
    { verdict: 'opened', priceFen: 5n, badOfficers: [] },
    { verdict: 'void', fault: 'bidder', reason: 'badSeal', badOfficers: [] },
    { verdict: 'needsShare', badOfficers: [1] },
  )
  it('opened ∪ void = sealed, or nothing at all', () => {
    fc.assert(
      fc.property(fc.array(fc.option(verdictOf), { maxLength: 8 }), verdicts => {
        const leaves = verdicts.map((_, i) => new Uint8Array(32).fill(i))
        const given = verdicts.flatMap((verdict, i) => (verdict ? [{ leaf: leaves[i] ?? seed, verdict }] : []))
        const result = openingResult(leaves, given.reverse())
        const isFinal = verdicts.every(verdict => verdict !== null && verdict.verdict !== 'needsShare')
        expect(result.complete).toBe(isFinal)
        if (!result.complete) return
        const union = [...result.opened, ...result.voided].map(({ leaf }) => leaf)
        expect(union).toHaveLength(leaves.length)
        expect(leaves.every(leaf => union.some(other => equalBytes(leaf, other)))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
  it('refuses two verdicts over one leaf and a verdict over a stranger', () => {
    const verdict: Verdict = { verdict: 'opened', priceFen: 5n, badOfficers: [] }
    expect(() =>
      openingResult(
        [seed],
        [
          { leaf: seed, verdict },
          { leaf: seed, verdict },
        ],
      ),
    ).toThrow(RangeError)
    expect(() => openingResult([], [{ leaf: seed, verdict }])).toThrow(RangeError)
  })
})
