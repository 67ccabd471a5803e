/** The rows of one campaign, by COPY: everything in place up to the bids, as if all stages before had been played. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { CopyValue, Db, Tx } from '../../api/platform/db.ts'
import { passwordHasher } from '../../api/platform/passwords.ts'
import type { World } from '../../rehearsal/world/index.ts'
import type { Size } from './size.ts'

export const PASSWORD = 'correct horse'

/** Fills the database. @returns the tender's id */
export async function seedRows(db: Db, { world }: Size): Promise<string> {
  const passwordHash = await passwordHasher(64).hash(PASSWORD)
  return db.tx(async tx => {
    await seedParties(tx, world)
    await seedUsers(tx, passwordHash)
    const tenderId = await seedTender(tx, world)
    await seedDemand(tx, world, tenderId)
    await seedDeclarations(tx, world, tenderId)
    return tenderId
  })
}

/** Ids by business code. */
export async function idsOf(
  tx: Tx,
  table: 'city' | 'province' | 'hospital' | 'lot' | 'supplier' | 'expert',
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<{ code: string; id: string }>(`SELECT code, id FROM ${table}`)
  return new Map(rows.map(row => [row.code, row.id]))
}

async function seedParties(tx: Tx, world: World): Promise<void> {
  const cities = await idsOf(tx, 'city')
  const provinces = await idsOf(tx, 'province')
  await tx.copy(
    'hospital',
    ['code', 'name', 'level', 'city_id'],
    world.hospitals.map(h => [h.code, h.name, h.level, cities.get(h.cityCode) ?? '']),
  )
  await tx.copy(
    'supplier',
    ['code', 'name', 'province_id', 'licence_no', 'has_gmp', 'has_traceability', 'related_group'],
    world.suppliers.map(s => [
      s.code,
      s.name,
      provinces.get(s.provinceCode) ?? '',
      s.licenceNo,
      true,
      true,
      s.relatedGroup,
    ]),
  )
  await tx.copy(
    'expert',
    ['code', 'name', 'specialty', 'region', 'employer', 'outside'],
    world.experts.map(e => [e.code, e.name, e.specialty, e.region, e.employer, e.outside]),
  )
}

async function seedUsers(tx: Tx, passwordHash: string): Promise<void> {
  for (const role of ['hospital', 'supplier'])
    await tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash, ${role}_id) SELECT code, name, '${role}', $1, id FROM ${role}`,
      [passwordHash],
    )
  await tx.run(
    `INSERT INTO app_user (login, display_name, role, password_hash) VALUES ('office-1', '联采办', 'office', $1)`,
    [passwordHash],
  )
  await tx.run(
    `INSERT INTO app_user (login, display_name, role, password_hash, body) SELECT 'officer-' || n, '钥匙官' || n, 'officer', $1, 'body' || n FROM generate_series(1, 5) n`,
    [passwordHash],
  )
}

async function seedTender(tx: Tx, world: World): Promise<string> {
  const id = randomUUID()
  const { order } = world.pack.stages
  await tx.run(
    `INSERT INTO tender (id, code, title, stage, is_rehearsal) VALUES ($1, 'BENCH-1', '性能测量', 'demand', true)`,
    [id],
  )
  await tx.run('INSERT INTO tender_member SELECT $1, id FROM province WHERE code = ANY($2)', [
    id,
    world.provinces.map(p => p.code),
  ])
  await tx.run(
    `INSERT INTO tender_stage (tender_id, stage, ordinal, closes_at) SELECT $1, s, o, now() + interval '30 days' FROM UNNEST($2::text[]) WITH ORDINALITY AS x(s, o)`,
    [id, order],
  )
  await tx.run(
    `INSERT INTO rule_pack (tender_id, version, content, hash, published_at) VALUES ($1, 1, $2, 'bench', now())`,
    [id, JSON.stringify(world.pack)],
  )
  await tx.run(
    `INSERT INTO lot (tender_id, spec_id, code, ceiling_fen) SELECT $1, s.id, s.code, x.fen FROM UNNEST($2::text[], $3::bigint[]) AS x(code, fen) JOIN spec s ON s.code = x.code`,
    [id, world.lots.map(l => l.code), world.lots.map(l => l.marketFen)],
  )
  return id
}

async function seedDemand(tx: Tx, world: World, tenderId: string): Promise<void> {
  const hospitals = await idsOf(tx, 'hospital')
  const lots = await idsOf(tx, 'lot')
  await tx.copy(
    'demand_report',
    ['tender_id', 'hospital_id', 'status'],
    world.hospitals.map(h => [tenderId, hospitals.get(h.code) ?? '', 'provinceApproved']),
  )
  await tx.copy(
    'demand_line',
    ['tender_id', 'hospital_id', 'lot_id', 'quantity_kg', 'last_year_kg', 'last_price_fen'],
    lines(),
  )
  function* lines(): Generator<readonly CopyValue[]> {
    for (const [h, hospital] of world.hospitals.entries())
      for (const [l, lot] of world.lots.entries()) {
        const kg = world.demandKg[h]?.[l] ?? 0
        yield [tenderId, hospitals.get(hospital.code) ?? '', lots.get(lot.code) ?? '', kg, kg, lot.marketFen]
      }
  }
}

async function seedDeclarations(tx: Tx, world: World, tenderId: string): Promise<void> {
  const suppliers = await idsOf(tx, 'supplier')
  const lots = await idsOf(tx, 'lot')
  const rows = world.lots.flatMap((lot, l) =>
    (world.declarers[l] ?? []).map(s => [
      tenderId,
      lots.get(lot.code) ?? '',
      suppliers.get(world.suppliers[s]?.code ?? '') ?? '',
      'submitted',
      1_000_000,
    ]),
  )
  await tx.copy('declaration', ['tender_id', 'lot_id', 'supplier_id', 'status', 'capacity_kg'], rows)
}

/** Opens a session for each login, without a password: cookies by login. */
export async function signIn(db: Db, logins: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const tokens = logins.map(() => randomBytes(32).toString('base64url'))
  await db.tx(tx =>
    tx.run(
      `INSERT INTO session (id_hash, user_id, factor_at, stepped_up_at) SELECT x.hash, u.id, now(), now() FROM UNNEST($1::text[], $2::bytea[]) AS x(login, hash) JOIN app_user u ON u.login = x.login`,
      [logins, tokens.map(token => createHash('sha256').update(token).digest())],
    ),
  )
  return new Map(logins.map((login, i) => [login, `bencao=${tokens[i]}`]))
}

/** Puts the tender into a stage without asking what the stage before still needs. */
export const setStage = (db: Db, tenderId: string, stage: string) =>
  db.tx(tx => tx.run('UPDATE tender SET stage = $2 WHERE id = $1', [tenderId, stage]))
