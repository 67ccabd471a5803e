import { expect, it } from 'vitest'
import { checkText } from '#domain/plainText.ts'

it.each([
  ['请复核得分', []],
  ['   ', ['required']],
  ['x'.repeat(11), ['tooLong']],
  ['a\0b', ['notText']],
  ['\ud800', ['notText']],
])('a written text %j', (text, codes) => {
  expect(checkText(text, 'text', 10).map(found => [found.code, found.path])).toEqual(codes.map(code => [code, 'text']))
})
