import fs from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { type FileType, sizeText } from '#domain/files.ts'
import { type Violation, violation } from '#domain/violation.ts'
import { unzip } from '../../../templates/zip.ts'
import { isCsv } from './csv.ts'
import { openPdf } from './pdf.ts'

/** What a file turned out to be; null pages: it has none. */
export interface Checked {
  readonly type: FileType | null
  readonly pages: number | null
  /** Why it cannot be taken although its kind could. */
  readonly violations: readonly Violation[]
}

const SNIFFED_BYTES = 8_192
const ZIP_MAGIC = 0x504b0304
/** Unpacked bytes of a workbook or document. */
export const MAX_UNPACKED = 200_000_000
const MAX_RATIO = 200
/** Below this no ratio matters: an empty form is mostly repetition. */
const RATIO_FROM = 20_000_000
/** A3 at 600 dpi. */
const MAX_PIXELS = 80_000_000

const UNKNOWN: Checked = { type: null, pages: null, violations: [] }

/** Finds out what a local file is, from its content alone, and whether it can be opened. Runs in a thread of its own. */
export async function checkContent(file: string): Promise<Checked> {
  const start = await readStart(file)
  if (start.length >= 4 && start.readUInt32BE(0) === ZIP_MAGIC) return checkOffice(await fs.readFile(file))
  const found = await fileTypeFromBuffer(start)
  switch (found?.ext) {
    case 'pdf':
      return checkPdf(await fs.readFile(file))
    case 'png':
    case 'webp':
      return checkImage(file, found.ext)
    case 'jpg':
      return checkImage(file, 'jpeg')
    case undefined:
      return isCsv(await fs.readFile(file)) ? { type: 'csv', pages: null, violations: [] } : UNKNOWN
    default:
      return UNKNOWN
  }
}

async function readStart(file: string): Promise<Buffer> {
  const handle = await fs.open(file)
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0)
  await handle.close()
  return buffer.subarray(0, bytesRead)
}

const refused = (type: FileType, found: Violation): Checked => ({ type, pages: null, violations: [found] })
const broken = (type: FileType) => refused(type, violation('brokenFile', undefined, { type }))

async function checkPdf(bytes: Uint8Array): Promise<Checked> {
  const opened = await openPdf(bytes)
  if (opened === 'encrypted') return refused('pdf', violation('encryptedFile'))
  if (opened === 'broken') return broken('pdf')
  const { document, close } = opened
  try {
    // A file that was cut off still opens; its last page does not.
    for (const page of new Set([1, document.numPages])) await (await document.getPage(page)).getOperatorList()
    return { type: 'pdf', pages: document.numPages, violations: [] }
  } catch {
    return broken('pdf')
  } finally {
    await close()
  }
}

async function checkImage(file: string, type: 'png' | 'jpeg' | 'webp'): Promise<Checked> {
  try {
    const image = sharp(file, { limitInputPixels: false, failOn: 'error', sequentialRead: true })
    const { width, height } = await image.metadata()
    if (width * height > MAX_PIXELS)
      return refused(type, violation('tooManyPixels', undefined, { max: MAX_PIXELS / 10_000 }))
    await image.resize(64).raw().toBuffer()
    return { type, pages: 1, violations: [] }
  } catch {
    return broken(type)
  }
}

/** A workbook or a document: an archive with the part that makes it one, and without macros. */
function checkOffice(bytes: Uint8Array): Checked {
  const unzipped = unzip(bytes, MAX_UNPACKED)
  if (!unzipped.ok) return unzipped.reason === 'tooLarge' ? bomb(kindInside(bytes)) : broken(kindInside(bytes))
  const { files } = unzipped
  const type = files.has('xl/workbook.xml') ? 'xlsx' : files.has('word/document.xml') ? 'docx' : null
  if (!type || [...files.keys()].some(name => /vbaProject\.bin$/i.test(name))) return UNKNOWN
  let total = 0
  for (const content of files.values()) total += content.length
  if (total > RATIO_FROM && total > bytes.length * MAX_RATIO) return bomb(type)
  return files.has('[Content_Types].xml') ? { type, pages: null, violations: [] } : broken(type)
}

const bomb = (type: FileType) =>
  refused(type, violation('unpacksTooLarge', undefined, { max: sizeText(MAX_UNPACKED), ratio: MAX_RATIO }))

/** What an archive that cannot be unpacked would have been: its names stand in it in clear. */
const kindInside = (bytes: Uint8Array): FileType => (Buffer.from(bytes).includes('word/') ? 'docx' : 'xlsx')

const THUMBNAIL_SIDE = 320

/** A small picture of an image, webp. */
export const makeThumbnail = (file: string): Promise<Uint8Array> =>
  sharp(file, { limitInputPixels: MAX_PIXELS, sequentialRead: true })
    .rotate()
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toBuffer()
