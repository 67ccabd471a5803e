import { randomUUID } from 'node:crypto'
import type { Role } from '../../api/domain/permissions.ts'
import { DEFAULT_RULE_PACK, type RulePack } from '../../api/domain/rulePack.ts'
import type { Stage } from '../../api/domain/stage.ts'
import { TEST_PASSWORD, type TestPlatform } from './platform.ts'

/** Base data of a small alliance: 2 provinces × 2 cities × 2 hospitals, 2 varieties × 2 grades, 4 suppliers, 12 experts. */
export async function seedAlliance(platform: TestPlatform): Promise<void> {
  const passwordHash = await platform.command.passwords.hash(TEST_PASSWORD)
  await platform.db.tx(async tx => {
    await tx.run(`INSERT INTO province (code, name) VALUES ('370000','山东省'), ('140000','山西省')`)
    await tx.run(`INSERT INTO city (code, name, province_id)
      SELECT c.code, c.name, p.id FROM (VALUES ('370100','济南市','370000'),('370200','青岛市','370000'),('140100','太原市','140000'),('140200','大同市','140000')) AS c(code,name,p)
      JOIN province p ON p.code = c.p`)
    await tx.run(`INSERT INTO hospital (code, name, level, city_id)
      SELECT 'H' || c.code || n, c.name || '第' || n || '医院', CASE n WHEN 1 THEN 'tertiary' ELSE 'primary' END, c.id FROM city c, generate_series(1,2) n`)
    await tx.run(`INSERT INTO variety (code, name, pinyin) VALUES ('HQ','黄芪','huangqi'), ('DG','当归','danggui')`)
    await tx.run(
      `INSERT INTO spec (code, variety_id, grade, standard) SELECT v.code || g.suffix, v.id, g.grade, '{}' FROM variety v, (VALUES ('-T','ungraded'),('-X','sorted')) AS g(suffix, grade)`,
    )
    await tx.run(`INSERT INTO supplier (code, name, province_id, licence_no, has_gmp, has_traceability)
      SELECT 'S' || n, '饮片企业' || n, p.id, 'L' || n, true, true FROM generate_series(1,4) n, province p WHERE p.code = '370000'`)
    await tx.run(`INSERT INTO distributor (code, name) VALUES ('D1','配送一'), ('D2','配送二')`)
    await tx.run(`INSERT INTO expert (code, name, specialty, region, employer, outside)
      SELECT 'E' || lpad(n::text, 2, '0'), '专家' || n, CASE n % 2 WHEN 0 THEN 'identification' ELSE 'quality' END, '370000', '单位' || n, true FROM generate_series(1,12) n`)
    for (const [role, table, column] of ORGS)
      await tx.run(
        `INSERT INTO app_user (login, display_name, role, password_hash, ${column}) SELECT '${role}-' || code, name, '${role}', $1, id FROM ${table}`,
        [passwordHash],
      )
    for (const role of ['office', 'supervisor', 'auditor', 'admin'] satisfies Role[])
      await tx.run(`INSERT INTO app_user (login, display_name, role, password_hash) VALUES ($1,$1,$1,$2)`, [
        role,
        passwordHash,
      ])
    for (let i = 1; i <= 5; i++)
      await tx.run(
        `INSERT INTO app_user (login, display_name, role, password_hash, body) VALUES ($1,$2,'officer',$3,$4)`,
        [`officer-${i}`, `钥匙官${i}`, passwordHash, `body${i}`],
      )
    for (let i = 1; i <= 2; i++)
      await tx.run(`INSERT INTO app_user (login, display_name, role, password_hash, body) VALUES ($1,$2,'lab',$3,$4)`, [
        `lab-${i}`,
        `检验机构${i}`,
        passwordHash,
        `L${i}`,
      ])
  })
}

const ORGS: readonly (readonly [Role, string, string])[] = [
  ['hospital', 'hospital', 'hospital_id'],
  ['supplier', 'supplier', 'supplier_id'],
  ['distributor', 'distributor', 'distributor_id'],
  ['expert', 'expert', 'expert_id'],
  ['cityBureau', 'city', 'city_id'],
  ['provinceBureau', 'province', 'province_id'],
]

/** A pack that fits the small alliance: six experts from two specialties. */
export const SMALL_PACK: RulePack = {
  ...DEFAULT_RULE_PACK,
  indicators: DEFAULT_RULE_PACK.indicators.map(indicator => ({ ...indicator, specialty: null })),
  review: {
    ...DEFAULT_RULE_PACK.review,
    panelSize: 0,
    rereview: 'none',
    drawnTotal: 6,
    strata: [
      { code: 'identification', name: { zh: '鉴定', en: 'identification' }, quota: 3 },
      { code: 'quality', name: { zh: '质量检验', en: 'quality testing' }, quota: 3 },
    ],
  },
}

/**
 * A rehearsal tender over all provinces and specs, put straight into `stage`. Only the frame is there: whatever earlier
 * stages would have left behind is up to the test.
 */
export async function seedTender(platform: TestPlatform, stage: Stage, pack: RulePack = SMALL_PACK): Promise<string> {
  return platform.db.tx(async tx => {
    const row = await tx.row<{ id: string }>(
      `INSERT INTO tender (code, title, stage, is_rehearsal) VALUES ($1, '测试项目', $2, true) RETURNING id`,
      [`T-${randomUUID().slice(0, 8).toUpperCase()}`, stage],
    )
    const id = row?.id ?? ''
    await tx.run('INSERT INTO tender_member SELECT $1, id FROM province', [id])
    await tx.run('INSERT INTO lot (tender_id, spec_id, code) SELECT $1, id, code FROM spec', [id])
    await tx.run(
      `INSERT INTO tender_stage (tender_id, stage, ordinal) SELECT $1, s, o FROM UNNEST($2::text[]) WITH ORDINALITY AS x(s, o)`,
      [id, pack.stages.order],
    )
    await tx.run(
      `INSERT INTO rule_pack (tender_id, version, content, hash, published_at) VALUES ($1, 1, $2, 'test', now())`,
      [id, JSON.stringify(pack)],
    )
    return id
  })
}

/** A second clerk, office-2, for what two people do. */
export async function seedSecondClerk({ db }: TestPlatform): Promise<void> {
  await db.tx(tx =>
    tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash) SELECT 'office-2', '采购办乙', 'office', password_hash FROM app_user WHERE login = 'office'`,
    ),
  )
}
