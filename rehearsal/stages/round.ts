import { fromHex } from '#domain/bytes.ts'
import { compareCodes } from '#domain/order.ts'
import { NO_PREVIOUS_LEAF, type Policy, sealBid } from '#domain/sealing.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { advance, all, type Campaign, claim, lotOf, personOf, REFUSAL, runJob, WIDTH, waitUntil } from '../campaign.ts'
import type { Person } from '../http.ts'
import { inParallel } from '../progress.ts'
import { random } from '../random.ts'
import type { Ranked } from './award.ts'
import { type DeclarationRef, ownDeclarations } from './declaration.ts'
import { handInShares, openRound, policyOf, ROUND, type Round } from './officers.ts'
import { OFFICERS } from './register.ts'

const RECEIPT = `{__typename ...on Receipt{sealedBidId seq leaf submittedAt} ${REFUSAL}}`

/** Round 1: every declaration gets a sealed quote; some are replaced, some withdrawn and sealed again. */
export async function bidRound1(c: Campaign): Promise<void> {
  const round = await openRound(c, 1)
  const policy = policyOf(round)
  await c.progress.stage('seal round 1', c.world.scale.declarations, tick =>
    inParallel(c.world.suppliers, WIDTH, async supplier => {
      for (const declaration of await ownDeclarations(c, supplier.code)) {
        await bid(c, round, policy, declaration, 1, quote1(c, declaration))
        tick()
      }
    }),
  )
  await claimNoPrices(c, round.id)
  await closeRound(c, round, 'bidRound1')
}

/** The price of round 1; one in a thousand (at least one) bids above the ceiling and is voided at the opening. */
function quote1(c: Campaign, d: DeclarationRef): bigint {
  const ceiling = lotOf(c, d.lot).ceilingFen ?? 1n
  const r = random(c.world.seed, `quote/${d.lot}/${d.supplier}`)
  const overbids = r.int(1, 1000) === 1 || (d.supplier === c.world.suppliers[2]?.code && d.lot === c.lots[0]?.code)
  if (overbids) return ceiling + 1n
  return (ceiling * BigInt(r.int(5500, 9900))) / 10000n
}

async function bid(
  c: Campaign,
  round: Round,
  policy: Policy,
  d: DeclarationRef,
  number: number,
  priceFen: bigint,
): Promise<void> {
  const person = await personOf(c, d.supplier)
  const name = `seal/${number}/${d.lot}/${d.supplier}`
  const luck = random(c.world.seed, name).next()
  let leaf: Uint8Array = NO_PREVIOUS_LEAF
  let seq = 1
  const seal = async (fen: bigint) => {
    const seed = random(c.world.seed, `${name}/${seq}`).bytes(32)
    const envelope = await sealBid(
      { policy, lot: d.lot, supplier: d.supplier, seq, previousLeaf: leaf, bid: { priceFen: fen }, seed },
      nodeCrypto,
    )
    leaf = await submit(person, round.id, d.id, envelope, `${name}/${seq}`)
    seq++
  }
  if (luck < 0.01) await seal(priceFen + 1n) // replaced by the next one
  if (luck > 0.995) {
    await seal(priceFen)
    leaf = await withdraw(person, round.id, d.id, `${name}/${seq}`)
    seq++
  }
  await seal(priceFen)
}

async function submit(
  person: Person,
  roundId: string,
  declarationId: string,
  envelope: Uint8Array,
  key: string,
): Promise<Uint8Array> {
  const receipt = await person.act<{ leaf: string }>(
    `mutation($r:ID!,$d:ID!,$e:Base64!,$k:String!){submitBid(roundId:$r,declarationId:$d,envelope:$e,idempotencyKey:$k)${RECEIPT}}`,
    { r: roundId, d: declarationId, e: base64(envelope), k: key },
  )
  return fromHex(receipt.leaf) ?? NO_PREVIOUS_LEAF
}

async function withdraw(person: Person, roundId: string, declarationId: string, key: string): Promise<Uint8Array> {
  const receipt = await person.act<{ leaf: string }>(
    `mutation($r:ID!,$d:ID!,$k:String!){withdrawBid(roundId:$r,declarationId:$d,idempotencyKey:$k)${RECEIPT}}`,
    { r: roundId, d: declarationId, k: key },
  )
  return fromHex(receipt.leaf) ?? NO_PREVIOUS_LEAF
}

/** Past the deadline the office closes the round, which fixes the manifest of what will be opened. */
export async function closeRound(c: Campaign, round: Round, stage: 'bidRound1' | 'bidRound2'): Promise<Round> {
  await waitUntil(c, new Date(round.closesAt))
  const closed = await c.office.act<Round>(`mutation($r:ID!){closePriceRound(roundId:$r)${ROUND}}`, { r: round.id })
  c.facts.set(stage, closed)
  if (stage === 'bidRound1') await advance(c, stage)
  return closed
}

/** Three of the five officers decrypt their shares, the workers open, everything is published at once. */
async function open(c: Campaign, number: number, round: Round): Promise<void> {
  const sealed = await handInShares(c, number, round)
  await claimNoPrices(c, round.id)
  await c.progress.stage(`open round ${number}`, sealed, tick =>
    runJob(c, `mutation($id:ID!){openBids(roundId:"${round.id}")JOB}`.replace('($id:ID!)', ''), tick),
  )
  const opened = await openedBids(c, round.id)
  claim(
    c,
    'every sealed bid opened or voided with a reason',
    opened.length === sealed &&
      opened.every(b => (b.verdict === 'opened' ? b.priceFen !== null : b.verdict === 'void' && !!b.reason)),
  )
  c.facts.set(`opened${number}`, opened)
}

export interface Opened {
  readonly verdict: string
  readonly priceFen: string | null
  readonly reason: string | null
  readonly declaration: {
    readonly id: string
    readonly lot: { readonly code: string }
    readonly supplier: { readonly code: string }
  }
}

const openedBids = (c: Campaign, roundId: string) =>
  all<Opened>(
    c.office,
    'openedBids',
    'OpenedBidFilter!',
    { roundId },
    'verdict priceFen reason declaration{id lot{code} supplier{code}}',
  )

export async function opening(c: Campaign): Promise<void> {
  await open(c, 1, c.facts.get('bidRound1') as Round)
  await advance(c, 'opening')
}

/** Round 2: the shortlisted whose samples passed quote again, never above their first quote. */
export async function bidRound2(c: Campaign): Promise<void> {
  const round = await openRound(c, 2)
  const policy = policyOf(round)
  const first = new Map((c.facts.get('opened1') as Opened[]).map(o => [o.declaration.id, BigInt(o.priceFen ?? 0)]))
  const failed = c.facts.get('failedSamples') as Set<string>
  const invited = (c.facts.get('shortlist') as Ranked[]).filter(e => e.selected && !failed.has(e.declaration.id))
  const bySupplier = new Map<string, DeclarationRef[]>()
  for (const e of invited) {
    const supplier = e.declaration.supplier.code
    bySupplier.set(supplier, [...(bySupplier.get(supplier) ?? []), { id: e.declaration.id, lot: e.lot.code, supplier }])
  }
  // One bid so low that it must be justified (1-domain §3.3).
  const codesOf = ({ declaration, lot }: (typeof invited)[number]) => `${lot.code}/${declaration.supplier.code}`
  const tooLow = [...invited].sort((a, b) => compareCodes(codesOf(a), codesOf(b)))[0]?.declaration.id
  await c.progress.stage('seal round 2', invited.length, tick =>
    inParallel([...bySupplier.values()], WIDTH, async declarations => {
      for (const d of declarations) {
        const cut = d.id === tooLow ? 2500 : random(c.world.seed, `cut/${d.lot}/${d.supplier}`).int(8800, 10000)
        await bid(c, round, policy, d, 2, ((first.get(d.id) ?? 1n) * BigInt(cut)) / 10000n || 1n)
        tick()
      }
    }),
  )
  await open(c, 2, await closeRound(c, round, 'bidRound2'))
  const second = c.facts.get('opened2') as Opened[]
  claim(
    c,
    'round 2 at most round 1',
    second.every(o => o.priceFen === null || BigInt(o.priceFen) <= (first.get(o.declaration.id) ?? 0n)),
  )
  await advance(c, 'bidRound2')
}

/** Asks as every role that may ask at all: nobody gets a price before the opening. */
async function claimNoPrices(c: Campaign, roundId: string): Promise<void> {
  const askers = [
    c.office,
    c.admin,
    await personOf(c, 'supervisor-1'),
    await personOf(c, 'auditor-1'),
    await personOf(c, OFFICERS[0] ?? ''),
    await personOf(c, c.world.suppliers[0]?.code ?? ''),
    await personOf(c, c.world.hospitals[0]?.code ?? ''),
    await personOf(c, c.world.experts[0]?.code ?? ''),
  ]
  for (const person of askers) {
    const found = await person
      .ask<{ openedBids: { total: number; items: unknown[] } }>(
        'query($f:OpenedBidFilter!){openedBids(filter:$f){total items{priceFen}}}',
        { f: { roundId } },
      )
      .catch(() => ({ openedBids: { total: 0, items: [] } }))
    claim(
      c,
      'no role reads a price before the opening',
      found.openedBids.total === 0 && found.openedBids.items.length === 0,
    )
  }
}

const base64 = (b: Uint8Array) => Buffer.from(b).toString('base64')
