import { describe, expect, it } from 'vitest'
import {
  checkNoticeOver,
  checkObjection,
  complaintDueAt,
  contractDueAt,
  noticeWindow,
  objectionDueAt,
} from '#domain/award.ts'
import { DEFAULT_RULE_PACK } from '#domain/rulePack.ts'

/** Days of the calendar whose last one stays where it falls. */
const RULES = { ...DEFAULT_RULE_PACK, calendar: { ...DEFAULT_RULE_PACK.calendar, restDayEnd: 'stays' as const } }

const at = (text: string) => new Date(`2026-05-${text}:00+08:00`)
const published = at('01T10:00')
const objection = (raised: string, answered: string | null) => ({
  raisedAt: at(raised),
  answeredAt: answered === null ? null : at(answered),
})

describe('notices (实施条例 54)', () => {
  it.each([
    ['three whole days after the day of publication', [], '05T00:00'],
    ['paused for a day', [objection('02T09:00', '03T09:00')], '06T00:00'],
    [
      'two objections at once pause once',
      [objection('02T12:00', '03T12:00'), objection('02T09:00', '03T09:00')],
      '06T03:00',
    ],
    ['one after the other', [objection('02T09:00', '02T10:00'), objection('03T09:00', '03T11:00')], '05T03:00'],
    ['raised in the time won', [objection('04T23:00', '05T01:00'), objection('05T01:30', '05T02:30')], '05T03:00'],
    ['raised too late', [objection('05T00:00', '06T00:00')], '05T00:00'],
  ])('%s', (_name, objections, closes) => {
    const window = noticeWindow(published, RULES, objections, at('20T00:00'))
    expect(window.closesAt).toEqual(at(closes))
    expect(window.plannedEnd).toEqual(at('05T00:00'))
    expect(checkNoticeOver(window)).toEqual([])
  })

  it('stays open while an objection is open, whatever the date', () => {
    const window = noticeWindow(published, RULES, [objection('02T09:00', null)], at('20T00:00'))
    expect(window).toMatchObject({ running: true, objectionsOpen: 1 })
    expect(checkNoticeOver(window)).toMatchObject([{ code: 'objectionOpen', params: { count: 1 } }])
    expect(checkObjection(window, at('20T00:00'))).toEqual([])
  })

  it('takes objections until the last millisecond', () => {
    const before = new Date(at('05T00:00').getTime() - 1)
    expect(checkObjection(noticeWindow(published, RULES, [], before), before)).toEqual([])
    expect(checkNoticeOver(noticeWindow(published, RULES, [], before))).toMatchObject([{ code: 'noticeRunning' }])
    const end = at('05T00:00')
    expect(checkObjection(noticeWindow(published, RULES, [], end), end)).toMatchObject([{ code: 'deadlinePassed' }])
  })
})

describe('due dates', () => {
  it('实施条例 54: an answer within 3 days', () =>
    expect(objectionDueAt(at('02T09:00'), RULES)).toEqual(at('06T00:00')))

  it('招标投标法 46: contracts within 30 days', () =>
    expect(contractDueAt(at('01T09:00'), RULES)).toEqual(new Date('2026-06-01T00:00:00+08:00')))

  it('实施条例 60: a complaint within 10 days', () =>
    expect(complaintDueAt(at('02T09:00'), RULES)).toEqual(at('13T00:00')))
})

describe('days of rest', () => {
  it('民法典 203: a last day of rest moves to the next working day', () => {
    // 2026-05-01 to 05 are days off, Saturday the 9th is worked.
    expect(noticeWindow(published, DEFAULT_RULE_PACK, [], published).plannedEnd).toEqual(at('07T00:00'))
    expect(objectionDueAt(at('06T09:00'), DEFAULT_RULE_PACK)).toEqual(at('10T00:00'))
    expect(objectionDueAt(at('07T09:00'), DEFAULT_RULE_PACK)).toEqual(at('12T00:00'))
  })

  it('counts working days where the pack says so', () => {
    const working = { ...RULES, calendar: { ...RULES.calendar, notice: 'working' as const } }
    expect(noticeWindow(published, working, [], published).plannedEnd).toEqual(at('09T00:00'))
  })
})
