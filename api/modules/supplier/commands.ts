import { DRILL_SUPPLIER } from '#domain/drill.ts'
import { checkText } from '#domain/plainText.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuseIf } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import * as store from './store.ts'

const CODE_MAX = 64
const NAME_MAX = 200

/**
 * Adds suppliers, or brings those whose code exists up to date. All or nothing; every wrong row is named.
 * @returns the number of suppliers saved
 */
export async function importSuppliers(
  ctx: CommandContext,
  suppliers: readonly store.SupplierRow[],
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'importSuppliers')
  return ctx.db.tx(async tx => {
    const provinces = await store.provinceCodes(tx)
    refuseIf([
      ...checkParties(suppliers, 'suppliers'),
      ...suppliers.flatMap((supplier, i) => checkSupplier(supplier, provinces, `suppliers[${i}]`)),
    ])
    const count = await store.saveSuppliers(tx, suppliers)
    const payload = { suppliers: suppliers.map(s => ({ ...s, relatedGroup: s.relatedGroup ?? null })) }
    await appendAudit(tx, actor, {
      tenderId: null,
      action: 'importSuppliers',
      subject: `suppliers:${count}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

/**
 * Adds distributors, or renames those whose code exists. All or nothing; every wrong row is named.
 * @returns the number of distributors saved
 */
export async function importDistributors(
  ctx: CommandContext,
  distributors: readonly store.DistributorRow[],
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'importDistributors')
  refuseIf(checkParties(distributors, 'distributors'))
  return ctx.db.tx(async tx => {
    const count = await store.saveDistributors(tx, distributors)
    await appendAudit(tx, actor, {
      tenderId: null,
      action: 'importDistributors',
      subject: `distributors:${count}`,
      payload: { distributors },
      changes: count,
    })
    return { count }
  })
}

/** Codes and names of companies; a code must not come twice, because one statement saves them all. */
function checkParties(parties: readonly store.DistributorRow[], list: string): Violation[] {
  const seen = new Set<string>()
  return parties.flatMap((party, i) => {
    const repeated = seen.has(party.code) ? [violation('duplicate', `${list}[${i}].code`, { value: party.code })] : []
    seen.add(party.code)
    return [
      ...repeated,
      ...checkText(party.code, `${list}[${i}].code`, CODE_MAX),
      ...checkText(party.name, `${list}[${i}].name`, NAME_MAX),
    ]
  })
}

/** A missing licence, GMP or traceability is a fact of the register, judged when the supplier declares. */
function checkSupplier(supplier: store.SupplierRow, provinces: ReadonlySet<string>, path: string): Violation[] {
  const { code, provinceCode, licenceNo, relatedGroup } = supplier
  return [
    // Dummy bids of drills are sealed in this name: nobody may bid in it.
    ...(code === DRILL_SUPPLIER ? [violation('duplicate', `${path}.code`, { value: code })] : []),
    ...(provinces.has(provinceCode)
      ? []
      : [violation('unknownCode', `${path}.provinceCode`, { value: provinceCode.slice(0, CODE_MAX) })]),
    ...(licenceNo.trim() === '' ? [] : checkText(licenceNo, `${path}.licenceNo`, NAME_MAX)),
    ...(relatedGroup?.trim() ? checkText(relatedGroup, `${path}.relatedGroup`, NAME_MAX) : []),
  ]
}
