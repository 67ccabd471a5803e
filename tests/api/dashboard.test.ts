import { beforeAll, describe, expect, it } from 'vitest'
import { ROLES } from '../../api/domain/permissions.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let tenderId: string
beforeAll(async () => {
  await seedAlliance(platform)
  tenderId = await seedTender(platform, 'demand')
})

const DASHBOARD =
  '{dashboard{now tender{id stage} todos{kind count} figures{key value unit} chart{key points{label value value2}}}}'
const LOGINS: Readonly<Record<(typeof ROLES)[number], string>> = {
  office: 'office',
  officer: 'officer-1',
  expert: 'expert-E01',
  supplier: 'supplier-S1',
  distributor: 'distributor-D1',
  hospital: 'hospital-H3701001',
  cityBureau: 'cityBureau-370100',
  provinceBureau: 'provinceBureau-370000',
  supervisor: 'supervisor',
  lab: 'lab-1',
  auditor: 'auditor',
  admin: 'admin',
}

interface Board {
  readonly dashboard: {
    readonly tender: { id: string } | null
    readonly todos: readonly { kind: string; count: number }[]
    readonly figures: readonly { key: string }[]
  }
}

describe('the dashboard', () => {
  it.each(ROLES)('has figures and a chart for %s', async role => {
    const person = await platform.person(LOGINS[role])
    const { dashboard } = await person.ask<Board>(DASHBOARD)
    expect(dashboard.figures.length).toBeGreaterThan(0)
    expect(dashboard.tender?.id).toBe(tenderId)
  })

  it('tells a hospital to report and the office to freeze', async () => {
    const hospital = await platform.person(LOGINS.hospital)
    expect((await hospital.ask<Board>(DASHBOARD)).dashboard.todos).toEqual([{ kind: 'reportDemand', count: 1 }])
    const office = await platform.person('office')
    expect((await office.ask<Board>(DASHBOARD)).dashboard.todos).toEqual([{ kind: 'freezeDemand', count: 1 }])
  })
})
