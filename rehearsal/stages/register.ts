import { demoSecret } from '../../api/demo.ts'
import type { Campaign } from '../campaign.ts'
import { REFUSAL } from '../campaign.ts'
import { inParallel, pieces } from '../progress.ts'

const DONE = `{__typename ...on Done{count} ${REFUSAL}}`
const ROWS_PER_CALL = 500
const USERS_PER_CALL = 100

/** Logins of the rehearsal's people. Organisations sign in with their code. */
export const OFFICERS = ['office-key', 'supervisor-key', 'notary-key', 'hospital-key', 'bureau-key']

/** The office enters hospitals, suppliers, distributors and experts, and gives everybody an account. */
export async function register(c: Campaign): Promise<void> {
  const { world } = c
  const total = world.hospitals.length + world.suppliers.length + world.distributors.length + world.experts.length
  await c.progress.stage('register', total, async tick => {
    await send(c, tick, 'importHospitals', 'hospitals', 'HospitalInput', world.hospitals)
    await send(
      c,
      tick,
      'importSuppliers',
      'suppliers',
      'SupplierInput',
      world.suppliers.map(({ strength: _, ...s }) => ({ ...s, hasGmp: true, hasTraceability: true })),
    )
    await send(c, tick, 'importDistributors', 'distributors', 'DistributorInput', world.distributors)
    await send(c, tick, 'importExperts', 'experts', 'ExpertInput', world.experts)
  })
  const users = accounts(c)
  await c.progress.stage('accounts', users.length, tick =>
    inParallel(pieces(users, USERS_PER_CALL), 4, async part => {
      await c.office.act(`mutation($rows:[UserInput!]!){importUsers(users:$rows)${DONE}}`, { rows: part })
      tick(part.length)
    }),
  )
}

async function send(
  c: Campaign,
  tick: (n: number) => void,
  command: string,
  argument: string,
  input: string,
  rows: readonly object[],
): Promise<void> {
  for (const part of pieces(rows, ROWS_PER_CALL)) {
    await c.office.act(`mutation($rows:[${input}!]!){${command}(${argument}:$rows)${DONE}}`, { rows: part })
    tick(part.length)
  }
}

function accounts(c: Campaign) {
  const { world, password } = c
  const account = (role: string, org: { code: string; name: string }) => ({
    login: org.code,
    displayName: org.name,
    role,
    orgCode: org.code,
    password,
  })
  return [
    ...world.hospitals.map(h => account('hospital', h)),
    ...world.suppliers.map(s => account('supplier', s)),
    ...world.distributors.map(d => account('distributor', d)),
    ...world.experts.map(e => ({ ...account('expert', e), totpSecret: demoSecret(e.code) })),
    ...world.cities.map(city => ({ ...account('cityBureau', city), login: `C${city.code}` })),
    ...world.provinces.map(p => ({ ...account('provinceBureau', p), login: `P${p.code}` })),
    ...['lab-1', 'lab-2'].map(login => ({
      login,
      displayName: login === 'lab-1' ? '省食品药品检验研究院' : '市药品检验所',
      role: 'lab',
      body: login.replace('lab-', 'L'),
      password,
      totpSecret: demoSecret(login),
    })),
    ...OFFICERS.map(login => ({
      login,
      displayName: login,
      role: 'officer',
      body: login.replace('-key', ''),
      password,
      totpSecret: demoSecret(login),
    })),
  ]
}
