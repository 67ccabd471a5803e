import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { asRole } from '../../api/platform/dbActor.ts'
import { documentHash } from '../../api/platform/limitsGraphql.ts'
import { seedAlliance } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const KNOWN = `query Me {
  # who am I
  me { login }
}`
const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-operations-')), 'operations.json')
fs.writeFileSync(file, JSON.stringify([documentHash(KNOWN)]))

const strict = usePlatform({ production: true, knownDocuments: file, rates: { perSession: 30, perAddress: 40 } })
const production = usePlatform({ production: true })
beforeAll(() => seedAlliance(production))

const post = (url: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })

describe('in production', () => {
  it('tells a stranger neither the schema nor a name that was nearly guessed', async () => {
    const { url } = production
    expect(await (await post(url, '{__schema{types{name}}}')).text()).toContain('introspection')
    const guessed = await (await post(url, '{tendersx{total}}')).text()
    expect(guessed).toContain('Cannot query field')
    expect(guessed).not.toContain('Did you mean')
    expect(await (await post(url, '{me{login}}')).json()).toEqual({ data: { me: null } })
  })

  it('answers the documents of the screens, however they are spaced, and no other', async () => {
    const { url } = strict
    expect(await (await post(url, KNOWN)).json()).toEqual({ data: { me: null } })
    expect(await (await post(url, 'query Me{me{login}}')).json()).toEqual({ data: { me: null } })
    for (const other of ['query Me{me{id}}', '{me{login}}', 'query Me{', '']) {
      const answer = await post(url, other)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_ONLY' } }] })
    }
    expect((await fetch(`${url}/graphql?query=${encodeURIComponent('{me{login}}')}`)).status).toBe(400)
  })

  it('answers 429 with the time to wait, in the reader’s language, after too many requests', async () => {
    const { url } = strict
    const statuses: number[] = []
    for (let i = 0; i < 45; i++) statuses.push((await post(url, KNOWN)).status)
    expect(statuses.at(-1)).toBe(429)
    const zh = await post(url, KNOWN)
    expect(Number(zh.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(((await zh.json()) as { errors: { message: string }[] }).errors[0]?.message).toMatch(/请在 \d+ 秒后/)
    const en = await post(url, KNOWN, { 'accept-language': 'en' })
    expect(((await en.json()) as { errors: { message: string }[] }).errors[0]?.message).toMatch(/again in \d+ seconds/)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })
})

describe('the headers', () => {
  it('leave no inline script, no frame, no foreign opener, and no referrer', async () => {
    const { headers } = await fetch(`${production.url}/log/key`)
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split(';').map(part => {
        const [name = '', ...values] = part.trim().split(' ')
        return [name, values.join(' ')]
      }),
    )
    expect(Object.fromEntries(policy)).toMatchObject({
      'default-src': "'self'",
      'script-src': "'self'",
      'script-src-attr': "'none'",
      'object-src': "'none'",
      'base-uri': "'self'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    })
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBeNull()
    const secure = await fetch(`${production.url}/healthz`, { headers: { 'x-forwarded-proto': 'https' } })
    expect(secure.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
  })
})

describe('a connection string', () => {
  it('keeps its own options when a role is put on', () => {
    expect(asRole('postgresql://u:p@h/db', null)).toBe('postgresql://u:p@h/db')
    const url = new URL(asRole('postgresql://u:p@h/db?options=-c%20work_mem%3D8MB', 'bencao_app'))
    expect(url.searchParams.get('options')).toBe('-c work_mem=8MB -c role=bencao_app')
  })
})
