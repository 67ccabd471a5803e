import type { AnswerValue } from '#domain/declaration.ts'
import type { Indicator } from '#domain/indicators.ts'
import { reviewParts } from '#domain/reviewPlan.ts'
import { proposePoints, toCenti } from '#domain/scoring.ts'
import { SMALL_PACK } from './fixture.ts'
import type { TestPlatform } from './platform.ts'

/** Submitted declarations of all suppliers for all lots of a tender, with every answer and its proposal. */
export async function seedDeclarations(platform: TestPlatform, tenderId: string): Promise<void> {
  await platform.db.tx(async tx => {
    await tx.run(
      `INSERT INTO declaration (tender_id, lot_id, supplier_id, status, capacity_kg, submitted_at)
       SELECT $1, l.id, s.id, 'submitted', 100000, now() FROM lot l, supplier s WHERE l.tender_id = $1`,
      [tenderId],
    )
    const declared = await tx.rows<{ supplier: string; variety: string; lot: string }>(
      `SELECT s.code AS supplier, v.code AS variety, l.code AS lot FROM declaration d JOIN supplier s ON s.id = d.supplier_id
       JOIN lot l ON l.id = d.lot_id JOIN spec p ON p.id = l.spec_id JOIN variety v ON v.id = p.variety_id WHERE d.tender_id = $1`,
      [tenderId],
    )
    const answers = reviewParts(declared, SMALL_PACK.indicators, SMALL_PACK.review).flatMap(subject =>
      SMALL_PACK.indicators
        .filter(indicator => subject.indicatorCodes.includes(indicator.code))
        .map(indicator => ({ ...subject, indicator, value: answerTo(indicator, subject.supplier) })),
    )
    await tx.run(
      `INSERT INTO answer (tender_id, supplier_id, indicator_code, subject_key, value, proposed_centi)
       SELECT $1, s.id, a.code, a.subject, a.value, a.centi FROM UNNEST($2::text[], $3::text[], $4::text[], $5::jsonb[], $6::int[]) AS a(supplier, code, subject, value, centi)
       JOIN supplier s ON s.code = a.supplier`,
      [
        tenderId,
        answers.map(a => a.supplier),
        answers.map(a => a.indicator.code),
        answers.map(a => a.subjectKey),
        answers.map(a => JSON.stringify(a.value)),
        answers.map(a => proposal(a.indicator, a.value)),
      ],
    )
  })
}

/** S1 supplied 100 kg last year, S2 200 and so on; otherwise everybody answers the same. */
function answerTo({ rule }: Indicator, supplier: string): AnswerValue {
  if (rule.type === 'tier') return rule.tiers[0]?.code ?? ''
  if (rule.type === 'boolean') return true
  if (rule.type === 'expert') return '古法炮制'
  if (rule.type === 'rank') return 100 * Number(supplier.slice(1))
  return rule.type === 'linear' ? 20 : 1
}

function proposal(indicator: Indicator, value: AnswerValue): number | null {
  const points = proposePoints(indicator, value)
  return points && toCenti(points)
}

/** A draw that has taken place: three experts of each specialty drawn, the other three reserves, in the order of codes. */
export async function seedDraw(platform: TestPlatform, tenderId: string): Promise<void> {
  await platform.db.tx(async tx => {
    const strata = ['identification', 'quality'].map(specialty => ({ name: specialty, specialty, quota: 3 }))
    await tx.run(
      `INSERT INTO draw (tender_id, status, pool_secret, strata, prepared_by)
       SELECT $1, 'drawn', '\\x00', $2, id FROM app_user WHERE login = 'office'`,
      [tenderId, JSON.stringify(strata)],
    )
    await tx.run(
      `INSERT INTO drawn_expert (draw_id, expert_id, stratum, ordinal, status)
       SELECT d.id, e.id, e.specialty, e.n, CASE WHEN e.n <= 3 THEN 'drawn' ELSE 'reserve' END
       FROM draw d, (SELECT id, specialty, row_number() OVER (PARTITION BY specialty ORDER BY code) AS n FROM expert) e WHERE d.tender_id = $1`,
      [tenderId],
    )
  })
}
