import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../admin/i18n/en.ts'
import { zh } from '../../admin/i18n/zh.ts'

const RESOURCES = join(import.meta.dirname, '../../admin/resources')
const sheets = readdirSync(RESOURCES, { recursive: true, encoding: 'utf8' }).filter(file => /\/columns\.ts$/.test(file))
const names = [zh, en].map(messages => new Map<string, unknown>(Object.entries(messages.field)))

describe('the columns of lists and detail pages', () => {
  it.each(sheets)('of %s are called something in both languages', async file => {
    const columns = Object.values(
      (await import(join(RESOURCES, file))) as Readonly<Record<string, readonly { readonly label: string }[]>>,
    ).flat()
    expect(columns.length).toBeGreaterThan(0)
    for (const known of names)
      expect(columns.filter(({ label }) => typeof known.get(label) !== 'string').map(one => one.label)).toEqual([])
  })

  it('are all looked at', () => expect(sheets.length).toBeGreaterThan(15))
})
