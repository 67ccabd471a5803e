import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteKeyText, signCheckpoint, verifyCosignature } from '../../api/domain/auditLog.ts'
import { treeRoot } from '../../api/domain/merkle.ts'
import { appendAudit } from '../../api/modules/audit/index.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'
import { ROOT } from '../../api/platform/root.ts'
import { seedAlliance } from '../support/fixture.ts'
import { usePlatform, WITNESS_TOKEN } from '../support/platform.ts'

const keyOf = (name: string, fill: number) => {
  const privateKey = new Uint8Array(32).fill(fill)
  return { name, publicKey: ed25519PublicKey(privateKey), privateKey }
}
const witness = keyOf('witness.test', 9)
const platform = usePlatform({ witnessKeys: [await noteKeyText(witness, nodeCrypto)] })

beforeAll(() => seedAlliance(platform))

describe('a witness', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-witness-'))
  const log = keyOf('evil.test', 3)
  const leaf = (n: number) => nodeCrypto.sha256(Uint8Array.of(n))
  let tree: Uint8Array[] = []
  let cosigned: string[] = []
  const server = http.createServer(async (req, res) => {
    const note = await signCheckpoint(
      { origin: log.name, size: tree.length, root: await treeRoot(tree, nodeCrypto) },
      log,
      nodeCrypto,
    )
    if (req.url === '/log/key') return res.end(await noteKeyText(log, nodeCrypto))
    if (req.url === '/log/checkpoint') return res.end(note)
    if (req.url?.startsWith('/log/proof')) return res.end(JSON.stringify({ proof: ['00'.repeat(32)] }))
    req
      .setEncoding('utf8')
      .on('data', (text: string) => cosigned.push(text))
      .on('end', () => res.end('{}'))
  })
  const children: ChildProcess[] = []
  afterAll(() => {
    for (const child of children) child.kill()
    server.close()
    fs.rmSync(dir, { recursive: true, force: true })
  })

  const start = (url: string, name: string) => {
    const env = {
      ...process.env,
      LOG_URL: url,
      WITNESS_TOKEN,
      WITNESS_DIR: path.join(dir, name),
      WITNESS_NAME: witness.name,
      WITNESS_SECONDS: '0.1',
    }
    const child = spawn(process.execPath, ['--import', 'tsx', 'witness/main.ts'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
    return { child, ended, output: () => output }
  }
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let tries = 0; !(await holds()); tries++) {
      if (tries > 200) throw new Error('it did not come to be')
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
  const makeKey = (name: string) => {
    fs.mkdirSync(path.join(dir, name))
    fs.writeFileSync(path.join(dir, name, 'witness.key'), Buffer.from(witness.privateKey).toString('hex'), {
      mode: 0o600,
    })
  }

  it('follows the platform and cosigns', async () => {
    makeKey('good')
    const served = async () => (await platform.anonymous().fetch('/log/checkpoint')).text()
    const { child, output } = start(platform.url, 'good')
    await until(() => output().includes('cosigned'))
    await platform.db.tx(tx =>
      appendAudit(tx, null, { tenderId: null, action: 'test', subject: 'b', payload: 1, changes: 0 }),
    )
    await platform.command.log.settle()
    await until(async () => (await verifyCosignature(await served(), witness, nodeCrypto)) !== null)
    child.kill()
  })

  it.each([
    ['forks', async () => [await leaf(1), await leaf(9), await leaf(3)]],
    ['rewrites what it grows from', async () => [await leaf(1), await leaf(9), await leaf(3), await leaf(4)]],
    ['goes back', async () => [await leaf(1), await leaf(2)]],
  ])('refuses for ever a log that %s, and keeps the evidence', async (name, next) => {
    await new Promise<void>(resolve => (server.listening ? resolve() : server.listen(0, '127.0.0.1', resolve)))
    const address = server.address()
    const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
    tree = [await leaf(1), await leaf(2), await leaf(3)]
    cosigned = []
    const first = start(url, name)
    await until(() => cosigned.length > 0)
    const before = cosigned.length
    tree = await next()
    expect(await first.ended).toBe(1)
    expect(first.output()).toContain('The log contradicts itself')
    const signed = cosigned.slice(before).filter(note => note.split('\n')[1] !== '3')
    expect(signed).toEqual([])
    const evidence = fs.readFileSync(path.join(dir, name, 'evidence.txt'), 'utf8')
    expect(evidence.match(/^— evil\.test /gm)).toHaveLength(2)
    expect(fs.statSync(path.join(dir, name, 'witness.key')).mode & 0o777).toBe(0o600)
    tree = [await leaf(1), await leaf(2), await leaf(3)]
    const again = start(url, name)
    expect(await again.ended).toBe(1)
    expect(again.output()).toContain('signs no more')
  })
})
