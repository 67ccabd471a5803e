/** What load 3 stands on: signed sheets of a whole review, opened prices, and the tables of its limits. */
import { randomBytes, randomUUID } from 'node:crypto'
import { reviewParts, seatsOf } from '#domain/reviewPlan.ts'
import { insertKey, insertSignature } from '../../../api/modules/evaluation/signatureStore.ts'
import { loadStatements } from '../../../api/modules/evaluation/signatures.ts'
import type { CopyValue, Tx } from '../../../api/platform/db.ts'
import { random } from '../../../rehearsal/random.ts'
import { idsOf } from '../rows.ts'
import type { Stand } from '../stand.ts'

const DISPUTED = 0.03

/** Submitted sheets of all seats of every part, and of a third expert where two lie apart; signed. */
export async function seedSheets(tx: Tx, stand: Stand): Promise<void> {
  const { world } = stand.size
  const { indicators, review } = world.pack
  const points = new Map(indicators.map(indicator => [indicator.code, indicator.points]))
  const [suppliers, experts] = [await idsOf(tx, 'supplier'), await someExperts(tx, world.scale.drawn)]
  const r = random(world.seed, 'bench/scores')
  const sheets: CopyValue[][] = []
  const scores: CopyValue[][] = []
  const declared = world.lots.flatMap((lot, l) =>
    (world.declarers[l] ?? []).map(s => ({
      supplier: world.suppliers[s]?.code ?? '',
      variety: lot.variety.code,
      lot: lot.code,
    })),
  )
  for (const [n, part] of reviewParts(declared, indicators, review).entries()) {
    const given = part.indicatorCodes.map(code => ({
      code,
      points: points.get(code) ?? 0,
      centi: Math.floor((points.get(code) ?? 0) * (60 + 35 * r.next())),
      isApart: !part.panel && r.next() < DISPUTED,
    }))
    const addSheet = (slot: number, asked: typeof given) => {
      const id = randomUUID()
      const expert = experts[(n * 3 + slot) % experts.length] ?? ''
      const codes = `{${asked.map(one => `"${one.code}"`).join(',')}}`
      const { supplier, subjectKey, part: specialty, panel } = part
      const hash = id.replaceAll('-', '').padEnd(64, '0')
      const keys = [suppliers.get(supplier) ?? '', subjectKey, specialty, panel]
      sheets.push([id, stand.tenderId, expert, ...keys, slot, 'submitted', codes, hash])
      for (const one of asked) {
        const less = one.isApart && slot === 2 ? one.points * review.arbitrationPercent + 1 : 0
        scores.push([id, one.code, one.centi - less])
      }
    }
    for (let slot = 1; slot <= seatsOf(part, review); slot++) addSheet(slot, given)
    const apart = given.filter(one => one.isApart)
    if (apart.length > 0) addSheet(3, apart)
  }
  await tx.copy(
    'review_sheet',
    'id tender_id expert_id supplier_id subject_key part panel slot status indicator_codes hash'.split(' '),
    sheets,
  )
  await tx.copy('score', ['sheet_id', 'indicator_code', 'points_centi'], scores)
  await signAll(tx, stand.tenderId)
}

const someExperts = async (tx: Tx, count: number) => [...(await idsOf(tx, 'expert')).values()].slice(0, count)

/** Every expert's signature under what is there. */
async function signAll(tx: Tx, tenderId: string): Promise<void> {
  const ids = await idsOf(tx, 'expert')
  for (const { expert, phase, hash, sheets } of await loadStatements(tx, tenderId, null)) {
    const expertId = ids.get(expert) ?? ''
    const keyId = (await insertKey(tx, expertId, randomBytes(32).toString('base64url'))) ?? ''
    await insertSignature(tx, { tenderId, phase, expertId, keyId, hash, sheets, signature: '' })
  }
}

/** What the ranking needs beside scores: a draw, an opened round with a price for everybody. */
export async function seedSurroundings(tx: Tx, { tenderId }: Stand): Promise<void> {
  await tx.run(`INSERT INTO draw (tender_id, status, pool_secret, strata) VALUES ($1, 'drawn', $2, '[]')`, [
    tenderId,
    randomBytes(32),
  ])
  await tx.run(
    `INSERT INTO price_round (tender_id, number, status, officers_needed, platform_public_key) VALUES ($1, 1, 'opening', 3, '')
     ON CONFLICT (tender_id, number) DO UPDATE SET status = 'opening'`,
    [tenderId],
  )
  await tx.run(
    `INSERT INTO opened_bid (round_id, declaration_id, verdict, price_fen) SELECT r.id, d.id, 'opened', l.ceiling_fen * (55 + abs(hashtext(d.id::text)) % 45) / 100
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN price_round r ON r.tender_id = d.tender_id WHERE d.tender_id = $1`,
    [tenderId],
  )
  await tx.run(`UPDATE price_round SET status = 'opened' WHERE tender_id = $1`, [tenderId])
  await tx.run('ALTER TABLE score_freeze DISABLE TRIGGER score_freeze_append')
}

/** The limit's table: one row per declaration and score, nothing left to join. */
export const seedLimit = (tx: Tx) =>
  tx.run(
    `CREATE TABLE bench_score AS SELECT d.lot_id, d.id AS declaration_id, s.indicator_code, s.points_centi
     FROM declaration d JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id
     JOIN review_sheet r ON r.supplier_id = d.supplier_id AND r.slot <= 2 AND r.subject_key IN ('company', 'variety:' || v.code, 'lot:' || l.code)
     JOIN score s ON s.sheet_id = r.id`,
  )

/** Where the second limit stores: tables like ours with their keys, without walls, triggers and references. */
export async function seedStores(tx: Tx): Promise<void> {
  for (const [table, like] of STORES)
    await tx.run(`CREATE TABLE ${table} (LIKE ${like} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)`)
}

const STORES = [
  ['bench_item', 'item_result'],
  ['bench_total', 'declaration_total'],
  ['bench_place', 'ranking_entry'],
] as const

export const emptyStores = (tx: Tx) => tx.run(`TRUNCATE ${STORES.map(([table]) => table).join(', ')}`)
