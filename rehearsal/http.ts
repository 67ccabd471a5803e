import { createHash } from 'node:crypto'
import http from 'node:http'
import { generateSync } from 'otplib'
import { demoSecret } from '../api/demo.ts'

/** A person at the platform: one cookie, GraphQL over HTTP. */
export interface Person {
  readonly login: string
  ask<T>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<T>
  /** A command; what needs a second person is confirmed by one. @throws Refused with the platform's words */
  act<T>(mutation: string, variables?: Readonly<Record<string, unknown>>): Promise<T>
  download(path: string): Promise<Buffer>
  /** Uploads a file that fits into one piece. @returns its id */
  upload(name: string, bytes: Uint8Array): Promise<string>
}

export interface RefusedViolation {
  readonly code: string
  readonly path: string | null
  readonly message: string
}

/** The platform said no, and why. */
export class Refused extends Error {
  readonly violations: readonly RefusedViolation[]
  constructor(who: string, what: string, violations: readonly RefusedViolation[]) {
    super(
      `${who}, ${what}: ${violations
        .slice(0, 5)
        .map(v => `${v.code} ${v.path ?? ''} ${v.message}`)
        .join('; ')}`,
    )
    this.violations = violations
  }
}

export interface Door {
  /** Who confirms what this login proposes: another login of the rehearsal. */
  secondFor(login: string, second: () => Promise<Person>): void
  /** Signs somebody in. */
  person(login: string, password: string): Promise<Person>
  /** Somebody who has not signed in. */
  visitor(): Person
  close(): void
}

/** The platform's HTTP door. Connections are kept and shared. */
export function openDoor(url: string): Door {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 })
  const seconds: Seconds = new Map()
  const secrets = authenticators.get(url) ?? new Map<string, Authenticator>()
  authenticators.set(url, secrets)
  const door = {
    secondFor: (login: string, second: () => Promise<Person>) => void seconds.set(login, second),
    visitor: () => makePerson(url, agent, '(visitor)', seconds, secrets),
    person: async (login: string, password: string) => {
      const person = makePerson(url, agent, login, seconds, secrets)
      await signIn(person, password, secrets)
      return person
    },
    close: () => agent.destroy(),
  }
  return door
}

/** What an authenticator app knows: the secret, and which step's code it has shown. */
interface Authenticator {
  readonly secret: string
  used: number
}

type Secrets = Map<string, Authenticator>

/** One app for the whole process, by site and login: a door that is opened anew knows what was shown before. */
const authenticators = new Map<string, Secrets>()

const PERIOD_SECONDS = 30

/** The next code that counts: the platform takes one step early or late, and each once. Waits when all are used. */
async function nextCode(secrets: Secrets, login: string): Promise<string> {
  const app = secrets.get(login) ?? { secret: demoSecret(login), used: 0 }
  secrets.set(login, app)
  const present = () => Math.floor(Date.now() / 1000 / PERIOD_SECONDS)
  const step = Math.max(present() - 1, app.used + 1)
  app.used = step
  while (step > present() + 1) await new Promise(resolve => setTimeout(resolve, 500))
  return generateSync({ secret: app.secret, epoch: step * PERIOD_SECONDS })
}

const TRIES = 3

/** Shows a code; on a machine that is busy for half a minute it is too old when it arrives, and the next one is shown. */
async function passFactor(person: Pick<Person, 'login' | 'act'>, secrets: Secrets): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await person.act(VERIFY, { code: await nextCode(secrets, person.login) })
      return
    } catch (error) {
      const isOld = error instanceof Refused && error.violations[0]?.code === 'wrongCode'
      if (!isOld || tries === TRIES) throw error
    }
  }
}

/** Password, then the second factor: a code, or for a new account an authenticator app of its own. */
async function signIn(person: Person, password: string, secrets: Secrets): Promise<void> {
  const { login } = person
  const { factor } = await person.act<{ factor: string }>(LOGIN, { login, password })
  if (factor === 'needed') await passFactor(person, secrets)
  if (factor !== 'enrol') return
  const { secret } = await person.act<{ secret: string }>(ENROL)
  secrets.set(login, { secret, used: 0 })
  await person.act(CONFIRM, { code: await nextCode(secrets, login) })
}

const VERIFY = `mutation($code:String!){verifyTotp(code:$code){__typename ...on User{id} ...on Refusal{violations{code path message}}}}`
const ENROL = `mutation{enrolTotp{__typename ...on TotpEnrolment{secret} ...on Refusal{violations{code path message}}}}`
const CONFIRM = `mutation($code:String!){confirmTotp(code:$code){__typename ...on RecoveryCodes{codes} ...on Refusal{violations{code path message}}}}`
const LOGIN = `mutation($login:String!,$password:String!){login(login:$login,password:$password){__typename ...on User{id factor} ...on Refusal{violations{code path message}}}}`

type Seconds = Map<string, () => Promise<Person>>

function makePerson(url: string, agent: http.Agent, login: string, seconds: Seconds, secrets: Secrets): Person {
  let cookie = ''
  const send = async (method: string, path: string, body?: string | Uint8Array) => {
    const answer = await request(url + path, agent, method, cookie, body)
    if (answer.cookie) cookie = answer.cookie
    return answer
  }
  const ask = async <T>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> => {
    const answer = await send('POST', '/graphql', JSON.stringify({ query, variables }, bigintText))
    const { data, errors } = JSON.parse(answer.body.toString('utf8')) as { data?: T; errors?: { message: string }[] }
    if (errors || !data) throw new Error(`${login}: ${JSON.stringify(errors).slice(0, 800)} in ${query.slice(0, 120)}`)
    return data
  }
  const act = async <T>(mutation: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> => {
    const [name, result] =
      Object.entries(
        await ask<Record<string, { __typename: string; violations?: RefusedViolation[] }>>(mutation, variables),
      )[0] ?? []
    if (result?.__typename === 'Proposal') {
      const second = await seconds.get(login)?.()
      if (!second) throw new Error(`${login}: nobody confirms ${name ?? ''}`)
      return second.act<T>(mutation, variables)
    }
    if (result?.__typename !== 'Refusal') return result as T
    if (result.violations?.[0]?.code !== 'stepUpNeeded') throw new Refused(login, name ?? '', result.violations ?? [])
    await passFactor({ login, act }, secrets)
    return act<T>(mutation, variables)
  }
  return {
    login,
    ask,
    act,
    async download(path) {
      const answer = await send('GET', path)
      if (answer.status !== 200) throw new Error(`${login}: GET ${path}: ${answer.status}`)
      return answer.body
    },
    async upload(name, bytes) {
      const sent = async (method: string, path: string, body?: string | Uint8Array) => {
        const answer = await send(method, path, body)
        if (answer.status !== 200) throw new Error(`${login}: ${method} ${path}: ${answer.body.toString('utf8')}`)
        return JSON.parse(answer.body.toString('utf8')) as { file?: { id: string }; upload?: { id: string } }
      }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const announced = await sent('POST', '/files', JSON.stringify({ name, bytes: bytes.length, sha256 }))
      if (announced.file) return announced.file.id
      const path = `/files/uploads/${announced.upload?.id ?? ''}`
      await sent('PATCH', path, bytes)
      return (await sent('POST', `${path}/finish`)).file?.id ?? ''
    },
  }
}

const bigintText = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)

interface Answer {
  readonly status: number
  readonly cookie: string | null
  readonly body: Buffer
}

/** Plain node:http: a rehearsal sends some 60,000 requests, and fetch costs three times as much per request. */
function request(
  url: string,
  agent: http.Agent,
  method: string,
  cookie: string,
  body?: string | Uint8Array,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { 'x-bencao-csrf': '1', accept: 'application/json' }
    if (cookie) headers.cookie = cookie
    if (typeof body === 'string') headers['content-type'] = 'application/json'
    else if (body) Object.assign(headers, { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' })
    const req = http.request(url, { method, agent, headers }, res => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('error', reject)
      res.on('end', () => {
        const set = res.headers['set-cookie']?.[0]?.split(';')[0] ?? null
        resolve({ status: res.statusCode ?? 0, cookie: set, body: Buffer.concat(chunks) })
      })
    })
    req.on('error', (error: NodeJS.ErrnoException) => {
      // The platform closes idle connections; one that was closed while this process computed has carried nothing.
      if (req.reusedSocket && error.code === 'ECONNRESET') resolve(request(url, agent, method, cookie, body))
      else reject(error)
    })
    req.end(body)
  })
}
