import type { RequestContext } from '../context.ts'

interface Waiting<V> {
  readonly key: string
  readonly done: (value: V | undefined) => void
  readonly failed: (error: unknown) => void
}

/**
 * One query for a computed field of a whole page: everything a request asks for in one turn of the event loop is loaded
 * together. For figures that no relation of the database leads to.
 * @param load values by key; a key without a value is left out
 */
export function batched<V>(load: (ctx: RequestContext, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>) {
  const waiting = new WeakMap<RequestContext, Waiting<V>[]>()
  const flush = async (ctx: RequestContext, asked: readonly Waiting<V>[]) => {
    try {
      const values = await load(ctx, [...new Set(asked.map(one => one.key))])
      for (const one of asked) one.done(values.get(one.key))
    } catch (error) {
      for (const one of asked) one.failed(error)
    }
  }
  return (ctx: RequestContext, key: string): Promise<V | undefined> =>
    new Promise((done, failed) => {
      const asked = waiting.get(ctx) ?? []
      asked.push({ key, done, failed })
      if (asked.length > 1) return
      waiting.set(ctx, asked)
      setImmediate(() => {
        waiting.delete(ctx)
        void flush(ctx, asked)
      })
    })
}
