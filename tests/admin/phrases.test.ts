import { describe, expect, it } from 'vitest'
import { flatten, phrase } from '../../admin/i18n/phrases.ts'

describe('messages', () => {
  it('are found by their whole key', () => {
    expect([...flatten({ ra: { action: { save: '保存' } }, title: '标题', none: undefined })]).toEqual([
      ['ra.action.save', '保存'],
      ['title', '标题'],
    ])
  })

  it.each([
    ['a value by its name', '共 %{count} 项', { count: 3 }, 'zh', '共 3 项'],
    ['nought is a value', '共 %{count} 项', { count: 0 }, 'zh', '共 0 项'],
    ['what has no value stays as it is written', '%{a} %{b}', { a: 'x', b: null }, 'zh', 'x %{b}'],
    ['values are not read for values', '%{a}', { a: '%{b}', b: 'y' }, 'zh', '%{b}'],
    ['blanks at the ends are kept', ' · ', {}, 'zh', ' · '],
    ['English of one thing', 'one |||| %{smart_count} things', { smart_count: 1 }, 'en', 'one'],
    ['English of many things', 'one |||| %{smart_count} things', { smart_count: 2 }, 'en', '2 things'],
    ['English of no things', 'one |||| %{smart_count} things', { smart_count: 0 }, 'en', '0 things'],
    ['English with one form for all', '%{smart_count} things', { smart_count: 2 }, 'en', '2 things'],
    ['Chinese has one form', '%{smart_count} 项 |||| never', { smart_count: 2 }, 'zh', '2 项'],
  ] as const)('%s', (_name, text, values, locale, expected) => {
    expect(phrase(text, values, locale)).toBe(expected)
  })
})
