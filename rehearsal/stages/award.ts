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
    await giveNotice(c, 'shortlist', true)
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

/** Publishes a notice and lives through its window; with an objection that is raised and answered if wanted. */
async function giveNotice(c: Campaign, kind: 'shortlist' | 'proposedAward', withObjection: boolean): Promise<void> {
  const notice = await c.office.act<{ id: string; closesAt: string }>(
    `mutation($id:ID!,$k:String!){publishNotice(tenderId:$id,kind:$k)${NOTICE}}`,
    { id: c.tenderId, k: kind },
  )
  let closesAt = new Date(notice.closesAt)
  if (withObjection) {
    const supplier = await personOf(c, c.world.suppliers[1]?.code ?? '')
    const objection = await supplier.act<{ id: string }>(
      `mutation($n:ID!){raiseObjection(noticeId:$n,text:"请复核我司种植基地得分"){__typename ...on Objection{id} ${REFUSAL}}}`,
      { n: notice.id },
    )
    const raised = await now(c)
    await waitUntil(c, new Date(raised.getTime() + DAY_MS))
    await c.office.act(
      `mutation($o:ID!){answerObjection(objectionId:$o,upheld:false,answer:"经复核，评分符合评审标准。"){__typename ...on Objection{id} ${REFUSAL}}}`,
      { o: objection.id },
    )
    closesAt = new Date(closesAt.getTime() + (await now(c)).getTime() - raised.getTime() + 60_000)
  }
  await waitUntil(c, closesAt)
}

/** Proposed winners, notice, final winners. */
export async function award(c: Campaign): Promise<void> {
  await c.progress.stage('award', c.world.lots.length, async tick => {
    await runJob(c, 'mutation($id:ID!){proposeAwards(tenderId:$id)JOB}', tick)
    await giveNotice(c, 'proposedAward', false)
    await c.office.act(`mutation($id:ID!){finaliseAwards(tenderId:$id){__typename ...on Tender{id} ${REFUSAL}}}`, {
      id: c.tenderId,
    })
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
