import { describe, expect, it } from 'vitest'
import { fromHex, hex, utf8 } from '#domain/bytes.ts'
import { deriveKeyPair, HPKE_AES_128_GCM, hpkeOpen, hpkeSeal } from '#domain/hpke.ts'
import { webCrypto } from '../../admin/crypto/webCrypto.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'

const bytes = (text: string) => fromHex(text) ?? new Uint8Array(0)

// RFC 9180 A.1.1: base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, sequence number 0.
const vector = {
  info: bytes('4f6465206f6e2061204772656369616e2055726e'),
  ikmE: bytes('7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234'),
  ikmR: bytes('6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037'),
  skR: '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
  pkR: '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
  enc: '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
  aad: bytes('436f756e742d30'),
  plaintext: bytes('4265617574792069732074727574682c20747275746820626561757479'),
  ciphertext: 'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
}

describe.each([
  ['node:crypto', nodeCrypto],
  ['WebCrypto', webCrypto],
])('HPKE on %s', (_, crypto) => {
  it('gives the published vector RFC 9180 A.1.1, both ways', async () => {
    const recipient = await deriveKeyPair(vector.ikmR, crypto)
    expect(hex(recipient.privateKey)).toBe(vector.skR)
    expect(hex(recipient.publicKey)).toBe(vector.pkR)
    const { info, aad, plaintext } = vector
    const request = { recipient: recipient.publicKey, info, aad, plaintext, ephemeralIkm: vector.ikmE }
    const sealed = await hpkeSeal({ ...request, aead: HPKE_AES_128_GCM }, crypto)
    expect(hex(sealed)).toBe(vector.enc + vector.ciphertext)
    expect(await hpkeOpen({ recipient, info, aad, sealed, aead: HPKE_AES_128_GCM }, crypto)).toEqual(plaintext)
  })
})

describe('AES-256-GCM', async () => {
  const recipient = await deriveKeyPair(vector.ikmR, nodeCrypto)
  const { info, aad, plaintext } = vector
  const request = { recipient: recipient.publicKey, info, aad, plaintext, ephemeralIkm: vector.ikmE }
  const sealed = await hpkeSeal(request, nodeCrypto)

  it('seals the same bytes from the same material, and other bytes from other material', async () => {
    expect(await hpkeSeal(request, webCrypto)).toEqual(sealed)
    expect(await hpkeSeal({ ...request, ephemeralIkm: vector.ikmR }, nodeCrypto)).not.toEqual(sealed)
  })
  it('opens for nobody else, under no other info or aad, cut nowhere', async () => {
    const stranger = await deriveKeyPair(vector.ikmE, nodeCrypto)
    const good = { recipient, info, aad, sealed }
    expect(await hpkeOpen(good, nodeCrypto)).toEqual(plaintext)
    expect(await hpkeOpen({ ...good, recipient: stranger }, nodeCrypto)).toBeNull()
    expect(await hpkeOpen({ ...good, info: utf8('x') }, nodeCrypto)).toBeNull()
    expect(await hpkeOpen({ ...good, aad: utf8('x') }, nodeCrypto)).toBeNull()
    expect(await hpkeOpen({ ...good, sealed: sealed.slice(0, -1) }, nodeCrypto)).toBeNull()
    expect(await hpkeOpen({ ...good, sealed: sealed.slice(0, 40) }, nodeCrypto)).toBeNull()
    expect(await hpkeOpen({ ...good, sealed: new Uint8Array(80) }, nodeCrypto)).toBeNull()
  })
  it('refuses a recipient key of small order', async () => {
    await expect(hpkeSeal({ ...request, recipient: new Uint8Array(32) }, nodeCrypto)).rejects.toThrow(RangeError)
  })
})
