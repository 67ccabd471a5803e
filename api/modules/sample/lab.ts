import { checkText } from '#domain/plainText.ts'
import { checkValues, judgeSample, type SampleValues } from '#domain/sampleVerdict.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuse, refuseIf, type SignedIn } from '../../context.ts'
import type { Tx } from '../../platform/db.ts'
import { PLATFORM } from '../../platform/dbActor.ts'
import { appendAudit } from '../audit/index.ts'
import { loadRulePack, loadTenderIn, type TenderRow } from '../tender/index.ts'
import * as store from './blindStore.ts'
import { insertCustody } from './custodyStore.ts'

const CODES_MAX = 5000
const SEAL_MAX = 64
const NOTE_MAX = 500

export interface HandOver {
  readonly tenderId: string
  readonly blindCodes: readonly string[]
  readonly sealNo: string
  readonly condition: string
}

/** The rows of these codes in their order, or every code that is none of the actor's. */
async function lockAll(tx: Tx, tender: TenderRow, codes: readonly string[], path: string): Promise<store.BlindRow[]> {
  if (codes.length === 0 || codes.length > CODES_MAX) refuse('outOfRange', path, { min: 1, max: CODES_MAX })
  const known = new Map((await store.lockBlind(tx, tender.id, codes)).map(row => [row.blindCode, row]))
  refuseIf(
    codes.flatMap((code, i) => {
      if (codes.indexOf(code) < i) return [violation('duplicate', `${path}[${i}]`, { value: code.slice(0, 64) })]
      return known.has(code) ? [] : [violation('unknownCode', `${path}[${i}]`, { value: code.slice(0, 64) })]
    }),
  )
  return codes.flatMap(code => known.get(code) ?? [])
}

const checkSeal = ({ sealNo, condition }: HandOver): Violation[] => [
  ...checkText(sealNo, 'sealNo', SEAL_MAX),
  ...(condition === '' ? [] : checkText(condition, 'condition', NOTE_MAX)),
]

/** Sends coded portions to a laboratory under seal; a retest goes to another one than the first test. */
export async function dispatchSamples(
  ctx: CommandContext,
  input: HandOver & { lab: string },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'dispatchSamples')
  refuseIf(checkSeal(input))
  return ctx.db.as(PLATFORM).tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    const rows = await lockAll(tx, tender, input.blindCodes, 'blindCodes')
    if (!(await store.loadLabs(tx)).some(lab => lab.code === input.lab))
      refuse('unknownCode', 'lab', { value: input.lab.slice(0, 64) })
    refuseIf(rows.flatMap((row, i) => (row.lab ? [violation('alreadyDone', `blindCodes[${i}]`)] : [])))
    const before = await store.loadFirstLabs(
      tx,
      rows.map(row => row.id),
    )
    if (before.some(one => one.lab === input.lab)) refuse('sameLab', 'lab')
    const count = await store.setLab(
      tx,
      rows.map(row => row.id),
      input.lab,
    )
    await note(tx, tender, actor, rows, {
      ...input,
      step: 'dispatch',
      from: 'office',
      to: `lab:${input.lab}`,
      sealIntact: true,
    })
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'dispatchSamples',
      subject: `samples:${count}`,
      payload: { lab: input.lab, sealNo: input.sealNo, blindCodes: input.blindCodes },
      changes: count,
    })
    return { count }
  })
}

/** The laboratory has what was sent to it, and says in what state. */
export async function confirmArrival(
  ctx: CommandContext,
  input: HandOver & { sealIntact: boolean },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'confirmArrival')
  refuseIf(checkSeal(input))
  if (!input.sealIntact && input.condition.trim() === '') refuse('reasonRequired', 'condition')
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    const rows = await lockAll(tx, tender, input.blindCodes, 'blindCodes')
    refuseIf(rows.flatMap((row, i) => (row.arrivedAt ? [violation('alreadyDone', `blindCodes[${i}]`)] : [])))
    const count = await store.setArrived(
      tx,
      rows.map(row => row.id),
      tender.now,
    )
    const to = `lab:${actor.body ?? ''}`
    await note(tx, tender, actor, rows, { ...input, step: 'arrival', from: to, to })
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'confirmArrival',
      subject: `samples:${count}`,
      payload: { sealNo: input.sealNo, sealIntact: input.sealIntact, blindCodes: input.blindCodes },
      changes: count,
    })
    return { count }
  })
}

interface Move {
  readonly step: 'dispatch' | 'arrival'
  readonly from: string
  readonly to: string
  readonly sealNo: string
  readonly sealIntact: boolean
  readonly condition: string
}

const note = (tx: Tx, tender: TenderRow, actor: SignedIn, rows: readonly store.BlindRow[], move: Move) =>
  insertCustody(
    tx,
    tender.now,
    actor.userId,
    rows.map(row => ({
      blindId: row.id,
      step: move.step,
      from: move.from,
      to: move.to,
      purpose: 'test',
      condition: move.condition.trim(),
      sealNo: move.sealNo,
      sealIntact: move.sealIntact,
    })),
  )

export interface ResultInput {
  readonly blindCode: string
  readonly values: SampleValues
}

/** Standards of a tender by lot. */
export const standardsByLot = async (tx: Tx, tenderId: string) =>
  new Map((await store.loadStandards(tx, tenderId)).map(row => [row.lotId, row.fields]))

/**
 * Saves values that a laboratory measured, as a draft until it signs them: those given replace, the others stay. All or
 * nothing; every wrong value is named as `results[i].values.field`.
 */
export async function recordResults(
  ctx: CommandContext,
  input: { tenderId: string; results: readonly ResultInput[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'recordResults')
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    const { results } = input
    const rows = await lockAll(
      tx,
      tender,
      results.map(one => one.blindCode),
      'results',
    )
    refuseIf(checkBench(rows, i => `results[${i}].blindCode`))
    const standards = await standardsByLot(tx, tender.id)
    refuseIf(
      rows.flatMap((row, i) =>
        checkValues(standards.get(row.lotId) ?? [], results[i]?.values ?? {}, `results[${i}].values`),
      ),
    )
    const merged = rows.map((row, i) => ({ id: row.id, values: { ...row.values, ...results[i]?.values } }))
    const count = await store.saveValues(tx, merged)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'recordResults',
      subject: `samples:${count}`,
      payload: { results },
      changes: count,
    })
    return { count }
  })
}

/** A laboratory works on what has arrived and is not signed. */
const checkBench = (rows: readonly store.BlindRow[], path: (i: number) => string): Violation[] =>
  rows.flatMap((row, i) => {
    if (!row.arrivedAt) return [violation('wrongStatus', path(i))]
    return row.signedAt ? [violation('alreadyDone', path(i))] : []
  })

/** The laboratory signs complete results; the verdict is computed here, from the frozen limits, and stays. */
export async function signResults(
  ctx: CommandContext,
  input: { tenderId: string; blindCodes: readonly string[] },
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'signResults')
  return ctx.db.tx(async tx => {
    const tender = await loadTenderIn(tx, input.tenderId, 'samples')
    const rows = await lockAll(tx, tender, input.blindCodes, 'blindCodes')
    refuseIf(checkBench(rows, i => `blindCodes[${i}]`))
    const standards = await standardsByLot(tx, tender.id)
    const { samples: policy } = await loadRulePack(tx, tender.id)
    refuseIf(rows.flatMap(row => checkValues(standards.get(row.lotId) ?? [], row.values, row.blindCode, true)))
    const signed = rows.map(row => {
      const { passed, scoreCenti } = judgeSample(standards.get(row.lotId) ?? [], row.values)
      return {
        id: row.id,
        result: passed ? 'passed' : 'failed',
        scoreCenti: policy.scored ? scoreCenti : null,
      } as const
    })
    const count = await store.saveSigned(tx, tender.now, actor.userId, signed)
    await appendAudit(tx, actor, {
      tenderId: tender.id,
      action: 'signResults',
      subject: `samples:${count}`,
      payload: {
        results: rows.map((row, i) => ({
          blindCode: row.blindCode,
          values: row.values,
          result: signed[i]?.result ?? '',
        })),
      },
      changes: count,
    })
    return { count }
  })
}
