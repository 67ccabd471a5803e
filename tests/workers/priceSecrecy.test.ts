import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PRICES, useOpenings } from '../support/openings.ts'

const { platform, acts, closedRound, handIn } = useOpenings()

/** The price nobody may find before the opening: not in any column, in no encoding a dump would show. */
const MARKER = 742_424_247n

describe('before the opening', () => {
  it('no role reads a price through any list, and no column of the database holds one', async () => {
    const { round, tenderId } = await closedRound({ ...PRICES, 'HQ-X/S1': MARKER })
    await handIn(round, 1, 2, 3)
    const asks: readonly (readonly [string, Record<string, unknown>])[] = [
      [
        'query($f:OpenedBidFilter!){openedBids(filter:$f){total items{id priceFen verdict reason}}}',
        { f: { roundId: round.id } },
      ],
      [
        'query($f:SealedBidFilter!){sealedBids(perPage:1000,filter:$f){total items{id envelope leaf seq}}}',
        { f: { roundId: round.id } },
      ],
      [
        'query($t:ID!){priceRounds(tenderId:$t){id policy manifest recordHash officerKeys{ordinal publicKey}}}',
        { t: tenderId },
      ],
      [
        'query($t:ID!){declarations(perPage:1000,filter:{tenderId:$t}){total items{id status capacityKg qualityCenti}}}',
        { t: tenderId },
      ],
      ['query($t:ID!){rankings(filter:{tenderId:$t}){total items{id priceFen}}}', { t: tenderId }],
      ['query($t:ID!){awards(filter:{tenderId:$t}){total items{id priceFen}}}', { t: tenderId }],
      ['{auditRows(perPage:1000){total items{action subject}}}', {}],
      ['{jobs(perPage:1000){total items{kind error}}}', {}],
    ]
    let answers = 0
    for (const login of [
      'office',
      'officer-1',
      'supervisor',
      'auditor',
      'admin',
      'supplier-S1',
      'supplier-S2',
      'expert-E01',
      'hospital-H3701001',
      'provinceBureau-370000',
      'cityBureau-370100',
      'distributor-D1',
    ])
      for (const [query, variables] of asks) {
        const answer = await (await acts.person(login)).ask(query, variables).catch((error: Error) => error.message)
        expect(JSON.stringify(answer), `${login}: ${query}`).not.toContain('"priceFen":"')
        expect(JSON.stringify(answer), `${login}: ${query}`).not.toContain(String(MARKER))
        if (typeof answer !== 'string') answers++
      }
    expect(answers).toBeGreaterThan(20)
    expect(await findMarker()).toEqual([])
    expect(platform.logged().length).toBeGreaterThan(1000)
    expect(fs.readdirSync(platform.dataDir).length).toBeGreaterThan(0)
  })

  it('the search would find one: after the opening the price is there', async () => {
    const { round } = await closedRound({ 'HQ-X/S1': MARKER })
    await handIn(round, 1, 2, 3)
    await acts.open(round.id)
    expect(await findMarker()).toEqual([])
    await platform.drainJobs()
    expect(await findMarker()).toContain('public.opened_bid.price_fen')
  })
})

/** Prices as a dump, a log or a file could show them: fen and yuan, as digits, as bytes either way round, in base64. */
function shapesOf(priceFen: bigint): { readonly texts: readonly string[]; readonly bytes: readonly Buffer[] } {
  const digits = String(priceFen)
  const number = Buffer.alloc(8)
  number.writeBigUInt64BE(priceFen)
  const texts = [digits, `${digits.slice(0, -2)}.${digits.slice(-2)}`]
  const bytes = [number, Buffer.from(number).reverse(), ...texts.map(text => Buffer.from(text))]
  // In base64 bytes look differently at each of three places; only characters that they fill alone count.
  const inBase64 = bytes.flatMap(part =>
    [0, 1, 2].map(shift =>
      Buffer.concat([Buffer.alloc(shift), part])
        .toString('base64')
        .slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + part.length) * 8) / 6)),
    ),
  )
  return { texts: [...texts, ...bytes.map(part => part.toString('hex')), ...inBase64], bytes }
}

/** Where the marker is: in which column of which table, in the log, or in which file beside the database. */
async function findMarker(): Promise<readonly string[]> {
  const { texts, bytes } = shapesOf(MARKER)
  const columns = await platform.db.tx(tx =>
    tx.rows<{ table: string; column: string; type: string }>(
      `SELECT quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) AS table, quote_ident(c.column_name) AS column, c.data_type AS type
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema') AND c.data_type NOT IN ('uuid', 'boolean')`,
    ),
  )
  expect(columns.length).toBeGreaterThan(100)
  const found: string[] = []
  await platform.db.tx(async tx => {
    for (const { table, column, type } of columns) {
      const isBytes = type === 'bytea'
      const text = isBytes ? `encode(${column}, 'hex')` : `${column}::text`
      const shapes = isBytes ? bytes.map(part => part.toString('hex')) : texts
      const hit = await tx.row(`SELECT 1 FROM ${table} WHERE ${text} LIKE ANY($1::text[]) LIMIT 1`, [
        shapes.map(shape => `%${shape}%`),
      ])
      if (hit) found.push(`${table}.${column}`)
    }
  })
  const log = platform.logged()
  if (texts.some(text => log.includes(text))) found.push('log')
  const files = fs.readdirSync(platform.dataDir, { recursive: true, encoding: 'utf8' })
  for (const file of files.map(name => path.join(platform.dataDir, name))) {
    const content = fs.statSync(file).isFile() ? fs.readFileSync(file) : Buffer.alloc(0)
    if ([...bytes, ...texts].some(shape => content.includes(shape))) found.push(file)
  }
  return found
}
