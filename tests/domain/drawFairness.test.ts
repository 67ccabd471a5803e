import { execFileSync } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hex, utf8 } from '#domain/bytes.ts'
import type { CryptoPort } from '#domain/crypto.ts'
import { DRAW_ALGORITHM, type DrawManifest, draw, drawOrder, entropyCommitment } from '#domain/draw.ts'
import { drawResultHash } from '#domain/evidence.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'
import { ROOT } from '../../api/platform/root.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** Hashing without a round through the thread pool: only waiting is saved, every byte is the same. */
const quickCrypto: CryptoPort = {
  ...nodeCrypto,
  sha256: async bytes => sha256(bytes),
  hmacSha256: async (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
}

const LABELS = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => hex(sha256(utf8(name))))
const QUOTA = 2
const DRAWS = 100_000

/** The 0.1 % point of chi-square; a fixed seed makes the test say the same every time. */
const CRITICAL = { 5: 20.515, 14: 36.123 } as const

function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

describe('the order of a stratum', () => {
  it('gives everybody the same chance in 100,000 draws, and every pair too', async () => {
    const alone = new Map<string, number>()
    const pairs = new Map<string, number>()
    for (let i = 0; i < DRAWS; i++) {
      const order = await drawOrder(sha256(utf8(`prk ${i}`)), 'identification', LABELS, quickCrypto)
      const drawn = order.slice(0, QUOTA)
      for (const label of drawn) alone.set(label, (alone.get(label) ?? 0) + 1)
      const pair = [...drawn].sort().join()
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
    }
    expect([alone.size, pairs.size]).toEqual([6, 15])
    // Two without replacement: the statistic over single labels has its spread shrunk by (6 − 2) / (6 − 1).
    const shrink = (LABELS.length - QUOTA) / (LABELS.length - 1)
    expect(chiSquare([...alone.values()], (DRAWS * QUOTA) / LABELS.length) / shrink).toBeLessThan(CRITICAL[5])
    expect(chiSquare([...pairs.values()], DRAWS / 15)).toBeLessThan(CRITICAL[14])
  }, 60_000)
})

/** A manifest of three bodies and a supplier, and their values. */
async function prepared(code: string) {
  const reveals = ['office', 'notary', 'bureau', 'supplier:S1'].map(source => ({
    source,
    value: utf8(`${source} ${code}`),
  }))
  const sources = reveals.map(async ({ source, value }) => ({
    code: source,
    kind: source.startsWith('supplier') ? ('supplier' as const) : ('body' as const),
    contributor: source,
    commitment: await entropyCommitment(value, quickCrypto),
    revealAt: '2026-05-01T01:00:00.000Z',
  }))
  const manifest: DrawManifest = {
    algorithm: DRAW_ALGORITHM,
    code,
    strata: [
      { code: '鉴定', quota: 2, pool: LABELS.slice(0, 5), insiders: LABELS.slice(0, 2) },
      { code: 'quality', quota: 3, pool: ['g', 'h', 'i', 'j'].map(name => hex(sha256(utf8(name)))), insiders: [] },
    ],
    recusals: [{ label: LABELS[5] ?? '', reason: 'automatic' }],
    sources: await Promise.all(sources),
  }
  return { manifest, reveals }
}

describe('a recused expert', () => {
  it('is never drawn, nor a reserve, in 10,000 draws; insiders never beyond their seats', async () => {
    const recused = LABELS[5] ?? ''
    const insiders = new Set(LABELS.slice(0, 2))
    for (let i = 0; i < 10_000; i++) {
      const { manifest, reveals } = await prepared(`T-${i}`)
      const result = await draw(manifest, reveals, quickCrypto)
      if (result.verdict === 'refused') throw new Error(JSON.stringify(result.faults))
      const all = result.strata.flatMap(({ drawn, reserves }) => [...drawn, ...reserves])
      if (all.includes(recused) || all.length !== 9) throw new Error(`draw ${i} has the recused or lost somebody`)
      const inside = result.strata.flatMap(({ drawn }) => drawn).filter(label => insiders.has(label))
      if (inside.length > 0) throw new Error(`draw ${i} seats an insider where none has a seat`)
    }
  }, 60_000)
})

const SCRIPT = `
import { draw } from './api/domain/draw.ts'
import { drawResultHash } from './api/domain/evidence.ts'
import { nodeCrypto } from './api/platform/crypto.ts'
const { manifest, reveals } = JSON.parse(process.argv.at(-1))
const values = reveals.map(({ source, value }) => ({ source, value: Buffer.from(value, 'hex') }))
const result = await draw(manifest, values, nodeCrypto)
process.stdout.write(await drawResultHash(result.strata, nodeCrypto))
`

describe('the same draw elsewhere', () => {
  it.each([
    ['Asia/Shanghai', 'zh_CN.UTF-8'],
    ['America/St_Johns', 'tr_TR.UTF-8'],
    ['Pacific/Kiritimati', 'de_DE@collation=phonebook'],
  ])(
    'comes to the same in %s with %s, and with every list the other way round',
    async (zone, locale) => {
      const { manifest, reveals } = await prepared('T-2026')
      const here = await draw(manifest, reveals, nodeCrypto)
      if (here.verdict === 'refused') throw new Error('refused')
      const shuffled = {
        manifest: {
          ...manifest,
          strata: manifest.strata
            .map(one => ({ ...one, pool: [...one.pool].reverse(), insiders: [...one.insiders].reverse() }))
            .reverse(),
          sources: [...manifest.sources].reverse(),
        },
        reveals: reveals.map(({ source, value }) => ({ source, value: hex(value) })).reverse(),
      }
      const env = { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale }
      const args = ['--import', 'tsx', '--input-type=module', '-e', SCRIPT, JSON.stringify(shuffled)]
      const there = execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' })
      expect(there).toBe(await drawResultHash(here.strata, nodeCrypto))
    },
    30_000,
  )
})
