import type { SealingKit } from '#domain/sealingKit.ts'
import { type Quote, quoteOf } from './sealQuotes.ts'

/**
 * Reads a list of prices: a line `lot;supplier;price` each (commas and tabs separate too), blank lines and a head line
 * without a price left out, a mark at the beginning as spreadsheets write it as well.
 * @throws Error that names the first wrong line, without its price
 */
export function readPriceList(text: string, file: string, kit: SealingKit): readonly Quote[] {
  const quotes: Quote[] = []
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const cells = line.split(/[;,\t]/).map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
    if (cells.every(cell => cell === '') || (i === 0 && !/\d/.test(cells[2] ?? ''))) continue
    const place = `${file}:${i + 1}`
    const [lot = '', supplier = '', price = '', ...rest] = cells
    if (rest.some(cell => cell !== '')) throw new Error(`${place}: three columns are expected: lot;supplier;price`)
    if (quotes.some(quote => quote.lot === lot)) throw new Error(`${place}: lot ${lot} is there twice`)
    quotes.push(quoteOf({ lot, supplier, price }, kit, place))
  }
  if (quotes.length === 0) throw new Error(`${file}: no prices`)
  return quotes
}
