import ExcelJS from '@protobi/exceljs'
import { describe, expect, it } from 'vitest'
import { DEFAULT_INDICATORS } from '#domain/indicators.ts'
import {
  type DeclarationFormView,
  parseDeclarationForm,
  renderDeclarationForm,
} from '../../templates/declarationForm.xlsx.ts'

const view: DeclarationFormView = {
  tenderCode: 'T1',
  tenderTitle: '首批饮片联采',
  supplierCode: 'S1',
  supplierName: '饮片企业1',
  issuedAt: new Date('2026-01-01T00:00:00Z'),
  indicators: DEFAULT_INDICATORS,
  subjects: [
    { key: 'company', name: '本企业', level: 'company' },
    { key: 'variety:HQ', name: '黄芪', level: 'variety' },
    { key: 'lot:HQ-T', name: 'HQ-T 黄芪', level: 'spec' },
    { key: 'lot:HQ-X', name: 'HQ-X 黄芪', level: 'spec' },
  ],
  answers: new Map<string, unknown>([
    ['company|Q2', 'plant'],
    ['lot:HQ-T|Q6', 12.5],
  ]),
  files: new Map([['company|Q2', ['追溯.pdf', '接口.pdf']]]),
}

async function edited(change: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(await renderDeclarationForm(view)).buffer)
  change(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const rowOf = (book: ExcelJS.Workbook, sheet: string, key: string, code: string): number => {
  const found = book.getWorksheet(sheet)
  for (let row = 4; row <= (found?.rowCount ?? 0); row++)
    if (found?.getCell(`A${row}`).value === key && found.getCell(`C${row}`).value === code) return row
  throw new Error(`${sheet} ${key} ${code}`)
}

describe('the declaration workbook', () => {
  it('shows what is answered and attached, offers the steps of the rules, and locks its keys', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(await renderDeclarationForm(view)).buffer)
    const sheet = book.getWorksheet('企业级')
    const row = rowOf(book, '企业级', 'company', 'Q2')
    expect(sheet?.getCell(`F${row}`).value).toBe('种植至出厂可追溯')
    expect(sheet?.getCell(`G${row}`).value).toBe('追溯.pdf；接口.pdf')
    expect(sheet?.getCell(`F${row}`).dataValidation.type).toBe('list')
    expect(sheet?.getCell(`F${row}`).protection?.locked).toBe(false)
    expect(sheet?.getCell(`A${row}`).protection?.locked ?? true).toBe(true)
    expect(book.getWorksheet('字典')?.state).toBe('veryHidden')
  })

  it('reads back what it wrote, tiers by their codes', async () => {
    const parsed = await parseDeclarationForm(await edited(() => undefined), view)
    expect(parsed).toMatchObject({
      ok: true,
      answers: [
        { subjectKey: 'company', indicatorCode: 'Q2', value: 'plant' },
        { subjectKey: 'lot:HQ-T', indicatorCode: 'Q6', value: '12.5' },
      ],
    })
  })

  it('names every wrong cell, and takes nothing', async () => {
    const places: string[] = []
    const bytes = await edited(book => {
      const put = (sheet: string, key: string, code: string, value: ExcelJS.CellValue) => {
        const row = rowOf(book, sheet, key, code)
        const cell = book.getWorksheet(sheet)?.getCell(`F${row}`)
        if (cell) cell.value = value
        places.push(`${sheet}!F${row}`)
      }
      put('企业级', 'company', 'Q4', '最好')
      put('企业级', 'company', 'Q5', '一项')
      put('企业级', 'company', 'Q10', { formula: '1+1', result: 2 })
      put('品规级', 'lot:HQ-X', 'Q6', { richText: [{ text: '12' }] })
      const row = rowOf(book, '品规级', 'lot:HQ-X', 'B11')
      places.push(`品规级!A${row}`)
      const sheet = book.getWorksheet('品规级')
      if (sheet) sheet.getCell(`A${row}`).value = 'lot:XX-X'
      if (sheet) sheet.getCell(`F${row}`).value = 12
    })
    const parsed = await parseDeclarationForm(bytes, view)
    if (parsed.ok) throw new Error('taken')
    expect(parsed.violations.map(one => `${one.code} ${one.path}`).sort()).toEqual(
      [
        `notOneOf ${places[0]}`,
        `notANumber ${places[1]}`,
        `notPlainCell ${places[2]}`,
        `notPlainCell ${places[3]}`,
        `unknownCode ${places[4]}`,
      ].sort(),
    )
    expect(parsed.violations.find(one => one.code === 'notOneOf')?.params).toMatchObject({
      allowed: '实验室通过 CNAS 认可、可全项自检、部分委托检验、全部委托检验',
    })
  })

  it('refuses the form of another supplier, and what is no workbook', async () => {
    const other = await renderDeclarationForm({ ...view, supplierCode: 'S2' })
    for (const bytes of [other, new Uint8Array([1, 2, 3])])
      expect(await parseDeclarationForm(bytes, view)).toMatchObject({ ok: false, violations: [{ code: 'badFile' }] })
  })
})
