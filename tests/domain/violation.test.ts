import { describe, expect, it } from 'vitest'
import { VIOLATION_CODES, violation } from '#domain/violation.ts'
import { VIOLATION_TEXTS, violationText } from '#domain/violationTexts.ts'

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(found => found[1]).sort()

describe('violations', () => {
  it('has a text in both languages for every code, with the same placeholders', () => {
    expect(Object.keys(VIOLATION_TEXTS).sort()).toEqual([...VIOLATION_CODES].sort())
    for (const code of VIOLATION_CODES) {
      const { zh, en } = VIOLATION_TEXTS[code]
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
      expect(en).toMatch(/^[A-Z0-9"{].*\.$/)
      expect(new Set(placeholders(zh)), code).toEqual(new Set(placeholders(en)))
    }
  })

  it('fills in parameters, and only its own', () => {
    const problem = violation('outOfRange', 'rows[3].points', { min: 0, max: 12 })
    expect(violationText(problem, 'en')).toBe('Out of range. Allowed: 0 to 12.')
    expect(violationText(problem, 'zh')).toContain('0 至 12')
    expect(violationText(violation('outOfRange', undefined, { min: 0 }), 'en')).toContain('{max}')
  })

  it('leaves out what is not given', () => expect(violation('notFound')).toEqual({ code: 'notFound' }))
})
