import { beforeAll, describe, expect, it } from 'vitest'
import type { EvidenceKind } from '../../api/domain/evidence.ts'
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

type Path = readonly (string | number)[]

/** Every leaf of a JSON value with its path. */
function* leavesOf(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  if (typeof value !== 'object' || value === null) {
    yield { path, value }
    return
  }
  for (const [key, part] of Object.entries(value))
    yield* leavesOf(part, [...path, Array.isArray(value) ? Number(key) : key])
}

function put(root: unknown, path: Path, value: unknown): void {
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
const kindOfPath = (path: Path): string => path.map(key => (typeof key === 'number' ? '*' : key)).join('.')

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
    'content.policy': 'policy',
    'content.manifest': 'manifest',
    'content.recordHash': 'record',
  },
  scores: {
    'content.sheets.*.*.*.*': 'freezeHash',
    'content.totals.*.*': 'total',
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

  it.each(KINDS)('%s fails for a change in any kind of field, and says which', async kind => {
    const seen = new Map<string, Path>()
    for (const { path } of leavesOf(fileOf(kind))) if (!seen.has(kindOfPath(path))) seen.set(kindOfPath(path), path)
    expect(seen.size).toBeGreaterThan(15)
    for (const [name, path] of seen) {
      const file = fileOf(kind)
      put(file, path, changed([...leavesOf(file)].find(leaf => leaf.path.join() === path.join())?.value))
      const { fault } = await verifyEvidence(file, null, nodeCrypto)
      expect([name, fault === null]).toEqual([name, false])
      const expected = COMPLAINTS[kind]?.[name]
      if (expected) expect([name, fault?.code]).toEqual([name, expected])
      if (fault) expect(faultText(fault, 'zh')).not.toBe(fault.code)
    }
    for (const name of Object.keys(COMPLAINTS[kind] ?? {})) expect([...seen.keys()]).toContain(name)
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
