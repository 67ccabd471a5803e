import fs from 'node:fs/promises'
import type { FileType } from '#domain/files.ts'
import { unzip } from '../../../templates/zip.ts'
import { MAX_UNPACKED } from './content.ts'
import { openPdf } from './pdf.ts'

const META = ['title', 'author', 'lastAuthor', 'producer', 'creator', 'created', 'modified'] as const

/** Facts that a program wrote into a file; who compares suppliers' files looks at these (实施条例 40). */
export type FileMeta = Readonly<Partial<Record<(typeof META)[number], string>>>

/** The words of a file, and what it says of itself. */
export interface Extracted {
  readonly text: string
  readonly meta: FileMeta
}

const MAX_CHARS = 200_000
const MAX_META_CHARS = 300
const MAX_PAGES = 500

/** Reads the text of a pdf, a workbook or a document, capped. @throws Error for a file that cannot be read */
export async function extractContent(file: string, type: FileType): Promise<Extracted> {
  const bytes = await fs.readFile(file)
  return type === 'pdf' ? extractPdf(bytes) : extractOffice(bytes, type)
}

async function extractPdf(bytes: Uint8Array): Promise<Extracted> {
  const opened = await openPdf(bytes)
  if (typeof opened === 'string') throw new Error(`the pdf is ${opened}`)
  const { document, close } = opened
  try {
    const pages: string[] = []
    let chars = 0
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES) && chars < MAX_CHARS; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const text = items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
      chars += text.length
      pages.push(text)
      page.cleanup()
    }
    const { info } = await document.getMetadata()
    return { text: storable(pages.join('\n')), meta: pdfMeta(new Map(Object.entries(info))) }
  } finally {
    await close()
  }
}

const pdfMeta = (info: ReadonlyMap<string, unknown>): FileMeta =>
  metaOf({
    title: info.get('Title'),
    author: info.get('Author'),
    producer: info.get('Producer'),
    creator: info.get('Creator'),
    created: info.get('CreationDate'),
    modified: info.get('ModDate'),
  })

function metaOf(facts: Readonly<Partial<Record<(typeof META)[number], unknown>>>): FileMeta {
  const entries = META.flatMap(key => {
    const value = facts[key]
    return typeof value === 'string' && value.trim() !== '' ? [[key, storable(value, MAX_META_CHARS)]] : []
  })
  return Object.fromEntries(entries)
}

/** What PostgreSQL can hold. */
const storable = (text: string, max = MAX_CHARS): string =>
  text
    .slice(0, max)
    .replaceAll('\0', '')
    .replaceAll(/\p{Surrogate}/gu, '')

function extractOffice(bytes: Uint8Array, type: FileType): Extracted {
  const unzipped = unzip(bytes, MAX_UNPACKED)
  if (!unzipped.ok) throw new Error(`the ${type} cannot be unpacked`)
  const part = (name: string) => unzipped.files.get(name)?.toString('utf8') ?? ''
  const body = type === 'docx' ? part('word/document.xml') : part('xl/sharedStrings.xml')
  const core = part('docProps/core.xml')
  const app = part('docProps/app.xml')
  const meta = metaOf({
    title: elementText(core, 'dc:title'),
    author: elementText(core, 'dc:creator'),
    lastAuthor: elementText(core, 'cp:lastModifiedBy'),
    producer: elementText(app, 'Application'),
    creator: elementText(app, 'Company'),
    created: elementText(core, 'dcterms:created'),
    modified: elementText(core, 'dcterms:modified'),
  })
  return { text: storable(wordsOf(body)), meta }
}

/** The texts of w:t and t elements; a paragraph or a shared string ends a line. */
function wordsOf(xml: string): string {
  const words: string[] = []
  let chars = 0
  for (const [, text, end] of xml.matchAll(/<(?:w:)?t(?:\s[^>]*)?>([^<]*)<|(<\/w:p>|<\/si>)/g)) {
    const word = end ? '\n' : plainText(text ?? '')
    chars += word.length
    words.push(word)
    if (chars > MAX_CHARS) break
  }
  return words.join('')
}

const elementText = (xml: string, tag: string): string =>
  plainText(new RegExp(`<${tag}(?:\\s[^>]*)?>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '')

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const plainText = (xml: string): string => xml.replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
