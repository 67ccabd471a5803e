import { beforeAll, describe, expect, it } from 'vitest'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let hospital: Person
let tenderId: string
let lotId: string
beforeAll(async () => {
  await seedAlliance(platform)
  hospital = await platform.person('hospital-H3701001')
  tenderId = await seedTender(platform, 'demand')
  lotId = (await platform.db.prisma.lot.findFirstOrThrow({ where: { tenderId } })).id
})

interface Answer {
  readonly status: number
  readonly data: Readonly<Record<string, { __typename?: string } | null>> | null | undefined
  readonly errors: readonly { message: string }[]
}

/** Sends a body as it stands; the answer must be JSON, whatever was sent. */
async function post(body: string, path = '/graphql', method = 'POST'): Promise<Answer> {
  const init = { method, headers: { 'content-type': 'application/json' }, ...(method === 'POST' ? { body } : {}) }
  const response = await hospital.fetch(path, init)
  const { data, errors } = (await response.json()) as Partial<Answer>
  return { status: response.status, data, errors: errors ?? [] }
}

const stillLives = async () => expect(await hospital.ask('{me{login}}')).toEqual({ me: { login: 'hospital-H3701001' } })

const ME = '{me{login}}'
const DOCUMENTS: readonly (readonly [what: string, query: string])[] = [
  ['1,000 aliases', `{${Array.from({ length: 1000 }, (_, i) => `a${i}:me{login}`).join(' ')}}`],
  ['1,000 fields of one name', `{${'me{login} '.repeat(1000)}}`],
  ['a depth of 50', `{tenders{items{${'lots{tender{'.repeat(25)}id${'}}'.repeat(25)}}}}`],
  ['fragments in a circle', '{...a} fragment a on Query{...b} fragment b on Query{...a me{login}}'],
  ['5 MB of query', `{me{login}} #${'x'.repeat(5_000_000)}`],
  ['a document that does not end', '{'.repeat(20_000)],
]

describe('a hostile document', () => {
  it.each(DOCUMENTS)('%s: a clear error, and the process lives', async (_what, query) => {
    const answer = await post(JSON.stringify({ query }))
    expect(answer.errors.length).toBeGreaterThan(0)
    expect(answer.errors[0]?.message).not.toMatch(/^Internal/)
    expect(answer.data ?? null).toBeNull()
    expect(answer.status).toBeLessThan(500)
    await stillLives()
  })

  it('a mutation by GET changes nothing', async () => {
    const answer = await post('', `/graphql?query=${encodeURIComponent('mutation{logout{__typename}}')}`, 'GET')
    expect(answer.status).toBe(405)
    await stillLives()
  })

  it.each(['', 'null', '[]', '"x"', '{', '[{"query":"{me{login}}"}]', `{"query":"${ME}"`, '{"query":NaN}'])(
    'the body %j is refused',
    async body => {
      const answer = await post(body)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      await stillLives()
    },
  )
})

const REPORT = `mutation($id:ID!,$lines:[DemandLineInput!]!){reportDemand(tenderId:$id,lines:$lines){__typename ...on Refusal{violations{code path}}}}`

/** The text of a variable as JSON has it, put in for a quantity, a price or a reason. */
const VALUES: readonly (readonly [what: string, field: string, json: string])[] = [
  ['1e21 kg', 'quantityKg', '1e21'],
  ['1e400 kg', 'quantityKg', '1e400'],
  ['−1 kg', 'quantityKg', '-1'],
  ['half a kilogram', 'quantityKg', '0.5'],
  ['full-width digits', 'quantityKg', '"１２"'],
  ['NaN as text', 'quantityKg', '"NaN"'],
  ['a price of 1e21', 'lastPriceFen', '"1e21"'],
  ['a price in full-width digits', 'lastPriceFen', '"１２"'],
  ['a price below zero', 'lastPriceFen', '"-1"'],
  ['a price beyond 63 bits', 'lastPriceFen', '"9223372036854775808"'],
  ['U+0000', 'reason', '"a\\u0000b"'],
  ['half a surrogate pair', 'reason', '"\\ud800"'],
  ['a megabyte of text', 'reason', `"${'长'.repeat(350_000)}"`],
  ['__proto__', 'reason', '{"__proto__":{"polluted":1}}'],
]

describe('a hostile value', () => {
  it.each(VALUES)('%s: refused in words, nothing stored', async (_what, field, json) => {
    const line = { lotId, quantityKg: 10, lastYearKg: 10, lastPriceFen: '100', reason: null, [field]: '@' }
    const lines = JSON.stringify([line]).replace('"@"', () => json)
    const answer = await post(`{"query":${JSON.stringify(REPORT)},"variables":{"id":"${tenderId}","lines":${lines}}}`)
    const isRefused = answer.data?.reportDemand?.__typename === 'Refusal'
    expect(isRefused || answer.errors.length > 0).toBe(true)
    expect(answer.errors.map(error => error.message).filter(text => text.startsWith('Internal'))).toEqual([])
    expect(await platform.db.prisma.demandLine.count({ where: { lot: { tenderId } } })).toBe(0)
    await stillLives()
  })

  it('is not what an ordinary line is: that one is stored', async () => {
    const lines = [{ lotId, quantityKg: 10, lastYearKg: 10, lastPriceFen: '100', reason: null }]
    await hospital.act(REPORT, { id: tenderId, lines })
    expect(await platform.db.prisma.demandLine.count({ where: { lot: { tenderId } } })).toBe(1)
  })

  it('named __proto__ or constructor among the variables changes nothing for others', async () => {
    await post(`{"query":"${ME}","variables":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}`)
    await post(`{"query":"${ME}","__proto__":{"polluted":1},"extensions":{"__proto__":{"polluted":1}}}`)
    expect('polluted' in {}).toBe(false)
    await stillLives()
  })

  it('10 MB of text is refused before it is read', async () => {
    const answer = await post(JSON.stringify({ query: ME, variables: { x: 'x'.repeat(10_000_000) } }))
    expect(answer.status).toBe(413)
    await stillLives()
  })
})
