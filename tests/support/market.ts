import { createHash, randomUUID } from 'node:crypto'
import type { TestPlatform } from './platform.ts'
import { TEST_PASSWORD } from './platform.ts'

/** A supplier's bid in a lot: quality in hundredths, price in fen per kg; a void bid has no price. */
export interface Quote {
  readonly supplier: string
  readonly qualityCenti: number
  readonly priceFen: number | null
}

/** More suppliers (S5 …) with users of their own. */
export async function seedSuppliers(platform: TestPlatform, from: number, to: number): Promise<void> {
  const hash = await platform.command.passwords.hash(TEST_PASSWORD)
  await platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO supplier (code, name, province_id, licence_no, has_gmp, has_traceability)
       SELECT 'S' || n, '饮片企业' || n, p.id, 'L' || n, true, true FROM generate_series($1::int, $2::int) n, province p WHERE p.code = '370000'`,
      [from, to],
    )
    await tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash, supplier_id)
       SELECT 'supplier-' || code, name, 'supplier', $1, id FROM supplier ON CONFLICT (login) DO NOTHING`,
      [hash],
    )
  })
}

/** The lots of a tender: code → id. */
export async function lotIds(platform: TestPlatform, tenderId: string): Promise<Map<string, string>> {
  const lots = await platform.db.prisma.lot.findMany({ where: { tenderId } })
  return new Map(lots.map(lot => [lot.code, lot.id]))
}

/** Declarations, frozen scores, the draw and an opened round 1: what the shortlist is computed from. */
export async function seedOpenedBids(
  platform: TestPlatform,
  tenderId: string,
  quotes: Readonly<Record<string, readonly Quote[]>>,
): Promise<void> {
  const freezeHash = createHash('sha256').update('scores').digest('hex')
  await platform.db.tx(async tx => {
    await tx.run('UPDATE lot SET ceiling_fen = 20000 WHERE tender_id = $1', [tenderId])
    await tx.run(`INSERT INTO draw (tender_id, status, pool_secret, strata) VALUES ($1, 'drawn', '\\x0102', '[]')`, [
      tenderId,
    ])
    for (const [lot, bids] of Object.entries(quotes)) {
      const rows = JSON.stringify(bids)
      await tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg, submitted_at)
         SELECT $1, l.id, s.id, 'submitted', 100000, now() FROM jsonb_array_elements($3::jsonb) q
         JOIN supplier s ON s.code = q->>'supplier' JOIN lot l ON l.tender_id = $1 AND l.code = $2`,
        [tenderId, lot, rows],
      )
      await tx.run(
        `INSERT INTO declaration_total SELECT d.id, (q->>'qualityCenti')::int, 100, (q->>'qualityCenti')::int
         FROM jsonb_array_elements($3::jsonb) q JOIN supplier s ON s.code = q->>'supplier'
         JOIN declaration d ON d.supplier_id = s.id JOIN lot l ON l.id = d.lot_id AND l.tender_id = $1 AND l.code = $2`,
        [tenderId, lot, rows],
      )
    }
    // Last: what a freeze covers cannot be written any more.
    await tx.run(`INSERT INTO score_freeze VALUES ($1, $2, 1, 1, tender_now($1))`, [tenderId, freezeHash])
  })
  await seedOpenedRound(platform, tenderId, 1, quotes)
}

/** A price round that was opened with these bids. */
export async function seedOpenedRound(
  platform: TestPlatform,
  tenderId: string,
  number: number,
  quotes: Readonly<Record<string, readonly Omit<Quote, 'qualityCenti'>[]>>,
): Promise<void> {
  const roundId = randomUUID()
  await platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO price_round (id, tender_id, number, status, officers_needed, platform_public_key) VALUES ($1, $2, $3, 'opening', 3, '\\x00')`,
      [roundId, tenderId, number],
    )
    for (const [lot, bids] of Object.entries(quotes))
      await tx.run(
        `INSERT INTO opened_bid (round_id, declaration_id, verdict, price_fen, reason)
         SELECT $4, d.id, CASE WHEN q->>'priceFen' IS NULL THEN 'void' ELSE 'opened' END, (q->>'priceFen')::bigint,
           CASE WHEN q->>'priceFen' IS NULL THEN 'badSeal' END
         FROM jsonb_array_elements($3::jsonb) q JOIN supplier s ON s.code = q->>'supplier'
         JOIN declaration d ON d.supplier_id = s.id JOIN lot l ON l.id = d.lot_id AND l.tender_id = $1 AND l.code = $2`,
        [tenderId, lot, JSON.stringify(bids), roundId],
      )
    await tx.run(`UPDATE price_round SET status = 'opened' WHERE id = $1`, [roundId])
  })
}

/** Puts a tender into another stage without its exit rules. */
export const moveTo = (platform: TestPlatform, tenderId: string, stage: string) =>
  platform.db.tx(tx => tx.run('UPDATE tender SET stage = $2 WHERE id = $1', [tenderId, stage]))

/** A winner of a lot: rank by its place in the list. */
export interface Won {
  readonly supplier: string
  readonly priceFen: number
  readonly capacityKg: number
}

/** Final awards, and demand of hospitals: what an allocation starts from. `demandKg`: hospital code → lot code → kg. */
export async function seedWinners(
  platform: TestPlatform,
  tenderId: string,
  winners: Readonly<Record<string, readonly Won[]>>,
  demandKg: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Promise<void> {
  const demand = Object.entries(demandKg).flatMap(([hospital, lots]) =>
    Object.entries(lots).map(([lot, kg]) => ({ hospital, lot, kg })),
  )
  await platform.db.tx(async tx => {
    for (const [lot, won] of Object.entries(winners)) {
      const rows = JSON.stringify(won)
      await tx.run(
        `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg)
         SELECT $1, l.id, s.id, 'submitted', (w->>'capacityKg')::int FROM jsonb_array_elements($3::jsonb) w
         JOIN supplier s ON s.code = w->>'supplier' JOIN lot l ON l.tender_id = $1 AND l.code = $2`,
        [tenderId, lot, rows],
      )
      await tx.run(
        `INSERT INTO award (declaration_id, lot_id, rank, price_fen, status)
         SELECT d.id, l.id, n, (w->>'priceFen')::bigint, 'final' FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS x(w, n)
         JOIN supplier s ON s.code = w->>'supplier' JOIN declaration d ON d.supplier_id = s.id
         JOIN lot l ON l.id = d.lot_id AND l.tender_id = $1 AND l.code = $2`,
        [tenderId, lot, rows],
      )
    }
    await tx.run(
      `INSERT INTO demand_line (tender_id, hospital_id, lot_id, quantity_kg, last_year_kg, last_price_fen)
       SELECT $1, h.id, l.id, (d->>'kg')::int, 0, 0 FROM jsonb_array_elements($2::jsonb) d
       JOIN hospital h ON h.code = d->>'hospital' JOIN lot l ON l.tender_id = $1 AND l.code = d->>'lot'`,
      [tenderId, JSON.stringify(demand)],
    )
    await tx.run(
      `INSERT INTO demand_report (tender_id, hospital_id, status)
       SELECT DISTINCT $1::uuid, hospital_id, 'provinceApproved' FROM demand_line WHERE tender_id = $1`,
      [tenderId],
    )
  })
}

/** `lot/supplier` → declaration id. */
export async function declarationIds(platform: TestPlatform, tenderId: string): Promise<Map<string, string>> {
  const rows = await platform.db.prisma.declaration.findMany({
    where: { tenderId },
    include: { lot: true, supplier: true },
  })
  return new Map(rows.map(row => [`${row.lot.code}/${row.supplier.code}`, row.id]))
}
