/** Programs in China save csv in UTF-8 or in GB18030, and say nowhere which. */
const ENCODINGS = ['utf-8', 'gb18030'] as const
const CONTROL = /\p{Cc}/u
const LAYOUT = /[\t\r\n]/g
const SEPARATOR = /[,;\t]/

/** The text of a csv file; null if it is none: bytes of no encoding, control characters, a first line without columns. */
export function readCsv(bytes: Uint8Array): string | null {
  for (const encoding of ENCODINGS) {
    const text = decode(bytes, encoding)
    if (text === null) continue
    const firstLine = text.split(/\r?\n/, 1)[0] ?? ''
    return CONTROL.test(text.replaceAll(LAYOUT, '')) || !SEPARATOR.test(firstLine) ? null : text
  }
  return null
}

/** Whether bytes are a csv file by their content. */
export const isCsv = (bytes: Uint8Array): boolean => readCsv(bytes) !== null

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The first rows of a csv text, cells without their quotes. */
export function csvRows(text: string, maxRows: number): string[][] {
  const firstLine = text.split(/\r?\n/, 1)[0] ?? ''
  const separator = SEPARATOR.exec(firstLine.replaceAll(/"[^"]*"/g, ''))?.[0] ?? ','
  const rows: string[][] = []
  let row: string[] = []
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, 'gy')
  while (rows.length < maxRows && cell.lastIndex < text.length) {
    const found = cell.exec(text)
    if (!found) break
    const [, quoted, plain, end] = found
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === separator) continue
    rows.push(row)
    row = []
  }
  return rows
}
