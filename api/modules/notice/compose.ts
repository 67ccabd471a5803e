import { noticeWindow } from '#domain/award.ts'
import { checkLowPrices } from '#domain/lowPrice.ts'
import {
  DERIVED_KINDS,
  isRunningKind,
  NOTICE_KINDS,
  type NoticeBody,
  type NoticeKind,
  type RefusedPrice,
} from '#domain/notice.ts'
import type { RulePack } from '#domain/rulePack.ts'
import type { Stage } from '#domain/stage.ts'
import { refuse, refuseIf } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { loadRulePack, type TenderRow } from '../tender/index.ts'
import * as facts from './factsStore.ts'
import { noticeBody } from './noticeBody.ts'
import * as store from './store.ts'

const AFTER_AWARD = ['award', 'allocation', 'distribution', 'contracts', 'landed'] as const
const AFTER_DECLARATION = [
  'bidRound1',
  'draw',
  'review',
  'opening',
  'shortlist',
  'samples',
  'bidRound2',
  'award',
] as const

/** In which stages a kind is published. */
export const STAGES_OF: Readonly<Record<NoticeKind, readonly Stage[]>> = {
  tender: ['documents', 'declaration', 'bidRound1'],
  amendment: [],
  extension: [],
  termination: AFTER_DECLARATION,
  shortlist: ['shortlist'],
  samples: ['samples', 'bidRound2', 'award'],
  proposedAward: ['award'],
  award: ['award', 'allocation'],
  experts: AFTER_AWARD,
}

/** A kind that somebody may publish. */
export const kindOf = (kind: string): NoticeKind => {
  const known = NOTICE_KINDS.find(one => one === kind && !DERIVED_KINDS.includes(one))
  const allowed = NOTICE_KINDS.filter(one => !DERIVED_KINDS.includes(one)).join(', ')
  return known ?? refuse('notOneOf', 'kind', { allowed })
}

/** A notice before it is out. */
export interface Composed {
  readonly body: NoticeBody
  /** End of a notice that runs; null for one that announces. */
  readonly closesAt: Date | null
}

/** Writes a notice from what is fixed now. Refuses what is not decided yet, and a second notice of the kind. */
export async function composeNotice(tx: Tx, tender: TenderRow, kind: NoticeKind): Promise<Composed> {
  const expected = STAGES_OF[kind]
  if (!expected.includes(tender.stage))
    refuse('wrongStage', undefined, { stage: tender.stage, expected: expected.join(', ') })
  if (await store.findNoticeOf(tx, tender.id, kind)) refuse('alreadyDone', 'kind')
  const pack = await loadRulePack(tx, tender.id)
  const body = await bodyOf(tx, tender, kind, pack)
  const closesAt = isRunningKind(kind) ? noticeWindow(tender.now, pack, [], tender.now).plannedEnd : null
  return { body, closesAt }
}

async function bodyOf(tx: Tx, tender: TenderRow, kind: NoticeKind, pack: RulePack): Promise<NoticeBody> {
  switch (kind) {
    case 'tender':
      return invitation(tx, tender)
    case 'shortlist':
    case 'proposedAward':
    case 'award': {
      await checkResult(tx, tender.id, kind)
      const rows = await (kind === 'shortlist' ? store.loadShortlisted : store.loadWinners)(tx, tender.id)
      const refused = kind === 'shortlist' ? [] : await refusedPrices(tx, tender.id)
      return noticeBody(kind, tender.code, rows, refused)
    }
    case 'samples':
      return sampleResults(tx, tender)
    case 'experts':
      return expertNames(tx, tender, pack)
    case 'termination': {
      const minimum = pack.cuts.minimumDeclarers
      const lots = await facts.loadShortLots(tx, tender.id, minimum)
      if (lots.length === 0) refuse('nothingToTerminate', 'kind', { minimum })
      return { kind, tender: tender.code, minimum, lots }
    }
    default:
      throw new Error(`${kind} follows from another command`)
  }
}

async function invitation(tx: Tx, tender: TenderRow): Promise<NoticeBody> {
  const documents = (await facts.findDocuments(tx, tender.id)) ?? refuse('documentsUnpublished')
  return { kind: 'tender', tender: tender.code, documents, ...(await facts.loadInvitation(tx, tender.id)) }
}

/** Who was refused for a low price; refuses while one among the winners is not decided (1-domain §3.3 [A]). */
async function refusedPrices(tx: Tx, tenderId: string): Promise<RefusedPrice[]> {
  const rows = await store.loadLowPrices(tx, tenderId)
  refuseIf(checkLowPrices(rows))
  return rows.flatMap(({ lot, supplierCode, supplierName, outcome, reason }) =>
    outcome === 'rejected' ? [{ lot, supplierCode, supplierName, reason: reason ?? '' }] : [],
  )
}

/** The result must be there in full, and must not change under the notice. */
async function checkResult(tx: Tx, tenderId: string, kind: 'shortlist' | 'proposedAward' | 'award'): Promise<void> {
  if (kind === 'award') {
    const { proposed, final } = await store.countAwards(tx, tenderId)
    if (proposed > 0 || final === 0) refuse('awardsNotFinal')
    return
  }
  const status = await store.lastJobStatus(tx, tenderId, kind === 'shortlist' ? 'shortlistLot' : 'awardLot')
  if (status === 'running') refuse('jobRunning')
  if (status !== 'done') refuse('incomplete', undefined, { count: 1, missing: kind })
}

async function sampleResults(tx: Tx, tender: TenderRow): Promise<NoticeBody> {
  const rows = await facts.loadSamples(tx, tender.id)
  const pending = rows.filter(row => row.result === 'pending').length
  if (rows.length === 0) refuse('incomplete', undefined, { count: 1, missing: 'samples' })
  if (pending > 0) refuse('samplesPending', undefined, { count: pending })
  const lots = new Map<string, facts.SampleRow[]>()
  for (const row of rows) lots.set(row.lot, [...(lots.get(row.lot) ?? []), row])
  return {
    kind: 'samples',
    tender: tender.code,
    lots: [...lots.values()].flatMap(([first, ...more]) =>
      first === undefined
        ? []
        : {
            lot: first.lot,
            variety: first.variety,
            grade: first.grade,
            results: [first, ...more].map(({ supplierCode, supplierName, result }) => ({
              supplierCode,
              supplierName,
              passed: result === 'passed',
            })),
          },
    ),
  }
}

/** Names of experts are secret until the award is public (招标投标法 37). */
async function expertNames(tx: Tx, tender: TenderRow, pack: RulePack): Promise<NoticeBody> {
  if (!(await store.findNoticeOf(tx, tender.id, 'award'))) refuse('noticeMissing')
  const rows = await facts.loadExperts(tx, tender.id)
  if (rows.length === 0) refuse('drawMissing')
  const names = new Map(pack.review.strata.map(one => [one.code, one.name.zh]))
  const experts = rows.map(row => ({ ...row, stratum: names.get(row.stratum) ?? row.stratum }))
  return { kind: 'experts', tender: tender.code, experts }
}
