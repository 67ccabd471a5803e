import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signCheckpoint, splitCheckpoints } from '../../api/domain/auditLog.ts'
import { lastCheckpoint, openCheckpointFile } from '../../api/modules/audit/checkpointFile.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'

const privateKey = new Uint8Array(32).fill(5)
const key = { name: 'bencao/test', publicKey: ed25519PublicKey(privateKey), privateKey }
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-checkpoints-'))
const file = path.join(dir, 'checkpoints.log')
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

let notes: string[]
beforeAll(async () => {
  const sign = (size: number) =>
    signCheckpoint({ origin: key.name, size, root: new Uint8Array(32).fill(size) }, key, nodeCrypto)
  notes = await Promise.all([1, 2, 3, 4].map(sign))
})

/** The next leader writes again what the file lacks. */
async function takeOver(): Promise<void> {
  const last = await lastCheckpoint(file, key)
  const next = await openCheckpointFile(file)
  await next.append(notes.slice(last?.size ?? 0))
  await next.close()
}

describe('the file of checkpoints', () => {
  it('has every checkpoint again, wherever a kill cut the last write', async () => {
    const second = Buffer.from(`${notes[1]}\n`)
    const lost: number[] = []
    for (let cut = 0; cut <= second.length; cut++) {
      fs.writeFileSync(file, Buffer.concat([Buffer.from(`${notes[0]}\n`), second.subarray(0, cut)]))
      await takeOver()
      const found = new Set(splitCheckpoints(fs.readFileSync(file, 'utf8')))
      if (!notes.every(note => found.has(note))) lost.push(cut)
    }
    expect(second.length).toBeGreaterThan(150)
    expect(lost).toEqual([])
  })

  it('has them when leader after leader is killed in the middle of a write', async () => {
    fs.rmSync(file)
    const first = Buffer.from(`${notes[0]}\n`)
    for (let cut = 1; cut < first.length; cut++) {
      const next = await openCheckpointFile(file)
      await next.close()
      fs.appendFileSync(file, first.subarray(0, cut))
    }
    await takeOver()
    expect((await lastCheckpoint(file, key))?.size).toBe(4)
    const found = new Set(splitCheckpoints(fs.readFileSync(file, 'utf8')))
    expect(notes.filter(note => !found.has(note))).toEqual([])
  })
})
