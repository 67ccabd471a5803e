import { describe, expect, it } from 'vitest'
import type { DeskSheet } from '../../admin/contract/index.ts'
import { deskItems, filterItems, NO_FILTER } from '../../admin/pages/score/deskItems.ts'
import { mergeDrafts } from '../../admin/pages/score/deskMerge.ts'
import { DeskStore } from '../../admin/pages/score/deskStore.ts'
import { backoff, type LocalDraft, newer, sortRefused, toInput } from '../../admin/pages/score/draftQueue.ts'
import { parsePoints } from '../../admin/pages/score/entry.ts'
import { handIn } from '../../admin/pages/score/handIn.ts'
import { type KeyPlace, keyAction } from '../../admin/pages/score/keyMap.ts'
import { paceOf } from '../../admin/pages/score/pace.ts'
import { phraseLines } from '../../admin/pages/score/phrases.ts'
import { placeOf } from '../../admin/review/proposalText.ts'
import { DEFAULT_RULE_PACK } from '../../api/domain/rulePack.ts'

const UPDATED = '2026-03-01T08:00:00.000Z'

const sheet = (change: Partial<DeskSheet> = {}): DeskSheet => ({
  id: 's1',
  supplierName: '饮片企业1',
  subjectKey: 'company',
  subjectName: '饮片企业1',
  phase: 'first',
  panel: false,
  slot: 1,
  status: 'assigned',
  indicatorCodes: ['Q4', 'Q2'],
  answers: ['Q2', 'Q4'].map(code => ({
    id: code,
    indicatorCode: code,
    value: 'none',
    proposedCenti: 1000,
    rankedAmong: 4,
    evidence: [],
  })),
  scores: [],
  drafts: [],
  clarifications: [],
  ...change,
})

const draft = (change: Partial<LocalDraft> = {}): LocalDraft => ({
  login: 'expert-E01',
  tenderId: 't',
  sheetId: 's1',
  indicatorCode: 'Q2',
  name: 'Q2',
  maximum: 10,
  text: '7.5',
  reason: '',
  flagged: false,
  changedAt: Date.parse(UPDATED),
  baseAt: null,
  afterwards: false,
  ...change,
})

const serverDraft = { indicatorCode: 'Q2', pointsCenti: 300, reason: null, flagged: false, updatedAt: UPDATED }

describe('points', () => {
  it.each([
    ['7', 700],
    ['7.', 700],
    ['7.5', 750],
    ['0', 0],
    ['10', 1000],
    ['10.01', null],
    ['1.234', null],
    ['-1', null],
    ['', null],
    ['１', null],
  ])('reads %s as %s', (text, centi) => {
    expect(parsePoints(text, 10)).toBe(centi)
  })
})

describe('the list', () => {
  it('goes by supplier, subject and the order of the pack, and names where each begins', () => {
    const items = deskItems(
      [
        sheet({ id: 'b', supplierName: '饮片企业10' }),
        sheet({ id: 'c', subjectKey: 'lot:HQ-T', indicatorCodes: ['Q3'] }),
        sheet({ id: 'a', subjectKey: 'variety:HQ', indicatorCodes: ['Q1'] }),
        sheet(),
      ],
      DEFAULT_RULE_PACK,
    )
    expect(items.map(item => `${item.key} ${item.heads ?? ''}`.trim())).toEqual([
      's1 Q2 supplier',
      's1 Q4',
      'a Q1 subject',
      'c Q3 subject',
      'b Q2 supplier',
      'b Q4',
    ])
  })

  it('shows what is left, flagged, arbitrated, or lacks a reason', () => {
    const items = deskItems([sheet(), sheet({ id: 's2', slot: 3 })], DEFAULT_RULE_PACK)
    const entries = new Map([
      ['s1 Q2', { text: '10', reason: '', flagged: true }],
      ['s1 Q4', { text: '1', reason: '', flagged: false }],
    ])
    const shown = (show: 'left' | 'flagged' | 'reasonDue' | 'arbitration') =>
      filterItems(
        items,
        { ...NO_FILTER, show },
        key => entries.get(key) ?? { text: '', reason: '', flagged: false },
      ).map(item => item.key)
    expect(shown('left')).toEqual(['s2 Q2', 's1 Q4', 's2 Q4'])
    expect(shown('flagged')).toEqual(['s1 Q2'])
    expect(shown('reasonDue')).toEqual(['s1 Q4'])
    expect(shown('arbitration')).toEqual(['s2 Q2', 's2 Q4'])
  })
})

describe('the store', () => {
  const open = () => {
    const store = new DeskStore()
    store.isWritable = true
    store.load(deskItems([sheet()], DEFAULT_RULE_PACK), new Map())
    return store
  }

  it('starts points anew with the first digit and adds the others; undo takes back one by one', () => {
    const store = open()
    for (const sign of '7.5') store.type(sign)
    expect(store.entry('s1 Q2').text).toBe('7.5')
    store.select('s1 Q4')
    store.select('s1 Q2')
    store.type('.')
    expect(store.entry('s1 Q2').text).toBe('0.')
    store.erase()
    expect(store.entry('s1 Q2').text).toBe('0')
    for (let i = 0; i < 3; i++) store.undo()
    expect(store.entry('s1 Q2').text).toBe('7.')
  })

  it('lets nobody leave unreadable points, or points far off without a reason', () => {
    const store = open()
    store.change('s1 Q2', { text: '99' })
    expect(store.fault()).toBe('points')
    store.change('s1 Q2', { text: '2' })
    expect(store.fault()).toBe('reason')
    store.change('s1 Q2', { reason: '材料不足' })
    expect(store.fault()).toBeNull()
  })

  it('changes nothing that is submitted or read only, but a reason that is due', () => {
    const store = open()
    const scores = [{ indicatorCode: 'Q2', pointsCenti: 100, reason: null, reasonDue: true }]
    store.load(deskItems([sheet({ status: 'submitted', scores })], DEFAULT_RULE_PACK), new Map())
    expect(store.change('s1 Q2', { text: '3' })).toBe(false)
    expect(store.counts()).toMatchObject({ reasonsOpen: 1, reasonsWritten: 0 })
    expect(store.change('s1 Q2', { reason: '见附件' })).toBe(true)
    expect(store.counts()).toMatchObject({ reasonsOpen: 0, reasonsWritten: 1 })
    store.isWritable = false
    expect(store.change('s1 Q2', { reason: '改' })).toBe(false)
    expect(store.undo()).toBeNull()
  })

  it('finds the next open item around the end', () => {
    const store = open()
    store.change('s1 Q4', { text: '10' })
    store.select('s1 Q4')
    expect(store.nextOpen()).toBe('s1 Q2')
    store.change('s1 Q2', { text: '10' })
    expect(store.nextOpen()).toBeNull()
    expect(store.counts()).toEqual({ all: 2, done: 2, reasonsOpen: 0, reasonsWritten: 0 })
  })
})

describe('the queue', () => {
  it('sends unreadable points as none, and keeps them', () => {
    expect(toInput(draft({ text: '99' }))).toMatchObject({ pointsCenti: null })
    expect(toInput(draft())).toEqual({
      sheetId: 's1',
      indicatorCode: 'Q2',
      pointsCenti: 750,
      reason: null,
      flagged: false,
    })
  })

  it('takes what was typed over the very draft of the server, else the newer one', () => {
    expect(newer(draft(), undefined)).toBe('local')
    expect(newer(draft({ baseAt: UPDATED, changedAt: 0 }), serverDraft)).toBe('local')
    expect(newer(draft({ changedAt: Date.parse(UPDATED) + 1 }), serverDraft)).toBe('local')
    expect(newer(draft({ changedAt: Date.parse(UPDATED) - 60_000 }), serverDraft)).toBe('server')
  })

  it('merges: local again, server instead, submitted meanwhile, taken away', () => {
    const items = deskItems([sheet({ drafts: [serverDraft] })], DEFAULT_RULE_PACK)
    const old = draft({ changedAt: 0 })
    expect(mergeDrafts(items, [draft()])).toMatchObject({ resend: [draft()], lost: [], replaced: 0 })
    expect(mergeDrafts(items, [old])).toMatchObject({ resend: [], stale: [old], replaced: 1 })
    expect(mergeDrafts(items, [old]).entries.get('s1 Q2')?.text).toBe('3')
    const gone = draft({ sheetId: 'gone' })
    expect(mergeDrafts(items, [gone])).toMatchObject({ lost: [gone] })
    const score = { indicatorCode: 'Q2', pointsCenti: 750, reason: null, reasonDue: false }
    const submitted = deskItems([sheet({ status: 'submitted', scores: [score] })], DEFAULT_RULE_PACK)
    expect(mergeDrafts(submitted, [draft()])).toMatchObject({ lost: [], stale: [draft()] })
    expect(mergeDrafts(submitted, [draft({ text: '8' })]).lost).toHaveLength(1)
    const due = deskItems([sheet({ status: 'submitted', scores: [{ ...score, reasonDue: true }] })], DEFAULT_RULE_PACK)
    const late = draft({ afterwards: true, reason: '见附件' })
    expect(mergeDrafts(due, [late]).entries.get('s1 Q2')).toMatchObject({ text: '7.5', reason: '见附件' })
  })

  it('sorts a refused batch: a sheet that is gone takes its drafts, what is wrong goes alone, the rest goes again', () => {
    const batch = [draft(), draft({ indicatorCode: 'Q4' }), draft({ sheetId: 's2' }), draft({ sheetId: 's3' })]
    const sorted = sortRefused(batch, [
      { code: 'notFound', path: 'drafts[1].sheetId' },
      { code: 'notText', path: 'drafts[2].reason' },
    ])
    expect(sorted).toEqual({ gone: [batch[0], batch[1]], wrong: [batch[2]], again: [batch[3]] })
  })

  it('waits longer after every failure, half a minute at most', () => {
    expect([1, 2, 3, 50].map(backoff)).toEqual([1_000, 2_000, 4_000, 30_000])
  })
})

describe('handing in', () => {
  it('takes whole sheets only and lists missing reasons', () => {
    const items = deskItems([sheet(), sheet({ id: 's2' })], DEFAULT_RULE_PACK)
    const texts: Record<string, string> = { 's1 Q2': '10', 's1 Q4': '9', 's2 Q2': '0', 's2 Q4': '10' }
    const found = handIn(items, key => ({ text: texts[key] ?? '', reason: '', flagged: false }))
    expect(found.sheets).toEqual([
      {
        sheetId: 's1',
        scores: [
          { indicatorCode: 'Q2', pointsCenti: 1000, reason: null },
          { indicatorCode: 'Q4', pointsCenti: 900, reason: null },
        ],
      },
    ])
    expect(found).toMatchObject({ items: 2, incomplete: 1 })
    expect(found.reasonless.map(item => item.key)).toEqual(['s2 Q2'])
  })
})

describe('keys', () => {
  const press = (key: string, place: KeyPlace = 'list', change = {}) =>
    keyAction({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...change }, place)

  it('mean what the help says', () => {
    const keys = 'j k ArrowDown ArrowUp Enter r f q n p g u ? 7 . Backspace'.split(' ')
    expect(keys.map(key => press(key))).toEqual(
      'next previous next previous accept reason flag ask nextFile previousFile nextOpen undo help type type erase'.split(
        ' ',
      ),
    )
    expect(press('J')).toBe('next')
    expect(press('Enter', 'list', { ctrlKey: true })).toBe('submit')
  })

  it('do nothing while Chinese is composed, in inputs, and with other modifiers', () => {
    expect(press('j', 'list', { isComposing: true })).toBeNull()
    expect(press('Process')).toBeNull()
    expect(press('j', 'text')).toBeNull()
    expect(press('r', 'list', { ctrlKey: true })).toBeNull()
    expect(press('r', 'list', { altKey: true })).toBeNull()
    expect(press('Tab')).toBeNull()
  })

  it('leave to each place what is its own', () => {
    expect(press('7', 'points')).toBeNull()
    expect(press('Backspace', 'points')).toBeNull()
    expect(press('r', 'points')).toBe('reason')
    expect(press('Enter', 'button')).toBeNull()
    expect(press(' ', 'button')).toBeNull()
    expect(press('ArrowDown', 'file')).toBeNull()
    expect(press('7', 'file')).toBe('type')
  })
})

describe('the pace', () => {
  const minutes = (...list: number[]) => list.map(minute => minute * 60_000)
  it('counts the last half hour and says nothing of too little', () => {
    expect(paceOf(minutes(50, 55), 60 * 60_000, 10)).toBeNull()
    expect(paceOf(minutes(1, 2, 3, 40, 45, 50, 55), 60 * 60_000, 18)).toEqual({ perHour: 9, minutesLeft: 120 })
  })
})

describe('words', () => {
  it('keep nine common reasons, none twice', () => {
    expect(phraseLines(' 一 \n\n一\n二')).toEqual(['一', '二'])
    expect(phraseLines('1\n2\n3\n4\n5\n6\n7\n8\n9\n10')).toHaveLength(9)
  })

  it('tell the place behind a rank proposal', () => {
    expect([500, 375, 250, 125].map(centi => placeOf(centi, 5, 4))).toEqual([1, 2, 3, 4])
    expect(placeOf(333, 5, 3)).toBe(2)
  })
})
