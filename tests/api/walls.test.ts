/** Over 300 lines: every table of the database is named here once. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DbActor, NOBODY, PLATFORM } from '../../api/platform/dbActor.ts'
import { seedAlliance } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform()
beforeAll(() => seedAlliance(platform))

/** What the platform's role may do with each table; a table without a decision fails. s: select … d: delete. */
const DECIDED: Readonly<Record<string, string>> = {
  ...each('s', ['_prisma_migrations']),
  ...each('si', [
    'allocation_cell',
    'allocation_lot_result',
    'audit_checkpoint',
    'audit_cosignature',
    'audit_leaf',
    'audit_node',
    'audit_row',
    'award_letter_file',
    'case_file',
    'clarification',
    'expert_key',
    'review_reminder',
    'review_signature',
    'contract_signature',
    'demand_snapshot',
    'document_part',
    'dry_run',
    'dry_run_lot',
    'evidence',
    'notice_file',
    'question_author',
    'round_policy',
    'custody_event',
    'sample_link',
    'sample_photo',
    'sample_standard',
    'verdict_override',
    'rule_pack_draft',
    'score_freeze',
    'sealed_bid',
    'share_hand_in',
    'similarity_decision',
    'similarity_flag',
    'tender_document',
  ]),
  ...each('siu', [
    'award_letter',
    'draft_comment',
    'draft_document',
    'notice_delivery',
    'question',
    'review_question',
    'review_round',
  ]),
  ...each('sid', ['opening_share', 'stored_file']),
  ...each('siu', ['coding_batch', 'complaint', 'low_price_case', 'sample_review', 'sample_slot']),
  ...each('siud', [
    'blind_sample',
    'allocation_run',
    'answer',
    'answer_evidence',
    'app_user',
    'award',
    'city',
    'city_default',
    'contract',
    'contract_line',
    'declaration',
    'declaration_total',
    'demand_line',
    'demand_report',
    'distribution_offer',
    'distributor',
    'distributor_pick',
    'draw',
    'drawn_expert',
    'entropy_contribution',
    'expert',
    'expert_tie',
    'file_upload',
    'hospital',
    'item_result',
    'job',
    'job_chunk',
    'lot',
    'lot_score',
    'notice',
    'objection',
    'officer_key',
    'oidc_identity',
    'opened_bid',
    'outbox_message',
    'passkey',
    'password_reset',
    'price_round',
    'proposal',
    'province',
    'ranking_entry',
    'recovery_code',
    'recusal',
    'review_sheet',
    'rule_pack',
    'sample',
    'score',
    'score_draft',
    'session',
    'spec',
    'stored_blob',
    'supplier',
    'supplier_choice',
    'tender',
    'tender_member',
    'tender_stage',
    'upload_piece',
    'variety',
  ]),
}

/** Tables whose rows belong to somebody. */
const WALLED = [
  'allocation_cell',
  'answer',
  'answer_evidence',
  'award_letter',
  'award_letter_file',
  'blind_sample',
  'case_file',
  'city_default',
  'clarification',
  'complaint',
  'contract',
  'contract_line',
  'contract_signature',
  'custody_event',
  'declaration',
  'declaration_total',
  'demand_line',
  'demand_report',
  'distribution_offer',
  'distributor_pick',
  'draft_comment',
  'dry_run',
  'dry_run_lot',
  'expert_key',
  'expert_tie',
  'file_upload',
  'item_result',
  'low_price_case',
  'notice_delivery',
  'objection',
  'oidc_identity',
  'opened_bid',
  'opening_share',
  'passkey',
  'password_reset',
  'proposal',
  'question',
  'question_author',
  'ranking_entry',
  'recovery_code',
  'recusal',
  'review_question',
  'review_reminder',
  'review_sheet',
  'review_signature',
  'rule_pack_draft',
  'sample',
  'sample_link',
  'sample_photo',
  'score',
  'score_draft',
  'sealed_bid',
  'session',
  'share_hand_in',
  'similarity_decision',
  'similarity_flag',
  'stored_blob',
  'stored_file',
  'supplier_choice',
  'upload_piece',
  'verdict_override',
]

function each(rights: string, tables: readonly string[]): Record<string, string> {
  return Object.fromEntries(tables.map(table => [table, rights]))
}

describe('the role of the platform', () => {
  it('may do with every table what was decided, and nothing else', async () => {
    const rows = await platform.db.once(tx =>
      tx.rows<{ table: string; rights: string }>(
        `SELECT c.relname AS table,
           CASE WHEN has_table_privilege('bencao_app', c.oid, 'SELECT') THEN 's' ELSE '' END ||
           CASE WHEN has_table_privilege('bencao_app', c.oid, 'INSERT') THEN 'i' ELSE '' END ||
           CASE WHEN has_table_privilege('bencao_app', c.oid, 'UPDATE') THEN 'u' ELSE '' END ||
           CASE WHEN has_table_privilege('bencao_app', c.oid, 'DELETE') THEN 'd' ELSE '' END ||
           CASE WHEN has_table_privilege('bencao_app', c.oid, 'TRUNCATE, TRIGGER, REFERENCES') THEN 'x' ELSE '' END AS rights
         FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r','p','v','m')`,
      ),
    )
    expect(Object.fromEntries(rows.map(row => [row.table, row.rights]))).toEqual(DECIDED)
  })

  it('owns nothing, is no superuser, and stands behind the walls', async () => {
    const role = await platform.db.once(tx =>
      tx.row(
        `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin,
           (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) + (SELECT count(*)::int FROM pg_proc WHERE proowner = r.oid) AS owned
         FROM pg_roles r WHERE rolname = 'bencao_app'`,
      ),
    )
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
      owned: 0,
    })
    const walled = await platform.db.once(tx =>
      tx.rows<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname COLLATE "C"`,
      ),
    )
    expect(walled.map(row => row.name)).toEqual(WALLED)
  })

  it('is the role of every connection', async () => {
    const { db } = platform.command
    const whoAmI = 'SELECT current_user::text AS name'
    expect(await db.tx(tx => tx.row(whoAmI))).toEqual({ name: 'bencao_app' })
    expect(await db.once(tx => tx.row(whoAmI))).toEqual({ name: 'bencao_app' })
    expect(await db.prisma.$queryRaw`SELECT current_user::text AS name`).toEqual([{ name: 'bencao_app' }])
  })

  it('cannot change or empty what only grows, whatever the triggers say', async () => {
    const tables = Object.keys(DECIDED).filter(table => DECIDED[table] === 'si')
    const { db } = platform.command
    for (const table of tables)
      for (const sql of [`UPDATE ${table} SET ctid = ctid`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`])
        await expect(db.tx(tx => tx.run(sql))).rejects.toThrow(/permission denied|system column/)
    for (const sql of [
      'ALTER TABLE audit_row DISABLE TRIGGER ALL',
      'DROP TRIGGER audit_row_append ON audit_row',
      'ALTER TABLE sealed_bid DISABLE ROW LEVEL SECURITY',
      'DROP POLICY walls ON sealed_bid',
      `SET LOCAL session_replication_role = replica`,
      'CREATE TABLE mine (id int)',
      'CREATE ROLE somebody',
    ])
      await expect(db.tx(tx => tx.run(sql))).rejects.toThrow(/permission denied|must be owner/)
  })
})

describe('a database client of one actor', () => {
  const suppliers: DbActor[] = []
  beforeAll(async () => {
    const rows = await platform.db.once(tx =>
      tx.rows<{ orgId: string; userId: string }>(
        `SELECT s.id AS "orgId", u.id AS "userId" FROM supplier s JOIN app_user u ON u.supplier_id = s.id ORDER BY s.code LIMIT 2`,
      ),
    )
    suppliers.push(...rows.map(row => ({ role: 'supplier', ...row })))
    await platform.db.tx(async tx => {
      await tx.run(`INSERT INTO tender (code, title, stage, is_rehearsal) VALUES ('WALLS', '墙', 'declaration', true)`)
      await tx.run(
        `INSERT INTO lot (tender_id, spec_id, code) SELECT t.id, s.id, s.code FROM tender t, spec s WHERE t.code = 'WALLS'`,
      )
      await tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg)
         SELECT l.tender_id, l.id, s.id, 'submitted', 100 FROM lot l, supplier s`,
      )
    })
  })

  it('never answers for another in 200 interleaved reads, not even where Prisma would gather them', async () => {
    const { db } = platform.command
    const all = await platform.db.prisma.declaration.findMany({ select: { id: true, supplierId: true } })
    expect(all.length).toBeGreaterThan(4)
    const asks = Array.from({ length: 200 }, async (_x, i) => {
      const actor = suppliers[i % 2] ?? NOBODY
      const one = all[i % all.length]
      const { prisma } = db.as(actor)
      const found = await prisma.declaration.findUnique({ where: { id: one?.id ?? '' } })
      const [counted, seen] = await Promise.all([
        prisma.declaration.count(),
        db.as(actor).tx(tx => tx.rows<{ id: string }>('SELECT supplier_id AS id FROM declaration')),
      ])
      expect(found === null).toBe(one?.supplierId !== actor.orgId)
      expect(counted).toBe(all.filter(row => row.supplierId === actor.orgId).length)
      expect(seen.every(row => row.id === actor.orgId)).toBe(true)
    })
    await Promise.all(asks)
  })

  it('sees nothing behind any wall without an actor', async () => {
    const db = platform.command.db.as(NOBODY)
    for (const table of WALLED)
      expect(await db.tx(tx => tx.row(`SELECT count(*)::int AS n FROM ${table}`)), table).toEqual({ n: 0 })
    expect(await db.prisma.declaration.findMany()).toEqual([])
    expect(await platform.command.db.as(PLATFORM).prisma.declaration.count()).toBeGreaterThan(0)
  })

  it('cannot write for another either', async () => {
    const [own, other] = suppliers
    const db = platform.command.db.as(own ?? NOBODY)
    const steal = db.tx(tx => tx.run('UPDATE declaration SET capacity_kg = 1 WHERE supplier_id = $1', [other?.orgId]))
    expect(await steal).toBe(0)
    const give = db.tx(tx => tx.run('UPDATE declaration SET supplier_id = $1', [other?.orgId]))
    await expect(give).rejects.toThrow(/row-level security/)
  })

  it('takes no text for an actor that is none', async () => {
    const odd = { role: "x', true); DROP TABLE", orgId: null, userId: null }
    expect(() => platform.command.db.as(odd)).toThrow('an actor is a role and ids')
    expect(() => platform.command.db.as({ ...NOBODY, orgId: 'nonsense' })).toThrow('an actor is a role and ids')
  })
})

describe('without an actor set at all', () => {
  const client = { current: undefined as pg.Client | undefined }
  afterAll(() => client.current?.end())

  it('a bare connection of the role sees nothing', async () => {
    const bare = new pg.Client({ connectionString: platform.databaseUrl, options: '-c role=bencao_app' })
    client.current = bare
    await bare.connect()
    for (const table of WALLED) {
      const { rows } = await bare.query(`SELECT count(*)::int AS n FROM ${table}`)
      expect(rows, table).toEqual([{ n: 0 }])
    }
  })
})
