import http from 'node:http'

/** One line of the result. Rates are better when high, times when low. */
export interface Row {
  readonly load: string
  readonly what: string
  readonly unit: string
  readonly ours: number
  readonly limit: number | null
  readonly ratio: number | null
  /** The promise, such as `≥ 0.6 ×`; empty for figures that only inform. */
  readonly target: string
  readonly met: boolean | null
}

interface Figure {
  readonly load: string
  readonly what: string
  readonly unit: string
  readonly ours: number
  readonly limit?: number
}

/** A figure that nothing was promised about. */
export const inform = (figure: Figure): Row => ({ ...compared(figure), target: '', met: null })

/** A ratio to the limit that must not be below (`atLeast`) or above (`atMost`) the promise. */
export function promise(figure: Figure & { limit: number }, bound: { atLeast: number } | { atMost: number }): Row {
  const row = compared(figure)
  const ratio = row.ratio ?? Number.NaN
  if ('atLeast' in bound) return { ...row, target: `≥ ${bound.atLeast} ×`, met: ratio >= bound.atLeast }
  return { ...row, target: `≤ ${bound.atMost} ×`, met: ratio <= bound.atMost }
}

/** A figure that must not be above an absolute bound. */
export const promiseAtMost = (figure: Figure, most: number): Row => ({
  ...compared(figure),
  target: `≤ ${most} ${figure.unit}`,
  met: figure.ours <= most,
})

const compared = (figure: Figure) => ({
  ...figure,
  limit: figure.limit ?? null,
  ratio: figure.limit === undefined ? null : figure.ours / figure.limit,
})

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

/** Runs the variants in turn, `runs` times, so that a noisy minute hits all of them. First once each to warm up. */
export async function alternate<K extends string>(
  runs: number,
  variants: Readonly<Record<K, () => Promise<number>>>,
): Promise<Readonly<Record<K, number>>> {
  const names = Object.keys(variants) as K[]
  const seen = new Map<K, number[]>(names.map(name => [name, []]))
  for (let run = -1; run < runs; run++)
    for (const name of names) {
      const value = await variants[name]()
      if (run >= 0) seen.get(name)?.push(value)
    }
  return Object.fromEntries(names.map(name => [name, median(seen.get(name) ?? [])])) as Record<K, number>
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** `lanes` callers at once, each with its next call as soon as the last is answered; calls per second. */
export async function rateOf(lanes: number, seconds: number, call: (lane: number) => Promise<void>): Promise<number> {
  const started = performance.now()
  const end = started + seconds * 1000
  let done = 0
  const lane = async (i: number) => {
    while (performance.now() < end) {
      await call(i)
      done++
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, i) => lane(i)))
  return done / ((performance.now() - started) / 1000)
}

/** Sends a request over a kept connection. @throws Error unless the answer is 200 */
export function send(agent: http.Agent, url: string, cookie: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { 'x-bencao-csrf': '1', accept: 'application/json', cookie }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const request = http.request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers }, answer => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        if (answer.statusCode === 200) resolve(text)
        else reject(new Error(`${answer.statusCode}: ${text.slice(0, 500)}`))
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** GraphQL; a refusal or an error ends the measurement, because it would be measured as a fast answer. */
export async function graphql<T>(
  agent: http.Agent,
  url: string,
  cookie: string,
  query: string,
  variables: object,
): Promise<T> {
  const text = await send(agent, `${url}/graphql`, cookie, JSON.stringify({ query, variables }))
  if (text.includes('"errors"') || text.includes('"Refusal"')) throw new Error(text.slice(0, 800))
  return (JSON.parse(text) as { data: T }).data
}

/** Items by key, in their order. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
