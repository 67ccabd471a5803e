import { crc32, deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { unzip, zipStored } from '../../templates/zip.ts'
import { seedAlliance, seedTender } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let hospital: Person
let tenderId: string

beforeAll(async () => {
  await seedAlliance(platform)
  hospital = await platform.person('hospital-H3701001')
  tenderId = await seedTender(platform, 'demand')
})

/** Sends text as the body of a GraphQL request. */
async function post(body: string, type = 'application/json'): Promise<{ status: number; text: string }> {
  const response = await hospital.fetch('/graphql', { method: 'POST', headers: { 'content-type': type }, body })
  return { status: response.status, text: await response.text() }
}

const ask = (query: string, variables?: object) => post(JSON.stringify({ query, variables }))

/** After each attack the same process goes on answering. */
async function stillAnswers(): Promise<void> {
  expect((await ask('{me{login}}')).text).toBe('{"data":{"me":{"login":"hospital-H3701001"}}}')
}

const deep = (levels: number) => `{tenders{items${'{stages'.repeat(levels)}{stage}${'}'.repeat(levels)}}}`

describe('a hostile document', () => {
  it.each([
    ['1,000 aliases', `{${Array.from({ length: 1000 }, (_x, i) => `a${i}:me{login}`).join(' ')}}`, /limit/i],
    ['100 aliases', `{${Array.from({ length: 100 }, (_x, i) => `a${i}:serverTime`).join(' ')}}`, /Aliases limit/],
    ['depth 50', deep(50), /depth limit/i],
    ['30,000 tokens', `{${'me{login}'.repeat(10_000)}}`, /[Tt]oken limit/],
    ['a circle of fragments', '{me{...A}} fragment A on User{...B} fragment B on User{...A}', /itself|fragment/i],
  ])('%s is refused with the limit that it breaks', async (_what, query, reason) => {
    const { status, text } = await ask(query)
    expect([200, 400]).toContain(status)
    expect(text).toMatch(reason)
    expect(text).not.toContain('INTERNAL_SERVER_ERROR')
    await stillAnswers()
  })

  it('of 5 MB, or a variable of 10 MB, is too large', async () => {
    expect((await ask(`{me{login ${' '.repeat(5_000_000)}}}`)).status).toBe(413)
    expect((await ask('query($q:String){tenders(filter:{q:$q}){total}}', { q: '字'.repeat(3_500_000) })).status).toBe(
      413,
    )
    await stillAnswers()
  })

  it('changes nothing by GET', async () => {
    const query = encodeURIComponent('mutation{logout{__typename}}')
    const response = await hospital.fetch(`/graphql?query=${query}`)
    expect(response.status).toBe(405)
    await stillAnswers()
  })

  it('in a form, as text or as a broken body is refused', async () => {
    expect(
      (await post('query=%7Bme%7Blogin%7D%7D', 'application/x-www-form-urlencoded')).status,
    ).toBeGreaterThanOrEqual(400)
    expect((await post('{"query":"{me{login}}"', 'application/json')).status).toBe(400)
    expect((await post('[{"query":"{me{login}}"}]')).status).toBe(400)
    expect((await post('null')).status).toBe(400)
    await stillAnswers()
  })
})

describe('a hostile value', () => {
  const TENDER =
    'mutation($t:ID!,$l:[DemandLineInput!]!){reportDemand(tenderId:$t,lines:$l){__typename ...on Refusal{violations{code path}}}}'
  const report = async (line: object) => {
    const lot = await platform.db.prisma.lot.findFirstOrThrow({ where: { tenderId } })
    const whole = { lotId: lot.id, quantityKg: 1, lastYearKg: 1, lastPriceFen: '100', ...line }
    return ask(TENDER, { t: tenderId, l: [whole] })
  }

  it('__proto__ is no way into an object', async () => {
    const { text } = await post(
      '{"query":"{me{login}}","__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
    )
    expect(text).toContain('Unexpected parameter')
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    const list = 'query($s:String){tenders(sort:$s){total items{id}}}'
    for (const s of ['__proto__', 'constructor', 'toString']) {
      const answer = await ask(list, { s })
      expect(answer.text).toContain('notOneOf')
      expect(answer.text).not.toContain('INTERNAL_SERVER_ERROR')
    }
    const body = `{"query":${JSON.stringify(TENDER)},"variables":{"t":"${tenderId}","l":[{"__proto__":{"quantityKg":1}}]}}`
    expect((await post(body)).text).toContain('errors')
    await stillAnswers()
  })

  it.each([
    ['1e21', { quantityKg: 1e21 }],
    ['a fraction', { quantityKg: 1.5 }],
    ['full-width digits', { lastPriceFen: '１００' }],
    ['NaN as text', { lastPriceFen: 'NaN' }],
    ['a price of 1e21', { lastPriceFen: '1e21' }],
    ['Infinity', { quantityKg: 'Infinity' }],
  ])('%s is no number', async (_what, line) => {
    const { text } = await report(line)
    expect(text).toContain('"errors"')
    expect(text).not.toContain('INTERNAL_SERVER_ERROR')
    await stillAnswers()
  })

  it('NaN in JSON is no JSON', async () => {
    expect((await post(`{"query":"{me{login}}","variables":{"x":NaN}}`)).status).toBe(400)
  })

  it.each([
    ['−1 kg', { quantityKg: -1 }],
    ['−1 fen', { lastPriceFen: '-1' }],
    ['18 digits of fen', { lastPriceFen: '999999999999999999' }],
    ['U+0000', { reason: 'a\0b', quantityKg: 0 }],
    ['a lone surrogate', { reason: 'a\ud800b', quantityKg: 0 }],
    ['a long reason', { reason: '长'.repeat(1_000_000), quantityKg: 0 }],
  ])('%s is refused by its field', async (_what, line) => {
    const { text } = await report(line)
    expect(text, text.slice(0, 500)).toContain('"Refusal"')
    expect(text).toContain('lines[0]')
    await stillAnswers()
  })

  it('U+0000 in a filter finds nothing and breaks nothing', async () => {
    const { text } = await ask('query($q:String){tenders(filter:{q:$q}){total}}', { q: 'a\0b' })
    expect(text).not.toContain('INTERNAL_SERVER_ERROR')
    const sign = await ask(
      'mutation{login(login:"a\\u0000b",password:"x"){__typename ...on Refusal{violations{code}}}}',
    )
    expect(sign.text).not.toContain('INTERNAL_SERVER_ERROR')
    await stillAnswers()
  })
})

describe('a hostile file', () => {
  const url = () => `/documents/demand-form/${tenderId}`
  const upload = async (body: Uint8Array) => {
    const response = await hospital.fetch(url(), { method: 'POST', body: new Uint8Array(body) })
    return { status: response.status, text: await response.text() }
  }
  const form = async () => new Uint8Array(await (await hospital.fetch(url())).arrayBuffer())

  it.each([
    ['empty', () => new Uint8Array(0)],
    ['a text', () => Buffer.from('品规编码,需求量\nHQ-T,5\n')],
    ['an executable', () => Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(4000, 1)])],
    ['a zip that is no workbook', () => zipStored(new Map([['readme.txt', Buffer.from('x')]]))],
    ['a path out of the file', () => zipStored(new Map([['../../etc/passwd', Buffer.from('x')]]))],
    ['a bomb of 200 MB', () => bomb('xl/worksheets/sheet1.xml', 200_000_000)],
    ['a bomb that lies about its size', () => bomb('xl/worksheets/sheet1.xml', 50_000_000, 1000)],
  ])('%s is refused in words', async (_what, make) => {
    const { status, text } = await upload(make())
    expect(status).toBe(422)
    expect(text).toMatch(/badFile|fileTooLarge/)
    await stillAnswers()
  })

  it('cut in half, or with a bit turned, is refused or names a cell', async () => {
    const whole = await form()
    expect((await upload(whole.slice(0, whole.length / 2))).status).toBe(422)
    for (const at of [30, 200, Math.floor(whole.length / 3), whole.length - 40]) {
      const turned = Uint8Array.from(whole)
      turned[at] = (turned[at] ?? 0) ^ 1
      expect([200, 422]).toContain((await upload(turned)).status)
    }
    await stillAnswers()
  })

  it('with 1,048,576 validated rows is read like any other', async () => {
    const unzipped = unzip(await form(), 50_000_000)
    if (!unzipped.ok) throw new Error('a form')
    const rules =
      '<dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"><formula1>0</formula1></dataValidation></dataValidations>'
    const parts = new Map(
      [...unzipped.files].map(([name, bytes]) => [
        name,
        name === 'xl/worksheets/sheet1.xml'
          ? Buffer.from(
              Buffer.from(bytes)
                .toString('utf8')
                .replace(/<dataValidations.*<\/dataValidations>/s, rules),
            )
          : bytes,
      ]),
    )
    const { status, text } = await upload(zipStored(parts))
    expect([200, 422]).toContain(status)
    expect(text).not.toContain('Internal')
    await stillAnswers()
  })

  it('above 5 MB, or by somebody who may send none, is not read', async () => {
    const { status, text } = await upload(new Uint8Array(6_000_000))
    expect([status, text.includes('fileTooLarge')]).toEqual([422, true])
    const nobody = await platform.anonymous().fetch(url(), { method: 'POST', body: new Uint8Array(6_000_000) })
    expect(nobody.status).toBe(401)
    await stillAnswers()
  })
})

/** A zip with one deflated entry of zeros; `claimed` is the size that it says it has. */
function bomb(name: string, size: number, claimed = size): Uint8Array {
  const zeros = Buffer.alloc(size)
  const packed = deflateRawSync(zeros, { level: 9 })
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(crc32(zeros), 14)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(claimed, 22)
  head.writeUInt16LE(name.length, 26)
  const local = Buffer.concat([head, Buffer.from(name), packed])
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 4)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(crc32(zeros), 16)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(claimed, 24)
  entry.writeUInt16LE(name.length, 28)
  const directory = Buffer.concat([entry, Buffer.from(name)])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, directory, end])
}
