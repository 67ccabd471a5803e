import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const schema = buildSchema(readFileSync(join(ROOT, 'api/graphql/schema.graphql'), 'utf8'))

interface Found {
  readonly file: string
  readonly text: string
}

function documentsIn(file: string): readonly Found[] {
  const source = readFileSync(join(ROOT, 'admin', file), 'utf8')
  return [...source.matchAll(/gql`([^`]*)`/g)].map(match => ({ file, text: match[1] ?? '' }))
}

const documents = readdirSync(join(ROOT, 'admin'), { recursive: true, encoding: 'utf8' })
  .filter(file => /\.tsx?$/.test(file) && !file.includes('node_modules'))
  .flatMap(documentsIn)

describe('documents of the screens', () => {
  it('are found', () => {
    expect(documents.length).toBeGreaterThan(50)
  })

  it.each(documents)('are valid against the contract: $file $text', ({ text }) => {
    expect(text).not.toContain('${')
    expect(validate(schema, parse(text))).toEqual([])
  })
})
