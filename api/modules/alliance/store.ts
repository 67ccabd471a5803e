import type { Tx } from '../../platform/db.ts'

export interface HospitalRow {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly cityCode: string
}

export async function cityCodes(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ code: string }>('SELECT code FROM city')
  return new Set(rows.map(row => row.code))
}

export const saveHospitals = (tx: Tx, hospitals: readonly HospitalRow[]) =>
  tx.run(
    `INSERT INTO hospital (code, name, level, city_id)
     SELECT h.code, h.name, h.level, c.id FROM UNNEST($1::text[], $2::text[], $3::text[], $4::text[]) AS h(code, name, level, city)
     JOIN city c ON c.code = h.city
     ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name, level = EXCLUDED.level, city_id = EXCLUDED.city_id`,
    [
      hospitals.map(h => h.code),
      hospitals.map(h => h.name),
      hospitals.map(h => h.level),
      hospitals.map(h => h.cityCode),
    ],
  )
