import { canonicalBytes, fromHex, utf8 } from '#domain/bytes.ts'
import { x25519PublicKey } from '#domain/crypto.ts'
import { drillShare } from '#domain/drill.ts'
import { handInValue, officerKeyBytes } from '#domain/officerKeys.ts'
import { decryptShare, type Share } from '#domain/opening.ts'
import { type Policy, parsePolicy } from '#domain/sealing.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'
import { all, type Campaign, claim, personOf, REFUSAL } from '../campaign.ts'
import type { Person } from '../http.ts'
import { pieces } from '../progress.ts'
import { random } from '../random.ts'
import { OFFICERS } from './register.ts'

const DONE = `{__typename ...on Done{count} ${REFUSAL}}`
export const ROUND = `{__typename ...on PriceRound{id status policy drillEnvelope manifestHash closesAt} ${REFUSAL}}`
const SHARES_PER_CALL = 1000
/** Officers in the order in which they are asked to open: the second and the fourth have lost their keys. */
const OPENING_ORDER = [0, 2, 4, 1, 3]

export interface Round {
  readonly id: string
  readonly status: string
  readonly policy: string
  readonly drillEnvelope: string | null
  readonly manifestHash: string | null
  readonly closesAt: string
}

/** Private keys of an officer for one round; in life they lie in the officer's own key file. */
interface OfficerKeys {
  readonly login: string
  readonly privateKey: Uint8Array
  readonly signingKey: Uint8Array
}

const keysOf = (c: Campaign, round: number): OfficerKeys[] =>
  OFFICERS.map(login => ({
    login,
    privateKey: random(c.world.seed, `key/${round}/${login}`).bytes(32),
    signingKey: random(c.world.seed, `sign/${login}`).bytes(32),
  }))

/** Officers register keys, sign the policy and open the drill's dummy bid; the last one opens the round. */
export async function openRound(c: Campaign, number: number): Promise<Round> {
  const created = await c.office.act<Round>(
    `mutation($id:ID!,$n:Int!){openPriceRound(tenderId:$id,number:$n)${ROUND}}`,
    { id: c.tenderId, n: number },
  )
  const officers = keysOf(c, number)
  for (const officer of officers) await registerKey(c, created.id, officer)
  const signing = await c.office.act<Round>(`mutation($r:ID!){preparePolicy(roundId:$r)${ROUND}}`, { r: created.id })
  let last = signing
  for (const officer of officers) last = await signPolicy(c, signing, officer)
  claim(c, 'a round takes bids when every officer has signed and passed the drill', last.status === 'open')
  return signing
}

async function registerKey(c: Campaign, roundId: string, officer: OfficerKeys): Promise<void> {
  const publicKey = await x25519PublicKey(officer.privateKey, nodeCrypto)
  const keySignature = await nodeCrypto.ed25519Sign(officer.signingKey, officerKeyBytes(roundId, publicKey))
  await (await personOf(c, officer.login)).act(
    `mutation($r:ID!,$p:Base64!,$s:Base64!,$k:Base64!){registerOfficerKey(roundId:$r,publicKey:$p,signingKey:$s,keySignature:$k)${ROUND}}`,
    { r: roundId, p: base64(publicKey), s: base64(ed25519PublicKey(officer.signingKey)), k: base64(keySignature) },
  )
}

async function signPolicy(c: Campaign, round: Round, officer: OfficerKeys): Promise<Round> {
  const policy = policyOf(round)
  const signature = await nodeCrypto.ed25519Sign(officer.signingKey, utf8(round.policy))
  const share = await drillShare(
    { envelope: bytes(round.drillEnvelope ?? ''), ...placeOf(policy, officer) },
    nodeCrypto,
  )
  if (!share) throw new Error('the platform asked for a share of something else than the drill')
  return (await personOf(c, officer.login)).act<Round>(
    `mutation($r:ID!,$s:Base64!,$h:Base64!,$t:Base64!){signPolicy(roundId:$r,signature:$s,share:$h,salt:$t)${ROUND}}`,
    { r: round.id, s: base64(signature), h: base64(share.share), t: base64(share.salt) },
  )
}

const placeOf = (policy: Policy, { login, privateKey }: OfficerKeys) => ({
  policy,
  index: policy.officers.findIndex(officer => officer.code === login) + 1,
  privateKey,
})

interface Sealed {
  readonly id: string
  readonly leaf: string
  readonly envelope: string
}

/** As many officers as it takes decrypt their shares, sign and hand them in. @returns how many bids there are */
export async function handInShares(c: Campaign, number: number, round: Round): Promise<number> {
  const policy = policyOf(round)
  const officers = keysOf(c, number)
  const present = OPENING_ORDER.slice(0, c.world.pack.officers.threshold).flatMap(n => officers[n] ?? [])
  let count = 0
  await c.progress.stage(`shares round ${number}`, 0, async tick => {
    for (const officer of present) {
      const person = await personOf(c, officer.login)
      const sealed = await all<Sealed>(
        person,
        'sealedBids',
        'SealedBidFilter!',
        { roundId: round.id },
        'id leaf envelope',
      )
      count = sealed.length
      for (const part of pieces(sealed, SHARES_PER_CALL)) tick(await handIn(person, round, part, officer, policy))
    }
  })
  return count
}

async function handIn(
  person: Person,
  round: Round,
  sealed: readonly Sealed[],
  officer: OfficerKeys,
  policy: Policy,
): Promise<number> {
  const place = placeOf(policy, officer)
  const given: { bid: Sealed; share: Share }[] = []
  for (const bid of sealed) {
    const share = await decryptShare({ envelope: bytes(bid.envelope), ...place }, nodeCrypto)
    if (share) given.push({ bid, share })
  }
  const entries = given.map(({ bid, share }) => ({ ...share, leaf: fromHex(bid.leaf) ?? new Uint8Array(0) }))
  const signed = canonicalBytes(handInValue(round.manifestHash ?? '', place.index, entries))
  await person.act(
    `mutation($r:ID!,$s:[ShareInput!]!,$g:Base64!){submitShares(roundId:$r,shares:$s,signature:$g)${DONE}}`,
    {
      r: round.id,
      s: given.map(({ bid, share }) => ({
        sealedBidId: bid.id,
        share: base64(share.share),
        salt: base64(share.salt),
      })),
      g: base64(await nodeCrypto.ed25519Sign(officer.signingKey, signed)),
    },
  )
  return given.length
}

/** The policy of a round in its parts. @throws Error when its text is not canonical */
export function policyOf(round: Round): Policy {
  const policy = parsePolicy(round.policy)
  if (!policy) throw new Error('the platform published a faulty policy')
  return policy
}

const base64 = (b: Uint8Array) => Buffer.from(b).toString('base64')
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
