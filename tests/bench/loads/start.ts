/** Load 8: from nothing, or from yesterday's data, to a platform that answers. */
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { readEnv } from '../../../api/platform/env.ts'
import { provideDatabase } from '../../../api/platform/start.ts'
import { median, promiseAtMost, type Row, timed } from '../measure.ts'
import type { Size } from '../size.ts'
import { BUNDLE, makeTempDir, startSide } from '../stand.ts'

const POLL_MS = 10

/** Starts the platform and waits until /readyz says yes. @returns seconds */
async function startPlatform(dir: string): Promise<number> {
  const env = {
    DATA_DIR: dir,
    DATABASE_URL: '',
    PORT: '0',
    DEMO: 'off',
    LOG_LEVEL: 'error',
    ADMIN_PASSWORD: 'correct horse',
  }
  let stop = async () => {}
  const ms = await timed(async () => {
    const side = await startSide([BUNDLE], env)
    stop = side.stop
    while (!(await fetch(`${side.url}/readyz`)).ok) await new Promise(resolve => setTimeout(resolve, POLL_MS))
  })
  await stop()
  return ms / 1000
}

/** PostgreSQL alone, until it answers a query. @returns seconds */
async function startDatabase(dir: string): Promise<number> {
  let stop = async () => {}
  const ms = await timed(async () => {
    const server = await provideDatabase(readEnv({ DATA_DIR: dir }))
    stop = server.stop
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query('SELECT 1')
    await client.end()
  })
  await stop()
  return ms / 1000
}

export async function start({ runs }: Size): Promise<readonly Row[]> {
  const seen = { fresh: [] as number[], existing: [] as number[], initdb: [] as number[], database: [] as number[] }
  for (let run = 0; run < runs; run++) {
    const dir = makeTempDir()
    const [ours, alone] = ['ours', 'alone'].map(name => path.join(dir, name))
    if (!ours || !alone) throw new Error('two directories')
    seen.fresh.push(await startPlatform(ours))
    seen.initdb.push(await startDatabase(alone))
    seen.existing.push(await startPlatform(ours))
    seen.database.push(await startDatabase(alone))
    fs.rmSync(dir, { recursive: true, force: true })
  }
  return [
    promiseAtMost(
      {
        load: '8',
        what: 'fresh directory → ready; limit: initdb and start of PostgreSQL',
        unit: 's',
        ours: median(seen.fresh),
        limit: median(seen.initdb),
      },
      3,
    ),
    promiseAtMost(
      {
        load: '8',
        what: 'existing data → ready; limit: start of PostgreSQL',
        unit: 's',
        ours: median(seen.existing),
        limit: median(seen.database),
      },
      1.2,
    ),
  ]
}
