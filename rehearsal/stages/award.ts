import {
  advance,
  all,
  type Campaign,
  claim,
  DAY_MS,
  lotOf,
  now,
  personOf,
  REFUSAL,
  runJob,
  waitUntil,
} from '../campaign.ts'

export interface Ranked {
  readonly lot: { readonly code: string }
  readonly declaration: { readonly id: string; readonly supplier: { readonly code: string } }
  readonly rank: number
  readonly selected: boolean
  readonly qualityCenti: number
  readonly compositeCenti: number
  readonly priceFen: string
}

const NOTICE = `{__typename ...on Notice{id closesAt} ${REFUSAL}}`

export const rankings = (c: Campaign, phase: 'shortlist' | 'award') =>
  all<Ranked>(
    c.office,
    'rankings',
    'RankingFilter',
    { tenderId: c.tenderId, phase },
    'lot{code} declaration{id supplier{code}} rank selected qualityCenti compositeCenti priceFen',
  )

/** The shortlist, its notice, an objection that pauses the clock. */
export async function shortlist(c: Campaign): Promise<void> {
  await c.progress.stage('shortlist', c.world.lots.length, async tick => {
    await runJob(c, 'mutation($id:ID!){computeShortlist(tenderId:$id)JOB}', tick)
    await giveNotice(c, 'shortlist')
  })
  const entries = await rankings(c, 'shortlist')
  c.facts.set('shortlist', entries)
  claim(
    c,
    'no price above the ceiling',
    entries.every(e => BigInt(e.priceFen) <= (lotOf(c, e.lot.code).ceilingFen ?? 0n)),
  )
  await advance(c, 'shortlist')
}

/** Publishes a notice and lives through its window with an objection: nothing goes on before it is answered. */
async function giveNotice(c: Campaign, kind: 'shortlist' | 'proposedAward'): Promise<void> {
  const notice = await c.office.act<{ id: string; closesAt: string }>(
    `mutation($id:ID!,$k:String!){publishNotice(tenderId:$id,kind:$k)${NOTICE}}`,
    { id: c.tenderId, k: kind },
  )
  const supplier = await personOf(c, c.world.suppliers[1]?.code ?? '')
  const objection = await supplier.act<{ id: string }>(
    `mutation($n:ID!){raiseObjection(noticeId:$n,about:"quality",text:"请复核我司种植基地得分"){__typename ...on Objection{id} ${REFUSAL}}}`,
    { n: notice.id },
  )
  const raised = await now(c)
  await waitUntil(c, new Date(raised.getTime() + DAY_MS))
  await waitRefused(c, kind)
  await c.office.act(
    `mutation($o:ID!){answerObjection(objectionId:$o,upheld:false,answer:"经复核，评分符合评审标准。",publicAnswer:"经复核，评分无误。"){__typename ...on Objection{id} ${REFUSAL}}}`,
    { o: objection.id },
  )
  const paused = (await now(c)).getTime() - raised.getTime()
  await waitUntil(c, new Date(new Date(notice.closesAt).getTime() + paused + 60_000))
}

/** What would end the notice's stage is refused while an objection is open. */
async function waitRefused(c: Campaign, kind: 'shortlist' | 'proposedAward'): Promise<void> {
  const attempt = kind === 'shortlist' ? advance(c, 'shortlist') : c.office.act(FINALISE, { id: c.tenderId })
  const error = await Promise.resolve(attempt).then(
    () => null,
    (refused: unknown) => refused,
  )
  claim(c, 'no award while an objection was open', error !== null && String(error).includes('objectionOpen'))
}

interface Flagged extends Ranked {
  readonly explanation: { readonly lowPrice: boolean }
}
interface LowPriceCase {
  readonly id: string
  readonly outcome: string | null
}

const CASE = `{__typename ...on LowPriceCase{id outcome} ${REFUSAL}}`
const FINALISE = `mutation($id:ID!){finaliseAwards(tenderId:$id){__typename ...on Tender{id} ${REFUSAL}}}`

const flaggedWinners = async (c: Campaign) =>
  (
    await all<Flagged>(
      c.office,
      'rankings',
      'RankingFilter',
      { tenderId: c.tenderId, phase: 'award', selected: true },
      'lot{code} declaration{id supplier{code}} rank selected qualityCenti compositeCenti priceFen explanation',
    )
  ).filter(one => one.explanation.lowPrice)

const decidedPrices = async (c: Campaign) =>
  (
    await c.office.ask<{ lowPriceCases: LowPriceCase[] }>('query($t:ID!){lowPriceCases(tenderId:$t){id outcome}}', {
      t: c.tenderId,
    })
  ).lowPriceCases

/**
 * Every low price that would win is asked about, justified and rejected, and the next in rank are looked at too. Accepted,
 * the first would cap everybody else's price at 1.5 times its own, and a small world would be left without capacity.
 */
async function settleLowPrices(c: Campaign): Promise<void> {
  for (;;) {
    const known = new Set((await decidedPrices(c)).map(one => one.id))
    const open = (await flaggedWinners(c)).filter(one => !known.has(one.declaration.id))
    if (open.length === 0) return
    // Each rejection moves the mean: one a lot, the lowest price first, then look again.
    const lowest = new Map<string, Flagged>()
    for (const one of [...open].sort((a, b) => Number(BigInt(b.priceFen) - BigInt(a.priceFen)) || b.rank - a.rank))
      lowest.set(one.lot.code, one)
    for (const { declaration } of lowest.values()) {
      const variables = { d: declaration.id }
      await c.office.act(
        `mutation($d:ID!){askLowPrice(declarationId:$d,question:"请说明报价构成。")${CASE}}`,
        variables,
      )
      const supplier = await personOf(c, declaration.supplier.code)
      await supplier.act(
        `mutation($d:ID!){justifyLowPrice(declarationId:$d,answer:"自有基地直采，成本低于市场。")${CASE}}`,
        variables,
      )
      await c.office.act(
        `mutation($d:ID!,$a:Boolean!){decideLowPrice(declarationId:$d,accepted:$a,reason:"经核对成本资料形成的意见")${CASE}}`,
        { ...variables, a: false },
      )
    }
  }
}

/** Proposed winners, notice, final winners. */
export async function award(c: Campaign): Promise<void> {
  await c.progress.stage('award', c.world.lots.length, async tick => {
    await runJob(c, 'mutation($id:ID!){proposeAwards(tenderId:$id)JOB}', tick)
    await settleLowPrices(c)
    await giveNotice(c, 'proposedAward')
    await c.office.act(FINALISE, { id: c.tenderId })
    await c.office.act(`mutation($id:ID!){publishNotice(tenderId:$id,kind:"award")${NOTICE}}`, { id: c.tenderId })
    await c.office.act(`mutation($id:ID!){publishNotice(tenderId:$id,kind:"experts")${NOTICE}}`, { id: c.tenderId })
  })
  const winners = await all<Winner>(
    c.office,
    'awards',
    'AwardFilter',
    { tenderId: c.tenderId },
    'rank priceFen status lot{id code} declaration{id capacityKg supplier{id code}}',
  )
  c.facts.set('winners', winners)
  const perLot = countBy(winners, w => w.lot.code)
  claim(
    c,
    'at most 50 winners a lot',
    [...perLot.values()].every(n => n <= 50),
  )
  claim(
    c,
    'no winner above the ceiling',
    winners.every(w => BigInt(w.priceFen) <= (lotOf(c, w.lot.code).ceilingFen ?? 0n)),
  )
  const outcomes = new Map((await decidedPrices(c)).map(one => [one.id, one.outcome]))
  claim(
    c,
    'each flagged low price was decided by two people or not selected',
    (await flaggedWinners(c)).every(one => outcomes.get(one.declaration.id) === 'accepted') &&
      !winners.some(w => outcomes.get(w.declaration.id) === 'rejected'),
  )
  claim(c, 'all awards final', winners.length > 0 && winners.every(w => w.status === 'final'))
  claim(
    c,
    'failed samples never win',
    !winners.some(w => (c.facts.get('failedSamples') as Set<string>).has(w.declaration.id)),
  )
  await advance(c, 'award')
}

export interface Winner {
  readonly rank: number
  readonly priceFen: string
  readonly status: string
  readonly lot: { readonly id: string; readonly code: string }
  readonly declaration: {
    readonly id: string
    readonly capacityKg: number
    readonly supplier: { readonly id: string; readonly code: string }
  }
}

export function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}
