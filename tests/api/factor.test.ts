import { generateSync } from 'otplib'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoSecret } from '../../api/demo.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { giveFactor, type Person, TEST_PASSWORD, usePlatform } from '../support/platform.ts'
import { codes, DONE, REFUSAL } from '../support/refused.ts'
import { seedDraft } from '../support/rulePack.ts'

const platform = usePlatform()
beforeAll(() => seedAlliance(platform))

const LOGIN = `mutation($l:String!,$p:String!){login(login:$l,password:$p){__typename ...on User{id factor} ${REFUSAL}}}`
const VERIFY = `mutation($c:String!){verifyTotp(code:$c){__typename ...on User{login factor} ${REFUSAL}}}`
const ENROL = `mutation{enrolTotp{__typename ...on TotpEnrolment{secret uri svg} ${REFUSAL}}}`
const CONFIRM = `mutation($c:String!){confirmTotp(code:$c){__typename ...on RecoveryCodes{codes} ${REFUSAL}}}`
const PUBLISH = `mutation($id:ID!,$r:Int!,$h:String!){publishRulePack(tenderId:$id,revision:$r,hash:$h){__typename ${REFUSAL}}}`
const RESET = `mutation($u:ID!){resetSecondFactor(userId:$u)${DONE}}`
const ASK_PASSKEY = `mutation{askPasskey{__typename ${REFUSAL}}}`
const DEMO = '{platform{demo demoLogins{login} demoCode(login:"office")}}'

const STEP_MS = 30_000
const codeAt = (login: string, steps: number) =>
  generateSync({ secret: demoSecret(login), epoch: Math.floor((Date.now() + steps * STEP_MS) / 1000) })

async function passwordOnly(login: string): Promise<Person> {
  await giveFactor(platform.command, login)
  await platform.db.tx(tx => tx.run('UPDATE app_user SET totp_step = 0 WHERE login = $1', [login]))
  const person = platform.anonymous()
  await person.alone(LOGIN, { l: login, p: TEST_PASSWORD })
  return person
}

const age = (login: string, minutes: number) =>
  platform.db.tx(tx =>
    tx.run(
      `UPDATE session SET stepped_up_at = stepped_up_at - make_interval(mins => $2) WHERE user_id = (SELECT id FROM app_user WHERE login = $1)`,
      [login, minutes],
    ),
  )

describe('the second factor (2-integrity §5)', () => {
  it('leaves a session without it nobody: it may ask who it is, pass the factor and leave', async () => {
    const office = await passwordOnly('office')
    expect(await office.ask('{me{login factor}}')).toEqual({ me: { login: 'office', factor: 'needed' } })
    await expect(office.ask('{users{total}}')).rejects.toThrow(/登录/)
    await expect(office.ask('{jobs(filter:{}){total}}')).rejects.toThrow(/登录/)
    const id = await seedTender(platform, 'demand')
    expect(await codes(office.alone(PUBLISH, { ...(await seedDraft(platform, id, 49)) }))).toEqual(['notSignedIn'])
    expect((await office.fetch(`/documents/demand/${id}.xlsx`)).status).not.toBe(200)
    expect(JSON.stringify(await office.ask(ENROL))).toContain('stepUpNeeded')
  })

  it('does not ask the parties of the market for one', async () => {
    const hospital = platform.anonymous()
    const answer = await hospital.alone(LOGIN, { l: 'hospital-H3701001', p: TEST_PASSWORD })
    expect(answer).toMatchObject({ factor: 'none' })
  })

  it('takes a code once, one step early or late, and changes the cookie', async () => {
    const office = await passwordOnly('office')
    expect(await codes(office.alone(VERIFY, { c: codeAt('office', -3) }))).toEqual(['wrongCode code'])
    expect(await codes(office.alone(VERIFY, { c: 'abcdef' }))).toEqual(['wrongCode code'])
    expect(await office.alone(VERIFY, { c: codeAt('office', -1) })).toMatchObject({ login: 'office', factor: 'done' })
    const again = platform.anonymous()
    await again.alone(LOGIN, { l: 'office', p: TEST_PASSWORD })
    expect(await codes(again.alone(VERIFY, { c: codeAt('office', -1) }))).toEqual(['wrongCode code'])
    expect(await again.alone(VERIFY, { c: codeAt('office', 0) })).toMatchObject({ factor: 'done' })
    const third = platform.anonymous()
    await third.alone(LOGIN, { l: 'office', p: TEST_PASSWORD })
    expect(await codes(third.alone(VERIFY, { c: codeAt('office', -1) }))).toEqual(['wrongCode code'])
  })

  it('is set up at the first sign-in, with recovery codes that count once', async () => {
    const expert = platform.anonymous()
    expect(await expert.alone(LOGIN, { l: 'expert-E01', p: TEST_PASSWORD })).toMatchObject({ factor: 'enrol' })
    const offer = await expert.alone<{ secret: string; uri: string; svg: string }>(ENROL)
    expect(offer.uri).toContain(`secret=${offer.secret}`)
    expect(offer.svg).toContain('<svg')
    expect(await codes(expert.alone(CONFIRM, { c: '000000' }))).toEqual(['wrongCode code'])
    const { codes: recovery } = await expert.alone<{ codes: string[] }>(CONFIRM, {
      c: generateSync({ secret: offer.secret }),
    })
    expect(new Set(recovery).size).toBe(10)
    expect(await expert.ask('{me{factor} factors{hasTotp recoveryCodesLeft}}')).toEqual({
      me: { factor: 'done' },
      factors: { hasTotp: true, recoveryCodesLeft: 10 },
    })
    const lost = platform.anonymous()
    await lost.alone(LOGIN, { l: 'expert-E01', p: TEST_PASSWORD })
    expect(await lost.alone(VERIFY, { c: recovery[0]?.toUpperCase() })).toMatchObject({ factor: 'done' })
    const thief = platform.anonymous()
    await thief.alone(LOGIN, { l: 'expert-E01', p: TEST_PASSWORD })
    expect(await codes(thief.alone(VERIFY, { c: recovery[0] }))).toEqual(['wrongCode code'])
    const dump = JSON.stringify(await platform.db.prisma.user.findMany(), (_k, v) =>
      typeof v === 'bigint' ? String(v) : v instanceof Uint8Array ? Buffer.from(v).toString('latin1') : v,
    )
    expect(dump).not.toContain(offer.secret)
  })

  it('stops guessing', async () => {
    const auditor = await passwordOnly('auditor')
    for (let i = 0; i < 10; i++) await codes(auditor.alone(VERIFY, { c: '000000' }))
    expect(await codes(auditor.alone(VERIFY, { c: codeAt('auditor', 0) }))).toEqual(['tooManyTries code'])
  })

  it('has no passkey to offer to who has none', async () => {
    const office = await passwordOnly('office')
    expect(await codes(office.alone(ASK_PASSKEY))).toEqual(['factorMissing'])
  })
})

describe('stepping up', () => {
  it('is asked for when the factor was shown more than five minutes ago, and never for reading', async () => {
    const id = await seedTender(platform, 'demand')
    const office = await passwordOnly('office')
    await office.alone(VERIFY, { c: codeAt('office', -1) })
    await age('office', 6)
    const draft = await seedDraft(platform, id, 49)
    const [answer] = Object.values(await office.ask<Record<string, unknown>>(PUBLISH, { ...draft }))
    expect(answer).toMatchObject({ violations: [{ code: 'stepUpNeeded' }] })
    expect(await office.ask('{jobs(filter:{}){total}}')).toMatchObject({ jobs: {} })
    await office.alone(VERIFY, { c: codeAt('office', 0) })
    expect(await office.alone(PUBLISH, { ...draft })).toMatchObject({ __typename: 'Proposal' })
  })

  it('leaves what the page asked with the old cookie answered, but not what needs the step-up', async () => {
    const id = await seedTender(platform, 'demand')
    const office = await passwordOnly('office')
    const cookies: string[] = []
    const remember = async (query: string, variables: object) => {
      const response = await office.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      cookies.push(response.headers.get('set-cookie')?.split(';')[0] ?? '')
    }
    await remember(VERIFY, { c: codeAt('office', -1) })
    await age('office', 6)
    await remember(VERIFY, { c: codeAt('office', 0) })
    const old = (query: string, variables: object) =>
      fetch(`${platform.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-bencao-csrf': '1', cookie: cookies[0] ?? '' },
        body: JSON.stringify({ query, variables }),
      }).then(answer => answer.json())
    expect(cookies[1]).not.toBe(cookies[0])
    expect(await old('{me{login}}', {})).toEqual({ data: { me: { login: 'office' } } })
    expect(JSON.stringify(await old(PUBLISH, { ...(await seedDraft(platform, id, 49)) }))).toContain('stepUpNeeded')
  })
})

describe('accounts', () => {
  it('lose their factor and their sessions by two people, never by one', async () => {
    const admin = await platform.person('admin')
    const victim = await platform.person('expert-E02')
    const { id } = await platform.db.prisma.user.findUniqueOrThrow({ where: { login: 'expert-E02' } })
    expect(await admin.alone(RESET, { u: id })).toMatchObject({ __typename: 'Proposal' })
    expect(await victim.ask('{me{factor}}')).toEqual({ me: { factor: 'done' } })
    await admin.act(RESET, { u: id })
    expect(await victim.ask('{me{factor}}')).toEqual({ me: null })
    expect(await platform.anonymous().alone(LOGIN, { l: 'expert-E02', p: TEST_PASSWORD })).toMatchObject({
      factor: 'enrol',
    })
  })

  it('whose role changes are signed out, whoever changes it', async () => {
    const expert = await platform.person('supervisor')
    await platform.db.tx(tx => tx.run(`UPDATE app_user SET role = 'auditor' WHERE login = 'supervisor'`))
    expect(await expert.ask('{me{login}}')).toEqual({ me: null })
    await platform.db.tx(tx => tx.run(`UPDATE app_user SET role = 'supervisor' WHERE login = 'supervisor'`))
  })
})

describe('the sign-in page', () => {
  it('names demo accounts only in the demo', async () => {
    expect(await platform.anonymous().ask(DEMO)).toEqual({ platform: { demo: false, demoLogins: [], demoCode: null } })
  })

  it('stops guessing passwords, the same for an account that does not exist', async () => {
    for (const login of ['officer-5', 'nobody-at-all']) {
      const guess = () => codes(platform.anonymous().alone(LOGIN, { l: login, p: 'wrong wrong' }))
      for (let i = 0; i < 10; i++) expect(await guess()).toEqual(['wrongPassword password'])
      expect(await guess()).toEqual(['tooManyTries password'])
    }
    expect(await codes(platform.anonymous().alone(LOGIN, { l: 'officer-5', p: TEST_PASSWORD }))).toEqual([
      'tooManyTries password',
    ])
  })
})
