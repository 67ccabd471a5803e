import type { Tx } from '../../platform/db.ts'

export interface RoundRow {
  readonly id: string
  readonly policy: string
  readonly policyHash: string
  readonly policyVersion: number
  readonly manifest: string
  readonly manifestHash: string
  readonly recordHash: string
}

/** @throws Error before the round is opened */
export async function loadRound(tx: Tx, tenderId: string, number: number): Promise<RoundRow> {
  const round = await tx.row<RoundRow>(
    `SELECT id, policy, policy_hash AS "policyHash", policy_version AS "policyVersion", manifest,
       manifest_hash AS "manifestHash", record_hash AS "recordHash"
     FROM price_round WHERE tender_id = $1 AND number = $2 AND status = 'opened'`,
    [tenderId, number],
  )
  if (!round) throw new Error(`round ${number} is not opened`)
  return round
}

interface OfficerRow {
  readonly ordinal: number
  readonly code: string
  readonly body: string
  readonly publicKey: Uint8Array
  readonly signingKey: Uint8Array
  readonly keySignature: Uint8Array
  readonly policySignature: Uint8Array
}

export const loadOfficers = (tx: Tx, roundId: string, policyVersion: number) =>
  tx.rows<OfficerRow>(
    `SELECT k.ordinal, u.login AS code, k.body, k.public_key AS "publicKey", k.signing_key AS "signingKey",
       k.key_signature AS "keySignature", k.policy_signature AS "policySignature"
     FROM officer_key k JOIN app_user u ON u.id = k.user_id WHERE k.round_id = $1 AND k.policy_version = $2 ORDER BY k.ordinal`,
    [roundId, policyVersion],
  )

export interface BidRow {
  readonly lot: string
  readonly supplier: string
  readonly seq: number
  readonly leaf: Uint8Array
  readonly envelope: Uint8Array
  readonly ceilingFen: bigint
  readonly round1Fen: bigint | null
  /** Base64, as handed in. */
  readonly shares: readonly (readonly [ordinal: number, share: string, salt: string])[]
  readonly verdict: 'opened' | 'void'
  readonly priceFen: bigint | null
  readonly reason: string | null
}

/** The envelopes that got a verdict, with what the officers handed in for them, by lot and supplier. */
export const loadBids = (tx: Tx, roundId: string) =>
  tx.rows<BidRow>(
    `SELECT l.code AS lot, s.code AS supplier, b.seq, b.leaf, b.envelope, l.ceiling_fen AS "ceilingFen",
       first.price_fen AS "round1Fen", o.verdict, o.price_fen AS "priceFen", o.reason,
       coalesce((SELECT json_agg(json_build_array(h.ordinal, translate(encode(h.share, 'base64'), E'\\n', ''), translate(encode(h.salt, 'base64'), E'\\n', '')) ORDER BY h.ordinal)
         FROM opening_share h WHERE h.sealed_bid_id = b.id), '[]') AS shares
     FROM opened_bid o JOIN price_round r ON r.id = o.round_id
     JOIN LATERAL (SELECT * FROM sealed_bid x WHERE x.round_id = o.round_id AND x.declaration_id = o.declaration_id
       AND x.policy_version = r.policy_version ORDER BY x.seq DESC LIMIT 1) b ON true
     JOIN declaration d ON d.id = o.declaration_id JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id
     LEFT JOIN price_round r1 ON r1.tender_id = r.tender_id AND r1.number = 1 AND r.number = 2
     LEFT JOIN opened_bid first ON first.round_id = r1.id AND first.declaration_id = o.declaration_id
     WHERE o.round_id = $1 ORDER BY l.code COLLATE "C", s.code COLLATE "C"`,
    [roundId],
  )

/** What officers signed when they handed shares in, by officer. */
export const loadHandIns = (tx: Tx, roundId: string, policyVersion: number) =>
  tx.rows<{ ordinal: number; leaves: readonly Uint8Array[]; signature: Uint8Array }>(
    `SELECT h.ordinal, h.signature, ARRAY(SELECT b.leaf FROM sealed_bid b WHERE b.id = ANY(h.sealed_bid_ids) ORDER BY b.leaf) AS leaves
     FROM share_hand_in h WHERE h.round_id = $1 AND h.policy_version = $2 ORDER BY h.ordinal, h.part_hash`,
    [roundId, policyVersion],
  )

/** Ordinals of the officers whose shares of the round are there. */
export async function loadPresent(tx: Tx, roundId: string): Promise<number[]> {
  const rows = await tx.rows<{ ordinal: number }>(
    `SELECT DISTINCT h.ordinal FROM opening_share h JOIN sealed_bid b ON b.id = h.sealed_bid_id
     JOIN price_round r ON r.id = b.round_id AND r.policy_version = b.policy_version WHERE b.round_id = $1 ORDER BY 1`,
    [roundId],
  )
  return rows.map(row => row.ordinal)
}
