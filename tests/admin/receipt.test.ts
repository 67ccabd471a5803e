import { beforeAll, describe, expect, it } from 'vitest'
import {
  checkReceipt,
  checkReceiptFile,
  entrySubject,
  RECEIPT_KIND,
  type ReceiptClaim,
  type ReceiptFile,
  readReceipts,
} from '../../admin/crypto/receipt.ts'
import { webCrypto } from '../../admin/crypto/webCrypto.ts'
import { type Anchor, type LogRow, logLeaf, NO_LEAF, noteKeyText, signCheckpoint } from '../../api/domain/auditLog.ts'
import { hex } from '../../api/domain/bytes.ts'
import { nodeHash } from '../../api/domain/merkle.ts'
import { ed25519PublicKey } from '../../api/platform/crypto.ts'
import { secret } from '../support/ceremony.ts'

const LEAF = 'a'.repeat(64)
const KEY = { name: 'log.test', publicKey: new Uint8Array(ed25519PublicKey(secret('log'))), privateKey: secret('log') }
const ROW: LogRow = {
  index: 1,
  tenderId: '00000000-0000-4000-8000-000000000001',
  actor: 'b'.repeat(64),
  role: 'supplier',
  action: 'submitBid',
  subject: entrySubject(LEAF),
  payloadHash: 'c'.repeat(64),
  changes: 1,
  at: '2026-03-01T00:00:00.000Z',
  previous: NO_LEAF,
}

/** A log of two rows, ours the second. */
async function anchored(row: LogRow): Promise<{ anchor: Anchor; checkpoint: string }> {
  const first = await logLeaf({ ...ROW, index: 0, subject: 'round:1' }, webCrypto)
  const root = await nodeHash(first, await logLeaf(row, webCrypto), webCrypto)
  const checkpoint = await signCheckpoint({ origin: KEY.name, size: 2, root }, KEY, webCrypto)
  return { anchor: { row, proof: [hex(first)] }, checkpoint }
}

let claim: ReceiptClaim & { readonly anchor: Anchor }
beforeAll(async () => {
  const logKey = await noteKeyText(KEY, webCrypto)
  claim = { ownLeaf: LEAF, leaf: LEAF, logKey, ...(await anchored(ROW)) }
})

const withRow = (change: Partial<LogRow>) => ({ anchor: { ...claim.anchor, row: { ...claim.anchor.row, ...change } } })

describe('a receipt', () => {
  it('holds when the log carries the own envelope', async () => {
    expect(await checkReceipt(claim, webCrypto)).toEqual([])
  })

  it.each<[string, () => object, string[]]>([
    ['another leaf than the own', () => ({ ownLeaf: 'd'.repeat(64) }), ['leaf']],
    ['a row of another envelope', () => withRow({ subject: entrySubject('d'.repeat(64)) }), ['row']],
    ['a row moved in the log', () => withRow({ index: 0 }), ['proof']],
    ['a row at another time', () => withRow({ at: '2026-03-01T00:00:00.001Z' }), ['proof']],
    ['a row with another payload', () => withRow({ payloadHash: 'd'.repeat(64) }), ['proof']],
    ['a row of another actor', () => withRow({ actor: null }), ['proof']],
    ['a row without its form', () => withRow({ previous: '' }), ['row']],
    ['no row', () => ({ anchor: null }), ['row']],
    ['a proof of other hashes', () => ({ anchor: { ...claim.anchor, proof: ['d'.repeat(64)] } }), ['proof']],
    ['a proof that is too long', () => ({ anchor: { ...claim.anchor, proof: [LEAF, LEAF] } }), ['proof']],
    ['a proof of no text', () => ({ anchor: { ...claim.anchor, proof: [1] } }), ['row']],
    ['a larger tree', () => ({ checkpoint: claim.checkpoint.replace('\n2\n', '\n3\n') }), ['checkpoint']],
    ['another root', () => ({ checkpoint: claim.checkpoint.replace(/\n2\n./, '\n2\n_') }), ['checkpoint']],
    ['an unsigned checkpoint', () => ({ checkpoint: claim.checkpoint.split('—')[0] }), ['checkpoint']],
    ['a key that is none', () => ({ logKey: 'log.test+00000000+AAAA' }), ['logKey']],
  ])('with %s fails', async (_name, change, faults) => {
    expect(await checkReceipt({ ...claim, ...change() }, webCrypto)).toEqual(faults)
  })

  it('signed by another log fails', async () => {
    const other = { ...KEY, publicKey: new Uint8Array(ed25519PublicKey(secret('other'))) }
    const logKey = await noteKeyText(other, webCrypto)
    expect(await checkReceipt({ ...claim, logKey }, webCrypto)).toEqual(['checkpoint'])
  })
})

describe('a saved receipt', () => {
  const saved = (): ReceiptFile => ({
    kind: RECEIPT_KIND,
    tender: 'LC-2026',
    round: 1,
    lot: 'HQ-T',
    supplier: 'S1',
    seq: 1,
    leaf: LEAF,
    envelopeHash: 'e'.repeat(64),
    policyHash: 'f'.repeat(64),
    submittedAt: ROW.at,
    logKey: claim.logKey,
    row: claim.anchor.row,
    proof: claim.anchor.proof,
    checkpoint: claim.checkpoint,
  })

  it('is read back and still holds', async () => {
    const [file, ...more] = readReceipts(JSON.stringify(saved())) ?? []
    expect([file, more]).toEqual([saved(), []])
    expect(file && (await checkReceiptFile(file, claim, webCrypto))).toEqual([])
    expect(readReceipts(JSON.stringify([saved(), saved()]))).toEqual([saved(), saved()])
  })

  it('does not hold by a key of its own choice', async () => {
    const other = { ...KEY, name: 'log.test', publicKey: new Uint8Array(ed25519PublicKey(secret('other'))) }
    const pinned = { logKey: await noteKeyText(other, webCrypto) }
    expect(await checkReceiptFile(saved(), pinned, webCrypto)).toEqual(['checkpoint'])
  })

  it.each(['', 'null', '[]', '{}', '{"kind":"bencao.receipt/1"}', JSON.stringify({ kind: 'bencao.entropy/1' })])(
    'is not %s',
    text => expect(readReceipts(text)).toBeNull(),
  )
})
