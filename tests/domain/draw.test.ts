import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { hex, utf8 } from '#domain/bytes.ts'
import {
  checkManifest,
  checkReveals,
  DRAW_ALGORITHM,
  type DrawManifest,
  draw,
  type EntropySource,
  entropyCommitment,
  manifestHash,
  poolLabel,
  poolSalt,
  type Reveal,
} from '#domain/draw.ts'
import { nodeCrypto as crypto } from '../../api/platform/crypto.ts'

const reveals: readonly Reveal[] = ['lab', 'notary', 'office', 'supplier'].map(source => ({
  source,
  value: utf8(`${source}-9f2c`),
}))
let manifest: DrawManifest
let recused: string

beforeAll(async () => {
  const label = (name: string) => poolLabel(utf8(`salt-${name}`), name, crypto)
  const pool = (prefix: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => label(`${prefix}${i}`)))
  const sources = reveals.map(
    async ({ source, value }): Promise<EntropySource> => ({
      code: source,
      kind: source === 'supplier' ? 'supplier' : 'body',
      contributor: source,
      commitment: await entropyCommitment(value, crypto),
      revealAt: '2023-05-01T01:00:00.000Z',
    }),
  )
  recused = await label('recused')
  manifest = {
    algorithm: DRAW_ALGORITHM,
    code: 'T-2023-1',
    strata: [
      { code: '鉴定-山东', quota: 5, pool: await pool('a', 12), insiders: [] },
      { code: 'pharmacy-山西', quota: 3, pool: await pool('b', 3), insiders: [] },
    ],
    recusals: [{ label: recused, reason: 'kinship' }],
    sources: await Promise.all(sources),
  }
})

async function drawn(of: DrawManifest, given: readonly Reveal[]) {
  const result = await draw(of, given, crypto)
  if (result.verdict === 'refused') throw new Error(JSON.stringify(result.faults))
  return result
}

const changed = (code: string, change: Partial<EntropySource>): DrawManifest => ({
  ...manifest,
  sources: manifest.sources.map(source => (source.code === code ? { ...source, ...change } : source)),
})

describe('the draw', () => {
  it('takes the quota, the rest are reserves, everybody once', async () => {
    const { strata, sources } = await drawn(manifest, reveals)
    expect(strata.map(({ code, drawn, reserves }) => [code, drawn.length, reserves.length])).toEqual([
      ['pharmacy-山西', 3, 0],
      ['鉴定-山东', 5, 7],
    ])
    const everybody = strata.flatMap(({ drawn, reserves }) => [...drawn, ...reserves])
    expect([...everybody].sort()).toEqual(manifest.strata.flatMap(({ pool }) => pool).sort())
    expect(sources.every(({ outcome }) => outcome === 'revealed')).toBe(true)
  })
  it('is the same whatever the order of every list', async () => {
    const expected = await drawn(manifest, reveals)
    const shuffled = <T>(items: readonly T[]) =>
      fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
    const pools = fc.tuple(...manifest.strata.map(stratum => shuffled(stratum.pool)))
    await fc.assert(
      fc.asyncProperty(pools, shuffled(manifest.sources), shuffled(reveals), async (pool, sources, given) => {
        const strata = manifest.strata.map((stratum, i) => ({ ...stratum, pool: pool[i] ?? [] })).reverse()
        expect(await drawn({ ...manifest, strata, sources }, given)).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  })
  it('is this one for ever: a published bundle must replay on later versions', async () => {
    const { strata } = await drawn(manifest, reveals)
    expect(hex(await manifestHash(manifest, crypto))).toMatchInlineSnapshot(
      `"70f7ab4bc44c6b4dd6cfab0b7130d7fd7cdf95727d6e50ce72f4bb2be71f9727"`,
    )
    expect(strata[1]?.drawn.map(label => label.slice(0, 8))).toMatchInlineSnapshot(`
      [
        "0e1dd713",
        "3ada1977",
        "25151d24",
        "e3341632",
        "8af5db4f",
      ]
    `)
  })
  it('changes with any contribution and with the manifest', async () => {
    const order = async (of: DrawManifest, given: readonly Reveal[]) => (await drawn(of, given)).strata[1]
    const before = await order(manifest, reveals)
    expect(await order(manifest, reveals.slice(1))).not.toEqual(before)
    expect(await order({ ...manifest, code: 'T-2023-2' }, reveals)).not.toEqual(before)
  })
  it('draws everybody about equally often, and the recused never', async () => {
    const counts = new Map<string, number>()
    for (let i = 0; i < 300; i++) {
      const { strata } = await drawn({ ...manifest, code: `T-${i}` }, [])
      for (const label of strata[1]?.drawn ?? []) counts.set(label, (counts.get(label) ?? 0) + 1)
    }
    expect(counts.has(recused)).toBe(false)
    expect(counts.size).toBe(12)
    // 300 · 5/12 = 125, standard deviation 8.5: six of them either way.
    for (const count of counts.values()) expect(Math.abs(count - 125)).toBeLessThan(52)
  })
})

describe('the labels of the pool', () => {
  it('follow from the secret and the code alone, and differ under another secret', async () => {
    const label = async (secret: string, code: string) =>
      poolLabel(await poolSalt(utf8(secret), code, crypto), code, crypto)
    expect(await label('s1', 'E1')).toBe(await label('s1', 'E1'))
    expect(new Set([await label('s1', 'E1'), await label('s1', 'E2'), await label('s2', 'E1')]).size).toBe(3)
  })
})

describe('a contribution not revealed', () => {
  it('has one fallback, never a re-draw; a false reveal counts as none', async () => {
    const missing = await drawn(manifest, reveals.slice(1))
    const lying = await drawn(manifest, [{ source: 'lab', value: utf8('other') }, ...reveals.slice(1)])
    expect(missing.sources[0]).toEqual({ source: 'lab', outcome: 'unrevealed' })
    expect(lying.sources[0]).toEqual({ source: 'lab', outcome: 'mismatch' })
    expect(lying.strata).toEqual(missing.strata)
    expect((await drawn(manifest, [{ source: 'lab', value: utf8('other') }, ...reveals])).sources[0]?.outcome).toBe(
      'revealed',
    )
    expect((await drawn(manifest, [{ source: 'nobody', value: utf8('x') }, ...reveals])).strata).toEqual(
      (await drawn(manifest, reveals)).strata,
    )
  })
  it('needs the reveals of three bodies; the supplier and false values do not count', async () => {
    const fault = [{ reason: 'tooFewBodies', bodies: 2 }]
    expect(await checkReveals(manifest, reveals, crypto)).toEqual([])
    expect(await checkReveals(manifest, reveals.slice(0, 3), crypto)).toEqual([])
    expect(await checkReveals(manifest, reveals.slice(1), crypto)).toEqual(fault)
    expect(
      await checkReveals(manifest, [{ source: 'lab', value: utf8('other') }, ...reveals.slice(1)], crypto),
    ).toEqual(fault)
  })
  it('a beacon has no commitment, and one value only', async () => {
    const beacon = { code: 'lottery', kind: 'beacon', contributor: '双色球', commitment: null, revealAt: '' } as const
    const withBeacon = { ...manifest, sources: [...manifest.sources, beacon] }
    const value = (text: string) => ({ source: 'lottery', value: utf8(text) })
    const first = await drawn(withBeacon, [...reveals, value('01 05 09')])
    expect(first.strata).not.toEqual((await drawn(withBeacon, reveals)).strata)
    const answer = await draw(withBeacon, [...reveals, value('1'), value('2')], crypto)
    expect(answer).toEqual({ verdict: 'refused', faults: [{ reason: 'ambiguousBeacon', source: 'lottery' }] })
  })
})

describe('a faulty manifest is refused before anything is drawn', () => {
  it('without faults is taken', () => {
    expect(checkManifest(manifest)).toEqual([])
  })
  it('quota > eligible', async () => {
    const strata = manifest.strata.map(stratum => ({ ...stratum, quota: 4 }))
    const faults = [{ reason: 'quotaExceedsEligible', stratum: 'pharmacy-山西', quota: 4, eligible: 3 }]
    expect(await draw({ ...manifest, strata }, reveals, crypto)).toEqual({ verdict: 'refused', faults })
  })
  it('a recused or repeated expert, a label that is no hash', () => {
    const [first] = manifest.strata
    if (!first) throw new Error('must have a stratum')
    const withPool = (pool: readonly string[]) => ({ ...manifest, strata: [{ ...first, pool }] })
    expect(checkManifest(withPool([...first.pool, recused]))).toEqual([{ reason: 'recusedInPool', label: recused }])
    const [label = ''] = first.pool
    expect(checkManifest(withPool([...first.pool, label]))).toEqual([{ reason: 'repeatedLabel', label }])
    expect(checkManifest(withPool([...first.pool, '张三']))).toEqual([{ reason: 'badLabel', label: '张三' }])
    const twice = { ...manifest, strata: [...manifest.strata, { code: 'x', quota: 1, pool: [label], insiders: [] }] }
    expect(checkManifest(twice)).toEqual([{ reason: 'repeatedLabel', label }])
  })
  it('quota 0, a repeated stratum, none at all', () => {
    const [first] = manifest.strata
    if (!first) throw new Error('must have a stratum')
    expect(checkManifest({ ...manifest, strata: [{ ...first, quota: 0 }] })).toEqual([
      { reason: 'badQuota', stratum: first.code },
    ])
    expect(
      checkManifest({ ...manifest, strata: [first, { ...first, quota: 1, pool: [recused.replace(/^./, 'g')] }] }),
    ).toContainEqual({ reason: 'repeatedStratum', stratum: first.code })
    expect(checkManifest({ ...manifest, strata: [] })).toEqual([{ reason: 'noStrata' }])
  })
  it('fewer than three bodies, no supplier, a missing commitment, a repeated source', () => {
    expect(checkManifest(changed('lab', { contributor: 'notary' }))).toEqual([{ reason: 'tooFewBodies', bodies: 2 }])
    expect(checkManifest(changed('supplier', { kind: 'body' }))).toEqual([{ reason: 'noSupplierSource' }])
    expect(checkManifest(changed('lab', { commitment: null }))).toEqual([{ reason: 'badCommitment', source: 'lab' }])
    const [copied] = manifest.sources
    expect(checkManifest(changed('office', { commitment: copied?.commitment ?? null }))).toEqual([
      { reason: 'repeatedCommitment', source: 'office' },
    ])
    expect(checkManifest(changed('lab', { code: 'office' }))).toEqual([{ reason: 'repeatedSource', source: 'office' }])
  })
})

describe('outside experts (招标投标法 37: at least two thirds)', () => {
  it('are never fewer, whoever is drawn: an insider beyond a third is passed over and stays in reserve', async () => {
    const [first] = manifest.strata
    if (!first) throw new Error('a stratum')
    for (let insiders = 0; insiders <= 8; insiders++) {
      const stratum = { ...first, quota: 5, insiders: first.pool.slice(0, insiders) }
      const only = { ...manifest, strata: [stratum] }
      const eligible = first.pool.length - Math.max(0, insiders - 1)
      expect(checkManifest(only).length === 0).toBe(eligible >= 5)
      const result = await drawn(only, reveals)
      const seated = result.strata[0]?.drawn ?? []
      expect(seated).toHaveLength(5)
      expect(seated.filter(label => stratum.insiders.includes(label)).length).toBeLessThanOrEqual(1)
      expect([...seated, ...(result.strata[0]?.reserves ?? [])].sort()).toEqual([...first.pool].sort())
    }
  })

  it('refuses a quota that only insiders could fill, and insiders who are not in the pool', async () => {
    const [first] = manifest.strata
    if (!first) throw new Error('a stratum')
    const all = { ...manifest, strata: [{ ...first, quota: 5, insiders: first.pool }] }
    expect(checkManifest(all)).toContainEqual({
      reason: 'quotaExceedsEligible',
      stratum: first.code,
      quota: 5,
      eligible: 1,
    })
    const strange = { ...manifest, strata: [{ ...first, insiders: ['f'.repeat(64)] }] }
    expect(checkManifest(strange)).toContainEqual({ reason: 'strangeInsider', label: 'f'.repeat(64) })
  })
})
