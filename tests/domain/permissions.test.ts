import { describe, expect, it } from 'vitest'
import { type Action, may, mayReadPrice, PERMISSIONS, ROLES } from '#domain/permissions.ts'

const ACTORS = [...ROLES, 'public'] as const
const who = (action: Action) => ACTORS.filter(role => may(role, action))

describe('permissions (2-integrity §5: deny by default)', () => {
  it.each<[Action, readonly string[]]>([
    ['openBids', ['office']],
    ['submitShares', ['officer']],
    ['submitScores', ['expert']],
    ['submitBid', ['supplier']],
    ['reviewDemand', ['cityBureau', 'provinceBureau']],
    ['signContracts', ['supplier', 'distributor', 'hospital']],
    ['revealEntropy', ['officer', 'supplier']],
    ['importUsers', ['office', 'admin']],
    ['users', ['admin']],
    ['auditRows', ['supervisor', 'auditor', 'admin']],
  ])('%s: %j', (action, roles) => expect(who(action)).toEqual(roles))

  it('lets supervisors and auditors see but change nothing', () => {
    const commands = ['openBids', 'advanceStage', 'submitScores', 'submitShares', 'freezeScores'] as const
    for (const action of commands) expect(may('supervisor', action) || may('auditor', action)).toBe(false)
    expect(may('supervisor', 'openedBids')).toBe(true)
  })

  it('gives every action to somebody, and the public nothing but notices, the catalogue and the login', () => {
    expect(Object.values(PERMISSIONS).every(roles => roles.length > 0)).toBe(true)
    expect(Object.keys(PERMISSIONS).length).toBeGreaterThan(80)
    expect(may('public', 'login')).toBe(true)
    expect(may('public', 'awards')).toBe(false)
  })

  it('does not know what is not listed', () => {
    for (const name of ['constructor', '__proto__', 'toString']) expect(may('admin', name as Action)).toBe(false)
  })
})

describe('mayReadPrice (招标投标法 36)', () => {
  it('is closed to every role before the opening', () => {
    for (const role of ACTORS) expect(mayReadPrice({ role, ownSupplier: true, roundOpened: false })).toBe(false)
  })

  it('afterwards shows all to the office, officers, supervisors and auditors, its own to a supplier', () => {
    const readers = (ownSupplier: boolean) =>
      ACTORS.filter(role => mayReadPrice({ role, ownSupplier, roundOpened: true }))
    expect(readers(false)).toEqual(['office', 'officer', 'supervisor', 'auditor'])
    expect(readers(true)).toEqual(['office', 'officer', 'supplier', 'supervisor', 'auditor'])
  })
})
