import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptanceDueAt, checkNoticeOver, decisionDueAt, justificationDueAt, noticeWindow } from '#domain/award.ts'
import { checkDecision, checkJustification, checkLowPrices } from '#domain/lowPrice.ts'
import { checkComplaint, checkNotPaused, isObjectionSubject, pauseOf } from '#domain/objection.ts'
import { formatInstant } from '#domain/period.ts'
import { DEFAULT_RULE_PACK as pack } from '#domain/rulePack.ts'

const at = (text: string) => new Date(`2026-${text}:00+08:00`)
const codes = (found: readonly { code: string }[]) => found.map(one => one.code)

describe('a pause (实施条例 54, 62)', () => {
  it('is there while anything is open, since the earliest of it', () => {
    expect(pauseOf({ objections: [], suspensions: [] })).toBeNull()
    const pause = pauseOf({
      objections: [{ raisedAt: at('05-02T09:00') }, { raisedAt: at('05-01T09:00') }],
      suspensions: [{ suspendedAt: at('05-03T09:00') }],
    })
    expect(pause).toEqual({ since: at('05-01T09:00'), objections: 2, suspensions: 1 })
    expect(codes(checkNotPaused(pause))).toEqual(['objectionOpen', 'suspended'])
    expect(checkNotPaused(null)).toEqual([])
  })

  it('by a suspension moves the end as one by an objection, and overlapping ones once', () => {
    const end = (...suspensions: [string, string | null][]) =>
      formatInstant(
        noticeWindow(
          at('05-11T10:00'),
          pack,
          [{ raisedAt: at('05-12T08:00'), answeredAt: at('05-13T08:00') }],
          at('05-30T00:00'),
          suspensions.map(([from, until]) => ({ suspendedAt: at(from), resumedAt: until === null ? null : at(until) })),
        ).closesAt,
      ).slice(0, 16)
    expect(end()).toBe('2026-05-16 00:00')
    expect(end(['05-12T20:00', '05-14T08:00'])).toBe('2026-05-17 00:00')
    expect(end(['05-01T00:00', '05-02T00:00'])).toBe('2026-05-16 00:00')
    const held = noticeWindow(at('05-11T10:00'), pack, [], at('05-30T00:00'), [
      { suspendedAt: at('05-12T00:00'), resumedAt: null },
    ])
    expect(codes(checkNoticeOver(held))).toEqual(['suspended'])
  })

  it('never shortens a notice', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat(100)), { maxLength: 6 }), list => {
        const hours = (n: number) => new Date(at('05-11T10:00').getTime() + n * 3_600_000)
        const objections = list.map(([from, length]) => ({ raisedAt: hours(from), answeredAt: hours(from + length) }))
        const { plannedEnd, closesAt } = noticeWindow(at('05-11T10:00'), pack, objections, hours(400))
        expect(closesAt >= plannedEnd).toBe(true)
        const longest = list.reduce((sum, [, length]) => sum + length, 0) * 3_600_000
        expect(closesAt.getTime() - plannedEnd.getTime()).toBeLessThanOrEqual(longest)
      }),
    ))

  it('is about something known', () => {
    expect(isObjectionSubject('price')).toBe(true)
    expect(isObjectionSubject('weather')).toBe(false)
  })
})

describe('complaints (实施条例 60, 61)', () => {
  const answered = { dueAt: at('05-15T00:00'), answeredAt: at('05-13T10:00') }
  const silent = { dueAt: at('05-15T00:00'), answeredAt: null }
  it.each([
    ['at once after the answer', answered, '05-13T10:00', []],
    ['ten days later', answered, '05-23T23:00', []],
    ['too late', answered, '05-26T00:01', ['deadlinePassed']],
    ['before the answer', silent, '05-14T10:00', ['stillOpen']],
    ['when no answer came', silent, '05-15T00:01', []],
  ])('%s', (_name, objection, now, expected) =>
    expect(codes(checkComplaint(objection, pack, at(now)))).toEqual(expected),
  )

  it('are taken up in 3 and decided in 30 working days', () => {
    expect(formatInstant(acceptanceDueAt(at('06-05T10:00'))).slice(0, 10)).toBe('2026-06-11')
    expect(decisionDueAt(at('06-05T10:00')) > at('07-10T00:00')).toBe(true)
  })
})

describe('low prices (1-domain §3.3 [A], 招标投标法 39)', () => {
  const asked = { dueAt: at('05-15T00:00'), answeredAt: null, outcome: null }
  const told = { ...asked, answeredAt: at('05-13T10:00') }
  it.each([
    ['in time', asked, '05-14T10:00', []],
    ['late', asked, '05-15T00:01', ['deadlinePassed']],
    ['twice', told, '05-14T10:00', ['alreadyDone']],
    ['after the decision', { ...asked, outcome: 'rejected' as const }, '05-14T10:00', ['alreadyDone']],
  ])('justified %s', (_name, one, now, expected) => expect(codes(checkJustification(one, at(now)))).toEqual(expected))

  it.each([
    ['accepted once answered', told, 'accepted' as const, '05-13T11:00', []],
    ['not before the supplier was heard', asked, 'rejected' as const, '05-14T10:00', ['stillOpen']],
    ['rejected after silence', asked, 'rejected' as const, '05-15T00:01', []],
    ['silence is not accepted', asked, 'accepted' as const, '05-15T00:01', ['justificationMissing']],
    ['once', { ...told, outcome: 'accepted' as const }, 'rejected' as const, '05-15T00:01', ['alreadyDone']],
  ])('%s', (_name, one, wanted, now, expected) => expect(codes(checkDecision(one, wanted, at(now)))).toEqual(expected))

  it('hold the award up only where they would win', () => {
    const place = { selected: true, lowPrice: true, outcome: null }
    expect(checkLowPrices([place, { ...place, selected: false }])[0]?.params).toEqual({ count: 1 })
    expect(checkLowPrices([{ ...place, outcome: 'accepted' }])).toEqual([])
    expect(justificationDueAt(at('06-05T10:00'), pack) > at('06-06T00:00')).toBe(true)
  })
})
