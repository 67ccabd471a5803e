import { describe, expect, it } from 'vitest'
import { isTwoPerson, PERMISSIONS } from '#domain/permissions.ts'
import { actDocument, hiddenPasswords, withPasswords } from '../../admin/doors/acts.ts'
import { zh } from '../../admin/i18n/zh.ts'
import { deviceName } from '../../admin/pages/account/deviceName.ts'

const twoPerson = Object.keys(PERMISSIONS).filter(isTwoPerson)

describe('the panel of proposals', () => {
  it('can confirm every two-person act, in words', () => {
    expect(twoPerson.length).toBeGreaterThanOrEqual(9)
    const verbs: Record<string, unknown> = zh.verb
    expect(twoPerson.filter(action => !actDocument(action) || !verbs[action])).toEqual([])
  })

  it('sends the arguments as they were proposed, the passwords put in again', () => {
    const args = { users: [{ login: 'a', displayName: 'A', role: 'office', password: 'hmac:12' }] }
    expect(hiddenPasswords(args)).toEqual(['a'])
    expect(withPasswords(args, { a: 'secret words' })).toEqual({
      users: [{ login: 'a', displayName: 'A', role: 'office', password: 'secret words' }],
    })
    expect(withPasswords({ roundId: 'r' }, {})).toEqual({ roundId: 'r' })
  })
})

describe('names of devices', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
      'Edge · Windows',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile MicroMessenger/8.0', '微信 · iOS'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'Chrome · Linux'],
    ['curl/8', ''],
  ])('%s', (agent, name) => expect(deviceName(agent)).toBe(name))
})
