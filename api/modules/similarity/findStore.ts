import type { Tx } from '../../platform/db.ts'

/** A file that proves something in submitted declarations, of one supplier. */
export interface ComparedFile {
  readonly supplierId: string
  readonly fileId: string
  readonly sha256: string
}

/** Files of the tender's submitted declarations, each once per supplier. */
export const loadFiles = (tx: Tx, tenderId: string) =>
  tx.rows<ComparedFile>(
    `SELECT DISTINCT e.supplier_id AS "supplierId", e.file_id AS "fileId", f.sha256
     FROM answer_evidence e JOIN stored_file f ON f.id = e.file_id
     WHERE e.tender_id = $1 AND EXISTS (
       SELECT FROM declaration d WHERE d.tender_id = $1 AND d.supplier_id = e.supplier_id AND d.status = 'submitted')
     ORDER BY 1, 3, 2`,
    [tenderId],
  )

/** The words of some contents; contents without words are left out. */
export const loadTexts = (tx: Tx, sha256s: readonly string[]) =>
  tx.rows<{ sha256: string; text: string }>(
    `SELECT sha256, text FROM stored_blob WHERE sha256 = ANY($1::text[]) AND text_status = 'done' AND text <> ''`,
    [sha256s],
  )

/** Contents among the tender's evidence whose words are not read yet. */
export const loadPending = (tx: Tx, tenderId: string) =>
  tx.rows<{ sha256: string }>(
    `SELECT DISTINCT b.sha256 FROM answer_evidence e JOIN stored_file f ON f.id = e.file_id
     JOIN stored_blob b ON b.sha256 = f.sha256 WHERE e.tender_id = $1 AND b.text_status = 'pending'`,
    [tenderId],
  )

/** What a file says of its making: who, with which program, when. */
export interface Maker extends ComparedFile {
  readonly author: string
  readonly program: string
  readonly created: string
}

export const loadMakers = (tx: Tx, tenderId: string) =>
  tx.rows<Maker>(
    `SELECT DISTINCT e.supplier_id AS "supplierId", e.file_id AS "fileId", f.sha256,
       trim(coalesce(b.meta->>'author', '')) AS author,
       trim(coalesce(b.meta->>'creator', '') || ' ' || coalesce(b.meta->>'producer', '')) AS program,
       trim(coalesce(b.meta->>'created', '')) AS created
     FROM answer_evidence e JOIN stored_file f ON f.id = e.file_id JOIN stored_blob b ON b.sha256 = f.sha256
     WHERE e.tender_id = $1 AND b.meta <> '{}' AND EXISTS (
       SELECT FROM declaration d WHERE d.tender_id = $1 AND d.supplier_id = e.supplier_id AND d.status = 'submitted')
     ORDER BY 1, 3, 2`,
    [tenderId],
  )

/** An address from which a supplier sent files or signed in, and what the browser called itself, hashed. */
export interface Origin {
  readonly supplierId: string
  readonly address: string
  readonly agentHash: string
}

export const loadOrigins = (tx: Tx, tenderId: string) =>
  tx.rows<Origin>(
    `WITH declared AS (SELECT DISTINCT supplier_id FROM declaration WHERE tender_id = $1 AND status = 'submitted')
     SELECT f.owner_id AS "supplierId", f.address, f.agent_hash AS "agentHash"
     FROM stored_file f JOIN declared d ON d.supplier_id = f.owner_id
     WHERE f.owner_role = 'supplier' AND f.address <> ''
     UNION
     SELECT u.supplier_id, s.address, CASE WHEN s.agent = '' THEN '' ELSE encode(sha256(convert_to(s.agent, 'UTF8')), 'hex') END
     FROM session s JOIN app_user u ON u.id = s.user_id JOIN declared d ON d.supplier_id = u.supplier_id
     WHERE s.address <> '' ORDER BY 1, 2, 3`,
    [tenderId],
  )

/** Suppliers that declared, with what the register says of whom they belong to. */
export const loadRegister = (tx: Tx, tenderId: string) =>
  tx.rows<{ id: string; relatedGroup: string | null; licenceNo: string }>(
    `SELECT id, related_group AS "relatedGroup", trim(licence_no) AS "licenceNo" FROM supplier
     WHERE id IN (SELECT supplier_id FROM declaration WHERE tender_id = $1 AND status = 'submitted') ORDER BY id`,
    [tenderId],
  )

/** A flag to be stored; the lesser supplier id comes first. */
export interface NewFlag {
  readonly kind: 'sameFile' | 'nearText' | 'sameMaker' | 'sameOrigin' | 'related'
  readonly supplierA: string
  readonly supplierB: string
  readonly sharedKey: string
  readonly strength: number
  readonly fileA: string | null
  readonly fileB: string | null
}

/** Stores what is new; a flag that is there stays as it was found. @returns how many are new */
export const insertFlags = (tx: Tx, tenderId: string, flags: readonly NewFlag[]) =>
  tx.run(
    `INSERT INTO similarity_flag (tender_id, kind, supplier_a_id, supplier_b_id, shared_key, strength, file_a_id, file_b_id, found_at)
     SELECT $1, f.kind, f.a, f.b, f.key, f.strength, f.file_a, f.file_b, tender_now($1)
     FROM UNNEST($2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::int[], $7::uuid[], $8::uuid[])
       AS f(kind, a, b, key, strength, file_a, file_b)
     ON CONFLICT (tender_id, kind, supplier_a_id, supplier_b_id, shared_key) DO NOTHING`,
    [
      tenderId,
      flags.map(flag => flag.kind),
      flags.map(flag => flag.supplierA),
      flags.map(flag => flag.supplierB),
      flags.map(flag => flag.sharedKey),
      flags.map(flag => flag.strength),
      flags.map(flag => flag.fileA),
      flags.map(flag => flag.fileB),
    ],
  )
