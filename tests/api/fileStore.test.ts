import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnv } from '../../api/platform/env.ts'
import { openFileStore } from '../../api/platform/files/fileStore.ts'
import { commandScanner } from '../../api/platform/files/scanner.ts'
import { smallPdf } from '../../templates/smallPdf.ts'
import { type Bucket, startBucket } from '../support/bucket.ts'
import { announce, finish, sendPiece, sha256Of, uploadFile } from '../support/files.ts'
import { seedAlliance } from '../support/fixture.ts'
import { usePlatform } from '../support/platform.ts'

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bencao-files-'))
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }))
const limits = { maxBytes: 1_000_000, quotaBytes: 2_000_000 }

function fail(): never {
  throw new Error('nothing is stored there')
}

/** A scanner that calls what names a virus infected, and dies of what says so. */
const SCRIPT = path.join(directory, 'scan.sh')
fs.writeFileSync(
  SCRIPT,
  '#!/bin/sh\ngrep -aq VIRUS "$1" && exit 1\ngrep -aq BROKEN "$1" && exit 2\ngrep -aq SLOW "$1" && exec sleep 60\nexit 0\n',
  { mode: 0o755 },
)

const platform = usePlatform({ files: { limits, scanCommand: SCRIPT, scanTimeoutMs: 1_500 } })
beforeAll(() => seedAlliance(platform))

describe('files in a bucket', () => {
  const bucket: { current?: Bucket } = {}
  beforeAll(async () => {
    bucket.current = await startBucket('KEY', 'very secret')
  })
  afterAll(() => bucket.current?.close())
  const open = (secretAccessKey: string) =>
    openFileStore({
      directory,
      limits,
      scanCommand: null,
      scanTimeoutMs: 1,
      s3: {
        endpoint: bucket.current?.url ?? '',
        bucket: 'files',
        region: 'cn-north-1',
        accessKeyId: 'KEY',
        secretAccessKey,
      },
    })

  it('are put, read in whole and in part, listed and removed, every request signed', async () => {
    const { storage } = open('very secret')
    const local = path.join(directory, 'local')
    fs.writeFileSync(local, 'hello files')
    await storage.putFile('blobs/aa/x', local)
    await storage.putBytes('pieces/1/0', Buffer.from('piece'))
    expect(await text((await storage.open('blobs/aa/x')) ?? fail())).toBe('hello files')
    expect(await text((await storage.open('blobs/aa/x', { start: 6, end: 10 })) ?? fail())).toBe('files')
    expect(await storage.open('blobs/aa/y')).toBeNull()
    expect((await storage.list('pieces/')).map(one => one.key)).toEqual(['pieces/1/0'])
    await storage.remove('pieces/1/0')
    expect([...(bucket.current?.objects.keys() ?? [])]).toEqual(['blobs/aa/x'])
    expect(bucket.current?.refused).toEqual([])
  })

  it('are refused with another secret, and damaged content is not handed out', async () => {
    await expect(open('wrong').storage.putBytes('x', Buffer.from('x'))).rejects.toThrow('403 SignatureDoesNotMatch')
    const content = Buffer.from('content')
    const file = path.join(directory, 'content')
    fs.writeFileSync(file, content)
    const store = open('very secret')
    await store.keep(sha256Of(content), file)
    expect(await text(await store.open(sha256Of(content)))).toBe('content')
    bucket.current?.objects.set(`blobs/${sha256Of(content).slice(0, 2)}/${sha256Of(content)}`, Buffer.from('CONTENT'))
    await expect(open('very secret').open(sha256Of(content))).rejects.toThrow('damaged')
  })

  it('want all four settings or none', () => {
    expect(() => readEnv({ S3_BUCKET: 'files' })).toThrow('S3_ENDPOINT')
    expect(readEnv({}).files).toMatchObject({ s3: null, limits: { maxBytes: 50_000_000 } })
  })
})

describe('a scanner', () => {
  it('refuses what is infected, says so when it does not answer, and marks what is clean', async () => {
    const supplier = await platform.person('supplier-S1')
    const codes = async (word: string) =>
      (await uploadFile(supplier, `${word}.csv`, Buffer.from(`a,b\n${word},1\n`))).violations?.map(one => one.code)
    expect(await codes('VIRUS')).toEqual(['infectedFile'])
    expect(await codes('SLOW')).toEqual(['scannerDown'])
    expect(await codes('BROKEN')).toEqual(['scannerDown'])
    expect((await uploadFile(supplier, 'clean.pdf', smallPdf(['clean']))).file).toMatchObject({ scan: 'clean' })
    expect(await commandScanner('/nowhere/scanner', 1000)(SCRIPT)).toBe('failed')
  })

  it('that did not answer is asked again without sending the file again', async () => {
    const supplier = await platform.person('supplier-S2')
    const bytes = Buffer.from('a,b\nBROKEN,2\n')
    await uploadFile(supplier, 'again.csv', bytes)
    const { upload } = await announce(supplier, 'again.csv', bytes)
    expect(upload?.received).toBe(bytes.length)
    expect((await finish(supplier, upload?.id ?? '')).violations?.[0]?.code).toBe('scannerDown')
  })
})

describe('the room of an organisation', () => {
  it('counts files and announced uploads, and is its own', async () => {
    const supplier = await platform.person('supplier-S3')
    const csv = (mark: string, length: number) =>
      Buffer.concat([Buffer.from(`${mark},b\n`), Buffer.alloc(length - 4, '1,2\n')])
    expect((await uploadFile(supplier, 'a.csv', csv('a', 900_000))).file).toBeDefined()
    const { upload } = await announce(supplier, 'b.csv', csv('b', 900_000))
    await sendPiece(supplier, upload?.id ?? '', 0, csv('b', 900_000).subarray(0, 10))
    const third = await announce(supplier, 'c.csv', csv('c', 900_000))
    expect(third.violations).toMatchObject([{ code: 'quotaExceeded', message: expect.stringContaining('2 MB') }])
    expect((await announce(await platform.person('supplier-S4'), 'c.csv', csv('c', 900_000))).upload).toBeDefined()
  })
})
