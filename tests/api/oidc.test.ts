import { createServer, type Server } from 'node:http'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance } from '../support/fixture.ts'
import { type Person, TEST_PASSWORD, usePlatform } from '../support/platform.ts'
import { codes, REFUSAL } from '../support/refused.ts'

const PORT = 20_000 + (process.pid % 20_000)
const ISSUER = `http://127.0.0.1:${PORT}`
const platform = usePlatform({
  oidc: { issuer: ISSUER, clientId: 'bencao', clientSecret: 'a secret of more than thirty-two bytes' },
})

const BIND = `mutation($c:String!){bindOidc(current:$c){__typename ...on OidcStart{url} ${REFUSAL}}}`
const LOGIN = `mutation($l:String!,$p:String!){login(login:$l,password:$p){__typename ...on User{id} ${REFUSAL}}}`

let identityProvider: Server

beforeAll(async () => {
  await seedAlliance(platform)
  const provider = new Provider(ISSUER, {
    clients: [
      {
        client_id: 'bencao',
        client_secret: 'a secret of more than thirty-two bytes',
        redirect_uris: [`${platform.url}/auth/oidc/callback`],
      },
    ],
    pkce: { required: () => true },
    findAccount: (_ctx: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, email: 'office@x.cn' }) }),
    cookies: { keys: ['test'] },
  })
  identityProvider = createServer(provider.callback())
  await new Promise<void>(resolve => identityProvider.listen(PORT, '127.0.0.1', resolve))
})
afterAll(() => identityProvider.close())

/** A browser: follows redirects by hand, keeps cookies per site, and fills the provider's forms in. */
class Surfer {
  readonly jars = new Map<string, Map<string, string>>()

  cookie(url: string): string {
    return [...(this.jars.get(new URL(url).origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url)
    const headers = { ...(init.headers as Record<string, string>), cookie: this.cookie(url) }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    const jar = this.jars.get(origin) ?? new Map<string, string>()
    this.jars.set(origin, jar)
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/s)
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  /** From a start to where the browser ends on the platform; `subject` is whom the provider knows. */
  async signInAt(start: string, subject: string): Promise<string> {
    let url = start
    let init: RequestInit = {}
    for (let steps = 0; steps < 20; steps++) {
      const response = await this.go(url, init)
      const location = response.headers.get('location')
      init = {}
      if (location) {
        const next = new URL(location, url)
        if (next.origin === platform.url && !next.pathname.startsWith('/auth/')) return next.pathname + next.search
        url = next.href
        continue
      }
      const page = await response.text()
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
      if (!prompt) throw new Error(`${response.status} ${url}: ${page.slice(0, 300)}`)
      url = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', url).href
      init = {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ prompt, login: subject, password: 'x' }).toString(),
      }
    }
    throw new Error('no end')
  }

  async me(): Promise<unknown> {
    const response = await this.go(`${platform.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-bencao-csrf': '1' },
      body: '{"query":"{me{login factor}}"}',
    })
    return ((await response.json()) as { data: { me: unknown } }).data.me
  }
}

/** A surfer who carries the session of a signed-in person. */
function surferOf(person: Person): Surfer {
  const surfer = new Surfer()
  surfer.jars.set(platform.url, new Map([['bencao', person.cookie().slice('bencao='.length)]]))
  return surfer
}

const start = () => `${platform.url}/auth/oidc/start`

describe('sign-in at another provider (2-integrity §5)', () => {
  it('lets nobody in whose identity is not bound, whatever name or e-mail it has', async () => {
    const stranger = new Surfer()
    expect(await stranger.signInAt(start(), 'office')).toBe('/login?oidc=failed')
    expect(await stranger.me()).toBeNull()
  })

  it('is bound from the own account, after the password, by issuer and subject', async () => {
    const hospital = await platform.person('hospital-H3701001')
    expect(await codes(hospital.alone(BIND, { c: 'wrong' }))).toEqual(['wrongPassword current'])
    const { url } = await hospital.alone<{ url: string }>(BIND, { c: TEST_PASSWORD })
    const surfer = surferOf(hospital)
    expect(await surfer.signInAt(platform.url + url, 'subject-1')).toBe('/account')
    const [bound] = await platform.db.prisma.oidcIdentity.findMany()
    expect(bound).toMatchObject({ issuer: ISSUER, subject: 'subject-1' })

    const later = new Surfer()
    expect(await later.signInAt(start(), 'subject-1')).toBe('/')
    expect(await later.me()).toEqual({ login: 'hospital-H3701001', factor: 'none' })
  })

  it('binds nothing to somebody who was lured into the link of another', async () => {
    const supplier = await platform.person('supplier-S1')
    const { url } = await supplier.alone<{ url: string }>(BIND, { c: TEST_PASSWORD })
    const victim = surferOf(await platform.person('supplier-S2'))
    expect((await victim.go(platform.url + url)).headers.get('location')).toBe('/account?oidc=failed')
    expect((await new Surfer().go(platform.url + url)).headers.get('location')).toBe('/account?oidc=failed')
  })

  it('leaves one identity to one account', async () => {
    const supplier = await platform.person('supplier-S1')
    const { url } = await supplier.alone<{ url: string }>(BIND, { c: TEST_PASSWORD })
    const surfer = surferOf(supplier)
    expect(await surfer.signInAt(platform.url + url, 'subject-1')).toBe('/account?oidc=failed')
  })

  it('still asks for the own second factor of the platform', async () => {
    const office = await platform.person('office')
    const { url } = await office.alone<{ url: string }>(BIND, { c: TEST_PASSWORD })
    const surfer = surferOf(office)
    expect(await surfer.signInAt(platform.url + url, 'subject-2')).toBe('/account')
    const later = new Surfer()
    expect(await later.signInAt(start(), 'subject-2')).toBe('/login?factor=needed')
    expect(await later.me()).toEqual({ login: 'office', factor: 'needed' })
  })

  it('refuses an answer that this browser did not ask for, and one that comes twice', async () => {
    const surfer = new Surfer()
    await surfer.go(start())
    const foreign = `${platform.url}/auth/oidc/callback?code=abc&state=forged&iss=${encodeURIComponent(ISSUER)}`
    expect((await surfer.go(foreign)).headers.get('location')).toBe('/login?oidc=failed')
    expect((await surfer.go(foreign)).headers.get('location')).toBe('/login?oidc=failed')
  })

  it('does not let a closed account in', async () => {
    await platform.db.tx(tx => tx.run(`UPDATE app_user SET disabled_at = now() WHERE login = 'hospital-H3701001'`))
    expect(await new Surfer().signInAt(start(), 'subject-1')).toBe('/login?oidc=failed')
    expect(await codes(platform.anonymous().alone(LOGIN, { l: 'hospital-H3701001', p: TEST_PASSWORD }))).toEqual([
      'wrongPassword password',
    ])
  })
})
