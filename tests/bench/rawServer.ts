/** Limits of loads 1 and 4: express and pg with nothing between, for the page of demand lines and for a bid. */
import express from 'express'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
const COUNT_TTL_MS = 2000
const counts = new Map<string, { readonly at: number; readonly total: Promise<number> }>()

const PAGE = `SELECT d.id, d.quantity_kg AS "quantityKg", d.last_price_fen AS "lastPriceFen", h.code AS hospital, h.name AS "hospitalName",
    l.code AS lot, s.code AS spec, v.name AS variety
  FROM demand_line d JOIN hospital h ON h.id = d.hospital_id JOIN lot l ON l.id = d.lot_id JOIN spec s ON s.id = l.spec_id
  JOIN variety v ON v.id = s.variety_id
  WHERE d.tender_id = $1 AND d.quantity_kg >= $2 ORDER BY d.quantity_kg DESC, d.id DESC LIMIT 25 OFFSET $3`
const COUNT = 'SELECT count(*)::int AS total FROM demand_line WHERE tender_id = $1 AND quantity_kg >= $2'

async function countLines(tenderId: string, minKg: number): Promise<number> {
  return (await pool.query<{ total: number }>(COUNT, [tenderId, minKg])).rows[0]?.total ?? 0
}

function cachedCount(tenderId: string, minKg: number): Promise<number> {
  const key = `${tenderId}:${minKg}`
  const known = counts.get(key)
  if (known && performance.now() - known.at < COUNT_TTL_MS) return known.total
  const total = countLines(tenderId, minKg)
  counts.set(key, { at: performance.now(), total })
  return total
}

const app = express()
app.use(express.json())
app.post('/bid', async (req, res) => {
  const { variables } = req.body as { variables: { d: string; e: string } }
  const insert = 'INSERT INTO bench_bid (declaration_id, envelope) VALUES ($1, $2) RETURNING id'
  const stored = await pool.query<{ id: string }>(insert, [variables.d, Buffer.from(variables.e, 'base64')])
  res.json(stored.rows[0])
})
app.post('/:count', async (req, res) => {
  const { tenderId, minKg, page } = req.body as { tenderId: string; minKg: number; page: number }
  const [items, total] = await Promise.all([
    pool.query(PAGE, [tenderId, minKg, (page - 1) * 25]),
    req.params.count === 'cached' ? cachedCount(tenderId, minKg) : countLines(tenderId, minKg),
  ])
  res.json({ items: items.rows, total })
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`http://localhost:${address && typeof address === 'object' ? address.port : 0}\n`)
})
process.on('SIGTERM', () => process.exit(0))
