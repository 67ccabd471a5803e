import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, hex, utf8 } from '#domain/bytes.ts'
import { hkdfExpand, hkdfExtract, x25519PublicKey } from '#domain/crypto.ts'
import { webCrypto } from '../../admin/crypto/webCrypto.ts'
import { nodeCrypto } from '../../api/platform/crypto.ts'

const bytes = (text: string) => fromHex(text) ?? new Uint8Array(0)
const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const message = fc.uint8Array({ maxLength: 100 })

describe.each([
  ['node:crypto', nodeCrypto],
  ['WebCrypto', webCrypto],
])('%s', (_, crypto) => {
  it('gives the HKDF of RFC 5869 A.1', async () => {
    const prk = await hkdfExtract(bytes('000102030405060708090a0b0c'), new Uint8Array(22).fill(0x0b), crypto)
    expect(hex(prk)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5')
    expect(hex(await hkdfExpand(prk, bytes('f0f1f2f3f4f5f6f7f8f9'), 42, crypto))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    )
  })
  it('gives the HKDF of RFC 5869 A.2 and A.3: long inputs over several blocks, and none but the key', async () => {
    const run = (from: number) => Uint8Array.from({ length: 80 }, (_, i) => from + i)
    const long = await hkdfExtract(run(0x60), run(0), crypto)
    expect(hex(long)).toBe('06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244')
    expect(hex(await hkdfExpand(long, run(0xb0), 82, crypto))).toBe(
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    )
    const bare = await hkdfExtract(new Uint8Array(0), new Uint8Array(22).fill(0x0b), crypto)
    expect(hex(bare)).toBe('19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04')
    expect(hex(await hkdfExpand(bare, new Uint8Array(0), 42, crypto))).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    )
  })
  it('gives the X25519 of RFC 7748 §6.1', async () => {
    const alice = bytes('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a')
    const bob = bytes('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f')
    expect(hex(await x25519PublicKey(alice, crypto))).toBe(
      '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    )
    expect(hex((await crypto.x25519(alice, bob)) ?? new Uint8Array(0))).toBe(
      '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    )
  })
  it('gives null for a public key of small order (RFC 9180 §7.1.4)', async () => {
    expect(await crypto.x25519(new Uint8Array(32).fill(7), new Uint8Array(32))).toBeNull()
  })
  it('gives the Ed25519 of RFC 8032 §7.1 test 2', async () => {
    const secret = bytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
    const publicKey = bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const signature = await crypto.ed25519Sign(secret, Uint8Array.of(0x72))
    expect(hex(signature)).toMatch(/^92a009a9f0d4cab8720e820b5f642540/)
    expect(await crypto.ed25519Verify(publicKey, Uint8Array.of(0x72), signature)).toBe(true)
    expect(await crypto.ed25519Verify(publicKey, Uint8Array.of(0x73), signature)).toBe(false)
    expect(await crypto.ed25519Verify(publicKey, Uint8Array.of(0x72), signature.slice(1))).toBe(false)
  })
  it('opens only what was sealed', async () => {
    const [key, nonce, aad] = [new Uint8Array(32), new Uint8Array(12), utf8('aad')]
    const sealed = await crypto.aesGcmSeal(key, nonce, aad, utf8('黄芪'))
    expect(await crypto.aesGcmOpen(key, nonce, aad, sealed)).toEqual(utf8('黄芪'))
    expect(await crypto.aesGcmOpen(key, nonce, utf8('other'), sealed)).toBeNull()
    expect(await crypto.aesGcmOpen(key, nonce, aad, sealed.slice(1))).toBeNull()
    expect(await crypto.aesGcmOpen(key, nonce, aad, new Uint8Array(3))).toBeNull()
  })
})

it('HKDF-Expand refuses more than 255 blocks (RFC 5869 §2.3)', async () => {
  await expect(hkdfExpand(new Uint8Array(32), new Uint8Array(0), 8161, nodeCrypto)).rejects.toThrow(RangeError)
})

it('node:crypto and WebCrypto give the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(key32, key32, message, fc.constantFrom(16, 32), async (a, b, text, size) => {
      const key = a.slice(0, size)
      const nonce = b.slice(0, 12)
      expect(await webCrypto.sha256(text)).toEqual(nodeCrypto.sha256(text))
      expect(await webCrypto.hmacSha256(text, a)).toEqual(nodeCrypto.hmacSha256(text, a))
      expect(await webCrypto.x25519(a, b)).toEqual(nodeCrypto.x25519(a, b))
      expect(await x25519PublicKey(a, webCrypto)).toEqual(await x25519PublicKey(a, nodeCrypto))
      expect(await webCrypto.ed25519Sign(a, text)).toEqual(nodeCrypto.ed25519Sign(a, text))
      const sealed = nodeCrypto.aesGcmSeal(key, nonce, text, a)
      expect(await webCrypto.aesGcmSeal(key, nonce, text, a)).toEqual(sealed)
      expect(await webCrypto.aesGcmOpen(key, nonce, text, await sealed)).toEqual(a)
    }),
    { numRuns: 15 },
  )
})
