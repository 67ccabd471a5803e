import type { PDFPageProxy } from 'pdfjs-dist'

/** The font that the site brings along (admin/font.ts). */
const OWN_FONT = '"Noto Sans SC Variable"'
const BEYOND_LATIN = /[^\p{Script=Latin}\p{Script=Common}]/u

/**
 * Many Chinese documents name a font and do not embed it, and not every computer has one: what the page's own fonts lack is
 * drawn with the site's. Its parts are loaded by the characters that the page needs.
 */
export async function bringOwnFont(canvas: HTMLCanvasElement, page: PDFPageProxy): Promise<void> {
  const { items } = await page.getTextContent()
  const text = [...new Set(items.flatMap(item => ('str' in item ? [...item.str] : [])))].join('')
  if (!BEYOND_LATIN.test(text)) return
  await document.fonts.load(`16px ${OWN_FONT}`, text).catch(() => [])
  const context = canvas.getContext('2d')
  const plain = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'font')
  if (!context || !plain) return
  Object.defineProperty(context, 'font', {
    configurable: true,
    get: () => plain.get?.call(context),
    set: (font: string) => plain.set?.call(context, withOwnFont(font)),
  })
}

/** `bold 12px "g_1", serif` → `bold 12px "g_1", "Noto Sans SC Variable", serif`. */
const withOwnFont = (font: string): string =>
  font.replace(/,\s*(serif|sans-serif|monospace)\s*$/, (_whole, generic: string) => `, ${OWN_FONT}, ${generic}`)
