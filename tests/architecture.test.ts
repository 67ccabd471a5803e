import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { cruise } from 'dependency-cruiser'
import { afterAll, describe, expect, it } from 'vitest'
// @ts-expect-error plain JavaScript, shared with the check script
import { OPTIONS, RULES } from '../scripts/dependencyRules.mjs'

const ROOT = path.resolve(import.meta.dirname, '..')
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-planted-')))
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }))

/** For every rule a file that breaks it, and what that file imports. */
const PLANTED: Readonly<Record<string, readonly [from: string, to: string, back?: string]>> = {
  'domain-is-pure': ['api/domain/a.ts', 'api/platform/b.ts'],
  'modules-meet-at-the-door': ['api/modules/bid/commands.ts', 'api/modules/tender/store.ts'],
  'schemas-stay-in-the-skin': ['api/modules/bid/commands.ts', 'api/modules/tender/schema.ts'],
  'platform-knows-no-business': ['api/platform/a.ts', 'api/modules/tender/index.ts'],
  'templates-are-pure': ['templates/a.ts', 'api/platform/b.ts'],
  'admin-knows-the-domain-only': ['admin/a.ts', 'api/context.ts'],
  'verify-stands-alone': ['verify/a.ts', 'api/platform/b.ts'],
  'seal-stands-alone': ['seal/a.ts', 'api/platform/b.ts'],
  'witness-stands-alone': ['witness/a.ts', 'verify/b.ts'],
  'nothing-imports-workers': ['api/modules/bid/commands.ts', 'workers/a.ts'],
  'nothing-imports-admin': ['templates/a.ts', 'admin/a.ts'],
  'nothing-imports-tests': ['api/context.ts', 'tests/a.ts'],
  'server-does-not-rehearse': ['api/context.ts', 'rehearsal/a.ts'],
  'no-cycles': ['api/a.ts', 'api/b.ts', 'api/a.ts'],
}

async function broken(from: string, to: string, back?: string): Promise<{ rules: string[]; read: number }> {
  const dir = fs.mkdtempSync(path.join(scratch, 'tree-'))
  const write = (file: string, imports: string | undefined) => {
    fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true })
    const line = imports
      ? `import '${path.posix.relative(path.posix.dirname(file), imports).replace(/^(?!\.)/, './')}'\n`
      : ''
    fs.writeFileSync(path.join(dir, file), `${line}export const x = 1\n`)
  }
  write(to, back)
  write(from, to)
  const { output } = await cruise([from.split('/')[0] ?? ''], { ...OPTIONS, baseDir: dir })
  if (typeof output === 'string') throw new Error(output)
  return { rules: output.summary.violations.map(v => v.rule.name), read: output.summary.totalCruised }
}

describe('the dependency rules', () => {
  it('each have a planted breach', () => {
    expect(Object.keys(PLANTED).sort()).toEqual(RULES.map((rule: { name: string }) => rule.name).sort())
  })

  it.each(Object.entries(PLANTED))('%s is found', async (name, [from, to, back]) => {
    const { rules, read } = await broken(from, to, back)
    expect(read).toBeGreaterThan(0)
    expect(rules).toContain(name)
  })
})

const sources = (folder: string): string[] =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file) && !file.startsWith('platform/prisma/'))
    .map(file => `${folder}/${file}`)

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')

const matching = (files: readonly string[], pattern: RegExp) => {
  expect(files.length).toBeGreaterThan(0)
  return files.filter(file => pattern.test(read(file)))
}

describe('the sources', () => {
  it('have no clock and no chance in the domain', () => {
    expect(matching(sources('api/domain'), /Date\.now|Math\.random|new Date\(\)/)).toEqual([])
  })

  it('have SQL in stores only', () => {
    const outside = sources('api/modules').filter(file => !/[sS]tore\.ts$/.test(file))
    expect(matching(outside, /\btx\s*\.\s*(rows|row|run|copy)[<(]/)).toEqual([])
    expect(matching(sources('workers'), /\btx\s*\.\s*(rows|row|run|copy)[<(]/)).toEqual([])
  })

  it('have no drawer files', () => {
    const files = ['api', 'workers', 'admin', 'templates', 'rehearsal', 'verify', 'seal', 'witness'].flatMap(sources)
    expect(
      files.filter(file => /\/(utils?|helpers?|common|misc|manager|service|base|types)\.tsx?$/.test(file)),
    ).toEqual([])
  })

  it('have a handler for every job kind that is started', async () => {
    const started = sources('api/modules').flatMap(file =>
      [...read(file).matchAll(/startJob\(\s*tx,\s*\{[^}]*?kind: '(\w+)'/gs)].map(m => m[1]),
    )
    const { HANDLERS } = await import('../workers/registry.ts')
    expect(started.length).toBeGreaterThan(0)
    expect(started.filter(kind => !Object.hasOwn(HANDLERS, kind ?? ''))).toEqual([])
  })
})
