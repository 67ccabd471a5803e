import type { Tx } from '../../platform/db.ts'
import type { RoundStatus } from './store.ts'

/** What stands where a supplier wants to put an entry; null parts do not exist. */
export interface Place {
  readonly round: PlaceRound | null
  readonly declaration: PlaceDeclaration | null
  /** The newest entry of the declaration in the round. */
  readonly last: { readonly seq: number; readonly leaf: Uint8Array; readonly withdrawn: boolean } | null
  /** The entry made earlier under the same idempotency key. */
  readonly earlier: (Stored & { readonly withdrawn: boolean }) | null
}

export interface PlaceRound {
  readonly id: string
  readonly tenderId: string
  readonly number: number
  readonly status: RoundStatus
  readonly closesAt: Date
  /** Lower-case hex. */
  readonly policyHash: string | null
  readonly policyVersion: number
  readonly officerCount: number
  /** The tender's clock, read once for the whole batch. */
  readonly now: Date
}

export interface PlaceDeclaration {
  readonly lot: string
  readonly supplier: string
  readonly supplierId: string
  readonly status: string
  /** Whether it takes part in this round: everyone in round 1, in round 2 the shortlisted whose sample did not fail. */
  readonly isAdmitted: boolean
}

/** An entry that is stored. */
export interface Stored {
  readonly sealedBidId: string
  readonly seq: number
  readonly leaf: Uint8Array
  readonly submittedAt: Date
}

export interface PlaceQuery {
  readonly roundId: string
  readonly declarationId: string
  readonly idempotencyKey: string
}

/** Looks at many places at once and holds their rounds still against being closed; answers in the order of the queries. */
export async function lookAtPlaces(tx: Tx, queries: readonly PlaceQuery[]): Promise<readonly Place[]> {
  const rounds = await holdRounds(tx, [...new Set(queries.map(query => query.roundId))])
  const rows = await tx.rows<PlaceRow>(PLACES_SQL, [
    queries.map(query => query.roundId),
    queries.map(query => query.declarationId),
    queries.map(query => query.idempotencyKey),
  ])
  return rows.map((row, i) => ({ ...row, round: rounds.get(queries[i]?.roundId ?? '') ?? null })).map(asPlace)
}

async function holdRounds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, PlaceRound>> {
  await tx.run('SELECT 1 FROM price_round WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE', [ids])
  // A statement of its own: the clock must be read after the lock was granted.
  const rounds = await tx.rows<PlaceRound>(
    `SELECT r.id, r.tender_id AS "tenderId", r.number, r.status, r.closes_at AS "closesAt", r.policy_hash AS "policyHash",
       r.policy_version AS "policyVersion", tender_now(r.tender_id) AS now,
       (SELECT count(*)::int FROM officer_key k WHERE k.round_id = r.id AND k.policy_version = r.policy_version) AS "officerCount"
     FROM price_round r WHERE r.id = ANY($1::uuid[])`,
    [ids],
  )
  return new Map(rounds.map(round => [round.id, round]))
}

/** Whether the declaration d takes part in the round r. */
export const IS_ADMITTED = `(r.number = 1 OR (EXISTS (SELECT 1 FROM ranking_entry e
        WHERE e.lot_id = d.lot_id AND e.declaration_id = d.id AND e.phase = 'shortlist' AND e.selected)
      AND NOT EXISTS (SELECT 1 FROM sample x WHERE x.declaration_id = d.id AND x.removed)))`

const PLACES_SQL = `SELECT l.code AS lot, s.code AS supplier, d.supplier_id AS "supplierId", d.status,
    ${IS_ADMITTED} AS "isAdmitted",
    last.seq AS "lastSeq", last.leaf AS "lastLeaf", last.withdrawn AS "lastWithdrawn",
    same.id AS "sameId", same.seq AS "sameSeq", same.leaf AS "sameLeaf", same.submitted_at AS "sameAt",
    same.envelope IS NULL AS "sameWithdrawn"
  FROM UNNEST($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS a(round_id, declaration_id, key, ord)
  LEFT JOIN price_round r ON r.id = a.round_id
  LEFT JOIN declaration d ON d.id = a.declaration_id AND d.tender_id = r.tender_id
  LEFT JOIN lot l ON l.id = d.lot_id
  LEFT JOIN supplier s ON s.id = d.supplier_id
  LEFT JOIN LATERAL (SELECT b.seq, b.leaf, b.envelope IS NULL AS withdrawn FROM sealed_bid b
    WHERE b.round_id = a.round_id AND b.declaration_id = a.declaration_id ORDER BY b.seq DESC LIMIT 1) last ON true
  LEFT JOIN sealed_bid same
    ON same.round_id = a.round_id AND same.declaration_id = a.declaration_id AND same.idempotency_key = a.key
  ORDER BY a.ord`

interface PlaceRow {
  readonly round: PlaceRound | null
  readonly lot: string | null
  readonly supplier: string
  readonly supplierId: string
  readonly status: string
  readonly isAdmitted: boolean
  readonly lastSeq: number | null
  readonly lastLeaf: Uint8Array
  readonly lastWithdrawn: boolean
  readonly sameId: string | null
  readonly sameSeq: number
  readonly sameLeaf: Uint8Array
  readonly sameAt: Date
  readonly sameWithdrawn: boolean
}

function asPlace(row: PlaceRow): Place {
  const { round, lot, supplier, supplierId, status, isAdmitted, lastSeq, sameId } = row
  return {
    round,
    declaration: lot === null ? null : { lot, supplier, supplierId, status, isAdmitted },
    last: lastSeq === null ? null : { seq: lastSeq, leaf: row.lastLeaf, withdrawn: row.lastWithdrawn },
    earlier:
      sameId === null
        ? null
        : {
            sealedBidId: sameId,
            seq: row.sameSeq,
            leaf: row.sameLeaf,
            submittedAt: row.sameAt,
            withdrawn: row.sameWithdrawn,
          },
  }
}

/** An entry ready to be stored; a null envelope withdraws. */
export interface NewEntry extends PlaceQuery {
  readonly seq: number
  readonly envelope: Uint8Array | null
  readonly leaf: Uint8Array
  readonly submittedAt: Date
  readonly policyVersion: number
}

/** Stores entries, at most one per declaration. @returns receipts by declaration; one that lost a race is not there */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<ReadonlyMap<string, Stored>> {
  if (entries.length === 0) return new Map()
  // In one order everywhere, so that two processes wait for each other and never in a circle.
  const sorted = [...entries].sort((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1))
  const rows = await tx.rows<Stored & PlaceQuery>(INSERT_SQL, [
    sorted.map(entry => entry.roundId),
    sorted.map(entry => entry.declarationId),
    sorted.map(entry => entry.seq),
    sorted.map(entry => entry.envelope?.length ?? null),
    Buffer.concat(sorted.map(entry => entry.envelope ?? NO_BYTES)),
    Buffer.concat(sorted.map(entry => entry.leaf)),
    sorted.map(entry => entry.idempotencyKey),
    sorted.map(entry => entry.submittedAt),
    sorted.map(entry => entry.policyVersion),
  ])
  return new Map(rows.map(row => [placeKey(row), row]))
}

const NO_BYTES = new Uint8Array(0)

/** Bytes travel in one piece each and are cut apart here: as arrays they would go as text, twice as long and parsed. */
const INSERT_SQL = `INSERT INTO sealed_bid (round_id, declaration_id, seq, envelope, leaf, idempotency_key, submitted_at, policy_version)
  SELECT round_id, declaration_id, seq,
    substring($5::bytea FROM (1 + coalesce(sum(size) OVER (ORDER BY ord ROWS UNBOUNDED PRECEDING) - size, 0))::int FOR size),
    substring($6::bytea FROM (32 * ord - 31)::int FOR 32), key, at, version
  FROM UNNEST($1::uuid[], $2::uuid[], $3::int[], $4::int[], $7::text[], $8::timestamptz[], $9::int[])
    WITH ORDINALITY AS a(round_id, declaration_id, seq, size, key, at, version, ord)
  ORDER BY ord
  ON CONFLICT DO NOTHING
  RETURNING id AS "sealedBidId", round_id AS "roundId", declaration_id AS "declarationId", seq, leaf,
    submitted_at AS "submittedAt"`

/** Names the chain of entries of one declaration in one round. */
export const placeKey = (place: { readonly roundId: string; readonly declarationId: string }): string =>
  `${place.roundId}:${place.declarationId}`
