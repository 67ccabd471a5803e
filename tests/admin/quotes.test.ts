import { beforeAll, describe, expect, it } from 'vitest'
import type { Declaration, OfficerKey, PriceRound, SealedBid } from '../../admin/contract/index.ts'
import { checkRoundPolicy, wrongKey } from '../../admin/crypto/policyCheck.ts'
import { webCrypto } from '../../admin/crypto/webCrypto.ts'
import { entriesOf } from '../../admin/pages/ceremonies/handIn.ts'
import { readEnvelopes } from '../../admin/pages/quotes/offlineEnvelopes.ts'
import { policyChanges, unsentQuotes } from '../../admin/pages/quotes/quoteRules.ts'
import { type SealedQuote, sealQuote } from '../../admin/pages/quotes/sealQuote.ts'
import { noteKeyText } from '../../api/domain/auditLog.ts'
import { fromHex, hex, utf8, utf8Text } from '../../api/domain/bytes.ts'
import { x25519PublicKey } from '../../api/domain/crypto.ts'
import { officerKeyBytes } from '../../api/domain/officerKeys.ts'
import { type Policy, policyBytes, SUITE } from '../../api/domain/sealing.ts'
import { ENVELOPES_TYPE } from '../../api/domain/sealingKit.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'
import { secret } from '../support/ceremony.ts'

const ROUND_ID = '00000000-0000-4000-8000-000000000001'
const LOGINS = ['officer-1', 'officer-2', 'officer-3']
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const publicOf = (login: string) => x25519PublicKey(secret(login), nodeCrypto)
const sign = async (login: string, bytes: Uint8Array) =>
  base64(await nodeCrypto.ed25519Sign(secret(`sign/${login}`), bytes))

async function makePolicy(change: Partial<Policy> = {}): Promise<Policy> {
  const officers = LOGINS.map(async code => ({ code, publicKey: hex(await publicOf(code)) }))
  return {
    suite: SUITE,
    tender: 'LC-2026',
    round: 1,
    documentsHash: '0'.repeat(64),
    lots: ['HQ-T', 'HQ-X'],
    deadline: '2026-03-01T00:00:00.000Z',
    threshold: 2,
    officers: await Promise.all(officers),
    platformKey: hex(await publicOf('platform')),
    logKey: await noteKeyText({ name: 'log.test', publicKey: new Uint8Array(32) }, nodeCrypto),
    ...change,
  }
}

async function makeRound(policy: Policy): Promise<PriceRound> {
  const keys = LOGINS.map(async (code, i): Promise<OfficerKey> => {
    const publicKey = await publicOf(code)
    return {
      ordinal: i + 1,
      code,
      body: `body${i}`,
      displayName: code,
      publicKey: base64(publicKey),
      signingKey: base64(ed25519PublicKey(secret(`sign/${code}`))),
      keySignature: await sign(code, officerKeyBytes(ROUND_ID, publicKey)),
      policySignature: await sign(code, policyBytes(policy)),
      handedIn: null,
    }
  })
  return {
    id: ROUND_ID,
    tenderId: 't',
    number: 1,
    status: 'open',
    officersNeeded: 2,
    closesAt: policy.deadline,
    policy: utf8Text(policyBytes(policy)),
    policyHash: hex(await nodeCrypto.sha256(policyBytes(policy))),
    policyVersion: 1,
    restartReason: null,
    platformPublicKey: '',
    manifest: null,
    manifestHash: null,
    openedAt: null,
    recordHash: null,
    policies: [],
    officerKeys: await Promise.all(keys),
  }
}

let policy: Policy
let round: PriceRound
beforeAll(async () => {
  policy = await makePolicy()
  round = await makeRound(policy)
})

const verdict = async (change: Partial<PriceRound>, signed = true, tenderCode = 'LC-2026') => {
  const found = await checkRoundPolicy({ round: { ...round, ...change }, tenderCode, signed }, webCrypto)
  return found.ok ? 'ok' : found.faults
}

/** The round with one officer's part changed. */
const withKey = (change: Partial<OfficerKey>) => ({
  officerKeys: round.officerKeys.map((key, i) => (i === 1 ? { ...key, ...change } : key)),
})

describe("a round's policy in a browser", () => {
  it('holds when every officer has signed it and their key', async () => {
    expect(await verdict({})).toBe('ok')
    expect(await verdict(withKey({ policySignature: null }), false)).toBe('ok')
  })

  it.each<[string, () => Partial<PriceRound>, string[]]>([
    ['text with a blank', () => ({ policy: `${round.policy} ` }), ['text']],
    ['no text', () => ({ policy: null }), ['text']],
    ['another hash', () => ({ policyHash: '1'.repeat(64) }), ['hash']],
    ['another deadline', () => ({ closesAt: '2026-03-02T00:00:00.000Z' }), ['place']],
    ['another round', () => ({ number: 2 }), ['place']],
    ['an officer less', () => ({ officerKeys: round.officerKeys.slice(1) }), ['officers']],
    ["another officer's name", () => withKey({ code: 'officer-9' }), ['officers']],
    ['an unsigned policy', () => withKey({ policySignature: null }), ['policySignature']],
    [
      "another's signature",
      () => withKey({ policySignature: round.officerKeys[0]?.policySignature ?? '' }),
      ['policySignature'],
    ],
    [
      'a key nobody signed',
      () => withKey({ keySignature: round.officerKeys[0]?.keySignature ?? '' }),
      ['keySignature'],
    ],
    ['no key at all', () => withKey({ signingKey: '!' }), ['keySignature', 'policySignature']],
  ])('with %s fails', async (_name, change, faults) => expect(await verdict(change())).toEqual(faults))

  it('of another tender fails', async () => expect(await verdict({}, true, 'LC-2025')).toEqual(['place']))

  it('takes the own key only', async () => {
    const own = { publicKey: base64(await publicOf('officer-1')) }
    expect(wrongKey(policy, own, await publicOf('officer-1'))).toBeNull()
    expect(wrongKey(policy, own, await publicOf('officer-2'))).toBe('keyFile.fault.otherOfficer')
    expect(wrongKey(policy, own, await publicOf('platform'))).toBe('keyFile.fault.notInPolicy')
  })

  it('names what another one changed', async () => {
    const later = await makePolicy({ deadline: '2026-04-01T00:00:00.000Z', lots: ['HQ-X', 'HQ-T'] })
    expect(policyChanges(policy, later)).toEqual(['deadline'])
    expect(policyChanges(policy, { ...policy, documentsHash: '1'.repeat(64), threshold: 3 })).toEqual([
      'documents',
      'threshold',
    ])
  })
})

const declared = (code: string): Declaration => ({
  id: `d-${code}`,
  tenderId: 't',
  lot: {
    id: code,
    code,
    tenderId: 't',
    ceilingFen: '10000',
    ceilingBasis: null,
    demandKg: '1',
    spec: {
      id: code,
      code,
      grade: 'ungraded',
      standard: null,
      variety: { id: 'v', code: 'HQ', name: '黄芪', pinyin: '' },
    },
  },
  supplier: { id: 's', code: 'S1', name: 'S1' } as Declaration['supplier'],
  status: 'submitted',
  capacityKg: 1,
  submittedAt: null,
  answered: 0,
  qualityCenti: null,
  proved: 0,
  receiptHash: null,
})

const entry = (declarationId: string, change: Partial<SealedBid> = {}): SealedBid => ({
  id: `b-${declarationId}`,
  roundId: ROUND_ID,
  declarationId,
  seq: 1,
  leaf: 'a'.repeat(64),
  submittedAt: '2026-02-01T00:00:00.000Z',
  withdrawn: false,
  policyVersion: 1,
  isStale: false,
  envelope: null,
  ...change,
})

describe('quotes that are not handed in', () => {
  const declarations = ['A', 'B', 'C', 'D'].map(declared)
  const ids = (typed: [string, string][], sealed: [string, string][], bids: SealedBid[] = []) => {
    const desk = { declarations, bids, typed: new Map(typed), sealed: new Map(sealed), round1: new Map() }
    const { ready, count } = unsentQuotes(desk)
    return [ready.map(([one, fen]) => `${one.lot.code} ${fen}`), count]
  }

  it('are those typed, changed since they were sealed, or void; faulty ones count but are not ready', () => {
    expect(ids([], [])).toEqual([[], 0])
    expect(
      ids(
        [
          ['d-A', '98.76'],
          ['d-B', '100.01'],
          ['d-C', ' '],
        ],
        [],
      ),
    ).toEqual([['A 9876'], 2])
    expect(ids([['d-A', '98.76']], [['d-A', '98.76']], [entry('d-A')])).toEqual([[], 0])
    expect(ids([['d-A', '97']], [['d-A', '98.76']], [entry('d-A')])).toEqual([['A 9700'], 1])
    expect(ids([['d-A', '97']], [['d-A', '97']], [entry('d-A', { isStale: true })])).toEqual([['A 9700'], 1])
  })
})

describe('envelopes sealed offline', () => {
  const declarations = ['HQ-T', 'HQ-X'].map(declared)
  let quote: SealedQuote
  beforeAll(async () => {
    quote = await sealQuote({ round, policy }, [declared('HQ-T'), 9876n], null)
  })
  const file = (change: object = {}, one: object = {}) => {
    const envelope = { lot: 'HQ-T', supplier: 'S1', seq: 1, leaf: quote.leaf, envelope: base64(quote.envelope), ...one }
    const { policyHash } = round
    return JSON.stringify({ type: ENVELOPES_TYPE, roundId: ROUND_ID, policyHash, envelopes: [envelope], ...change })
  }
  const read = async (text: string, bids: SealedBid[] = []) => {
    const found = await readEnvelopes(text, { checked: { round, policy }, declarations, bids })
    if (found.ok) return found.quotes.map(one => [one.declaration.lot.code, one.leaf])
    return 'fault' in found ? found.fault : found.faults.map(one => one.fault)
  }

  it('are taken as they are', async () => expect(await read(file())).toEqual([['HQ-T', quote.leaf]]))

  it.each<[string, () => string, unknown]>([
    ['no file of envelopes', () => '{}', 'notEnvelopes'],
    ['another round', () => file({ roundId: 'x' }), 'otherRound'],
    ['an earlier policy', () => file({ policyHash: '1'.repeat(64) }), 'otherPolicy'],
    ['nothing', () => file({ envelopes: [] }), 'empty'],
    ["another's lot", () => file({}, { lot: 'DG-T' }), ['notOwn']],
    ['another supplier', () => file({}, { supplier: 'S2' }), ['notOwn']],
    ['an envelope of another lot', () => file({}, { lot: 'HQ-X' }), ['foreign']],
    ['another leaf', () => file({}, { leaf: 'b'.repeat(64) }), ['leaf']],
    ['half an envelope', () => file({}, { envelope: 'AAAA' }), ['malformed']],
    ['no base64', () => file({}, { envelope: '!' }), ['malformed']],
  ])('of %s are refused', async (_name, text, expected) => expect(await read(text())).toEqual(expected))

  it('are refused when something was handed in since', async () => {
    expect(await read(file(), [entry('d-HQ-T')])).toEqual(['notNext'])
  })
})

describe("an officer's hand-in", () => {
  const good = { id: '1', leaf: 'b'.repeat(64), share: new Uint8Array(33), salt: new Uint8Array(32) }
  const bad = { id: '2', leaf: 'a'.repeat(64), share: null, salt: null }

  it('leaves out what gave no share, unless the officer lays the key open', () => {
    expect(entriesOf([good, bad], null).map(one => one.sealedBidId)).toEqual(['1'])
    const complained = entriesOf([good, bad], secret('key'))
    expect(complained.map(one => one.sealedBidId)).toEqual(['2', '1'])
    expect(complained[0]).toEqual({
      sealedBidId: '2',
      leaf: fromHex(bad.leaf),
      share: secret('key'),
      salt: utf8(''),
    })
  })
})
