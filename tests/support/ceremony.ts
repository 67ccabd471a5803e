import { createHash } from 'node:crypto'
import { fromHex, utf8 } from '../../api/domain/bytes.ts'
import { x25519PublicKey } from '../../api/domain/crypto.ts'
import { officerKeyBytes } from '../../api/domain/officerKeys.ts'
import { decryptShare } from '../../api/domain/opening.ts'
import { NO_PREVIOUS_LEAF, type Policy, parsePolicy, sealBid } from '../../api/domain/sealing.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'
import type { Person, TestPlatform } from './platform.ts'

const REFUSAL = '...on Refusal{violations{code path message}}'
const ROUND = `{__typename ...on PriceRound{id number status policy policyHash closesAt manifest manifestHash recordHash officersNeeded} ${REFUSAL}}`
const RECEIPT = `{__typename ...on Receipt{sealedBidId seq leaf submittedAt} ${REFUSAL}}`

export interface Round {
  readonly id: string
  readonly status: string
  readonly policy: string
  readonly policyHash: string
  readonly closesAt: string
  readonly manifest: string | null
  readonly manifestHash: string | null
  readonly recordHash: string | null
  readonly officersNeeded: number
}

export interface Receipt {
  readonly sealedBidId: string
  readonly seq: number
  readonly leaf: string
  readonly submittedAt: string
}

export const OFFICERS = [1, 2, 3, 4, 5].map(n => `officer-${n}`)

/** 32 bytes that follow from a name: every run of a test uses the same keys and seeds. */
export const secret = (name: string): Uint8Array => new Uint8Array(createHash('sha256').update(name).digest())

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** Everything a price round of a small tender needs: ceilings of 100 yuan, documents, a deadline in an hour, declarations of S1–S3 for HQ-T and HQ-X. */
export async function prepareRound(
  platform: TestPlatform,
  tenderId: string,
  stage: 'bidRound1' | 'bidRound2',
): Promise<void> {
  await platform.db.tx(async tx => {
    await tx.run('UPDATE lot SET ceiling_fen = 10000 WHERE tender_id = $1', [tenderId])
    await tx.run(
      `INSERT INTO tender_document (tender_id, version, title, body, hash, published_at) VALUES ($1, 1, '采购文件', '正文', $2, now()) ON CONFLICT DO NOTHING`,
      [tenderId, '0'.repeat(64)],
    )
    await tx.run(
      `UPDATE tender_stage SET closes_at = date_trunc('milliseconds', tender_now($1) + interval '1 hour') WHERE tender_id = $1 AND stage = $2`,
      [tenderId, stage],
    )
    await tx.run(
      `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg, submitted_at)
       SELECT $1, l.id, s.id, 'submitted', 1000, now() FROM lot l, supplier s
       WHERE l.tender_id = $1 AND l.code IN ('HQ-T', 'HQ-X') AND s.code IN ('S1', 'S2', 'S3') ON CONFLICT DO NOTHING`,
      [tenderId],
    )
  })
}

/** The people and verbs of a price round, over real HTTP. */
export function ceremony(platform: TestPlatform, office: Person) {
  const people = new Map<string, Promise<Person>>()
  const person = (login: string): Promise<Person> => {
    const known = people.get(login) ?? platform.person(login)
    people.set(login, known)
    return known
  }
  const keyOf = (login: string, number: number) => secret(`key/${number}/${login}`)

  return {
    person,
    keyOf,
    openRound: (tenderId: string, number: number) =>
      office.act<Round>(`mutation($t:ID!,$n:Int!){openPriceRound(tenderId:$t,number:$n)${ROUND}}`, {
        t: tenderId,
        n: number,
      }),
    async register(
      roundId: string,
      number: number,
      login: string,
      change: Record<string, string> = {},
    ): Promise<Round> {
      const publicKey = await x25519PublicKey(keyOf(login, number), nodeCrypto)
      const keySignature = await nodeCrypto.ed25519Sign(secret(`sign/${login}`), officerKeyBytes(roundId, publicKey))
      const input = {
        p: base64(publicKey),
        s: base64(ed25519PublicKey(secret(`sign/${login}`))),
        k: base64(keySignature),
        ...change,
      }
      return (await person(login)).act<Round>(
        `mutation($r:ID!,$p:Base64!,$s:Base64!,$k:Base64!){registerOfficerKey(roundId:$r,publicKey:$p,signingKey:$s,keySignature:$k)${ROUND}}`,
        { r: roundId, ...input },
      )
    },
    prepare: (roundId: string) =>
      office.act<Round>(`mutation($r:ID!){preparePolicy(roundId:$r)${ROUND}}`, { r: roundId }),
    async sign(round: Round, login: string, signer = login): Promise<Round> {
      const signature = await nodeCrypto.ed25519Sign(secret(`sign/${signer}`), utf8(round.policy))
      return (await person(login)).act<Round>(
        `mutation($r:ID!,$s:Base64!){signPolicy(roundId:$r,signature:$s)${ROUND}}`,
        { r: round.id, s: base64(signature) },
      )
    },
    /** From nothing to a round that takes bids. */
    async start(tenderId: string, number: number): Promise<Round> {
      const { id } = await this.openRound(tenderId, number)
      for (const login of OFFICERS) await this.register(id, number, login)
      let round = await this.prepare(id)
      for (const login of OFFICERS) round = await this.sign(round, login)
      return round
    },
    submit: async (login: string, roundId: string, declarationId: string, envelope: Uint8Array, key: string) =>
      (await person(login)).act<Receipt>(
        `mutation($r:ID!,$d:ID!,$e:Base64!,$k:String!){submitBid(roundId:$r,declarationId:$d,envelope:$e,idempotencyKey:$k)${RECEIPT}}`,
        { r: roundId, d: declarationId, e: base64(envelope), k: key },
      ),
    withdraw: async (login: string, roundId: string, declarationId: string, key: string) =>
      (await person(login)).act<Receipt>(
        `mutation($r:ID!,$d:ID!,$k:String!){withdrawBid(roundId:$r,declarationId:$d,idempotencyKey:$k)${RECEIPT}}`,
        { r: roundId, d: declarationId, k: key },
      ),
    close: (roundId: string) =>
      office.act<Round>(`mutation($r:ID!){closePriceRound(roundId:$r)${ROUND}}`, { r: roundId }),
    /** Decrypts and hands in the shares of one officer; `change` may spoil them. */
    async handIn(
      round: Round,
      number: number,
      login: string,
      change: (share: Uint8Array, i: number) => Uint8Array = share => share,
    ) {
      const officer = await person(login)
      const policy = policyOf(round)
      const index = policy.officers.findIndex(one => one.code === login) + 1
      const { sealedBids } = await officer.ask<{ sealedBids: { items: { id: string; envelope: string }[] } }>(
        'query($f:SealedBidFilter!){sealedBids(perPage:1000,filter:$f){items{id envelope}}}',
        { f: { roundId: round.id } },
      )
      const shares: { sealedBidId: string; share: string; salt: string }[] = []
      for (const [i, bid] of sealedBids.items.entries()) {
        const envelope = new Uint8Array(Buffer.from(bid.envelope, 'base64'))
        const share = await decryptShare({ envelope, policy, index, privateKey: keyOf(login, number) }, nodeCrypto)
        if (share) shares.push({ sealedBidId: bid.id, share: base64(change(share.share, i)), salt: base64(share.salt) })
      }
      return this.sendShares(round.id, login, shares)
    },
    sendShares: async (
      roundId: string,
      login: string,
      shares: readonly { sealedBidId: string; share: string; salt: string }[],
    ) =>
      (await person(login)).act<{ count: number }>(
        `mutation($r:ID!,$s:[ShareInput!]!){submitShares(roundId:$r,shares:$s){__typename ...on Done{count} ${REFUSAL}}}`,
        { r: roundId, s: shares },
      ),
    open: (roundId: string) =>
      office.act<{ id: string; total: number }>(
        `mutation($r:ID!){openBids(roundId:$r){__typename ...on Job{id total} ${REFUSAL}}}`,
        { r: roundId },
      ),
    round: async (tenderId: string, number: number): Promise<Round> => {
      const { priceRounds } = await office.ask<{ priceRounds: (Round & { number: number })[] }>(
        'query($t:ID!){priceRounds(tenderId:$t){id number status policy policyHash closesAt manifest manifestHash recordHash officersNeeded}}',
        { t: tenderId },
      )
      const found = priceRounds.find(round => round.number === number)
      if (!found) throw new Error('no such round')
      return found
    },
  }
}

export function policyOf(round: Pick<Round, 'policy'>): Policy {
  const policy = parsePolicy(round.policy)
  if (!policy) throw new Error('faulty policy')
  return policy
}

/** An envelope of a supplier for a lot; the seed follows from its place, so it is the same in every run. */
export function sealed(
  round: Pick<Round, 'policy'>,
  bid: { lot: string; supplier: string; priceFen: bigint; after?: { seq: number; leaf: string } },
): Promise<Uint8Array> {
  const seq = (bid.after?.seq ?? 0) + 1
  const previousLeaf = fromHex(bid.after?.leaf ?? '') ?? NO_PREVIOUS_LEAF
  const { lot, supplier, priceFen } = bid
  const seed = secret(`seed/${lot}/${supplier}/${seq}`)
  return sealBid(
    {
      policy: policyOf(round),
      lot,
      supplier,
      seq,
      previousLeaf: bid.after ? previousLeaf : NO_PREVIOUS_LEAF,
      bid: { priceFen },
      seed,
    },
    nodeCrypto,
  )
}

/** Declaration ids by `lot/supplier`. */
export async function declarationIds(platform: TestPlatform, tenderId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await platform.db.tx(tx =>
    tx.rows<{ key: string; id: string }>(
      `SELECT l.code || '/' || s.code AS key, d.id FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id WHERE d.tender_id = $1`,
      [tenderId],
    ),
  )
  return new Map(rows.map(row => [row.key, row.id]))
}

/** Moves a rehearsal past an instant. */
export async function passTime(platform: TestPlatform, tenderId: string, until: string): Promise<void> {
  await platform.db.tx(tx =>
    tx.run(
      `UPDATE tender SET clock_offset_seconds = clock_offset_seconds + greatest(0, ceil(extract(epoch FROM $2::timestamptz - tender_now(id)))::bigint) WHERE id = $1`,
      [tenderId, until],
    ),
  )
}
