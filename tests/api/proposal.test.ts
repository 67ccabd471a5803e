import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'
import { codes, DONE, REFUSAL } from '../support/refused.ts'
import { type DraftName, seedDraft } from '../support/rulePack.ts'
import { todosOf } from '../support/todos.ts'

const platform = usePlatform()

const PUBLISH = `mutation($id:ID!,$r:Int!,$h:String!){publishRulePack(tenderId:$id,revision:$r,hash:$h){__typename ...on Tender{id} ...on Proposal{id action args argsHash proposedBy isMine mayConfirm} ${REFUSAL}}}`
const IMPORT = `mutation($u:[UserInput!]!){importUsers(users:$u)${DONE.replace('{__typename', '{__typename ...on Proposal{id args}')}}`
const PROPOSALS = 'query($id:ID){proposals(tenderId:$id){id action args isMine mayConfirm proposedBy}}'
const WITHDRAW = `mutation($id:ID!){withdrawProposal(id:$id)${DONE}}`

interface Proposal {
  readonly __typename: string
  readonly id: string
  readonly action: string
  readonly args: Record<string, unknown>
  readonly argsHash: string
  readonly isMine: boolean
  readonly mayConfirm: boolean
}

let tenderId = ''
let draft: DraftName
let first: Person
let second: Person

const versions = () => platform.db.prisma.rulePack.count({ where: { tenderId } })
const audit = (action: string) => platform.db.prisma.auditRow.findMany({ where: { action }, orderBy: { seq: 'asc' } })
const open = async (who: Person) => (await who.ask<{ proposals: Proposal[] }>(PROPOSALS, { id: tenderId })).proposals

beforeAll(async () => {
  await seedAlliance(platform)
  const { passwordHash } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'office' } })
  await platform.db.tx(tx =>
    tx.run(
      `INSERT INTO app_user (login, display_name, role, password_hash) VALUES ('office-x', 'office-x', 'office', $1)`,
      [passwordHash],
    ),
  )
  tenderId = await seedTender(platform, 'demand')
  draft = await seedDraft(platform, tenderId, 49)
  first = await platform.person('office')
  second = await platform.person('office-x')
})

describe('the two-person rule (2-integrity §5)', () => {
  it('keeps the first call as a proposal and changes nothing', async () => {
    const before = await versions()
    const proposal = await first.alone<Proposal>(PUBLISH, { ...draft })
    expect(proposal).toMatchObject({
      __typename: 'Proposal',
      action: 'publishRulePack',
      isMine: true,
      mayConfirm: false,
    })
    expect(await versions()).toBe(before)
    expect((await audit('propose')).at(-1)?.subject).toBe(`act:publishRulePack args:${proposal.argsHash}`)
  })

  it('lets nobody confirm their own, however often they call', async () => {
    const again = await first.alone<Proposal>(PUBLISH, { ...draft })
    expect(again.__typename).toBe('Proposal')
    expect(await open(first)).toHaveLength(1)
  })

  it('shows it to those who may act and those who watch', async () => {
    expect(await open(second)).toMatchObject([{ action: 'publishRulePack', isMine: false, mayConfirm: true }])
    const watcher = await platform.person('supervisor')
    expect(await open(watcher)).toMatchObject([{ mayConfirm: false }])
    expect(await todosOf(second, tenderId)).toContainEqual(['confirmProposal', 1])
    for (const who of [first, watcher])
      expect((await todosOf(who, tenderId)).map(([kind]) => kind)).not.toContain('confirmProposal')
    await expect(open(await platform.person('supplier-S1'))).rejects.toThrow(/无权/)
  })

  it('takes other arguments of the second person for another proposal', async () => {
    const changed = await seedDraft(platform, tenderId, 48)
    expect((await second.alone<Proposal>(PUBLISH, { ...changed })).__typename).toBe('Proposal')
    expect(await open(first)).toHaveLength(2)
    const mine = (await open(second)).find(one => one.isMine)
    expect(await codes(first.alone(WITHDRAW, { id: mine?.id }))).toEqual(['notFound id'])
    await second.alone(WITHDRAW, { id: mine?.id })
    expect(await open(first)).toHaveLength(1)
  })

  it('carries it out when the second person repeats it, with both names on the log', async () => {
    const before = await versions()
    const done = await second.alone<Proposal>(PUBLISH, { ...draft })
    expect(done.__typename).toBe('Tender')
    expect(await versions()).toBe(before + 1)
    const [proposed, approved] = [(await audit('propose'))[0], (await audit('approve')).at(-1)]
    expect(approved?.subject).toBe(proposed?.subject)
    expect(approved?.actorId).not.toBe(proposed?.actorId)
    expect(await open(first)).toEqual([])
  })

  it('executes once when two people confirm at the same moment', async () => {
    const next = await seedDraft(platform, tenderId, 47)
    await first.alone(PUBLISH, { ...next })
    const before = await versions()
    const calls = [1, 2, 3].map(() => second.alone<Proposal>(PUBLISH, { ...next }))
    const outcomes = await Promise.allSettled(calls)
    expect(await versions()).toBe(before + 1)
    expect(outcomes.filter(one => one.status === 'fulfilled' && one.value.__typename === 'Tender')).toHaveLength(1)
    await platform.db.tx(tx => tx.run('UPDATE proposal SET withdrawn_at = now() WHERE executed_at IS NULL'))
  })

  it('lets an expired or withdrawn one do nothing', async () => {
    const next = await seedDraft(platform, tenderId, 46)
    await first.alone(PUBLISH, { ...next })
    const before = await versions()
    await platform.db.tx(tx => tx.run(`UPDATE proposal SET expires_at = now() WHERE executed_at IS NULL`))
    expect((await second.alone<Proposal>(PUBLISH, { ...next })).__typename).toBe('Proposal')
    expect(await versions()).toBe(before)
  })

  it('tells the first person at once what would be refused, and leaves a refused execution open', async () => {
    const far = await seedTender(platform, 'demand')
    const next = await seedDraft(platform, far, 49)
    expect(await codes(first.alone(PUBLISH, { ...next, h: 'other' }))).toEqual(['conflict hash'])
    await first.alone(PUBLISH, { ...next })
    await platform.db.tx(tx => tx.run(`UPDATE tender SET stage = 'contracts' WHERE id = $1`, [far]))
    expect(await codes(second.alone(PUBLISH, { ...next }))).not.toEqual([])
    const [left] = await platform.db.prisma.proposal.findMany({ where: { tenderId: far } })
    expect(left).toMatchObject({ executedAt: null, approvedBy: null })
  })
})

describe('grants of rights', () => {
  const user = (role: string, login: string) => ({
    login,
    displayName: login,
    role,
    password: 'marker-password-77',
    ...(role === 'hospital' ? { orgCode: 'H3701001' } : {}),
  })

  it('are confirmed by a supervisor who could not propose them, and keep no password in clear', async () => {
    const admin = await platform.person('admin')
    const supervisor = await platform.person('supervisor')
    const users = [user('auditor', 'auditor-9')]
    expect(await codes(supervisor.alone(IMPORT, { u: users }))).toEqual(['nothingProposed'])
    const proposal = await admin.alone<Proposal>(IMPORT, { u: users })
    expect(proposal.__typename).toBe('Proposal')
    expect(JSON.stringify(await platform.db.prisma.proposal.findMany())).not.toContain('marker-password')
    const wrong = users.map(one => ({ ...one, password: 'another-password' }))
    expect(await codes(supervisor.alone(IMPORT, { u: wrong }))).toEqual(['nothingProposed'])
    expect(await supervisor.alone<Proposal>(IMPORT, { u: users })).toMatchObject({ __typename: 'Done' })
    expect(await platform.db.prisma.user.count({ where: { login: 'auditor-9' } })).toBe(1)
  })

  it('are not what the office does when it enters hospitals; a supervisor alone may not even that', async () => {
    const office = await platform.person('office')
    expect(await office.alone<Proposal>(IMPORT, { u: [user('hospital', 'h-9')] })).toMatchObject({ __typename: 'Done' })
    const supervisor = await platform.person('supervisor')
    expect(await codes(supervisor.alone(IMPORT, { u: [user('hospital', 'h-10')] }))).toEqual(['forbidden'])
  })

  it('are made by the first admin alone as long as nobody could confirm', async () => {
    await platform.db.tx(tx =>
      tx.run(`UPDATE app_user SET disabled_at = now() WHERE role IN ('admin', 'supervisor') AND login <> 'admin'`),
    )
    const admin = await platform.person('admin')
    expect(await admin.alone<Proposal>(IMPORT, { u: [user('supervisor', 'sup-9')] })).toMatchObject({
      __typename: 'Done',
    })
  })
})
