import { advance, all, type Campaign, claim, personOf, REFUSAL, runJob, WIDTH } from '../campaign.ts'
import { inParallel, pieces } from '../progress.ts'
import { random } from '../random.ts'

interface Sheet {
  readonly id: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly slot: number
  readonly indicatorCodes: readonly string[]
  readonly answers: readonly { readonly indicatorCode: string; readonly proposedCenti: number | null }[]
}

const SHEETS_PER_CALL = 100

/** Every drawn expert scores all of their sheets, arbiters the disputed items; the office freezes. */
export async function review(c: Campaign): Promise<void> {
  await c.progress.stage('assign review', 1, async tick => {
    await runJob(c, 'mutation($id:ID!){assignReview(tenderId:$id)JOB}', () => undefined)
    tick()
  })
  const experts = c.facts.get('drawn') as string[]
  let scored = 0
  await c.progress.stage('score', c.world.scale.declarations * 28, async tick => {
    // Disputes hand out new sheets: go round until no sheet is left.
    for (;;) {
      const before = scored
      await inParallel(experts, WIDTH, async code => {
        const items = await scoreOpenSheets(c, code)
        scored += items
        tick(items)
      })
      if (scored === before) break
    }
  })
  c.facts.set('sheetItemsScored', scored)
  await c.progress.stage('freeze scores', c.world.lots.length, tick =>
    runJob(c, 'mutation($id:ID!){freezeScores(tenderId:$id)JOB}', tick),
  )
  await checkScores(c)
  await advance(c, 'review')
}

async function scoreOpenSheets(c: Campaign, expert: string): Promise<number> {
  const person = await personOf(c, expert)
  const sheets = await all<Sheet>(
    person,
    'reviewSheets',
    'ReviewSheetFilter',
    { tenderId: c.tenderId, status: 'assigned' },
    'id supplierName subjectKey slot indicatorCodes answers{indicatorCode proposedCenti}',
  )
  for (const part of pieces(sheets, SHEETS_PER_CALL))
    await person.act(
      `mutation($s:[SheetScoresInput!]!){submitScores(sheets:$s){__typename ...on Done{count} ${REFUSAL}}}`,
      { s: part.map(sheet => scores(c, sheet)) },
    )
  return sheets.reduce((sum, sheet) => sum + sheet.indicatorCodes.length, 0)
}

/**
 * What this rehearsal's experts think depends on the paper and the slot, not on the person: so the result is the same
 * whoever is drawn. Mostly the proposal, sometimes a little less, now and then a dispute.
 */
function scores(c: Campaign, sheet: Sheet) {
  const proposals = new Map(sheet.answers.map(a => [a.indicatorCode, a.proposedCenti]))
  return {
    sheetId: sheet.id,
    scores: sheet.indicatorCodes.map(code => {
      const max = (c.world.pack.indicators.find(i => i.code === code)?.points ?? 0) * 100
      const r = random(c.world.seed, `score/${sheet.supplierName}/${sheet.subjectKey}/${code}/${sheet.slot}`)
      const proposed = proposals.get(code) ?? null
      const luck = r.next()
      const points =
        proposed === null
          ? Math.round((max * r.int(70, 95)) / 100)
          : luck < 0.93
            ? proposed
            : Math.round(proposed * (luck < 0.985 ? 0.9 : 0.5))
      return {
        indicatorCode: code,
        pointsCenti: points,
        reason: points === proposed ? null : '证明材料与申报内容不完全一致，酌情评分',
      }
    }),
  }
}

async function checkScores(c: Campaign): Promise<void> {
  const { tenders } = await c.office.ask<{
    tenders: { items: { scoreFreeze: { hash: string; itemCount: number; scoreCount: number } }[] }
  }>('query($id:[ID!]){tenders(filter:{ids:$id}){items{scoreFreeze{hash itemCount scoreCount}}}}', { id: [c.tenderId] })
  const freeze = tenders.items[0]?.scoreFreeze
  const items = c.world.scale.declarations * c.world.pack.indicators.length
  claim(
    c,
    'each item scored by two different experts',
    freeze?.itemCount === items && (freeze?.scoreCount ?? 0) >= 2 * items,
  )
  claim(c, 'no expert holds two sheets of one subject', await noDoubleSheets(c))
  c.facts.set('freeze', freeze)
}

async function noDoubleSheets(c: Campaign): Promise<boolean> {
  const seen = new Set<string>()
  for (const code of c.facts.get('drawn') as string[]) {
    const person = await personOf(c, code)
    const sheets = await all<{ supplierName: string; subjectKey: string }>(
      person,
      'reviewSheets',
      'ReviewSheetFilter',
      { tenderId: c.tenderId },
      'supplierName subjectKey',
    )
    for (const sheet of sheets) {
      const key = `${code}/${sheet.supplierName}/${sheet.subjectKey}`
      if (seen.has(key)) return false
      seen.add(key)
    }
  }
  return seen.size > 0
}
