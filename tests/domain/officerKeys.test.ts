import { describe, expect, it } from 'vitest'
import { hex, utf8 } from '#domain/bytes.ts'
import { NO_PREVIOUS_LEAF } from '#domain/envelope.ts'
import { checkHandIn, checkSeats, handInValue, isComplaint, officerKeyBytes } from '#domain/officerKeys.ts'
import { decodeEnvelope } from '#domain/sealing.ts'
import { withdrawalBytes, withdrawalLeaf } from '#domain/withdrawal.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'

const bytes = (length: number, fill = 1) => new Uint8Array(length).fill(fill)

describe('officer keys (integrity design §1)', () => {
  it('are signed for one round', () => {
    expect(new TextDecoder().decode(officerKeyBytes('r', bytes(2, 171)))).toBe(
      '{"publicKey":"abab","round":"r","type":"bencao-officer-key/1"}',
    )
    expect(officerKeyBytes('r', bytes(32))).not.toEqual(officerKeyBytes('s', bytes(32)))
  })
  it.each([
    [['a', 'b', 'c', 'd', 'e'], []],
    [['a', 'a', 'b', 'b', 'c'], []],
    [['a', 'a', 'a', 'b', 'c'], ['a']],
  ])('are not held by one body up to the quorum: %j', (bodies, found) => {
    expect(checkSeats(bodies, 3).map(one => one.params?.body)).toEqual(found)
  })
  it('are handed in by lengths; a complaint lays the private key open', () => {
    const paths = (share: number, salt: number) =>
      checkHandIn({ share: bytes(share), salt: bytes(salt) }, 's[0]').map(one => one.path)
    expect(paths(33, 32)).toEqual([])
    expect(paths(32, 0)).toEqual([])
    expect(paths(32, 32)).toEqual(['s[0].share'])
    expect(paths(33, 0)).toEqual(['s[0].salt'])
    expect(paths(0, 0)).toEqual(['s[0].share', 's[0].salt'])
    expect(isComplaint({ share: bytes(33), salt: bytes(0) })).toBe(false)
  })
  it('have one text for a hand-in in any order', () => {
    const entries = [2, 1].map(fill => ({ leaf: bytes(32, fill), share: bytes(33), salt: bytes(32) }))
    const value = handInValue('m', 4, entries)
    expect(value.shares.map(one => one.leaf.slice(0, 2))).toEqual(['01', '02'])
    expect(handInValue('m', 4, [...entries].reverse())).toEqual(value)
  })
})

describe('a withdrawal', () => {
  const context = { policyHash: bytes(32), round: 1, lot: 'L', supplier: 'S', seq: 2, previousLeaf: NO_PREVIOUS_LEAF }
  it('is no envelope, and its leaf depends on its place', async () => {
    expect(decodeEnvelope(withdrawalBytes(context))).toBeNull()
    const leaf = await withdrawalLeaf(context, nodeCrypto)
    for (const other of [{ seq: 3 }, { lot: 'M' }, { supplier: 'T' }, { round: 2 }, { previousLeaf: bytes(32) }])
      expect(await withdrawalLeaf({ ...context, ...other }, nodeCrypto)).not.toEqual(leaf)
    const text = new TextDecoder().decode(withdrawalBytes(context))
    expect(hex(leaf)).toBe(hex(await nodeCrypto.sha256(utf8(`\0${text}`))))
  })
})
