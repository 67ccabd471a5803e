import { describe, expect, it } from 'vitest'
import {
  cosignCheckpoint,
  isLogRow,
  type LogRow,
  logLeaf,
  NO_LEAF,
  noteKeyText,
  parseCheckpoint,
  parseNoteKey,
  signCheckpoint,
  verifyAnchor,
  verifyCheckpoint,
  verifyCosignature,
} from '../../api/domain/auditLog.ts'
import { hex } from '../../api/domain/bytes.ts'
import { treeRoot } from '../../api/domain/merkle.ts'
import { ed25519PublicKey, nodeCrypto } from '../../api/platform/crypto.ts'

const privateKey = new Uint8Array(32).fill(7)
const key = { name: 'bencao/test', publicKey: ed25519PublicKey(privateKey), privateKey }
const witnessPrivate = new Uint8Array(32).fill(9)
const witness = { name: 'witness.test', publicKey: ed25519PublicKey(witnessPrivate), privateKey: witnessPrivate }

const row: LogRow = {
  index: 0,
  tenderId: null,
  actor: null,
  role: 'platform',
  action: 'login',
  subject: 'user:1',
  payloadHash: 'a'.repeat(64),
  changes: 1,
  at: '2026-11-22T01:02:03.004Z',
  previous: NO_LEAF,
}

describe('checkpoints', () => {
  it('are C2SP notes that only the log key signs', async () => {
    const root = await treeRoot([await logLeaf(row, nodeCrypto)], nodeCrypto)
    const note = await signCheckpoint({ origin: key.name, size: 1, root }, key, nodeCrypto)
    expect(note).toMatch(/^bencao\/test\n1\n[A-Za-z0-9+/]{43}=\n\n— bencao\/test [A-Za-z0-9+/=]+\n$/)
    expect(await verifyCheckpoint(note, key, nodeCrypto)).toEqual({ origin: key.name, size: 1, root })
    expect(await verifyCheckpoint(note, { ...key, publicKey: witness.publicKey }, nodeCrypto)).toBeNull()
    expect(await verifyCheckpoint(note.replace('\n1\n', '\n2\n'), key, nodeCrypto)).toBeNull()
    expect(parseCheckpoint(`${note}x`)).toBeNull()
    expect(parseCheckpoint(note.replace('\n1\n', '\n01\n'))).toBeNull()
  })

  it('carry cosignatures of witnesses with their time', async () => {
    const checkpoint = { origin: key.name, size: 3, root: new Uint8Array(32).fill(1) }
    const note = await signCheckpoint(checkpoint, key, nodeCrypto)
    const both = `${note}${await cosignCheckpoint(checkpoint, 1_790_000_000, witness, nodeCrypto)}\n`
    expect(await verifyCosignature(both, witness, nodeCrypto)).toBe(1_790_000_000)
    expect(await verifyCheckpoint(both, key, nodeCrypto)).not.toBeNull()
    expect(await verifyCosignature(note, witness, nodeCrypto)).toBeNull()
    expect(await verifyCosignature(both.replace('\n3\n', '\n4\n'), witness, nodeCrypto)).toBeNull()
  })

  it('name their key in one text', async () => {
    const text = await noteKeyText(key, nodeCrypto)
    expect(await parseNoteKey(text, nodeCrypto)).toEqual({ name: key.name, publicKey: key.publicKey })
    expect(await parseNoteKey(text.replace('test', 'tost'), nodeCrypto)).toBeNull()
  })
})

describe('rows of the log', () => {
  it('are anchored by their leaf, and every field counts', async () => {
    const leaf = await logLeaf(row, nodeCrypto)
    const other = await logLeaf({ ...row, index: 1, previous: hex(leaf) }, nodeCrypto)
    const checkpoint = { origin: key.name, size: 2, root: await treeRoot([leaf, other], nodeCrypto) }
    const anchor = { row, proof: [hex(other)] }
    expect(await verifyAnchor(anchor, checkpoint, nodeCrypto)).toBe(true)
    const changes: readonly Partial<LogRow>[] = [
      { index: 1 },
      { tenderId: 'x' },
      { actor: 'b'.repeat(64) },
      { role: 'office' },
      { action: 'logout' },
      { subject: 'user:2' },
      { payloadHash: 'b'.repeat(64) },
      { changes: 2 },
      { at: '2026-11-22T01:02:03.005Z' },
      { previous: 'b'.repeat(64) },
    ]
    expect(changes.length).toBe(Object.keys(row).length)
    for (const change of changes)
      expect(await verifyAnchor({ ...anchor, row: { ...row, ...change } }, checkpoint, nodeCrypto)).toBe(false)
  })

  it('have one form', () => {
    expect(isLogRow(row)).toBe(true)
    expect(isLogRow({ ...row, at: '2026-11-22T01:02:03Z' })).toBe(false)
    expect(isLogRow({ ...row, at: '2026-02-30T01:02:03.000Z' })).toBe(false)
    expect(isLogRow({ ...row, payloadHash: 'A'.repeat(64) })).toBe(false)
    expect(isLogRow({ ...row, index: -1 })).toBe(false)
  })
})
