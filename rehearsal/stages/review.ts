import { base64url, utf8 } from '#domain/bytes.ts'
import { isPanelled } from '#domain/reviewPlan.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'
import { advance, all, type Campaign, claim, personOf, REFUSAL, runJob, WIDTH, waitUntil } from '../campaign.ts'
import type { Person } from '../http.ts'
import { inParallel, pieces } from '../progress.ts'
import { random } from '../random.ts'
import { clarify } from './clarify.ts'

interface Sheet {
  readonly id: string
  readonly supplierName: string
  readonly subjectKey: string
  readonly phase: string
  readonly slot: number
  readonly indicatorCodes: readonly string[]
  readonly answers: readonly { readonly indicatorCode: string; readonly proposedCenti: number | null }[]
}

const SHEETS_PER_CALL = 100
const DONE = `{__typename ...on Done{count} ${REFUSAL}}`

/** Both reviews with everything between: experts score, explain and sign, suppliers contest, others judge anew. */
export async function review(c: Campaign): Promise<void> {
  await job(c, 'assign review', 'assignReview')
  await score(c, 'score')
  await job(c, 'announce scores', 'announceScores')
  const contested = await clarify(c)
  await waitUntil(c, await clarifyUntil(c))
  await job(c, 'assign re-review', 'startSecondReview')
  await score(c, 're-review')
  await job(c, 'freeze scores', 'freezeScores')
  await checkScores(c, contested)
  await advance(c, 'review')
}

const job = (c: Campaign, name: string, verb: string) =>
  c.progress.stage(name, 1, tick => runJob(c, `mutation($id:ID!){${verb}(tenderId:$id)JOB}`, tick))

/** Every drawn expert scores all of their sheets, arbiters the disputed items; all explain what lies far off, and sign. */
async function score(c: Campaign, name: string): Promise<void> {
  const experts = c.facts.get('drawn') as string[]
  await c.progress.stage(name, c.world.scale.declarations, async tick => {
    // Disputes hand out new sheets, and a new score may ask others for reasons: go round until nothing is left.
    for (let open = 1; open > 0; ) {
      open = 0
      await inParallel(experts, WIDTH, async code => {
        const person = await personOf(c, code)
        const items = (await scoreOpenSheets(c, person)) + (await explain(c, person))
        open += items
        tick(items)
      })
    }
    await inParallel(experts, WIDTH, async code => sign(c, code, await personOf(c, code)))
  })
}

async function scoreOpenSheets(c: Campaign, person: Person): Promise<number> {
  const listed = await all<Sheet>(
    person,
    'reviewSheets',
    'ReviewSheetFilter',
    { tenderId: c.tenderId, status: 'assigned' },
    'id supplierName subjectKey phase slot indicatorCodes answers{indicatorCode proposedCenti}',
  )
  // Arbitrations dealt between two pages push sheets from one to the next.
  const sheets = [...new Map(listed.map(sheet => [sheet.id, sheet])).values()]
  for (const part of pieces(sheets, SHEETS_PER_CALL))
    await person.act(`mutation($s:[SheetScoresInput!]!){submitScores(sheets:$s)${DONE}}`, {
      s: part.map(sheet => scores(c, sheet)),
    })
  return sheets.reduce((sum, sheet) => sum + sheet.indicatorCodes.length, 0)
}

/**
 * What this rehearsal's experts think depends on the paper and the slot, not on the person: so the result is the same
 * whoever is drawn. Mostly the proposal, sometimes a little less, now and then a dispute or a panel's outlier.
 */
function scores(c: Campaign, sheet: Sheet) {
  const proposals = new Map(sheet.answers.map(a => [a.indicatorCode, a.proposedCenti]))
  return {
    sheetId: sheet.id,
    scores: sheet.indicatorCodes.map(code => {
      const max = (c.world.pack.indicators.find(i => i.code === code)?.points ?? 0) * 100
      const key = `score/${sheet.supplierName}/${sheet.subjectKey}/${code}/${sheet.phase}/${sheet.slot}`
      const r = random(c.world.seed, key)
      const proposed = proposals.get(code) ?? null
      const luck = r.next()
      const points =
        proposed === null
          ? Math.round((max * (luck < 0.98 ? r.int(70, 95) : r.int(20, 40))) / 100)
          : luck < 0.93
            ? proposed
            : Math.round(proposed * (luck < 0.985 ? 0.9 : 0.5))
      return {
        indicatorCode: code,
        pointsCenti: points,
        reason: proposed === null || points === proposed ? null : '证明材料与申报内容不完全一致，酌情评分',
      }
    }),
  }
}

interface Statement {
  readonly phase: string
  readonly text: string
  readonly open: number
  readonly reasonsDue: number
  readonly isSigned: boolean
}

const statementsOf = async (c: Campaign, person: Person): Promise<readonly Statement[]> =>
  (
    await person.ask<{ reviewStatements: Statement[] }>(
      'query($id:ID!){reviewStatements(tenderId:$id){phase text open reasonsDue isSigned}}',
      { id: c.tenderId },
    )
  ).reviewStatements

/** Gives the reasons that are asked for; how many. */
async function explain(c: Campaign, person: Person): Promise<number> {
  if ((await statementsOf(c, person)).every(statement => statement.reasonsDue === 0)) return 0
  const sheets = await all<{ id: string; scores: { indicatorCode: string; reasonDue: boolean }[] }>(
    person,
    'reviewSheets',
    'ReviewSheetFilter',
    { tenderId: c.tenderId, status: 'submitted' },
    'id scores{indicatorCode reasonDue}',
  )
  const reasons = sheets.flatMap(({ id, scores: given }) =>
    given
      .filter(one => one.reasonDue)
      .map(one => ({ sheetId: id, indicatorCode: one.indicatorCode, reason: '工艺验证资料不足，关键参数未见记录' })),
  )
  for (const part of pieces(reasons, SHEETS_PER_CALL))
    await person.act(`mutation($r:[ReasonInput!]!){giveReasons(reasons:$r)${DONE}}`, { r: part })
  return reasons.length
}

/** Signs what is not signed yet; the key is made from the campaign, so that it is the expert's own in each. */
async function sign(c: Campaign, code: string, person: Person): Promise<void> {
  const open = (await statementsOf(c, person)).filter(statement => !statement.isSigned)
  if (open.length === 0) return
  const privateKey = new Uint8Array(await nodeCrypto.sha256(utf8(`${c.world.seed}/${c.tenderCode}/signing/${code}`)))
  const publicKey = base64url(ed25519PublicKey(privateKey))
  const known = (c.facts.get('expertKeys') as Set<string> | undefined) ?? new Set<string>()
  c.facts.set('expertKeys', known)
  if (!known.has(publicKey))
    await person.act(`mutation($k:String!){registerExpertKey(publicKey:$k){__typename ...on Kept{id} ${REFUSAL}}}`, {
      k: publicKey,
    })
  known.add(publicKey)
  for (const { phase, text } of open)
    await person.act(
      `mutation($t:ID!,$p:String!,$k:String!,$s:String!){signReview(tenderId:$t,phase:$p,publicKey:$k,signature:$s)${DONE}}`,
      { t: c.tenderId, p: phase, k: publicKey, s: base64url(await nodeCrypto.ed25519Sign(privateKey, utf8(text))) },
    )
}

async function clarifyUntil(c: Campaign): Promise<Date> {
  const { tenders } = await c.office.ask<{
    tenders: { items: { reviewRounds: { phase: string; clarifyUntil: string | null }[] }[] }
  }>('query($id:[ID!]){tenders(filter:{ids:$id}){items{reviewRounds{phase clarifyUntil}}}}', { id: [c.tenderId] })
  const first = tenders.items[0]?.reviewRounds.find(round => round.phase === 'first')
  return new Date(first?.clarifyUntil ?? 0)
}

async function checkScores(c: Campaign, contested: number): Promise<void> {
  const { tenders } = await c.office.ask<{
    tenders: { items: { scoreFreeze: { hash: string; itemCount: number; scoreCount: number } }[] }
  }>('query($id:[ID!]){tenders(filter:{ids:$id}){items{scoreFreeze{hash itemCount scoreCount}}}}', { id: [c.tenderId] })
  const freeze = tenders.items[0]?.scoreFreeze
  const { indicators, review: policy } = c.world.pack
  const seats = indicators.reduce((sum, one) => sum + (isPanelled(one, policy) ? policy.panelSize : 2), 0)
  const { declarations } = c.world.scale
  claim(
    c,
    'each item scored by two experts, or a panel',
    freeze?.itemCount === declarations * indicators.length && (freeze?.scoreCount ?? 0) >= declarations * seats,
  )
  const { repeated, second } = await lookAtSheets(c)
  claim(c, 'no expert judges a thing twice, in neither review', !repeated)
  claim(c, 'what was contested was judged anew, and only that', contested > 0 && second === contested)
  c.facts.set('freeze', freeze)
}

/** Whether an expert holds two sheets of one part, and how many different items were judged in the re-review. */
async function lookAtSheets(c: Campaign): Promise<{ readonly repeated: boolean; readonly second: number }> {
  const seen = new Set<string>()
  const anew = new Set<string>()
  let repeated = false
  for (const code of c.facts.get('drawn') as string[]) {
    const sheets = await all<Pick<Sheet, 'supplierName' | 'subjectKey' | 'phase' | 'indicatorCodes'> & Part>(
      await personOf(c, code),
      'reviewSheets',
      'ReviewSheetFilter',
      { tenderId: c.tenderId },
      'supplierName subjectKey phase part panel indicatorCodes',
    )
    for (const { supplierName, subjectKey, phase, part, panel, indicatorCodes } of sheets) {
      const key = JSON.stringify([code, supplierName, subjectKey, part, panel])
      repeated ||= seen.has(key)
      seen.add(key)
      if (phase === 'second') for (const one of indicatorCodes) anew.add(`${supplierName}/${subjectKey}/${one}`)
    }
  }
  return { repeated: repeated || seen.size === 0, second: anew.size }
}

interface Part {
  readonly part: string
  readonly panel: boolean
}
