import { beforeAll } from 'vitest'
import { seedAlliance, seedTender } from './fixture.ts'
import type { Person, TestPlatform } from './platform.ts'
import { DONE, JOB, REFUSAL } from './refused.ts'
import { giveReasonsDue, seedDeclarations, seedDraw, signReviews } from './review.ts'

export const ASSIGN = `mutation($id:ID!){assignReview(tenderId:$id)${JOB}}`
export const FREEZE = `mutation($id:ID!){freezeScores(tenderId:$id)${JOB}}`
export const SUBMIT = `mutation($s:[SheetScoresInput!]!){submitScores(sheets:$s)${DONE}}`
export const REPLACE = `mutation($id:ID!,$e:String!){replaceExpert(tenderId:$id,expertCode:$e,reason:"生病"){__typename ...on Draw{id} ${REFUSAL}}}`
export const CONFLICT = `mutation($id:ID!,$e:String!,$s:String){declareConflict(tenderId:$id,expertCode:$e,supplierCode:$s,reason:"持股")${DONE}}`
export const SHEETS = `query($f:ReviewSheetFilter,$n:Int){reviewSheets(perPage:$n,filter:$f){total items{id supplierName subjectKey subjectName slot status indicatorCodes answers{indicatorCode value proposedCenti} scores{indicatorCode pointsCenti reason}}}}`

export interface Sheet {
  readonly id: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly subjectName: string
  readonly slot: number
  readonly status: string
  readonly indicatorCodes: readonly string[]
  readonly answers: readonly { indicatorCode: string; value: unknown; proposedCenti: number | null }[]
  readonly scores: readonly { indicatorCode: string; pointsCenti: number }[]
}

export interface SheetRow {
  readonly id: string
  readonly expert: string
  readonly supplier: string
  readonly subject: string
  readonly slot: number
  readonly status: string
  readonly codes: string[]
}

/** Scores as the rule proposes them, Q9 at 3 points; `change` puts other points, with a reason. */
export const filled = (sheet: Sheet, change: Readonly<Record<string, number>> = {}) => ({
  sheetId: sheet.id,
  scores: sheet.indicatorCodes.map(code => ({
    indicatorCode: code,
    pointsCenti: change[code] ?? sheet.answers.find(a => a.indicatorCode === code)?.proposedCenti ?? 300,
    reason: change[code] === undefined ? null : '与材料不符',
  })),
})

/** A reader's sheets of a tender. */
export const sheetsOf = async (reader: Person, tenderId: string): Promise<Sheet[]> =>
  (await reader.ask<{ reviewSheets: { items: Sheet[] } }>(SHEETS, { f: { tenderId }, n: 1000 })).reviewSheets.items

/** A review by two experts each, twelve experts of whom six are drawn, as the tests of its verbs play it. */
export function usePairReview(platform: TestPlatform) {
  const experts = new Map<string, Person>()
  const staff: { office?: Person } = {}
  beforeAll(async () => {
    await seedAlliance(platform)
    staff.office = await platform.person('office')
    for (let n = 1; n <= 12; n++) {
      const code = `E${String(n).padStart(2, '0')}`
      experts.set(code, await platform.person(`expert-${code}`))
    }
  })
  const office = (): Person => {
    if (!staff.office) throw new Error('the office has not signed in')
    return staff.office
  }
  const person = (code: string): Person => experts.get(code) ?? office()
  const submit = (code: string, ...sheets: object[]) => person(code).act<{ count: number }>(SUBMIT, { s: sheets })
  const rowsOf = (tenderId: string, living = true) =>
    platform.db.tx(tx =>
      tx.rows<SheetRow>(
        `SELECT r.id, e.code AS expert, s.code AS supplier, subject_key AS subject, slot, status, indicator_codes AS codes FROM review_sheet r
         JOIN expert e ON e.id = r.expert_id JOIN supplier s ON s.id = r.supplier_id WHERE r.tender_id = $1 AND ($2 = false OR status <> 'void') ORDER BY s.code, subject_key, slot`,
        [tenderId, living],
      ),
    )

  /** A tender whose sheets are handed out. */
  async function dealt(): Promise<string> {
    const id = await seedTender(platform, 'review')
    await seedDeclarations(platform, id)
    await seedDraw(platform, id)
    await office().act(ASSIGN, { id })
    await platform.drainJobs()
    return id
  }

  /** Everybody submits everything still open, explains what is asked for, and signs. */
  async function submitAll(id: string): Promise<void> {
    for (let open = 1; open > 0; ) {
      open = 0
      for (const code of experts.keys()) {
        const sheets = (await sheetsOf(person(code), id)).filter(sheet => sheet.status === 'assigned')
        open += sheets.length
        if (sheets.length > 0) await submit(code, ...sheets.map(sheet => filled(sheet)))
        open += await giveReasonsDue(person(code), id)
      }
    }
    for (const expert of experts.values()) await signReviews(expert, id)
  }

  /** The two blind sheets of S1 as a company, as their experts see them. */
  async function pairOf(tenderId: string): Promise<readonly [readonly [string, Sheet], readonly [string, Sheet]]> {
    const rows = await rowsOf(tenderId)
    const seen = await Promise.all(
      rows
        .filter(row => row.supplier === 'S1' && row.subject === 'company' && row.slot < 3)
        .map(
          async ({ id, expert }) =>
            [expert, (await sheetsOf(person(expert), tenderId)).find(one => one.id === id)] as const,
        ),
    )
    const [first, second] = seen
    if (!first?.[1] || !second?.[1]) throw new Error('no pair')
    return [
      [first[0], first[1]],
      [second[0], second[1]],
    ]
  }

  return { experts, office, person, submit, rowsOf, dealt, submitAll, pairOf }
}
