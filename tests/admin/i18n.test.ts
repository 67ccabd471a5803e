import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import englishMessages from 'ra-language-english'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS, ROLES } from '#domain/permissions.ts'
import { STAGES } from '#domain/stage.ts'
import { en } from '../../admin/i18n/en.ts'
import { zh } from '../../admin/i18n/zh.ts'

const ADMIN = join(import.meta.dirname, '../../admin')

function flatten(messages: object, prefix = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') found.set(`${prefix}${key}`, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) found.set(inner, text)
  }
  return found
}

const chinese = flatten(zh)
const english = flatten(en)

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/%\{(\w+)\}/g)].map(match => match[1] ?? '').sort()
}

function usedKeys(): readonly string[] {
  return readdirSync(ADMIN, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file) && !file.startsWith('i18n'))
    .map(file => readFileSync(join(ADMIN, file), 'utf8'))
    .flatMap(source => [
      ...source.matchAll(/translate\(\s*'([\w.]+)'/g),
      ...source.matchAll(/label(?:=|: )["']((?:field|page|resources)\.[\w.]+)["']/g),
    ])
    .map(match => match[1] ?? '')
}

describe('messages', () => {
  it('have the same keys in both languages', () => {
    expect(chinese.size).toBeGreaterThan(800)
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('cover every message of react-admin', () => {
    const missing = [...flatten(englishMessages).keys()].filter(key => !chinese.has(key))
    expect(missing).toEqual([])
  })

  it('exist for every key that a screen names', () => {
    const used = usedKeys()
    expect(used.length).toBeGreaterThan(300)
    expect([...new Set(used)].filter(key => !chinese.has(key))).toEqual([])
  })

  it('name the same values in both languages', () => {
    const own = [...chinese].filter(([key]) => !key.startsWith('ra.'))
    const different = own.filter(([key, text]) => `${placeholders(text)}` !== `${placeholders(english.get(key) ?? '')}`)
    expect(different).toEqual([])
  })

  it('leak no English into Chinese and leave none empty where a person reads', () => {
    const latin = [...chinese].filter(([, text]) => /[A-Za-z]{4,}/.test(text.replaceAll(/%\{\w+\}/g, '')))
    const allowed = /Excel|Asia\/Shanghai|office、notary|notary/
    expect(latin.filter(([, text]) => !allowed.test(text))).toEqual([])
  })

  it('name every stage, every role and every command', () => {
    const commands = Object.keys(PERMISSIONS).filter(name => chinese.has(`verb.${name}.label`))
    expect(commands.length).toBeGreaterThan(40)
    expect(STAGES.filter(stage => !chinese.has(`stage.${stage}`))).toEqual([])
    expect(ROLES.filter(role => !chinese.has(`role.${role}`))).toEqual([])
  })
})
