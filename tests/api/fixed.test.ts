import { beforeAll, describe, expect, it } from 'vitest'
import { type PlayedCampaign, playTiny } from '../support/campaign.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform()
const played: { it?: PlayedCampaign } = {}
beforeAll(async () => {
  played.it = await playTiny(platform)
}, 120_000)

/** Statements that would change what a finished campaign has decided; each must touch at least one row. */
const CHANGES: readonly (readonly [what: string, sql: string])[] = [
  ['a signed score', 'UPDATE score SET points_centi = 0'],
  ['a score sheet', `UPDATE review_sheet SET status = 'void'`],
  [
    'a new score sheet',
    `INSERT INTO review_sheet (tender_id, expert_id, supplier_id, subject_key, slot, status, indicator_codes) SELECT tender_id, expert_id, supplier_id, 'x', 1, 'assigned', '{}' FROM review_sheet LIMIT 1`,
  ],
  ['a judged item', 'UPDATE item_result SET numerator = 0'],
  ['a judged item away', 'DELETE FROM item_result'],
  ['a total', 'UPDATE declaration_total SET quality_centi = 10000'],
  ['a total away', 'DELETE FROM declaration_total'],
  ['the freeze', `UPDATE score_freeze SET hash = 'x'`],
  ['the draw back', `UPDATE draw SET status = 'committing'`],
  ['the draw away', 'DELETE FROM draw'],
  ['the manifest of the draw', `UPDATE draw SET manifest_hash = 'x'`],
  ['a commitment', `UPDATE entropy_contribution SET commitment = 'x'`],
  ['a revealed value', `UPDATE entropy_contribution SET value = '00'`],
  ['the drawn order', 'UPDATE drawn_expert SET ordinal = ordinal + 1000'],
  ['a drawn expert away', 'DELETE FROM drawn_expert'],
  ['an opened price', `UPDATE opened_bid SET price_fen = 1 WHERE verdict = 'opened'`],
  ['an opened price away', 'DELETE FROM opened_bid'],
  ['a share', 'UPDATE opening_share SET share = salt'],
  ['a share away', 'DELETE FROM opening_share'],
  ['an envelope', 'UPDATE sealed_bid SET envelope = NULL'],
  ['an opened round back', `UPDATE price_round SET status = 'closed'`],
  ['a policy', `UPDATE price_round SET policy = 'x'`],
  ['a final award', 'UPDATE award SET price_fen = 1'],
  ['a final award away', 'DELETE FROM award'],
  ['an allocated volume', 'UPDATE allocation_cell SET base_kg = base_kg + 1'],
  ['the result of a lot', 'UPDATE allocation_lot_result SET agreed_kg = 0'],
  ['frozen demand', 'UPDATE demand_line SET quantity_kg = 1'],
  ['the standard of a lot', `UPDATE sample_standard SET fields = '[]'`],
  ['the result of a sample', `UPDATE sample SET result = 'passed', removed = false`],
  ['a sample away', 'DELETE FROM sample'],
  ['a signed result', `UPDATE blind_sample SET "values" = '{}'`],
  ['whose a blind code is', 'DELETE FROM sample_link'],
  ['a hand-over', `UPDATE custody_event SET seal_intact = true`],
  ['a hand-over away', 'DELETE FROM custody_event'],
  ['a closed sample review', 'UPDATE sample_review SET closed_at = NULL'],
  ['a notice', `UPDATE notice SET title = 'x'`],
  ['a document', `UPDATE tender_document SET body = 'x'`],
  ['a published rule pack', `UPDATE rule_pack SET content = '{}'`],
  ['evidence', `UPDATE evidence SET sha256 = repeat('0', 64)`],
  ['a row of the log', `UPDATE audit_row SET action = 'x'`],
  ['a leaf of the log', 'DELETE FROM audit_leaf'],
  ['a checkpoint', `UPDATE audit_checkpoint SET note = 'x'`],
  ['a signature of a contract', 'DELETE FROM contract_signature'],
]

describe('what a campaign has decided', () => {
  it.each(CHANGES)('cannot be changed by a statement: %s', async (_what, sql) => {
    await expect(platform.db.tx(tx => tx.run(sql))).rejects.toThrow()
    expect(played.it?.campaign.invariants.size).toBeGreaterThan(10)
  })
})
