import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import type { Storage } from './storage.ts'

/** A bucket of a service that speaks S3. */
export interface S3Place {
  /** `https://host[:port]`, without the bucket: path style, which every such service understands. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const RETRIES = 3
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** Keeps bytes in a bucket. Every request is signed (SigV4), every upload with the hash of its bytes. */
export function s3Storage(place: S3Place): Storage {
  const { accessKeyId, secretAccessKey, region } = place
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES })
  const base = `${place.endpoint.replace(/\/$/, '')}/${place.bucket}`
  const send = (method: string, path: string, init: { body?: Uint8Array; headers?: Record<string, string> } = {}) =>
    client.fetch(`${base}${path}`, {
      method,
      headers: init.headers ?? {},
      ...(init.body ? { body: copyOf(init.body) } : {}),
    })
  const putBytes = async (key: string, body: Uint8Array) => {
    const hash = createHash('sha256').update(body).digest('hex')
    await done(await send('PUT', `/${key}`, { body, headers: { 'x-amz-content-sha256': hash } }), key)
  }
  return {
    putBytes,
    putFile: async (key, file) => putBytes(key, await fs.readFile(file)),
    async open(key, range) {
      const headers = range ? { range: `bytes=${range.start}-${range.end}` } : undefined
      const response = await send('GET', `/${key}`, headers ? { headers } : {})
      if (response.status === 404) {
        await response.arrayBuffer()
        return null
      }
      if (!response.ok || !response.body) throw await failed(response, key)
      return Readable.fromWeb(response.body as ReadableStream)
    },
    remove: async key => done(await send('DELETE', `/${key}`), key),
    list: folder => listKeys(folder, query => send('GET', `?${query}`)),
  }
}

/** Bytes of their own: a request body must not lie in a shared buffer. */
const copyOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

async function done(response: Response, key: string): Promise<void> {
  if (!response.ok) throw await failed(response, key)
  await response.arrayBuffer()
}

async function failed(response: Response, key: string): Promise<Error> {
  const code = /<Code>([^<]*)<\/Code>/.exec(await response.text())?.[1] ?? ''
  return new Error(`file storage: ${response.status} ${code} for ${key}`)
}

async function listKeys(folder: string, ask: (query: URLSearchParams) => Promise<Response>) {
  const found: { key: string; writtenAt: Date }[] = []
  let token: string | undefined
  do {
    const query = new URLSearchParams({ 'list-type': '2', prefix: folder })
    if (token) query.set('continuation-token', token)
    const response = await ask(query)
    if (!response.ok) throw await failed(response, folder)
    const xml = await response.text()
    for (const [, entry = ''] of xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g))
      found.push({ key: textOf(entry, 'Key') ?? '', writtenAt: new Date(textOf(entry, 'LastModified') ?? 0) })
    token = textOf(xml, 'NextContinuationToken')
  } while (token)
  return found
}

const textOf = (xml: string, tag: string): string | undefined =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1]?.replaceAll(/&\w+;/g, name => ENTITIES[name] ?? name)
