/** Writes dist/operations.json: the SHA-256 of every document of the screens, as the server compares them. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { stripIgnoredCharacters } from 'graphql'

const files = fs
  .readdirSync('admin', { recursive: true, encoding: 'utf8' })
  .filter(file => /\.tsx?$/.test(file) && !file.includes('node_modules'))
const texts = files.flatMap(file => {
  const source = fs.readFileSync(path.join('admin', file), 'utf8')
  return [...source.matchAll(/gql`([^`]*)`/g)].map(match => match[1] ?? '')
})
const hashes = texts.map(text => createHash('sha256').update(stripIgnoredCharacters(text)).digest('hex'))
fs.mkdirSync('dist', { recursive: true })
fs.writeFileSync('dist/operations.json', `${JSON.stringify([...new Set(hashes)].sort(), null, 1)}\n`)
