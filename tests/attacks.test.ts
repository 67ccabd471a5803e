import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const lines = fs.readFileSync(path.join(ROOT, 'docs/ATTACKS.md'), 'utf8').split('\n')
const rows = lines.flatMap(line => {
  const [, attack, file, name] = /^\| (.+) \| (tests\/\S+) \| (.+) \|$/.exec(line) ?? []
  return attack && file && name ? [{ attack, file, name }] : []
})

it('docs/ATTACKS.md names tests that exist', () => {
  const isThere = ({ file, name }: { file: string; name: string }) => {
    const place = path.join(ROOT, file)
    return fs.existsSync(place) && fs.readFileSync(place, 'utf8').replaceAll("\\'", "'").includes(name)
  }
  expect(rows.length).toBeGreaterThan(60)
  expect(rows.filter(row => !isThere(row))).toEqual([])
  expect(lines.filter(line => line.startsWith('| ') && line.includes('tests/'))).toHaveLength(rows.length)
})
