import { describe, expect, it } from 'vitest'
import { groupCommit } from '../../api/platform/groupCommit.ts'

const pause = () => new Promise(resolve => setImmediate(resolve))

describe('group commit', () => {
  it('takes what waits in batches of at most the limit, one in flight, each answered by its own place', async () => {
    const batches: number[][] = []
    let inFlight = 0
    const add = groupCommit<number, number>(async items => {
      expect(++inFlight).toBe(1)
      batches.push([...items])
      await pause()
      inFlight--
      return items.map(item => item * 10)
    }, 4)
    const numbers = Array.from({ length: 10 }, (_, i) => i)
    expect(await Promise.all(numbers.map(add))).toEqual(numbers.map(item => item * 10))
    expect(batches).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ])
    expect(await add(11)).toBe(110)
  })

  it('tries the items of a failed batch alone: one bad item does not fail its neighbours', async () => {
    const sizes: number[] = []
    const add = groupCommit<string, string>(async items => {
      sizes.push(items.length)
      if (items.includes('bad')) throw new Error('bad item')
      return items.map(item => item.toUpperCase())
    }, 128)
    const results = await Promise.allSettled(['a', 'bad', 'c'].map(add))
    expect(results.map(one => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
      'A',
      'bad item',
      'C',
    ])
    expect(sizes).toEqual([3, 1, 1, 1])
  })

  it('rejects rather than leave somebody waiting when a batch does not answer everybody', async () => {
    const add = groupCommit<number, number>(async () => [], 2)
    await expect(add(1)).rejects.toThrow('answer each')
  })
})
