import { auditServer } from 'graphql-http'
import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance } from '../support/fixture.ts'
import { TEST_PASSWORD, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
beforeAll(() => seedAlliance(platform))

describe('GraphQL over HTTP', () => {
  it('passes every MUST and SHOULD of the server audits', async () => {
    const results = await auditServer({ url: `${platform.url}/graphql`, fetchFn: fetch })
    expect(results.length).toBeGreaterThan(50)
    const failed = results.filter(r => r.status === 'error' || r.status === 'warn').map(r => `${r.id} ${r.name}`)
    expect(failed).toEqual([])
  })

  it('demands the header only when a session cookie comes along', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${platform.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"query":"{me{login}}"}',
      })
    const login = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `mutation{login(login:"office",password:"${TEST_PASSWORD}"){__typename}}` }),
    })
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect(cookie).toMatch(/^bencao=.{43}$/)
    expect((await post({})).status).toBe(200)
    expect((await post({ cookie })).status).toBe(403)
    expect(await (await post({ cookie, 'x-bencao-csrf': '1' })).json()).toEqual({ data: { me: { login: 'office' } } })
  })

  it('masks bugs and names refusals of queries', async () => {
    const answer = await fetch(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{auditRows{total}}"}',
    })
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED', violations: [{ code: 'notSignedIn' }] } }],
    })
  })
})

describe('sign-in', () => {
  const LOGIN = `mutation($l:String!,$p:String!){login(login:$l,password:$p){__typename ...on Refusal{violations{code path}} ...on User{login role}}}`

  it('answers the same for a wrong password and an unknown login', async () => {
    const ask = (l: string, p: string) => platform.anonymous().ask(LOGIN, { l, p })
    expect(await ask('office', 'wrong password')).toEqual(await ask('nobody', 'wrong password'))
  })

  it('signs out everywhere else when the password changes', async () => {
    const [here, there] = [await platform.person('supervisor'), await platform.person('supervisor')]
    await here.act(
      'mutation{changePassword(current:"correct horse",next:"another horse"){__typename ...on Refusal{violations{code path message}}}}',
    )
    expect(await here.ask('{me{login}}')).toEqual({ me: { login: 'supervisor' } })
    expect(await there.ask('{me{login}}')).toEqual({ me: null })
  })

  it('refuses accounts with a code that does not exist, and names the row', async () => {
    const admin = await platform.person('admin')
    const users = [
      { login: 'new-1', displayName: '甲', role: 'hospital', orgCode: 'H3701001', password: 'long enough' },
      { login: 'new-2', displayName: '乙', role: 'hospital', orgCode: 'nowhere', password: 'long enough' },
    ]
    const importUsers =
      'mutation($u:[UserInput!]!){importUsers(users:$u){__typename ...on Refusal{violations{code path message}}}}'
    await expect(admin.act(importUsers, { u: users })).rejects.toThrow(/users\[1\]\.orgCode/)
    expect(await platform.db.prisma.user.count({ where: { login: { startsWith: 'new-' } } })).toBe(0)
  })
})

describe('health', () => {
  it('answers to probes', async () => {
    expect(await (await fetch(`${platform.url}/healthz`)).text()).toBe('ok\n')
    expect(await (await fetch(`${platform.url}/readyz`)).json()).toEqual({ ready: true, missing: [] })
    expect(await (await fetch(`${platform.url}/metrics`)).text()).toContain('bencao_http_seconds')
  })
})
