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
  })
})

/** Looks through every column of every table that could hold a price, as text or as bytes. */
async function findMarker(): Promise<readonly string[]> {
  const inBytes = MARKER.toString(16).padStart(16, '0')
  const columns = await platform.db.tx(tx =>
    tx.rows<{ table: string; column: string; type: string }>(
      `SELECT quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) AS table, quote_ident(c.column_name) AS column, c.data_type AS type
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE t.table_type = 'BASE TABLE' AND c.table_schema IN ('public', 'bullmq') AND c.data_type NOT IN ('uuid', 'boolean')`,
    ),
  )
  expect(columns.length).toBeGreaterThan(100)
  const found: string[] = []
  await platform.db.tx(async tx => {
    for (const { table, column, type } of columns) {
      const text = type === 'bytea' ? `encode(${column}, 'hex')` : `${column}::text`
      const hit = await tx.row(`SELECT 1 FROM ${table} WHERE ${text} LIKE $1 LIMIT 1`, [
        `%${type === 'bytea' ? inBytes : MARKER}%`,
      ])
      if (hit) found.push(`${table}.${column}`)
    }
  })
  return found
}
