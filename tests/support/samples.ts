import type { TestPlatform } from './platform.ts'

/** A quality standard with one field of each kind. */
export const SMALL_STANDARD = {
  fields: [
    field('appearance', '性状', { kind: 'choice', choices: ['符合', '不符合'], accepted: ['符合'] }),
    field('moisture', '水分', { unit: '%', max: '10.0', decimals: 1 }),
    field('marker', '含量', { unit: '%', min: '0.080', decimals: 3 }),
    field('so2', '二氧化硫', { unit: 'mg/kg', max: '150' }),
    field('size', '尺寸', { kind: 'text' }),
  ],
}

function field(code: string, zh: string, rest: object) {
  const base = {
    kind: 'number',
    unit: '',
    min: null,
    max: null,
    decimals: 0,
    choices: [],
    accepted: [],
    source: '测试',
  }
  return { code, name: { zh, en: code }, ...base, ...rest }
}

/** What a laboratory writes for a sample that is in order. */
export const GOOD_VALUES = { appearance: '符合', moisture: '8.5', marker: '0.120', so2: 'ND', size: '2 mm' }

/** Gives every spec the small standard. */
export const seedStandards = (platform: TestPlatform) =>
  platform.db.tx(tx => tx.run('UPDATE spec SET standard = $1', [JSON.stringify(SMALL_STANDARD)]))

/** A closed sample review of what is shortlisted: those named as `lot/supplier` failed and are out, the others passed. */
export const seedClosedSamples = (platform: TestPlatform, tenderId: string, failed: readonly string[] = []) =>
  platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO sample (declaration_id, delivery_code, status, result, removed)
       SELECT d.id, 'YP' || upper(left(md5(d.id::text), 10)), 'coded', CASE WHEN x.failed THEN 'failed' ELSE 'passed' END, x.failed
       FROM ranking_entry e JOIN declaration d ON d.id = e.declaration_id JOIN lot l ON l.id = d.lot_id JOIN supplier s ON s.id = d.supplier_id,
         LATERAL (SELECT l.code || '/' || s.code = ANY($2) AS failed) x
       WHERE d.tender_id = $1 AND e.phase = 'shortlist' AND e.selected`,
      [tenderId, failed],
    )
    await tx.run(
      `INSERT INTO sample_review (tender_id, started_at, unblinded_at, closed_at, hash) VALUES ($1, now(), now(), now(), 'test')`,
      [tenderId],
    )
  })
