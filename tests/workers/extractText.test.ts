import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { smallPdf } from '../../templates/smallPdf.ts'
import { zipStored } from '../../templates/zip.ts'
import { workMessage } from '../../workers/messages.ts'
import { sha256Of, uploadedId } from '../support/files.ts'
import { seedAlliance } from '../support/fixture.ts'
import { type Person, usePlatform } from '../support/platform.ts'

const platform = usePlatform()
let supplier: Person

beforeAll(async () => {
  await seedAlliance(platform)
  supplier = await platform.person('supplier-S1')
})

const blobOf = (bytes: Uint8Array) =>
  platform.db.prisma.storedBlob.findUniqueOrThrow({ where: { sha256: sha256Of(bytes) } })

describe('the text of files', () => {
  it('is read from a pdf, Chinese without embedded fonts included, with what the file says of itself', async () => {
    const pdf = smallPdf(['企业名称：饮片企业1', 'Moisture 9.8 %\f第二页'], { author: '张三', producer: 'WPS 文字' })
    await uploadedId(supplier, 'a.pdf', pdf)
    expect((await blobOf(pdf)).textStatus).toBe('pending')
    await platform.drainJobs()
    const blob = await blobOf(pdf)
    expect(blob.textStatus).toBe('done')
    expect(blob.text).toMatch(/企业名称：饮片企业1[\s\S]*Moisture 9\.8 %[\s\S]*第二页/)
    expect(blob.meta).toEqual({ author: '张三', producer: 'WPS 文字' })
  })

  it('is read from a workbook and a document', async () => {
    const book = new ExcelJS.Workbook()
    book.creator = '李四'
    book.addWorksheet('数据').addRow(['批号', '水分 & 灰分', 9.8])
    const xlsx = new Uint8Array(await book.xlsx.writeBuffer())
    await uploadedId(supplier, 'b.xlsx', xlsx)
    const docx = zipStored(
      new Map([
        ['[Content_Types].xml', Buffer.from('<Types/>')],
        [
          'word/document.xml',
          Buffer.from(
            '<w:document><w:p><w:r><w:t>工艺</w:t></w:r><w:r><w:t xml:space="preserve"> 规程</w:t></w:r></w:p></w:document>',
          ),
        ],
        [
          'docProps/core.xml',
          Buffer.from(
            '<x><dc:creator>王五</dc:creator><dcterms:created xsi:type="d">2026-01-02T03:04:05Z</dcterms:created></x>',
          ),
        ],
      ]),
    )
    await uploadedId(supplier, 'c.docx', docx)
    await platform.drainJobs()
    expect(await blobOf(xlsx)).toMatchObject({
      textStatus: 'done',
      text: '批号\n水分 & 灰分\n',
      meta: { author: '李四' },
    })
    expect(await blobOf(docx)).toMatchObject({
      textStatus: 'done',
      text: '工艺 规程\n',
      meta: { author: '王五', created: '2026-01-02T03:04:05Z' },
    })
  })

  it('of a workbook with 1,048,576 validated rows takes no longer; its table is shown, too', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('数据')
    sheet.addRow(['批号', '结论'])
    sheet.addRow(['240101', '合格'])
    const plain = await book.xlsx.writeBuffer()
    const { unzip } = await import('../../templates/zip.ts')
    const parts = unzip(new Uint8Array(plain), 10_000_000)
    if (!parts.ok) throw new Error('the workbook was not written')
    const files = new Map(parts.files)
    const rule =
      '<dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"><formula1>0</formula1></dataValidation></dataValidations>'
    const xml = files.get('xl/worksheets/sheet1.xml')?.toString('utf8') ?? ''
    files.set('xl/worksheets/sheet1.xml', Buffer.from(xml.replace('</sheetData>', `</sheetData>${rule}`)))
    const xlsx = zipStored(files)
    const id = await uploadedId(supplier, 'validated.xlsx', xlsx)
    await platform.drainJobs()
    expect((await blobOf(xlsx)).textStatus).toBe('done')
    const table = (await (await supplier.fetch(`/files/${id}/table`)).json()) as object
    expect(table).toEqual({
      sheets: [
        {
          name: '数据',
          rows: [
            ['批号', '结论'],
            ['240101', '合格'],
          ],
        },
      ],
      isCut: false,
    })
  })

  it('comes once however often the message does, and content that cannot be read is marked', async () => {
    const pdf = smallPdf(['to be read'])
    await uploadedId(supplier, 'd.pdf', pdf)
    const ctx = { ...platform.command, actor: null }
    const message = { sha256: sha256Of(pdf) }
    await Promise.all([workMessage(ctx, 'extractText', message), workMessage(ctx, 'extractText', message)])
    await platform.drainJobs()
    expect(await blobOf(pdf)).toMatchObject({ textStatus: 'done', text: expect.stringContaining('to be read') })

    const broken = new TextEncoder().encode('%PDF-1.4 broken')
    await platform.db.tx(tx =>
      tx.run(
        `INSERT INTO stored_blob (sha256, bytes, type, scan, text_status) VALUES ($1, $2, 'pdf', 'unscanned', 'pending')`,
        [sha256Of(broken), broken.length],
      ),
    )
    await expect(workMessage(ctx, 'extractText', { sha256: sha256Of(broken) })).rejects.toThrow(
      'not in the file storage',
    )
    expect((await blobOf(broken)).textStatus).toBe('pending')
    await platform.command.files.storage.putBytes(`blobs/${sha256Of(broken).slice(0, 2)}/${sha256Of(broken)}`, broken)
    await workMessage(ctx, 'extractText', { sha256: sha256Of(broken) })
    expect((await blobOf(broken)).textStatus).toBe('failed')
    await workMessage(ctx, 'extractText', { sha256: sha256Of(broken) })
  })
})
