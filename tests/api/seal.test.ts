import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { declarationIds, passTime, prepareRound } from '../support/ceremony.ts'
import { seedTender } from '../support/fixture.ts'
import { useCeremony } from '../support/openings.ts'

const { platform, acts } = useCeremony()
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-seal-'))
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))
const file = (name: string) => path.join(dir, name)

/** Runs the offline client as people do, in a process of its own. */
function seal(args: readonly string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const root = path.resolve(import.meta.dirname, '../..')
  const child = spawn(process.execPath, ['--import', 'tsx', 'seal/main.ts', ...args], { cwd: root })
  const parts = { out: '', err: '' }
  child.stdout.on('data', part => (parts.out += part))
  child.stderr.on('data', part => (parts.err += part))
  child.stdin.end(input)
  return new Promise(resolve => child.on('close', code => resolve({ code, ...parts })))
}

async function openRound() {
  const tenderId = await seedTender(platform, 'bidRound1')
  await prepareRound(platform, tenderId, 'bidRound1')
  const round = await acts.start(tenderId, 1)
  const kit = async (login = 'supplier-S1') => (await acts.person(login)).fetch(`/documents/sealing-kit/${round.id}`)
  return { tenderId, round, kit, ids: await declarationIds(platform, tenderId) }
}

const envelopeIn = (name: string) => new Uint8Array(Buffer.from(fs.readFileSync(file(name), 'utf8').trim(), 'base64'))

describe('the offline client', () => {
  it('seals from the downloaded kit what the platform takes, follows the chain, and shows no price', async () => {
    const { round, kit, ids } = await openRound()
    fs.writeFileSync(file('kit.json'), await (await kit()).text())
    const once = ['--policy', file('kit.json'), '--lot', 'HQ-T', '--supplier', 'S1', '--out', file('a.b64')]
    const first = await seal(once, '98.76\n')
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain(round.policyHash)
    expect(first.out).toContain('signed by officer-5')
    expect(first.out + fs.readFileSync(file('a.b64'), 'utf8')).not.toMatch(/98\.76|9876/)
    const id = ids.get('HQ-T/S1') ?? ''
    const receipt = await acts.submit('supplier-S1', round.id, id, envelopeIn('a.b64'), 'a')
    expect(first.out).toContain(`entry 1, leaf ${receipt.leaf}`)
    // An envelope is never written over, and one sealed for a place that is taken is refused there.
    expect(await seal(once, '1\n')).toMatchObject({ code: 1, err: expect.stringContaining('EEXIST') })
    fs.writeFileSync(file('kit2.json'), await (await kit()).text())
    const again = ['--policy', file('kit2.json'), '--lot', 'HQ-T', '--price', '90', '--out', file('b.b64')]
    expect((await seal(again)).code).toBe(0)
    expect(await acts.submit('supplier-S1', round.id, id, envelopeIn('b.b64'), 'b')).toMatchObject({ seq: 2 })
  })

  it('seals a list into one file', async () => {
    const { round, kit, ids } = await openRound()
    fs.writeFileSync(file('kit3.json'), await (await kit('supplier-S2')).text())
    fs.writeFileSync(file('prices.csv'), 'lot;supplier;price\nHQ-T;S2;98.76\nHQ-X;S2;12\n')
    const result = await seal(['--policy', file('kit3.json'), '--list', file('prices.csv'), '--out', file('all.json')])
    expect(result).toMatchObject({ code: 0, err: '' })
    const sealed = JSON.parse(fs.readFileSync(file('all.json'), 'utf8')) as {
      type: string
      policyHash: string
      envelopes: { lot: string; supplier: string; leaf: string; envelope: string }[]
    }
    expect(sealed).toMatchObject({ type: 'bencao-envelopes/1', roundId: round.id, policyHash: round.policyHash })
    for (const { lot, supplier, leaf, envelope } of sealed.envelopes) {
      const bytes = new Uint8Array(Buffer.from(envelope, 'base64'))
      const receipt = await acts.submit('supplier-S2', round.id, ids.get(`${lot}/${supplier}`) ?? '', bytes, lot)
      expect(receipt.leaf).toBe(leaf)
    }
    expect(sealed.envelopes.map(one => one.lot)).toEqual(['HQ-T', 'HQ-X'])
    expect(result.out + JSON.stringify(sealed)).not.toMatch(/98\.76|9876/)
  })

  it('seals nothing by a kit that was changed, and says which officer it fails', async () => {
    const { kit } = await openRound()
    const text = await (await kit()).text()
    const changed = JSON.parse(text) as { policy: string }
    fs.writeFileSync(
      file('bad.json'),
      JSON.stringify({ ...changed, policy: changed.policy.replace(/"threshold":3/, '"threshold":2') }),
    )
    const args = ['--policy', file('bad.json'), '--lot', 'HQ-T', '--price', '1', '--out', file('never.b64')]
    expect(await seal(args)).toMatchObject({ code: 1, err: expect.stringContaining('officer-1: policySignature') })
    expect(fs.existsSync(file('never.b64'))).toBe(false)
    expect(await seal([])).toMatchObject({ code: 1, err: expect.stringContaining('usage') })
    expect(await seal(['--policy', file('none.json'), '--lot', 'x', '--out', 'y'])).toMatchObject({ code: 1 })
  })

  it('gets its kit as a supplier with a place in an open round only', async () => {
    const { tenderId, round, kit } = await openRound()
    expect((await kit('supplier-S1')).status).toBe(200)
    expect((await kit('supplier-S4')).status).toBe(404)
    expect((await kit('officer-1')).status).toBe(403)
    expect((await platform.anonymous().fetch(`/documents/sealing-kit/${round.id}`)).status).toBe(401)
    await passTime(platform, tenderId, round.closesAt)
    await acts.close(round.id)
    expect((await kit('supplier-S1')).status).toBe(422)
  })
})
