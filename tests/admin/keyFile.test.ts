import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../admin/crypto/fingerprint.ts'
import { keyFileName, keyFileOf, lockKeyFile, unlockKeyFile } from '../../admin/crypto/keyFile.ts'
import { makePassphrase, strengthOf } from '../../admin/crypto/passphrase.ts'
import { ed25519PublicKey, webCrypto } from '../../admin/crypto/webCrypto.ts'
import { ed25519PublicKey as nodePublicKey } from '../../api/platform/crypto.ts'
import { secret } from '../support/ceremony.ts'

const WORK_FACTOR = 10
const SECRETS = {
  x25519: new Uint8Array(secret('x25519')),
  ed25519: new Uint8Array(secret('ed25519')),
}
const PLACE = { tender: 'LC-2026', round: 1, officer: 'officer-3' }
const FILE = keyFileOf(PLACE, SECRETS, '2026-03-01T00:00:00.000Z')
const PASSPHRASE = 'correct horse battery'

describe("an officer's key file", () => {
  it('opens with its passphrase and gives both keys back', async () => {
    const text = await lockKeyFile(FILE, PASSPHRASE, WORK_FACTOR)
    expect(text).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/)
    expect(await unlockKeyFile(text, PASSPHRASE)).toEqual({ ok: true, file: FILE, secrets: SECRETS })
    expect(keyFileName(FILE)).toBe('bencao-key-LC-2026-r1-officer-3.age')
  })

  it('opens when the passphrase is typed in full-width letters', async () => {
    const text = await lockKeyFile(FILE, 'abcdefgh1234', WORK_FACTOR)
    expect((await unlockKeyFile(text, 'ａｂｃｄｅｆｇｈ１２３４')).ok).toBe(true)
  })

  it('does not show what it holds', async () => {
    const text = await lockKeyFile(FILE, PASSPHRASE, WORK_FACTOR)
    const bytes = Buffer.from(text.replaceAll(/-----[^-]*-----|\n/g, ''), 'base64').toString('latin1')
    for (const part of [FILE.x25519, FILE.ed25519, 'LC-2026', 'officer-3']) expect(bytes).not.toContain(part)
  })

  it.each<[string, (text: string) => string, string, string]>([
    ['another passphrase', text => text, 'wrong horse battery', 'wrongPassphrase'],
    ['no age file', () => '{"kind":"bencao.officer-key/1"}', PASSPHRASE, 'notAgeFile'],
    ['half a file', text => text.slice(0, text.length / 2), PASSPHRASE, 'notAgeFile'],
  ])('%s is named', async (_name, change, passphrase, fault) => {
    const text = await lockKeyFile(FILE, PASSPHRASE, WORK_FACTOR)
    expect(await unlockKeyFile(change(text), passphrase)).toEqual({ ok: false, fault })
  })

  it('a changed character is damage, not a wrong passphrase', async () => {
    const lines = (await lockKeyFile(FILE, PASSPHRASE, WORK_FACTOR)).split('\n')
    const body = lines.at(-4) ?? ''
    lines[lines.length - 4] = `${body[0] === 'A' ? 'B' : 'A'}${body.slice(1)}`
    expect(await unlockKeyFile(lines.join('\n'), PASSPHRASE)).toEqual({ ok: false, fault: 'damaged' })
  })

  it.each([
    { ...FILE, kind: 'bencao.other/1' },
    { ...FILE, x25519: 'AAAA' },
    { ...FILE, ed25519: '!' },
    { ...FILE, round: 1.5 },
  ])('something else inside is no key file', async content => {
    const { armor, Encrypter } = await import('age-encryption')
    const encrypter = new Encrypter()
    encrypter.setScryptWorkFactor(WORK_FACTOR)
    encrypter.setPassphrase(PASSPHRASE)
    const text = armor.encode(await encrypter.encrypt(JSON.stringify(content)))
    expect(await unlockKeyFile(text, PASSPHRASE)).toEqual({ ok: false, fault: 'notKeyFile' })
  })
})

describe('keys and passphrases', () => {
  it('the public part of a signing key is the one that the server computes', async () => {
    expect(await ed25519PublicKey(SECRETS.ed25519)).toEqual(new Uint8Array(nodePublicKey(SECRETS.ed25519)))
  })

  it('a fingerprint is SHA-256 in sixteen groups of four', async () => {
    const groups = await fingerprint(new Uint8Array(0), webCrypto)
    expect(groups).toHaveLength(16)
    expect(groups.slice(0, 2)).toEqual(['E3B0', 'C442'])
  })

  it.each([
    ['short', 'tooShort'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['123456789012', 'weak'],
    ['abcdefghijklmnop', 'weak'],
    ['wodemimashimeme', 'fair'],
    ['correct horse battery', 'strong'],
  ])('%s is %s', (text, expected) => expect(strengthOf(text)).toBe(expected))

  it('a generated passphrase is strong and uses every random byte fairly', () => {
    let at = 0
    const text = makePassphrase(length => Uint8Array.from({ length }, () => at++ % 256))
    expect(text).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/)
    expect(strengthOf(makePassphrase(length => crypto.getRandomValues(new Uint8Array(length))))).toBe('strong')
  })
})
