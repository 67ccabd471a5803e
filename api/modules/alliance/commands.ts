import { type Violation, violation } from '#domain/violation.ts'
import { actorFor, type CommandContext, refuseIf } from '../../context.ts'
import { appendAudit } from '../audit/index.ts'
import * as store from './store.ts'

const LEVELS = ['tertiary', 'secondary', 'primary']

/** Adds hospitals, or renames those whose code exists. All or nothing; every wrong row is named. */
export async function importHospitals(
  ctx: CommandContext,
  hospitals: readonly store.HospitalRow[],
): Promise<{ count: number }> {
  const actor = actorFor(ctx, 'importHospitals')
  refuseIf(hospitals.flatMap((hospital, i) => checkHospital(hospital, `hospitals[${i}]`)))
  return ctx.db.tx(async tx => {
    const known = await store.cityCodes(tx)
    refuseIf(
      hospitals.flatMap((h, i) =>
        known.has(h.cityCode) ? [] : [violation('unknownCode', `hospitals[${i}].cityCode`, { value: h.cityCode })],
      ),
    )
    const count = await store.saveHospitals(tx, hospitals)
    const payload = { codes: hospitals.map(h => h.code) }
    await appendAudit(tx, actor, {
      tenderId: null,
      action: 'importHospitals',
      subject: `hospitals:${count}`,
      payload,
      changes: count,
    })
    return { count }
  })
}

function checkHospital(hospital: store.HospitalRow, path: string): Violation[] {
  const found: Violation[] = []
  if (hospital.code.trim() === '') found.push(violation('required', `${path}.code`))
  if (hospital.name.trim() === '') found.push(violation('required', `${path}.name`))
  if (!LEVELS.includes(hospital.level))
    found.push(violation('notOneOf', `${path}.level`, { allowed: LEVELS.join(', ') }))
  return found
}
