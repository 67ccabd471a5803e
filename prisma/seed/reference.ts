import type { Tx } from '../../api/platform/db.ts'
import { GRADES, VARIETIES } from './catalogue.ts'
import { cities, provinces } from './divisions.ts'
import { qualityStandard } from './standards.ts'

/**
 * Fills an empty database with what every campaign stands on: provinces, cities, varieties and specs. One that was filled
 * when standards were still texts gets the fields that samples are judged by; a standard that somebody wrote since stays.
 */
export async function seedReference(tx: Tx): Promise<void> {
  const known = await tx.row('SELECT 1 FROM province LIMIT 1')
  if (known) return renewStandards(tx)
  await insert(tx, 'INSERT INTO province (code, name) SELECT x.code, x.name FROM rows x', provinces())
  await insert(
    tx,
    'INSERT INTO city (code, name, province_id) SELECT x.code, x.name, p.id FROM rows x JOIN province p ON p.code = x.province',
    cities(),
  )
  await insert(tx, 'INSERT INTO variety (code, name, pinyin) SELECT x.code, x.name, x.pinyin FROM rows x', VARIETIES)
  await insert(
    tx,
    'INSERT INTO spec (code, variety_id, grade, standard) SELECT x.code, v.id, x.grade, x.standard FROM rows x JOIN variety v ON v.code = x.variety',
    specs(),
  )
}

const specs = () =>
  VARIETIES.flatMap(v =>
    GRADES.map(g => ({
      code: `${v.code}-${g.suffix}`,
      variety: v.code,
      grade: g.grade,
      standard: qualityStandard(v, g.brokenPercent),
    })),
  )

const renewStandards = (tx: Tx) =>
  insert(
    tx,
    `UPDATE spec s SET standard = x.standard FROM rows x WHERE x.code = s.code AND jsonb_typeof(s.standard->'fields') IS DISTINCT FROM 'array'`,
    specs(),
  ).then(() => undefined)

const ROWS =
  'jsonb_to_recordset($1::jsonb) AS x(code text, name text, pinyin text, province text, variety text, grade text, standard jsonb)'

const insert = (tx: Tx, sql: string, rows: readonly object[]) =>
  tx.run(sql.replace('rows x', ROWS), [JSON.stringify(rows)])
