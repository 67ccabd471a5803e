import type { Role } from '#domain/permissions.ts'
import { STAGES } from '#domain/stage.ts'
import type { SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { loadStatements } from '../evaluation/index.ts'
import { OWN_EXPIRING, ownId, type TenderHead } from './dashboardStore.ts'

/** Something that waits for the person. The kind is the command that settles it. */
export interface Todo {
  readonly kind: string
  readonly tenderId: string
  readonly tenderTitle: string
  readonly count: number
  readonly dueAt: Date | null
}

interface TodoRule {
  readonly stage: string
  readonly kind: string
  /** How many things wait: $1 the tender, $2 the actor's organisation (an officer's: the user). */
  readonly sql: string
  /** Until when, where it is not the end of the stage; parameters as above. */
  readonly due: string | null
}

const rule = (stage: string, kind: string, sql: string, due: string | null = null): TodoRule => ({
  stage,
  kind,
  sql,
  due,
})

const UNSIGNED = (party: string) =>
  `SELECT count(*) FROM contract WHERE tender_id = $1 AND ${party}_id = $2 AND ${party}_signed_at IS NULL`
const REVIEW = (area: string, status: string) =>
  `SELECT count(*) FROM demand_report r JOIN hospital h ON h.id = r.hospital_id JOIN city c ON c.id = h.city_id
   WHERE r.tender_id = $1 AND r.status = '${status}' AND ${area} = $2`
const TO_SEAL = (round: number) =>
  `SELECT count(*) FROM declaration d JOIN price_round r ON r.tender_id = d.tender_id AND r.number = ${round} AND r.status = 'open'
   ${round === 2 ? `JOIN ranking_entry e ON e.declaration_id = d.id AND e.phase = 'shortlist' AND e.selected LEFT JOIN sample s ON s.declaration_id = d.id` : ''}
   WHERE d.tender_id = $1 AND d.supplier_id = $2 AND d.status = 'submitted' ${round === 2 ? `AND s.removed IS NOT TRUE` : ''}
     AND NOT EXISTS (SELECT 1 FROM sealed_bid b WHERE b.round_id = r.id AND b.declaration_id = d.id)`
/** Own declarations whose newest entry is sealed under a policy that is no longer the round's. */
const TO_SEAL_AGAIN = `SELECT count(*) FROM (
    SELECT DISTINCT ON (b.declaration_id) r.id, b.envelope IS NOT NULL AND b.policy_version < r.policy_version AS stale
    FROM price_round r JOIN sealed_bid b ON b.round_id = r.id
    JOIN declaration d ON d.id = b.declaration_id AND d.supplier_id = $2 AND d.status = 'submitted'
    WHERE r.tender_id = $1 AND r.status = 'open' ORDER BY b.declaration_id, r.number DESC, b.seq DESC) e WHERE e.stale`
/** The stages in which a round takes bids; the later ones when it had to be run again after its close. */
const SEAL_AGAIN_STAGES = ['bidRound1', 'draw', 'review', 'opening', 'bidRound2']
const ADOPTED = `EXISTS (SELECT 1 FROM allocation_run WHERE tender_id = $1 AND adopted_at IS NOT NULL)`
const MY_KEY = (where: string) =>
  `SELECT count(*) FROM price_round r LEFT JOIN officer_key k ON k.round_id = r.id AND k.policy_version = r.policy_version AND k.user_id = $2 WHERE r.tender_id = $1 AND ${where}`

/** Notices of changes and extensions that the supplier was told of and has not seen. */
const UNSEEN = `SELECT count(*) FROM notice_delivery v JOIN notice n ON n.id = v.notice_id
  WHERE n.tender_id = $1 AND v.supplier_id = $2 AND v.seen_at IS NULL`

/** The letter about the outcome that the supplier has not opened. */
const UNOPENED = 'SELECT count(*) FROM award_letter WHERE tender_id = $1 AND supplier_id = $2 AND opened_at IS NULL'

/** Scores that the supplier may still contest, and has not contested any of. */
const CONTESTABLE = `SELECT count(*) FROM review_round r WHERE r.tender_id = $1 AND r.phase = 'first' AND tender_now($1) < r.clarify_until
  AND EXISTS (SELECT 1 FROM declaration d WHERE d.tender_id = $1 AND d.supplier_id = $2 AND d.status = 'submitted')
  AND NOT EXISTS (SELECT 1 FROM clarification c WHERE c.tender_id = $1 AND c.supplier_id = $2)`
const CONTESTABLE_UNTIL = `SELECT clarify_until FROM review_round WHERE tender_id = $1 AND phase = 'first' AND $2::uuid IS NOT NULL`

/** Questions about low prices that wait for the supplier's answer. */
const LOW_PRICES = `FROM low_price_case c JOIN declaration d ON d.id = c.declaration_id
  WHERE d.tender_id = $1 AND d.supplier_id = $2 AND c.answered_at IS NULL AND c.outcome IS NULL AND tender_now($1) < c.due_at`

const OFFICER_STAGES = SEAL_AGAIN_STAGES

const TODOS: Readonly<Partial<Record<Role, readonly TodoRule[]>>> = {
  hospital: [
    rule(
      'demand',
      'reportDemand',
      `SELECT (NOT EXISTS (SELECT 1 FROM demand_report WHERE tender_id = $1 AND hospital_id = $2 AND status <> 'returned'))::int`,
    ),
    rule(
      'demand',
      'submitDemand',
      `SELECT count(*) FROM demand_report WHERE tender_id = $1 AND hospital_id = $2 AND status = 'draft'`,
    ),
    rule(
      'allocation',
      'chooseSuppliers',
      `SELECT count(*) FROM lot l WHERE l.tender_id = $1 AND NOT ${ADOPTED} AND EXISTS (SELECT 1 FROM award a WHERE a.lot_id = l.id AND a.status = 'final')
       AND NOT EXISTS (SELECT 1 FROM supplier_choice s WHERE s.lot_id = l.id AND s.hospital_id = $2)`,
    ),
    rule(
      'allocation',
      'confirmVolumes',
      `SELECT count(*) FROM demand_report WHERE tender_id = $1 AND hospital_id = $2 AND volumes_confirmed_at IS NULL AND ${ADOPTED}`,
    ),
    rule('contracts', 'signContracts', UNSIGNED('hospital')),
  ],
  supplier: [
    rule(
      'declaration',
      'declareLots',
      'SELECT (NOT EXISTS (SELECT 1 FROM declaration WHERE tender_id = $1 AND supplier_id = $2))::int',
    ),
    rule(
      'declaration',
      'submitDeclarations',
      `SELECT count(*) FROM declaration WHERE tender_id = $1 AND supplier_id = $2 AND status = 'draft'`,
    ),
    // Once declarations are closed papers cannot be renewed: then the figure on the home alone says so.
    rule('declaration', 'renewPapers', OWN_EXPIRING),
    rule(
      'draw',
      'revealEntropy',
      `SELECT count(*) FROM draw d JOIN entropy_contribution e ON e.draw_id = d.id JOIN supplier s ON 'supplier:' || s.code = e.source
       WHERE d.tender_id = $1 AND s.id = $2 AND d.status = 'frozen' AND e.value IS NULL`,
    ),
    rule('review', 'clarifyScores', CONTESTABLE, CONTESTABLE_UNTIL),
    rule('award', 'justifyLowPrice', `SELECT count(*) ${LOW_PRICES}`, `SELECT min(c.due_at) ${LOW_PRICES}`),
    rule(
      'samples',
      'bookSlot',
      `SELECT count(*) FROM sample s JOIN declaration d ON d.id = s.declaration_id
       WHERE d.tender_id = $1 AND d.supplier_id = $2 AND s.status IN ('expected','refused') AND s.slot_id IS NULL`,
    ),
    rule('bidRound1', 'submitBid', TO_SEAL(1)),
    rule('bidRound2', 'submitBid', TO_SEAL(2)),
    ...SEAL_AGAIN_STAGES.map(stage => rule(stage, 'sealAgain', TO_SEAL_AGAIN)),
    ...STAGES.map(stage => rule(stage, 'seeNotices', UNSEEN)),
    ...STAGES.map(stage => rule(stage, 'openAwardLetter', UNOPENED)),
    rule(
      'distribution',
      'nameDistributors',
      `SELECT (EXISTS (SELECT 1 FROM award a JOIN declaration d ON d.id = a.declaration_id WHERE d.tender_id = $1 AND d.supplier_id = $2)
       AND NOT EXISTS (SELECT 1 FROM distribution_offer WHERE tender_id = $1 AND supplier_id = $2))::int`,
    ),
    rule('contracts', 'signContracts', UNSIGNED('supplier')),
  ],
  distributor: [rule('contracts', 'signContracts', UNSIGNED('distributor'))],
  expert: [
    rule(
      'review',
      'submitScores',
      `SELECT count(*) FROM review_sheet WHERE tender_id = $1 AND expert_id = $2 AND status = 'assigned'`,
    ),
  ],
  lab: [
    rule(
      'samples',
      'confirmArrival',
      'SELECT count(*) FROM blind_sample WHERE tender_id = $1 AND $2::uuid IS NOT NULL AND arrived_at IS NULL',
    ),
    rule(
      'samples',
      'recordResults',
      'SELECT count(*) FROM blind_sample WHERE tender_id = $1 AND $2::uuid IS NOT NULL AND arrived_at IS NOT NULL AND signed_at IS NULL',
    ),
  ],
  cityBureau: [
    rule('demand', 'reviewDemand', REVIEW('c.id', 'submitted')),
    rule(
      'allocation',
      'setCityDefaults',
      `SELECT count(*) FROM lot l WHERE l.tender_id = $1 AND NOT ${ADOPTED} AND EXISTS (SELECT 1 FROM award a WHERE a.lot_id = l.id)
       AND NOT EXISTS (SELECT 1 FROM city_default d WHERE d.lot_id = l.id AND d.city_id = $2)`,
    ),
  ],
  provinceBureau: [rule('demand', 'reviewDemand', REVIEW('c.province_id', 'cityApproved'))],
  officer: [
    ...OFFICER_STAGES.flatMap(stage => [
      rule(stage, 'registerOfficerKey', MY_KEY(`r.status = 'keying' AND k.user_id IS NULL`)),
      rule(
        stage,
        'signPolicy',
        MY_KEY(`r.status = 'signing' AND k.user_id IS NOT NULL AND k.policy_signature IS NULL`),
      ),
      rule(
        stage,
        'submitShares',
        MY_KEY(
          `r.status = 'closed' AND k.user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM opening_share s JOIN sealed_bid b ON b.id = s.sealed_bid_id WHERE b.round_id = r.id AND b.policy_version = r.policy_version AND s.ordinal = k.ordinal)`,
        ),
      ),
    ]),
    rule(
      'draw',
      'contributeEntropy',
      `SELECT count(*) FROM draw d WHERE d.tender_id = $1 AND d.status = 'committing' AND NOT EXISTS (SELECT 1 FROM entropy_contribution e WHERE e.draw_id = d.id AND e.user_id = $2)`,
    ),
    rule(
      'draw',
      'revealEntropy',
      `SELECT count(*) FROM draw d JOIN entropy_contribution e ON e.draw_id = d.id AND e.user_id = $2 WHERE d.tender_id = $1 AND d.status = 'frozen' AND e.value IS NULL`,
    ),
  ],
  supervisor: [
    rule(
      'draw',
      'witnessDraw',
      `SELECT count(*) FROM draw d WHERE d.tender_id = $1 AND d.status = 'committing' AND d.witnessed_by IS NULL AND d.prepared_by <> $2`,
    ),
  ],
}

/** What waits for a person in one tender. */
export async function loadTodos(tx: Tx, actor: SignedIn, tender: TenderHead): Promise<Todo[]> {
  const todos: Todo[] = []
  for (const { stage, kind, sql, due } of TODOS[actor.role] ?? []) {
    if (stage !== tender.stage) continue
    const row = await tx.row<{ count: bigint | number; due: Date | null }>(
      `SELECT (${sql}) AS count, (${due ?? 'SELECT NULL::timestamptz'}) AS due`,
      [tender.id, ownId(actor)],
    )
    const count = Number(row?.count ?? 0)
    if (count > 0) todos.push(todo(tender, kind, count, row?.due ?? tender.closesAt))
  }
  return actor.expertId && tender.stage === 'review'
    ? [...todos, ...(await unfinished(tx, actor.expertId, tender))]
    : todos
}

/** What an expert still owes for sheets that are handed in: reasons, and then the signature under all of them. */
async function unfinished(tx: Tx, expertId: string, tender: TenderHead): Promise<Todo[]> {
  const statements = await loadStatements(tx, tender.id, expertId)
  const reasons = statements.reduce((sum, one) => sum + one.reasonsDue, 0)
  const unsigned = statements.filter(one => one.sheets > 0 && one.open + one.reasonsDue === 0 && !one.isSigned).length
  return [
    ...(reasons > 0 ? [todo(tender, 'giveReasons', reasons)] : []),
    ...(unsigned > 0 ? [todo(tender, 'signReview', unsigned)] : []),
  ]
}

export const todo = (tender: TenderHead, kind: string, count: number, dueAt = tender.closesAt): Todo => ({
  kind,
  tenderId: tender.id,
  tenderTitle: tender.title,
  count,
  dueAt,
})

export interface OfficeState {
  /** The status of the round; `stuck` when its deadline came before the last signature, `taking` until the deadline. */
  readonly round: string | null
  readonly draw: string | null
  readonly sheets: number
  readonly ranked: boolean
  readonly noticed: boolean
  readonly awards: number
  readonly run: string | null
  readonly contracts: number
  /** The command that the sample review waits for. */
  readonly samples: string
}

/** What the office has done in the present stage, as far as its next step depends on it. */
export async function loadOfficeState(tx: Tx, tender: TenderHead): Promise<OfficeState> {
  const row = await tx.row<OfficeState>(
    `SELECT (SELECT CASE WHEN status = 'signing' AND tender_now(tender_id) >= closes_at THEN 'stuck' WHEN status = 'open' AND tender_now(tender_id) < closes_at THEN 'taking' ELSE status END
         FROM price_round WHERE tender_id = $1 AND number = CASE $2 WHEN 'bidRound2' THEN 2 ELSE 1 END) AS round,
       (SELECT status FROM draw WHERE tender_id = $1) AS draw,
       (SELECT count(*)::int FROM review_sheet WHERE tender_id = $1) AS sheets,
       EXISTS (SELECT 1 FROM ranking_entry e JOIN lot l ON l.id = e.lot_id WHERE l.tender_id = $1 AND e.phase = CASE $2 WHEN 'award' THEN 'award' ELSE 'shortlist' END) AS ranked,
       EXISTS (SELECT 1 FROM notice WHERE tender_id = $1 AND kind = CASE $2 WHEN 'award' THEN 'proposedAward' ELSE 'shortlist' END AND withdrawn_at IS NULL) AS noticed,
       (SELECT count(*)::int FROM award a JOIN lot l ON l.id = a.lot_id WHERE l.tender_id = $1) AS awards,
       (SELECT status FROM allocation_run WHERE tender_id = $1 ORDER BY number DESC LIMIT 1) AS run,
       (SELECT count(*)::int FROM contract WHERE tender_id = $1) AS contracts,
       (SELECT CASE WHEN r.tender_id IS NULL THEN 'startSampleReview' WHEN r.unblinded_at IS NOT NULL THEN 'closeSampleReview'
          WHEN NOT EXISTS (SELECT 1 FROM sample_slot WHERE tender_id = $1) THEN 'publishSlots'
          WHEN EXISTS (SELECT 1 FROM blind_sample WHERE tender_id = $1 AND lab IS NULL) THEN 'dispatchSamples'
          WHEN EXISTS (SELECT 1 FROM sample s JOIN declaration d ON d.id = s.declaration_id WHERE d.tender_id = $1 AND s.status <> 'coded') THEN 'receiveSamples'
          ELSE 'unblindSamples' END FROM (SELECT 1) one LEFT JOIN sample_review r ON r.tender_id = $1) AS samples`,
    [tender.id, tender.stage],
  )
  if (!row) throw new Error('a query without FROM gives a row')
  return row
}
