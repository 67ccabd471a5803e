import fs from 'node:fs'
import { lexicographicSortSchema, buildSchema as parseSchema, printSchema } from 'graphql'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { PERMISSIONS } from '../../api/domain/permissions.ts'
import { findUnguarded } from '../../api/graphql/guards.ts'
import { buildSchema } from '../../api/graphql/schema.ts'
import { schemaSql } from '../../api/platform/migrate.ts'
import { ROOT } from '../../api/platform/root.ts'
import { cloneDatabase } from '../support/platform.ts'

describe('the GraphQL schema', () => {
  const schema = buildSchema()

  it('is the one that is committed (npm run schema)', () => {
    expect(fs.readFileSync(`${ROOT}/api/graphql/schema.graphql`, 'utf8').trim()).toBe(
      printSchema(lexicographicSortSchema(schema)).trim(),
    )
  })

  it('guards every root field and every type', () => {
    const { unguarded, checked } = findUnguarded(schema)
    expect(checked).toBeGreaterThan(100)
    expect(unguarded).toEqual([])
  })

  it('finds a field without a guard', () => {
    expect(findUnguarded(parseSchema('type Query { open: Int }')).unguarded).toEqual(['Query.open', 'Query'])
  })

  it('has an action for every query and command, and the other way round', () => {
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap(type =>
      Object.keys(type?.getFields() ?? {}),
    )
    const rest = ['rulePacks', 'tender', 'importDemand', 'uploadFiles'] // read inside a tender; files, not fields
    expect(
      Object.keys(PERMISSIONS)
        .filter(action => !rest.includes(action))
        .sort(),
    ).toEqual(fields.sort())
  })
})

describe('the database', () => {
  const columns = async (url: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(
      `SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`,
    )
    await client.end()
    return rows
  }

  it('has after all migrations exactly the columns of prisma/schema', async () => {
    const serverUrl = inject('serverUrl')
    const migrated = await columns(await cloneDatabase(serverUrl))
    const admin = new pg.Client({ connectionString: serverUrl })
    await admin.connect()
    await admin.query('CREATE DATABASE from_schema')
    await admin.end()
    const url = serverUrl.replace(/\/postgres$/, '/from_schema')
    const sql = await schemaSql(url, ROOT)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql)
    await client.end()
    expect(migrated.length).toBeGreaterThan(200)
    expect(await columns(url)).toEqual(migrated)
  })
})
