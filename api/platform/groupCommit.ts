interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets many callers share transactions: whatever arrives while one batch is being committed goes into the next. One batch
 * is in flight, so 4,000 callers in the last minute cost a few dozen commits and no fight over locks (performance, 4).
 * A batch that fails as a whole is taken apart and its items are tried alone: one bad item cannot fail its neighbours.
 * @param commit stores a batch and answers each item, in order; runs again, item by item, when it throws
 * @param limit most items of a batch
 */
export function groupCommit<Item, Result>(
  commit: (items: readonly Item[]) => Promise<readonly Result[]>,
  limit: number,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let isRunning = false

  const settle = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await commit(batch.map(one => one.item))
      if (results.length !== batch.length) throw new Error('a batch must answer each of its items')
      for (const [i, result] of results.entries()) batch[i]?.resolve(result)
    } catch (error) {
      if (batch.length === 1) return batch[0]?.reject(error)
      for (const one of batch) await settle([one])
    }
  }

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await settle(waiting.splice(0, limit))
    isRunning = false
  }

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isRunning) return
      isRunning = true
      // Requests that are being read in the same turn of the event loop join the first batch.
      setImmediate(() => void drain())
    })
}
