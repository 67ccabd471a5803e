import type { RecordedOfficer } from '#domain/openingRecord.ts'
import type { Tx } from '../../platform/db.ts'

/**
 * Entries of the round $1 that count: the newest of each declaration, unless it withdraws or is sealed under an earlier
 * policy (its envelope is then null here).
 */
const EFFECTIVE = `SELECT DISTINCT ON (b.declaration_id) b.id, b.round_id, b.declaration_id, b.seq, b.leaf, b.submitted_at,
    CASE WHEN b.policy_version = r.policy_version THEN b.envelope END AS envelope
  FROM sealed_bid b JOIN price_round r ON r.id = b.round_id WHERE b.round_id = $1 ORDER BY b.declaration_id, b.seq DESC`

const IN_PLACE = `JOIN declaration d ON d.id = e.declaration_id JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id`

const BY_CODES = 'ORDER BY l.code COLLATE "C", s.code COLLATE "C"'

export interface EffectiveBid {
  readonly id: string
  readonly leaf: Uint8Array
}

/** What will be opened, by lot and supplier code. */
export const effectiveBids = (tx: Tx, roundId: string) =>
  tx.rows<EffectiveBid>(
    `SELECT e.id, e.leaf FROM (${EFFECTIVE}) e ${IN_PLACE} WHERE e.envelope IS NOT NULL ${BY_CODES}`,
    [roundId],
  )

export interface ShareCount extends EffectiveBid {
  /** How many officers have handed in something for it. */
  readonly officers: number
  /** Whether one of them complained of its cap. */
  readonly hasComplaint: boolean
}

/** Which effective bids have no verdict yet, by lot and supplier code, and how many officers they have. */
export const countShares = (tx: Tx, roundId: string) =>
  tx.rows<ShareCount>(
    `SELECT e.id, e.leaf, coalesce(h.officers, 0)::int AS officers, coalesce(h.has_complaint, false) AS "hasComplaint"
     FROM (${EFFECTIVE}) e ${IN_PLACE}
     LEFT JOIN (SELECT sealed_bid_id, count(*) AS officers, bool_or(length(salt) = 0) AS has_complaint
       FROM opening_share GROUP BY sealed_bid_id) h ON h.sealed_bid_id = e.id
     WHERE e.envelope IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM opened_bid o WHERE o.round_id = $1 AND o.declaration_id = e.declaration_id)
     ${BY_CODES}`,
    [roundId],
  )

export interface EnvelopeRow {
  readonly id: string
  readonly declarationId: string
  readonly envelope: Uint8Array
  readonly leaf: Uint8Array
  readonly seq: number
  readonly lot: string
  readonly supplier: string
}

/** Envelopes by id, those of their round's present policy, each with the place its row gives it, by lot and supplier code. */
export const loadEnvelopes = (tx: Tx, ids: readonly string[]) =>
  tx.rows<EnvelopeRow>(
    `SELECT e.id, e.declaration_id AS "declarationId", e.envelope, e.leaf, e.seq, l.code AS lot, s.code AS supplier
     FROM sealed_bid e ${IN_PLACE} JOIN price_round r ON r.id = e.round_id AND r.policy_version = e.policy_version
     WHERE e.id = ANY($1::uuid[]) AND e.envelope IS NOT NULL ${BY_CODES}`,
    [ids],
  )

export interface ShareRow {
  readonly sealedBidId: string
  readonly ordinal: number
  readonly share: Uint8Array
  readonly salt: Uint8Array
}

/** What officers handed in for these envelopes, by officer. */
export const loadShares = (tx: Tx, sealedBidIds: readonly string[]) =>
  tx.rows<ShareRow>(
    `SELECT sealed_bid_id AS "sealedBidId", ordinal, share, salt FROM opening_share
     WHERE sealed_bid_id = ANY($1::uuid[]) ORDER BY sealed_bid_id, ordinal`,
    [sealedBidIds],
  )

/** What one officer handed in for these envelopes. */
export const loadSharesOf = (tx: Tx, ordinal: number, sealedBidIds: readonly string[]) =>
  tx.rows<ShareRow>(
    `SELECT sealed_bid_id AS "sealedBidId", ordinal, share, salt FROM opening_share
     WHERE ordinal = $1 AND sealed_bid_id = ANY($2::uuid[])`,
    [ordinal, sealedBidIds],
  )

/** What an officer signed at once. */
export interface HandIn {
  readonly roundId: string
  readonly version: number
  readonly ordinal: number
  /** SHA-256 of the canonical bytes, lower-case hex. */
  readonly partHash: string
  readonly sealedBidIds: readonly string[]
  readonly signature: Uint8Array
}

/** Keeps the signature of a hand-in. @returns false when the same one was there */
export const insertHandIn = async (tx: Tx, handIn: HandIn): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO share_hand_in (round_id, policy_version, ordinal, part_hash, sealed_bid_ids, signature, at)
     SELECT $1, $2, $3, $4, $5::uuid[], $6, tender_now(tender_id) FROM price_round WHERE id = $1 ON CONFLICT DO NOTHING`,
    [
      handIn.roundId,
      handIn.version,
      handIn.ordinal,
      handIn.partHash,
      handIn.sealedBidIds,
      Buffer.from(handIn.signature),
    ],
  )) > 0

/** Stores an officer's hand-in; what they handed in before stays as it was. @returns how many were new */
export const insertShares = (tx: Tx, ordinal: number, shares: readonly Omit<ShareRow, 'ordinal'>[]) =>
  tx.run(
    `INSERT INTO opening_share (sealed_bid_id, ordinal, share, salt)
     SELECT id, $1, share, salt FROM UNNEST($2::uuid[], $3::bytea[], $4::bytea[]) AS a(id, share, salt)
     ON CONFLICT DO NOTHING`,
    [
      ordinal,
      shares.map(share => share.sealedBidId),
      shares.map(share => Buffer.from(share.share)),
      shares.map(share => Buffer.from(share.salt)),
    ],
  )

export interface VerdictRow {
  readonly declarationId: string
  readonly verdict: 'opened' | 'void'
  readonly priceFen: bigint | null
  readonly reason: string | null
}

/** Stores verdicts; one that is there already stays, and so does a round that was restarted meanwhile. */
export async function insertVerdicts(
  tx: Tx,
  round: { readonly id: string; readonly policyVersion: number },
  verdicts: readonly VerdictRow[],
): Promise<void> {
  const still = await tx.row(
    `SELECT 1 FROM price_round WHERE id = $1 AND status = 'opening' AND policy_version = $2 FOR SHARE`,
    [round.id, round.policyVersion],
  )
  if (!still) return
  await tx.run(
    `INSERT INTO opened_bid (round_id, declaration_id, verdict, price_fen, reason)
     SELECT $1, * FROM UNNEST($2::uuid[], $3::text[], $4::bigint[], $5::text[]) ON CONFLICT DO NOTHING`,
    [round.id, ...columns(verdicts)],
  )
}

/**
 * Forgets what is there of an opening that will not be published: its verdicts are prices, and a quorum of shares would
 * open envelopes that are to stay sealed. What officers signed for stays, by its hash. @returns how many rows went
 */
export async function forgetOpening(tx: Tx, roundId: string): Promise<number> {
  const verdicts = await tx.run('DELETE FROM opened_bid WHERE round_id = $1', [roundId])
  const shares = await tx.run(
    'DELETE FROM opening_share s USING sealed_bid b WHERE b.id = s.sealed_bid_id AND b.round_id = $1',
    [roundId],
  )
  return verdicts + shares
}

/** Replaces verdicts, before they are published. */
export const replaceVerdicts = (tx: Tx, roundId: string, verdicts: readonly VerdictRow[]) =>
  tx.run(
    `UPDATE opened_bid o SET verdict = a.verdict, price_fen = a.price_fen, reason = a.reason
     FROM UNNEST($2::uuid[], $3::text[], $4::bigint[], $5::text[]) AS a(declaration_id, verdict, price_fen, reason)
     WHERE o.round_id = $1 AND o.declaration_id = a.declaration_id`,
    [roundId, ...columns(verdicts)],
  )

const columns = (verdicts: readonly VerdictRow[]) => [
  verdicts.map(row => row.declarationId),
  verdicts.map(row => row.verdict),
  verdicts.map(row => row.priceFen),
  verdicts.map(row => row.reason),
]

export interface JudgedBid extends VerdictRow {
  readonly leaf: Uint8Array
  readonly lot: string
  readonly lotName: string
  readonly supplier: string
  readonly supplierName: string
  /** Fen per kg. */
  readonly ceilingFen: bigint | null
  /** The bidder's own opened price of the round before; null in round 1. */
  readonly round1Fen: bigint | null
}

/** All verdicts of a round with what its prices are measured against, by lot and supplier code. */
export const loadVerdicts = (tx: Tx, roundId: string) =>
  tx.rows<JudgedBid>(
    `SELECT e.declaration_id AS "declarationId", e.leaf, o.verdict, o.price_fen AS "priceFen", o.reason,
       l.code AS lot, v.name || CASE c.grade WHEN 'sorted' THEN '（选货）' ELSE '（统货）' END AS "lotName",
       s.code AS supplier, s.name AS "supplierName", l.ceiling_fen AS "ceilingFen", first.price_fen AS "round1Fen"
     FROM (${EFFECTIVE}) e ${IN_PLACE} JOIN spec c ON c.id = l.spec_id JOIN variety v ON v.id = c.variety_id
     JOIN opened_bid o ON o.round_id = e.round_id AND o.declaration_id = e.declaration_id
     JOIN price_round r ON r.id = e.round_id
     LEFT JOIN price_round r1 ON r1.tender_id = r.tender_id AND r1.number = 1 AND r.number = 2
     LEFT JOIN opened_bid first ON first.round_id = r1.id AND first.declaration_id = e.declaration_id
     WHERE e.envelope IS NOT NULL ${BY_CODES}`,
    [roundId],
  )

/** For how many envelopes of a policy each officer has handed something in, by ordinal. */
export async function countHandedIn(
  tx: Tx,
  { roundId, version }: { readonly roundId: string; readonly version: number },
): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.rows<{ ordinal: number; count: number }>(
    `SELECT h.ordinal, count(*)::int AS count FROM opening_share h JOIN sealed_bid b ON b.id = h.sealed_bid_id
     WHERE b.round_id = $1 AND b.policy_version = $2 GROUP BY h.ordinal`,
    [roundId, version],
  )
  return new Map(rows.map(row => [row.ordinal, row.count]))
}

/** The officers whose shares of effective bids are there, by ordinal. */
export const officersPresent = (tx: Tx, roundId: string) =>
  tx.rows<RecordedOfficer & { readonly name: string }>(
    `SELECT k.ordinal, u.login AS code, u.display_name AS name, k.body FROM officer_key k JOIN app_user u ON u.id = k.user_id
     JOIN price_round r ON r.id = k.round_id AND r.policy_version = k.policy_version
     WHERE k.round_id = $1 AND EXISTS (SELECT 1 FROM opening_share h JOIN sealed_bid b ON b.id = h.sealed_bid_id
       WHERE b.round_id = $1 AND b.policy_version = r.policy_version AND h.ordinal = k.ordinal)
     ORDER BY k.ordinal`,
    [roundId],
  )

export const markOpened = (tx: Tx, roundId: string, recordHash: string) =>
  tx.run(
    `UPDATE price_round SET status = 'opened', opened_at = tender_now(tender_id), record_hash = $2 WHERE id = $1`,
    [roundId, recordHash],
  )

export async function hasFrozenScores(tx: Tx, tenderId: string): Promise<boolean> {
  return (await tx.row('SELECT 1 FROM score_freeze WHERE tender_id = $1', [tenderId])) !== null
}

export interface SealedBidQuery {
  readonly roundId: string
  readonly declarationId: string | null
  /** Null: everybody's. */
  readonly supplierId: string | null
  /** Only entries that count, of a round that is closed. */
  readonly effectiveOnly: boolean
}

export interface SealedBidRow {
  readonly id: string
  readonly roundId: string
  readonly declarationId: string
  readonly seq: number
  readonly leaf: Uint8Array
  readonly submittedAt: Date
  readonly envelope: Uint8Array | null
  readonly policyVersion: number
  /** Sealed under an earlier policy than the round's. */
  readonly isStale: boolean
}

const SEALED_WHERE = `WHERE b.round_id = $1 AND ($2::uuid IS NULL OR b.declaration_id = $2)
  AND ($3::uuid IS NULL OR d.supplier_id = $3)
  AND (NOT $4 OR (b.envelope IS NOT NULL AND b.policy_version = r.policy_version AND r.status IN ('closed', 'opening', 'opened') AND NOT EXISTS (
    SELECT 1 FROM sealed_bid later
    WHERE later.round_id = b.round_id AND later.declaration_id = b.declaration_id AND later.seq > b.seq)))`

const SEALED_FROM = `FROM sealed_bid b JOIN price_round r ON r.id = b.round_id JOIN declaration d ON d.id = b.declaration_id`

/** A page of sealed bids, by lot code, supplier code and sequence. */
export const listSealedBids = (tx: Tx, query: SealedBidQuery, page: { readonly skip: number; readonly take: number }) =>
  tx.rows<SealedBidRow>(
    `SELECT b.id, b.round_id AS "roundId", b.declaration_id AS "declarationId", b.seq, b.leaf, b.submitted_at AS "submittedAt", b.envelope,
       b.policy_version AS "policyVersion", b.policy_version < r.policy_version AS "isStale"
     ${SEALED_FROM} JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id
     ${SEALED_WHERE} ${BY_CODES}, b.seq LIMIT $5 OFFSET $6`,
    [...sealedParams(query), page.take, page.skip],
  )

/** How many sealed bids the same query finds. */
export async function countSealedBids(tx: Tx, query: SealedBidQuery): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `SELECT count(*)::int AS count ${SEALED_FROM} ${SEALED_WHERE}`,
    sealedParams(query),
  )
  return row?.count ?? 0
}

const sealedParams = (query: SealedBidQuery) => [
  query.roundId,
  query.declarationId,
  query.supplierId,
  query.effectiveOnly,
]
