import { createHash, createHmac } from 'node:crypto'
import http from 'node:http'

/** A bucket that speaks as much S3 as the platform does, and checks every signature (SigV4). */
export interface Bucket {
  readonly url: string
  readonly objects: Map<string, Buffer>
  /** Requests whose signature or hash was wrong. */
  readonly refused: string[]
  close(): Promise<void>
}

const REGION = 'cn-north-1'
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest()

/** Starts one that knows a single key pair. */
export async function startBucket(keyId: string, secret: string): Promise<Bucket> {
  const objects = new Map<string, Buffer>()
  const refused: string[] = []
  const server = http.createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    if (!isSigned(req, body, keyId, secret)) {
      refused.push(`${req.method} ${req.url}`)
      res.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      return
    }
    const url = new URL(req.url ?? '/', 'http://bucket')
    const key = decodeURIComponent(url.pathname.replace(/^\/files\/?/, ''))
    answer(req, res, { key, prefix: url.searchParams.get('prefix'), body, objects })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return { url, objects, refused, close: () => new Promise(resolve => server.close(() => resolve())) }
}

interface Asked {
  readonly key: string
  readonly prefix: string | null
  readonly body: Buffer
  readonly objects: Map<string, Buffer>
}

function answer(req: http.IncomingMessage, res: http.ServerResponse, { key, prefix, body, objects }: Asked): void {
  if (req.method === 'PUT') {
    objects.set(key, body)
    res.writeHead(200).end()
  } else if (req.method === 'DELETE') {
    objects.delete(key)
    res.writeHead(204).end()
  } else if (prefix !== null) {
    const keys = [...objects.keys()].filter(one => one.startsWith(prefix))
    const entry = (one: string) =>
      `<Contents><Key>${one}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified></Contents>`
    res.writeHead(200).end(`<ListBucketResult>${keys.map(entry).join('')}</ListBucketResult>`)
  } else {
    const found = objects.get(key)
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? []
    if (!found) res.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
    else if (from) res.writeHead(206).end(found.subarray(Number(from), Number(to) + 1))
    else res.writeHead(200).end(found)
  }
}

/** AWS Signature Version 4, worked out anew from the request as it arrived. */
function isSigned(req: http.IncomingMessage, body: Buffer, keyId: string, secret: string): boolean {
  const { authorization = '' } = req.headers
  const [, id, date, region, names = '', signature] =
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
      authorization,
    ) ?? []
  const hash = String(req.headers['x-amz-content-sha256'])
  if (id !== keyId || region !== REGION || (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(body))) return false
  if (req.method === 'PUT' && hash === 'UNSIGNED-PAYLOAD') return false
  const url = new URL(req.url ?? '/', 'http://bucket')
  const query = [...url.searchParams]
    .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`)
    .sort()
    .join('&')
  const headers = names.split(';').map(name => `${name}:${String(req.headers[name]).trim()}\n`)
  const canonical = [req.method, url.pathname, query, headers.join(''), names, hash].join('\n')
  const scope = `${date}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', String(req.headers['x-amz-date']), scope, sha256(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce((k, part) => hmac(k, part), hmac(hmac(`AWS4${secret}`, date ?? ''), region))
  return hmac(key, text).toString('hex') === signature
}
