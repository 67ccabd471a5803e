import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance } from '../support/fixture.ts'
import { TEST_PASSWORD, usePlatform } from '../support/platform.ts'
import { codes, DONE, REFUSAL } from '../support/refused.ts'

const platform = usePlatform()
beforeAll(() => seedAlliance(platform))

const SESSIONS = '{sessions{id agent address isThis}}'
const END = `mutation($id:ID!){endSession(id:$id)${DONE}}`
const ISSUE = `mutation($u:ID!){issuePasswordReset(userId:$u){__typename ...on PasswordReset{token expiresAt} ${REFUSAL}}}`
const RESET = `mutation($t:String!,$n:String!){resetPassword(token:$t,next:$n)${DONE}}`
const LOGIN = `mutation($l:String!,$p:String!){login(login:$l,password:$p){__typename ...on User{id factor} ${REFUSAL}}}`

interface Session {
  readonly id: string
  readonly isThis: boolean
}

const sessionsOf = async (who: { ask<T>(query: string): Promise<T> }) =>
  (await who.ask<{ sessions: Session[] }>(SESSIONS)).sessions

const idOf = async (login: string) => (await platform.db.prisma.user.findUniqueOrThrow({ where: { login } })).id

describe('own sessions', () => {
  it('are seen and ended by their person alone', async () => {
    const [here, there] = [await platform.person('supplier-S1'), await platform.person('supplier-S1')]
    const mine = await sessionsOf(here)
    expect(mine.filter(one => one.isThis)).toHaveLength(1)
    expect(mine).toHaveLength(2)
    const other = mine.find(one => !one.isThis)
    const stranger = await platform.person('supplier-S2')
    expect(await codes(stranger.alone(END, { id: other?.id }))).toEqual(['notFound id'])
    await here.alone(END, { id: other?.id })
    expect(await there.ask('{me{login}}')).toEqual({ me: null })
    expect(await sessionsOf(here)).toHaveLength(1)
  })

  it('end when an account is renewed by an import', async () => {
    const hospital = await platform.person('hospital-H3701001')
    const office = await platform.person('office')
    const user = {
      login: 'hospital-H3701001',
      displayName: '医院',
      role: 'hospital',
      orgCode: 'H3701001',
      password: 'another long one',
    }
    await office.act(`mutation($u:[UserInput!]!){importUsers(users:$u)${DONE}}`, { u: [user] })
    expect(await hospital.ask('{me{login}}')).toEqual({ me: null })
  })
})

describe('a password link', () => {
  it('sets a new password once, ends every session, and leaves the second factor due', async () => {
    const admin = await platform.person('admin')
    const expert = await platform.person('expert-E03')
    const { token } = await admin.act<{ token: string }>(ISSUE, { u: await idOf('expert-E03') })
    expect(await codes(platform.anonymous().alone(RESET, { t: token, n: 'short' }))).toEqual(['tooShort next'])
    await platform.anonymous().alone(RESET, { t: token, n: 'quite another password' })
    expect(await expert.ask('{me{login}}')).toEqual({ me: null })
    expect(await codes(platform.anonymous().alone(RESET, { t: token, n: 'and once again more' }))).toEqual([
      'linkExpired token',
    ])
    expect(await codes(platform.anonymous().alone(LOGIN, { l: 'expert-E03', p: TEST_PASSWORD }))).toEqual([
      'wrongPassword password',
    ])
    expect(await platform.anonymous().alone(LOGIN, { l: 'expert-E03', p: 'quite another password' })).toMatchObject({
      factor: 'needed',
    })
    expect(
      JSON.stringify((await platform.db.prisma.passwordReset.findMany()).map(row => [...row.tokenHash])),
    ).not.toContain(token)
  })

  it('is void after 30 minutes, and when a newer one is issued', async () => {
    const admin = await platform.person('admin')
    const u = await idOf('expert-E04')
    const old = await admin.act<{ token: string }>(ISSUE, { u })
    const late = await admin.act<{ token: string }>(ISSUE, { u })
    expect(await codes(platform.anonymous().alone(RESET, { t: old.token, n: 'long enough one' }))).toEqual([
      'linkExpired token',
    ])
    await platform.db.tx(tx => tx.run(`UPDATE password_reset SET expires_at = now() - interval '1 second'`))
    expect(await codes(platform.anonymous().alone(RESET, { t: late.token, n: 'long enough one' }))).toEqual([
      'linkExpired token',
    ])
  })

  it('is issued by administrators only', async () => {
    const office = await platform.person('office')
    expect(await codes(office.alone(ISSUE, { u: await idOf('expert-E05') }))).toEqual(['forbidden'])
  })
})
