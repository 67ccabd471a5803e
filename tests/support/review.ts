import { generateKeyPairSync, sign } from 'node:crypto'
import type { AnswerValue } from '#domain/declaration.ts'
import type { Indicator } from '#domain/indicators.ts'
import { reviewParts } from '#domain/reviewPlan.ts'
import { proposePoints, toCenti } from '#domain/scoring.ts'
import { SMALL_PACK } from './fixture.ts'
import type { Person, TestPlatform } from './platform.ts'

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

/** A draw that has taken place: so many experts of each specialty drawn, the others reserves, in the order of codes. */
export async function seedDraw(platform: TestPlatform, tenderId: string, drawn = 3): Promise<void> {
  await platform.db.tx(async tx => {
    const strata = ['identification', 'quality'].map(specialty => ({ name: specialty, specialty, quota: drawn }))
    await tx.run(
      `INSERT INTO draw (tender_id, status, pool_secret, strata, prepared_by)
       SELECT $1, 'drawn', '\\x00', $2, id FROM app_user WHERE login = 'office'`,
      [tenderId, JSON.stringify(strata)],
    )
    await tx.run(
      `INSERT INTO drawn_expert (draw_id, expert_id, stratum, ordinal, status)
       SELECT d.id, e.id, e.specialty, e.n, CASE WHEN e.n <= $2 THEN 'drawn' ELSE 'reserve' END
       FROM draw d, (SELECT id, specialty, row_number() OVER (PARTITION BY specialty ORDER BY code) AS n FROM expert) e WHERE d.tender_id = $1`,
      [tenderId, drawn],
    )
  })
}

const STATEMENTS = 'query($id:ID!){reviewStatements(tenderId:$id){phase text hash sheets open reasonsDue isSigned}}'
const REGISTER =
  'mutation($k:String!){registerExpertKey(publicKey:$k){__typename ...on Kept{id} ...on Refusal{violations{code path}}}}'
export const SIGN =
  'mutation($t:ID!,$p:String!,$k:String!,$s:String!){signReview(tenderId:$t,phase:$p,publicKey:$k,signature:$s){__typename ...on Done{count} ...on Refusal{violations{code path}}}}'

export interface Statement {
  readonly phase: string
  readonly text: string
  readonly hash: string
  readonly sheets: number
  readonly open: number
  readonly reasonsDue: number
  readonly isSigned: boolean
}

/** What an expert has to sign. */
export const statementsOf = async (expert: Person, tenderId: string): Promise<Statement[]> =>
  (await expert.ask<{ reviewStatements: Statement[] }>(STATEMENTS, { id: tenderId })).reviewStatements

/** A fresh key pair, registered for the expert. */
export async function registerKey(expert: Person): Promise<{ publicKey: string; sign: (text: string) => string }> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const text = publicKey.export({ format: 'jwk' }).x ?? ''
  await expert.act(REGISTER, { k: text })
  return { publicKey: text, sign: signed => sign(null, Buffer.from(signed), privateKey).toString('base64url') }
}

/** The expert signs everything that is not signed yet. */
export async function signReviews(expert: Person, tenderId: string): Promise<void> {
  const open = (await statementsOf(expert, tenderId)).filter(statement => !statement.isSigned)
  if (open.length === 0) return
  const key = await registerKey(expert)
  for (const { phase, text } of open)
    await expert.act(SIGN, { t: tenderId, p: phase, k: key.publicKey, s: key.sign(text) })
}

/** The expert explains every score whose reason is asked for; how many. */
export async function giveReasonsDue(expert: Person, tenderId: string): Promise<number> {
  const { reviewSheets } = await expert.ask<{
    reviewSheets: { items: { id: string; scores: { indicatorCode: string; reasonDue: boolean }[] }[] }
  }>('query($f:ReviewSheetFilter){reviewSheets(perPage:1000,filter:$f){items{id scores{indicatorCode reasonDue}}}}', {
    f: { tenderId, status: 'submitted' },
  })
  const reasons = reviewSheets.items.flatMap(({ id, scores }) =>
    scores
      .filter(one => one.reasonDue)
      .map(one => ({ sheetId: id, indicatorCode: one.indicatorCode, reason: '材料不足' })),
  )
  if (reasons.length > 0)
    await expert.act(
      'mutation($r:[ReasonInput!]!){giveReasons(reasons:$r){__typename ...on Done{count} ...on Refusal{violations{code path}}}}',
      { r: reasons },
    )
  return reasons.length
}

const SUBMIT =
  'mutation($s:[SheetScoresInput!]!){submitScores(sheets:$s){__typename ...on Done{count} ...on Refusal{violations{code path}}}}'
const OPEN_SHEETS =
  'query($f:ReviewSheetFilter){reviewSheets(perPage:1000,filter:$f){items{id slot panel indicatorCodes answers{indicatorCode proposedCenti}}}}'

/** Everybody scores what is open as the rules propose (Q9 at 3 points), explains what is asked for, and signs. */
export async function finishReview(experts: readonly Person[], tenderId: string): Promise<void> {
  for (let open = 1; open > 0; ) {
    open = 0
    for (const expert of experts) {
      const { reviewSheets } = await expert.ask<{
        reviewSheets: {
          items: { id: string; indicatorCodes: string[]; answers: { indicatorCode: string; proposedCenti: number }[] }[]
        }
      }>(OPEN_SHEETS, { f: { tenderId, status: 'assigned' } })
      const sheets = reviewSheets.items.map(({ id, indicatorCodes, answers }) => ({
        sheetId: id,
        scores: indicatorCodes.map(code => ({
          indicatorCode: code,
          pointsCenti: answers.find(one => one.indicatorCode === code)?.proposedCenti ?? 300,
        })),
      }))
      if (sheets.length > 0) await expert.act(SUBMIT, { s: sheets })
      open += sheets.length + (await giveReasonsDue(expert, tenderId))
    }
  }
  for (const expert of experts) await signReviews(expert, tenderId)
}
