import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EvidenceKind } from '../../api/domain/evidence.ts'
import { ROOT } from '../../api/platform/root.ts'
import { verifyEvidence } from '../../verify/evidence.ts'
import { nodeCrypto } from '../../verify/nodeCrypto.ts'
import { faultText } from '../../verify/texts.ts'
import { type PlayedCampaign, playTiny } from '../support/campaign.ts'
import { usePlatform } from '../support/platform.ts'

const platform = usePlatform()
const played: { it?: PlayedCampaign } = {}
beforeAll(async () => {
  played.it = await playTiny(platform)
}, 120_000)

function fileOf(kind: EvidenceKind) {
  const file = played.it?.files.get(kind)
  if (!file) throw new Error(`no evidence ${kind}`)
  return structuredClone(file)
}

type Place = readonly (string | number)[]

/** Every leaf of a JSON value with its path. */
function* leavesOf(value: unknown, path: Place = []): Generator<{ path: Place; value: unknown }> {
  if (typeof value !== 'object' || value === null) {
    yield { path, value }
    return
  }
  for (const [key, part] of Object.entries(value))
    yield* leavesOf(part, [...path, Array.isArray(value) ? Number(key) : key])
}

function put(root: unknown, path: Place, value: unknown): void {
  const parent = path.slice(0, -1).reduce((at, key) => Reflect.get(at as object, key), root)
  Reflect.set(parent as object, path.at(-1) ?? '', value)
}

/** Another value of the same kind: one digit or letter is changed. */
function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (value === null) return '1'
  const text = String(value)
  const at = Math.floor(text.length / 2)
  const letter = text[at] ?? ''
  return `${text.slice(0, at)}${letter === '1' ? '2' : '1'}${text.slice(at + 1)}`
}

/** One path of every kind: list places are alike. */
const kindOfPath = (path: Place): string => path.map(key => (typeof key === 'number' ? '*' : key)).join('.')

/** The complaint about a changed field of a kind, where it is not the last resort, the hash of the content. */
const COMPLAINTS: Readonly<Partial<Record<EvidenceKind, Readonly<Record<string, string>>>>> = {
  draw: {
    'content.reveals.*.value': 'reveal',
    'content.strata.*.drawn.*': 'drawPlace',
    'content.strata.*.reserves.*': 'drawPlace',
    'content.log.anchors.*.row.at': 'anchor',
    'content.log.anchors.*.proof.*': 'anchor',
    'content.log.checkpoint': 'checkpoint',
    'seal.checkpoint': 'checkpoint',
    'seal.logKey': 'logKey',
    'seal.anchor.row.subject': 'anchor',
  },
  'opening-1': {
    'content.bids.*.priceFen': 'verdict',
    'content.bids.*.verdict': 'verdict',
    'content.bids.*.leaf': 'manifest',
    'content.bids.*.envelope': 'verdict',
    'content.officers.*.publicKey': 'officerKey',
    'content.officers.*.keySignature': 'keySignature',
    'content.officers.*.policySignature': 'policySignature',
    'content.handIns.*.*': 'handIn',
    'content.policy': 'policySignature',
    'content.manifest': 'manifest',
    'content.recordHash': 'rowMissing',
  },
  scores: {
    'content.sheets.*.scores.*.*': 'sheet',
    'content.sheets.*.expert': 'sheetSignature',
    'content.signatures.*.signature': 'sheetSignature',
    'content.totals.*.*': 'item',
    'content.freezeHash': 'freezeHash',
  },
  ranking: {
    'content.lots.*.shortlist.*.rank': 'rank',
    'content.lots.*.shortlist.*.selected': 'selected',
    'content.lots.*.award.*.rank': 'rank',
  },
  allocation: {
    'content.lots.*.cells.*.*': 'cell',
    'content.agreedKg': 'agreedKg',
    'content.outputHash': 'outputHash',
  },
}

const KINDS: readonly EvidenceKind[] = ['draw', 'opening-1', 'opening-2', 'scores', 'ranking', 'allocation']

describe('an evidence file', () => {
  it.each(KINDS)('%s holds as published, with every kind of thing looked at', async kind => {
    const report = await verifyEvidence(fileOf(kind), null, nodeCrypto)
    expect(report.fault).toBeNull()
    expect(Object.values(report.checked).every(count => count > 0)).toBe(true)
    expect(report.checked.seals).toBe(1)
  })

  // Round 2 has the fields of round 1, and each field costs an opening.
  it.each(KINDS.filter(kind => kind !== 'opening-2'))(
    '%s fails for a change in any kind of field, and says which',
    async kind => {
      const seen = new Map<string, Place>()
      for (const leaf of leavesOf(fileOf(kind)))
        if (!seen.has(kindOfPath(leaf.path))) seen.set(kindOfPath(leaf.path), leaf.path)
      expect(seen.size).toBeGreaterThan(15)
      for (const [name, place] of seen) {
        const file = fileOf(kind)
        const value = place.reduce<unknown>((at, key) => Reflect.get(at as object, key), file)
        put(file, place, changed(value))
        const { fault } = await verifyEvidence(file, null, nodeCrypto)
        expect([name, fault === null]).toEqual([name, false])
        const expected = COMPLAINTS[kind]?.[name]
        if (expected) expect([name, fault?.code]).toEqual([name, expected])
        if (fault) expect(faultText(fault, 'zh')).not.toBe(fault.code)
      }
      for (const name of Object.keys(COMPLAINTS[kind] ?? {})) expect([...seen.keys()]).toContain(name)
    },
  )

  it('of scores fails for one hundredth of a point', async () => {
    const file = fileOf('scores') as { content: { sheets: { scores: [string, number][] }[] } }
    const score = file.content.sheets[0]?.scores[0]
    if (score) score[1] += score[1] > 0 ? -1 : 1
    expect(['sheetSignature']).toContain((await verifyEvidence(file, null, nodeCrypto)).fault?.code)
  })

  it('fails when a row is taken out or put in, or another key signed the log', async () => {
    const opening = fileOf('opening-1') as { content: { bids: unknown[] } }
    opening.content.bids.pop()
    expect((await verifyEvidence(opening, null, nodeCrypto)).fault?.code).toBe('manifest')
    const draw = fileOf('draw')
    expect((await verifyEvidence(draw, `${draw.seal.logKey}x`, nodeCrypto)).fault?.code).toBe('otherLogKey')
    expect((await verifyEvidence({ ...draw, more: 1 }, null, nodeCrypto)).fault?.code).toBe('malformed')
    for (const nonsense of [null, 7, [], {}, { kind: 'draw' }, { kind: 'draw', content: {}, seal: {} }])
      expect((await verifyEvidence(nonsense, null, nodeCrypto)).fault?.code).toBeDefined()
  })
})

describe('npm run verify', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-verify-'))
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))
  const run = (...args: readonly string[]) =>
    spawnSync(
      process.execPath,
      [path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'), path.join(ROOT, 'verify/main.ts'), ...args],
      {
        encoding: 'utf8',
      },
    )

  it('prints what it checked, and ends with 1 and the first bad thing by name', () => {
    const file = fileOf('draw') as { content: { strata: { drawn: string[] }[] } }
    const name = path.join(dir, 'draw.json')
    fs.writeFileSync(name, JSON.stringify(file))
    const good = run('draw', name)
    expect(good.stdout).toContain('✓ everything holds')
    expect(good.stdout).toMatch(/\d+ places/)
    expect(good.status).toBe(0)
    file.content.strata[0]?.drawn.reverse()
    fs.writeFileSync(name, JSON.stringify(file))
    const bad = run('draw', name)
    expect(bad.stdout).toMatch(/✗ stratum .+: place 1 is not the one drawn/)
    expect(bad.status).toBe(1)
    expect(run('opening', name).status).toBe(1)
    expect(run('draw', path.join(dir, 'missing.json')).status).toBe(1)
  })
})

describe('who may take it', () => {
  it('is anybody once the award is public, and before that only who runs or watches the campaign', async () => {
    const tenderId = played.it?.campaign.tenderId ?? ''
    const open = await platform.anonymous().fetch(`/evidence/${tenderId}/draw.json`)
    expect(open.status).toBe(200)
    expect(open.headers.get('content-disposition')).toContain('attachment')
    const missing = await platform.anonymous().fetch(`/evidence/${tenderId}/nothing.json`)
    const foreign = await platform.anonymous().fetch('/evidence/00000000-0000-4000-8000-000000000000/draw.json')
    expect([missing.status, foreign.status]).toEqual([404, 404])
  })
})
