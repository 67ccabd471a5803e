import type { TranslateFunction } from 'ra-core'
import { dateTime, shortHash } from '../../formats.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const HEX = /^[0-9a-f]{32,}$/

/**
 * What a row is about, in words: `round:1 policy:<hex>` names the round and a short hash. Ids tell a reader nothing and are
 * left out; the whole subject is on the detail page.
 */
export function subjectText(subject: string, translate: TranslateFunction): string {
  const parts: string[] = []
  const words = subject.split(' ')
  for (let i = 0; i < words.length; i++) {
    const [kind = '', ...rest] = (words[i] ?? '').split(':')
    const isLoose = rest.length === 0 && INSTANT.test(words[i + 1] ?? '')
    const value = isLoose ? (words[++i] ?? '') : rest.join(':')
    parts.push([translate(`auditSubject.${kind}`, { _: kind }), valueText(kind, value, translate)].join(' ').trim())
  }
  return parts.join(' · ')
}

function valueText(kind: string, value: string, translate: TranslateFunction): string {
  if (UUID.test(value)) return ''
  if (INSTANT.test(value)) return dateTime(value)
  if (HEX.test(value)) return shortHash(value)
  const set = { stage: 'stage', job: 'job', demandReports: 'status' }[kind]
  return set ? translate(`${set}.${value}`, { _: value }) : value
}
