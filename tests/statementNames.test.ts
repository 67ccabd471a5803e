import { describe, expect, it } from 'vitest'
import { statementNames } from '../api/platform/statementNames.ts'

describe('names of statements', () => {
  it('are given to what is run over and over, one for each text and always the same', () => {
    const nameOf = statementNames(3, 2)
    const ask = (sql: string, times: number) => Array.from({ length: times }, () => nameOf(sql))
    expect(ask('SELECT 1', 4)).toEqual([undefined, undefined, 'hot0', 'hot0'])
    expect(ask('SELECT 2', 3)).toEqual([undefined, undefined, 'hot1'])
    expect(nameOf('SELECT 1')).toBe('hot0')
  })

  it('are few: a connection keeps a plan for each', () => {
    const nameOf = statementNames(1, 2)
    expect(['a', 'b', 'c', 'a', 'c'].map(nameOf)).toEqual(['hot0', 'hot1', undefined, 'hot0', undefined])
  })

  it('forget texts that never come again', () => {
    const nameOf = statementNames(2, 10)
    for (let i = 0; i < 5_000; i++) expect(nameOf(`SELECT ${i}`)).toBeUndefined()
    nameOf('SELECT now()')
    expect(nameOf('SELECT now()')).toBe('hot0')
  })
})
