import { createHash } from 'node:crypto'
import { canonicalBytes, fromHex, utf8 } from '../../api/domain/bytes.ts'
import { x25519PublicKey } from '../../api/domain/crypto.ts'
import { drillShare } from '../../api/domain/drill.ts'
import { handInValue, officerKeyBytes } from '../../api/domain/officerKeys.ts'
import { decryptShare } from '../../api/domain/opening.ts'
import { NO_PREVIOUS_LEAF, type Policy, parsePolicy, sealBid } from '../../api/domain/sealing.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'
import type { Person, TestPlatform } from './platform.ts'

const REFUSAL = '...on Refusal{violations{code path message}}'
const ROUND_FIELDS =
  'id number status policy policyHash policyVersion restartReason drillEnvelope closesAt manifest manifestHash recordHash officersNeeded'
const ROUND = `{__typename ...on PriceRound{${ROUND_FIELDS}} ${REFUSAL}}`
const RECEIPT = `{__typename ...on Receipt{sealedBidId seq leaf submittedAt} ${REFUSAL}}`

export interface Round {
  readonly id: string
  readonly status: string
  readonly policy: string
  readonly policyHash: string
  readonly policyVersion: number
  readonly restartReason: string | null
  readonly drillEnvelope: string | null
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
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

/** A share as it is sent. */
export interface SentShare {
  readonly sealedBidId: string
  readonly share: string
  readonly salt: string
}

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
  /** The officer's key of a round; each version of its policy with new keys has its own. */
  const keyOf = (login: string, number: number, version = 1) =>
    secret(`key/${number}/${login}${version === 1 ? '' : `/${version}`}`)

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
      { version = 1, signer = login }: { version?: number; signer?: string } = {},
    ): Promise<Round> {
      const publicKey = await x25519PublicKey(keyOf(login, number, version), nodeCrypto)
      const keySignature = await nodeCrypto.ed25519Sign(secret(`sign/${signer}`), officerKeyBytes(roundId, publicKey))
      const input = {
        p: base64(publicKey),
        s: base64(ed25519PublicKey(secret(`sign/${signer}`))),
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
    /** Signs the policy and proves the key on the drill; `other` is somebody else's key or an earlier one. */
    async sign(round: Round, login: string, signer = login, version = 1, other?: Uint8Array): Promise<Round> {
      const signature = await nodeCrypto.ed25519Sign(secret(`sign/${signer}`), utf8(round.policy))
      const proof = other
        ? { share: other, salt: secret('no salt') }
        : await proofOf(round, login, keyOf(login, policyOf(round).round, version))
      return (await person(login)).act<Round>(
        `mutation($r:ID!,$s:Base64!,$h:Base64!,$t:Base64!){signPolicy(roundId:$r,signature:$s,share:$h,salt:$t)${ROUND}}`,
        { r: round.id, s: base64(signature), h: base64(proof.share), t: base64(proof.salt) },
      )
    },
    /** From nothing to a round that takes bids. */
    async start(tenderId: string, number: number): Promise<Round> {
      const { id } = await this.openRound(tenderId, number)
      for (const login of OFFICERS) await this.register(id, number, login)
      return this.signAll(await this.prepare(id))
    },
    /** All five sign; the round is open then. */
    async signAll(round: Round, version = 1): Promise<Round> {
      let last = round
      for (const login of OFFICERS) last = await this.sign(round, login, login, version)
      return last
    },
    /** Under a new policy: by the same keys, or (`newKeys`) ready for new ones. */
    restart: (roundId: string, closesAt: string | Date, newKeys = false, reason = '试验') =>
      office.act<Round>(
        `mutation($r:ID!,$c:DateTime!,$w:String!,$n:Boolean!){restartRound(roundId:$r,closesAt:$c,reason:$w,newKeys:$n)${ROUND}}`,
        { r: roundId, c: new Date(closesAt).toISOString(), w: reason, n: newKeys },
      ),
    publishDocuments: (tenderId: string, body: string) =>
      office.act<{ id: string }>(
        `mutation($t:ID!,$b:String!){publishDocuments(tenderId:$t,title:"采购文件",body:$b,summary:"更正"){__typename ...on Tender{id} ${REFUSAL}}}`,
        { t: tenderId, b: body },
      ),
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
      version = 1,
    ) {
      const policy = policyOf(round)
      const index = policy.officers.findIndex(one => one.code === login) + 1
      const privateKey = keyOf(login, number, version)
      const shares: SentShare[] = []
      for (const [i, bid] of (await sealedBids(await person(login), round.id)).entries()) {
        const share = await decryptShare({ envelope: fromBase64(bid.envelope), policy, index, privateKey }, nodeCrypto)
        if (share) shares.push({ sealedBidId: bid.id, share: base64(change(share.share, i)), salt: base64(share.salt) })
      }
      return this.sendShares(round, login, shares)
    },
    /** Signs entries and hands them in as they are. */
    async sendShares(round: Round, login: string, shares: readonly SentShare[], signer = login) {
      const officer = await person(login)
      const leaves = new Map((await sealedBids(officer, round.id)).map(bid => [bid.id, fromHex(bid.leaf)]))
      const ordinal = policyOf(round).officers.findIndex(one => one.code === login) + 1
      const entries = shares.map(({ sealedBidId, share, salt }) => ({
        leaf: leaves.get(sealedBidId) ?? new Uint8Array(0),
        share: fromBase64(share),
        salt: fromBase64(salt),
      }))
      const bytes = canonicalBytes(handInValue(round.manifestHash ?? '', ordinal, entries))
      return officer.act<{ count: number }>(
        `mutation($r:ID!,$s:[ShareInput!]!,$g:Base64!){submitShares(roundId:$r,shares:$s,signature:$g){__typename ...on Done{count} ${REFUSAL}}}`,
        { r: round.id, s: shares, g: base64(await nodeCrypto.ed25519Sign(secret(`sign/${signer}`), bytes)) },
      )
    },
    open: (roundId: string) =>
      office.act<{ id: string; total: number }>(
        `mutation($r:ID!){openBids(roundId:$r){__typename ...on Job{id total} ${REFUSAL}}}`,
        { r: roundId },
      ),
    round: async (tenderId: string, number: number): Promise<Round> => {
      const { priceRounds } = await office.ask<{ priceRounds: (Round & { number: number })[] }>(
        'query($t:ID!){priceRounds(tenderId:$t){FIELDS}}'.replace('FIELDS', ROUND_FIELDS),
        { t: tenderId },
      )
      const found = priceRounds.find(round => round.number === number)
      if (!found) throw new Error('no such round')
      return found
    },
  }
}

async function proofOf(round: Round, login: string, privateKey: Uint8Array) {
  const policy = policyOf(round)
  const index = policy.officers.findIndex(one => one.code === login) + 1
  const share = await drillShare(
    { envelope: fromBase64(round.drillEnvelope ?? ''), policy, index, privateKey },
    nodeCrypto,
  )
  if (!share) throw new Error('not the drill')
  return share
}

async function sealedBids(person: Person, roundId: string) {
  const { sealedBids } = await person.ask<{ sealedBids: { items: { id: string; leaf: string; envelope: string }[] } }>(
    'query($f:SealedBidFilter!){sealedBids(perPage:1000,filter:$f){items{id leaf envelope}}}',
    { f: { roundId } },
  )
  return sealedBids.items
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
