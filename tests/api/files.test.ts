import fs from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { claimFiles, expireUploads } from '../../api/modules/file/index.ts'
import { smallPdf } from '../../templates/smallPdf.ts'
import { zipStored } from '../../templates/zip.ts'
import { announce, type FileAnswer, finish, sendPiece, sha256Of, uploadedId, uploadFile } from '../support/files.ts'
import { seedAlliance } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let supplier: Person
let other: Person

beforeAll(async () => {
  await seedAlliance(platform)
  supplier = await platform.person('supplier-S1')
  other = await platform.person('supplier-S2')
})

const codes = ({ violations }: FileAnswer) => violations?.map(found => `${found.code} ${found.path ?? ''}`.trim())
const blobFile = (sha256: string) => path.join(platform.dataDir, 'files/blobs', sha256.slice(0, 2), sha256)
const count = (table: string) =>
  platform.db.tx(async tx => (await tx.row<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))?.n)
const piecesLeft = async () => (await platform.command.files.storage.list('pieces/')).length

describe('a file over HTTP', () => {
  const pdf = smallPdf(['GMP 证书', 'No. 2027-001'])

  it('is announced, sent in pieces, ended, and comes back byte for byte with its type', async () => {
    const announced = await announce(supplier, 'GMP证书.pdf', pdf)
    expect(announced.upload).toMatchObject({ received: 0, bytes: pdf.length })
    const id = announced.upload?.id ?? ''
    expect(await sendPiece(supplier, id, 0, pdf.subarray(0, 500))).toMatchObject({ received: 500 })
    expect(codes(await finish(supplier, id))).toEqual(['incomplete bytes'])
    expect(await sendPiece(supplier, id, 500, pdf.subarray(500))).toMatchObject({ received: pdf.length })
    const { file } = await finish(supplier, id)
    expect(file).toMatchObject({ type: 'pdf', pages: 1, bytes: pdf.length, sha256: sha256Of(pdf), scan: 'unscanned' })
    const response = await supplier.fetch(`/files/${file?.id ?? ''}`)
    expect(sha256Of(new Uint8Array(await response.arrayBuffer()))).toBe(sha256Of(pdf))
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-disposition')).toBe(`inline; filename*=UTF-8''GMP%E8%AF%81%E4%B9%A6.pdf`)
    expect(await piecesLeft()).toBe(0)
  })

  it('is answered from its hash the second time, and only to those who have it', async () => {
    const again = await announce(supplier, '另一个名字.pdf', pdf)
    expect(again.file).toMatchObject({ name: 'GMP证书.pdf' })
    const theirs = await announce(other, 'same.pdf', pdf)
    expect(theirs.file).toBeUndefined()
    expect(theirs.upload).toMatchObject({ received: 0 })
  })

  it('is stored once when another organisation brings the same content', async () => {
    const before = fs.statSync(blobFile(sha256Of(pdf))).ino
    const theirs = await uploadFile(other, 'same.pdf', pdf)
    expect(theirs.file).toMatchObject({ name: 'same.pdf', pages: 1 })
    expect(fs.statSync(blobFile(sha256Of(pdf))).ino).toBe(before)
    expect(await platform.db.prisma.storedBlob.count({ where: { sha256: sha256Of(pdf) } })).toBe(1)
    expect(await platform.db.prisma.storedFile.count({ where: { sha256: sha256Of(pdf) } })).toBe(2)
  })

  it('does not exist for another supplier, a stranger or an expert without a sheet; offices read it', async () => {
    const id = await uploadedId(supplier, 'own.pdf', smallPdf(['only ours']))
    for (const login of ['supplier-S2', 'expert-E01', 'hospital-H3701001', 'admin']) {
      const person = await platform.person(login)
      for (const part of ['', '/thumbnail', '/table'])
        expect((await person.fetch(`/files/${id}${part}`)).status, login).toBe(404)
      const { storedFiles } = await person.ask<{ storedFiles: { total: number } }>(
        'query($f:StoredFileFilter){storedFiles(filter:$f){total}}',
        { f: { ids: [id] } },
      )
      expect(storedFiles.total).toBe(0)
    }
    expect((await platform.anonymous().fetch(`/files/${id}`)).status).toBe(401)
    for (const login of ['office', 'supervisor', 'auditor'])
      expect((await (await platform.person(login)).fetch(`/files/${id}`)).status).toBe(200)
  })

  it('answers ranges and what is known', async () => {
    const { file } = await uploadFile(supplier, 'GMP证书.pdf', pdf)
    const get = (headers: Record<string, string>) => supplier.fetch(`/files/${file?.id ?? ''}`, { headers })
    const part = await get({ range: 'bytes=5-9' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 5-9/${pdf.length}`)
    expect(Buffer.from(await part.arrayBuffer()).equals(Buffer.from(pdf.subarray(5, 10)))).toBe(true)
    const tail = await get({ range: 'bytes=-6' })
    expect(await tail.text()).toBe('%%EOF\n')
    expect((await get({ range: `bytes=${pdf.length}-` })).status).toBe(416)
    expect((await get({ 'if-none-match': `"${file?.sha256 ?? ''}"` })).status).toBe(304)
  })

  it('is refused on reading when its bytes on disk were changed', async () => {
    const bytes = smallPdf(['to be damaged'])
    const id = await uploadedId(supplier, 'damaged.pdf', bytes)
    fs.writeFileSync(blobFile(sha256Of(bytes)), smallPdf(['something else']))
    expect((await supplier.fetch(`/files/${id}`)).status).toBe(500)
    await uploadedId(other, 'healed.pdf', bytes)
    expect((await supplier.fetch(`/files/${id}`)).status).toBe(200)
  })

  it('needs a session and the header that no foreign page can set', async () => {
    expect((await announce(platform.anonymous(), 'x.pdf', pdf)).status).toBe(401)
    const forged = await fetch(`${platform.url}/files`, {
      method: 'POST',
      headers: { cookie: supplier.cookie(), 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x.pdf', bytes: 3, sha256: '0'.repeat(64) }),
    })
    expect(forged.status).toBe(403)
  })
})

describe('an upload that is interrupted', () => {
  const big = new Uint8Array(Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(3_000_000, '1,2\n')]))

  it('goes on where it stood after a connection was cut in the middle of a piece', async () => {
    const { upload } = await announce(supplier, 'big.csv', big)
    const id = upload?.id ?? ''
    await sendPiece(supplier, id, 0, big.subarray(0, 1_000_000))
    await cutConnection(id, 1_000_000, 1_000_000)
    const again = await announce(supplier, 'big.csv', big)
    expect(again.upload).toMatchObject({ id, received: 1_000_000 })
    expect(await sendPiece(supplier, id, 0, big.subarray(0, 10))).toMatchObject({ received: 1_000_000 })
    for (const at of [1_000_000, 2_000_000, 3_000_000])
      await sendPiece(supplier, id, at, big.subarray(at, at + 1_000_000))
    expect((await finish(supplier, id)).file).toMatchObject({ type: 'csv', bytes: big.length })
  })

  /** Sends the beginning of a piece and hangs up. */
  async function cutConnection(id: string, atByte: number, length: number): Promise<void> {
    const { port, hostname } = new URL(platform.url)
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        const head = [
          `PATCH /files/uploads/${id} HTTP/1.1`,
          `host: ${hostname}`,
          `cookie: ${supplier.cookie()}`,
          'x-bencao-csrf: 1',
          `upload-offset: ${atByte}`,
          `content-length: ${length}`,
          'content-type: application/octet-stream',
        ]
        socket.write(`${head.join('\r\n')}\r\n\r\n${'1,2\n'.repeat(1000)}`, () => socket.destroy())
      })
      socket.once('close', () => resolve())
      socket.once('error', reject)
    })
  }

  it('takes each piece once, also when two tabs send the same', async () => {
    const bytes = new Uint8Array(Buffer.concat([Buffer.from('c,d\n'), Buffer.alloc(400_000, '3,4\n')]))
    const { upload } = await announce(supplier, 'twice.csv', bytes)
    const id = upload?.id ?? ''
    const both = await Promise.all([1, 2].map(() => sendPiece(supplier, id, 0, bytes.subarray(0, 200_000))))
    expect(both.map(one => one.received)).toEqual([200_000, 200_000])
    await sendPiece(supplier, id, 200_000, bytes.subarray(200_000))
    expect((await finish(supplier, id)).file).toMatchObject({ bytes: bytes.length })
  })

  it('belongs to its organisation, and is forgotten with its pieces after a day', async () => {
    const bytes = new Uint8Array(Buffer.from('left,behind\n1,2\n'))
    const { upload } = await announce(supplier, 'left.csv', bytes)
    await sendPiece(supplier, upload?.id ?? '', 0, bytes.subarray(0, 5))
    expect((await sendPiece(other, upload?.id ?? '', 5, bytes.subarray(5))).status).toBe(404)
    await platform.db.tx(tx =>
      tx.run(`UPDATE file_upload SET expires_at = now() - interval '1 second' WHERE id = $1`, [upload?.id]),
    )
    expect((await expireUploads({ ...platform.command, actor: null })).uploads).toBe(1)
    expect((await sendPiece(supplier, upload?.id ?? '', 5, bytes.subarray(5))).status).toBe(404)
  })

  it('is not stored when what arrived is not what was announced', async () => {
    const { upload } = await announce(supplier, 'other.csv', new Uint8Array(6), sha256Of(Buffer.from('a,b\n1,')))
    await sendPiece(supplier, upload?.id ?? '', 0, Buffer.from('a,c\n1,'))
    expect(codes(await finish(supplier, upload?.id ?? ''))).toEqual(['uploadMismatch bytes'])
    expect((await finish(supplier, upload?.id ?? '')).status).toBe(404)
  })
})

describe('what is refused', () => {
  const tries: readonly (readonly [string, string, () => Promise<Uint8Array> | Uint8Array, string])[] = [
    ['an empty file', 'empty.pdf', () => new Uint8Array(), 'emptyFile bytes'],
    ['a program by its name', 'setup.exe', () => Buffer.from('MZ90'), 'fileTypeNotAllowed name'],
    ['a program by its content', 'setup.pdf', () => Buffer.from('MZ90'.repeat(100)), 'fileTypeNotAllowed name'],
    [
      'a page of a website',
      'page.csv',
      () => Buffer.from('<html><script>alert(1)</script></html>'),
      'fileTypeNotAllowed name',
    ],
    ['a picture called pdf', 'scan.pdf', () => image(10, 10), 'fileNameMismatch name'],
    ['a pdf that is cut off', 'cut.pdf', () => smallPdf(['cut', 'off']).subarray(0, 400), 'brokenFile name'],
    ['a pdf with a password', 'locked.pdf', () => smallPdf(['secret'], { encrypted: true }), 'encryptedFile name'],
    ['a picture that is cut off', 'cut.png', async () => (await image(400, 400)).subarray(0, 300), 'brokenFile name'],
    ['a picture of 225 million pixels', 'bomb.png', () => image(15_000, 15_000), 'tooManyPixels name'],
    [
      'an archive that unpacks to 300 MB',
      'bomb.xlsx',
      () => bomb('xl/workbook.xml', 300_000_000),
      'unpacksTooLarge name',
    ],
    [
      'an archive a thousand times its size',
      'dense.docx',
      () => bomb('word/document.xml', 30_000_000),
      'unpacksTooLarge name',
    ],
    ['an archive of something', 'photos.xlsx', () => zip({ 'a.txt': 'x' }), 'fileTypeNotAllowed name'],
    [
      'a workbook with macros',
      'm.xlsx',
      () => zip({ 'xl/workbook.xml': 'x', 'xl/vbaProject.bin': 'x' }),
      'fileTypeNotAllowed name',
    ],
    ['a name that leaves its folder', '../x.pdf', () => smallPdf(['x']), 'badFileName name'],
    ['a name that turns its ending around', 'x\u202efdp.exe.pdf', () => smallPdf(['x']), 'badFileName name'],
  ]
  for (const [what, name, make, expected] of tries)
    it(`${what}: ${expected}`, async () => {
      const [blobs, files] = [await count('stored_blob'), await count('stored_file')]
      const answer = await uploadFile(supplier, name, await make())
      expect(codes(answer)).toEqual([expected])
      expect(answer.status).toBe(422)
      expect(answer.violations?.[0]?.message).toMatch(/[\u4e00-\u9fff]/)
      expect([await count('stored_blob'), await count('stored_file')]).toEqual([blobs, files])
      expect(await piecesLeft()).toBe(0)
    })

  it('2 GB announced: at once, with the limit named', async () => {
    const answer = await announce(supplier, 'huge.pdf', { length: 2_000_000_000 })
    expect(codes(answer)).toEqual(['fileTooLarge bytes'])
    expect(answer.violations?.[0]?.message).toContain('50 MB')
  })

  it('a piece larger than a piece', async () => {
    const bytes = new Uint8Array(5_000_000).fill(49)
    const { upload } = await announce(supplier, 'wide.csv', bytes)
    expect(codes(await sendPiece(supplier, upload?.id ?? '', 0, bytes))).toEqual(['fileTooLarge'])
    await supplier.fetch(`/files/uploads/${upload?.id ?? ''}`, { method: 'DELETE' })
  })
})

describe('files in use', () => {
  it('are claimed by their own organisation only, and a refusal names the place', async () => {
    const own = await uploadedId(supplier, 'claim.pdf', smallPdf(['claim']))
    const theirs = await uploadedId(other, 'theirs.pdf', smallPdf(['theirs']))
    const actor = await signedIn('supplier-S1')
    const claim = (ids: readonly string[]) => platform.command.db.tx(tx => claimFiles(tx, actor, ids, 'files'))
    expect((await claim([own])).map(file => file.name)).toEqual(['claim.pdf'])
    await expect(claim([own, theirs])).rejects.toMatchObject({ violations: [{ code: 'notFound', path: 'files[1]' }] })
  })

  it('can be removed while nothing refers to them', async () => {
    const id = await uploadedId(supplier, 'removable.pdf', smallPdf(['removable']))
    const remove =
      'mutation($f:[ID!]!){removeFiles(fileIds:$f){__typename ...on Done{count} ...on Refusal{violations{code path message}}}}'
    await expect(other.act(remove, { f: [id] })).rejects.toMatchObject({ violations: [{ code: 'notFound' }] })
    expect(await supplier.act(remove, { f: [id] })).toMatchObject({ count: 1 })
    expect((await supplier.fetch(`/files/${id}`)).status).toBe(404)
  })
})

async function signedIn(login: string) {
  const user = await platform.db.prisma.user.findUniqueOrThrow({ where: { login } })
  const none = { hospitalId: null, distributorId: null, expertId: null, cityId: null, provinceId: null, body: null }
  return { ...none, userId: user.id, login, displayName: login, role: 'supplier' as const, supplierId: user.supplierId }
}

const image = async (width: number, height: number): Promise<Uint8Array> =>
  sharp({ create: { width, height, channels: 3, background: '#2E6F4E' }, limitInputPixels: false })
    .png()
    .toBuffer()

const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipStored(
    new Map(Object.entries({ '[Content_Types].xml': '<Types/>', ...files }).map(([k, v]) => [k, Buffer.from(v)])),
  )

/** An archive with one deflated part that is very long. */
function bomb(name: string, bytes: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(bytes), { level: 9 })
  const types = Buffer.from('<Types/>')
  const archive = zipStored(
    new Map([
      ['[Content_Types].xml', types],
      [name, packed],
    ]),
  )
  // The part was stored as it is: only its method and its length say that it is deflated.
  for (let at = archive.indexOf(name); at >= 0; at = archive.indexOf(name, at + 1)) {
    if (archive.readUInt32LE(Math.max(0, at - 30)) === 0x04034b50) archive.writeUInt16LE(8, at - 22)
    if (archive.readUInt32LE(Math.max(0, at - 46)) === 0x02014b50) archive.writeUInt16LE(8, at - 36)
  }
  return archive
}
